"""The workbench in front of a running service, for a browser: a person of two workspaces, jobs done when asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from api.access.members import add_member
from api.access.passwords import hash_password
from api.access.people import create_user, operator
from api.callers import Caller, Scope
from api.service import workbench
from api.store.engine import Database
from api.store.tables import Workspace
from tests.service.office import Office

BUILD = Path(workbench.__file__).parent.parent / "web" / "dist" / "index.html"
NAME, PASSWORD = "ling", "correct-horse-battery"


@dataclass(frozen=True)
class Workbench:
    """A service with its page at ``address``."""

    office: Office
    address: str


@contextmanager
def served(url: str, folder: Path) -> Iterator[Workbench]:
    """The service on a free port of this machine, its database at ``url``, its files under ``folder``."""
    with Office.at(url, folder) as office:
        let_in(office.service.database, office.caller.workspace_id)
        config = uvicorn.Config(office.client.app, port=0, lifespan="off", log_config=None, access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            thread.join(0.02)
            assert thread.is_alive(), "the server did not start"
        (listening,) = server.servers
        port = listening.sockets[0].getsockname()[1]
        yield Workbench(office, f"http://127.0.0.1:{port}")
        server.should_exit = True
        thread.join()


def let_in(database: Database, workspace_id: str) -> None:
    """NAME may do everything in the workspace, and read in another."""
    hashed = hash_password(PASSWORD, NAME)
    with database.writing() as session:
        other = Workspace(name="财务部")  # after the office by name: people come into the first
        session.add(other)
        session.flush()
        here: Caller = operator(workspace_id)
        person = create_user(session, here, NAME, hashed)
        add_member(session, here, person, list(Scope))
        add_member(session, operator(other.id), person, [Scope.READ])

"""A real server on loopback (运行中的服务), for benchmarks and for tests that kill it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from api.access.keys import create_key
from api.callers import Caller, Scope
from api.settings import Settings
from api.store.engine import Database
from api.store.tables import Workspace
from api.work.supervision import environment

_COMMAND = (sys.executable, "-c", "from api.cli import main; main()", "serve")
_PATIENCE = 120.0  # seconds for a server to answer on a busy machine


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def new_key(database: Database) -> tuple[Caller, str]:
    """Somebody who may do everything in a workspace of their own, and their key."""
    with database.writing() as session:
        workspace = Workspace(name=f"演练 {os.urandom(4).hex()}")
        session.add(workspace)
        session.flush()
        caller = Caller("usr_bench", "演练", workspace.id, frozenset(Scope))
        return caller, create_key(session, caller, "演练", list(Scope)).token


class Server:
    """``tiaokuan serve`` with these settings, in a process of its own."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._settings = settings
        self._log = log
        self.url = f"http://127.0.0.1:{settings.port}"
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            return subprocess.Popen(
                _COMMAND,
                env=environment(self._settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The server's process; its worker is a child of it."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Return when it answers. TimeoutError where it does not."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise TimeoutError(f"the server does not answer: {self._log.read_text('utf-8')[-2000:]}")

    def kill(self) -> None:
        """SIGKILL, and another server in its place."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._process = self._start()

    def stop(self) -> int:
        """Ask it to end; its exit code."""
        self._process.terminate()
        return self._process.wait(60)

    def memory(self) -> int:
        """Bytes that the server's process holds in memory (resident)."""
        for line in Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise OSError("no VmRSS")

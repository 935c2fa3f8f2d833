"""A small application with the routes of access, and one route for every guard."""

from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from api.access.keys import create_key
from api.callers import Caller, Scope
from api.service.guards import Admin, Anyone, Reader, Reviewer, SignedIn, Writer, prepare
from api.service.problems import handle_problems
from api.service.routes import keys, members, session
from api.settings import Settings
from tests.access.world import World, begin_session

OWN = {"Origin": "http://testserver"}


def make_app(world: World, **chosen: Any) -> FastAPI:
    """The application; ``chosen`` are settings."""
    app = FastAPI()
    settings = Settings(**chosen)
    app.state.service = SimpleNamespace(settings=settings, database=world.database)
    handle_problems(app)
    prepare(app, settings)
    for module in (session, keys, members):
        app.include_router(module.router)
    _add_guarded(app)
    return app


def _add_guarded(app: FastAPI) -> None:
    def reader(caller: Reader) -> str:
        return caller.name

    def writer(caller: Writer) -> str:
        return caller.name

    def reviewer(caller: Reviewer) -> str:
        return caller.name

    def admin(caller: Admin) -> str:
        return caller.name

    def anyone(caller: Anyone) -> str:
        return caller.name

    def person(person: SignedIn) -> str:
        return person.caller.name

    def stream(_: Reader) -> StreamingResponse:
        return StreamingResponse(iter([b"a", b"b"]))

    for route in (reader, writer, reviewer, admin, anyone, person, stream):
        for method in ("GET", "POST"):
            app.add_api_route(f"/{route.__name__}", route, methods=[method])


def browser(app: FastAPI, world: World, caller: Caller) -> TestClient:
    """A page of this service in which the caller is signed in."""
    client = TestClient(app, headers=OWN)
    client.cookies.set("tiaokuan_session", begin_session(world, caller))
    return client


def program(app: FastAPI, world: World, workspace: Caller, *scopes: Scope) -> TestClient:
    """A program with a key of the workspace of ``workspace``."""
    return TestClient(app, headers={"Authorization": f"Bearer {key(world, workspace, *scopes)}"})


def key(world: World, workspace: Caller, *scopes: Scope) -> str:
    """A key of the workspace of ``workspace``, who must have these scopes."""
    with world.database.writing() as session:
        return create_key(session, workspace, "程序", scopes).token

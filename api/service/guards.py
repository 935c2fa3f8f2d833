"""Who calls, and whether they may (身份与权限): what routes depend on.

A route asks for ``Reader``, ``Writer``, ``Reviewer`` or ``Admin`` and gets a Caller with that scope; ``Anyone`` asks
for no scope, ``SignedIn`` for a person with a session. A program sends ``Authorization: Bearer`` with its key, a
browser the cookie of its session. Cookies are sent by themselves, so what changes something must then come from a
page of this very service.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as Connection

from api.access.gate import Gate
from api.access.keys import caller_of_key
from api.access.rates import Rates, Standing
from api.access.sign_in import caller_of_session
from api.callers import Caller, Scope
from api.problems import NotAllowed, NotSignedIn, TooMany
from api.service.context import service
from api.settings import Settings

COOKIE = "tiaokuan_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_bearer = HTTPBearer(
    scheme_name="key", description="密钥（tk_ 开头）：Authorization: Bearer tk_…", auto_error=False
)
_cookie = APIKeyCookie(
    name=COOKIE,
    scheme_name="session",
    description="登录后由浏览器自动发送；更改内容的请求须来自本服务的页面",
    auto_error=False,
)
_Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
_Cookie = Annotated[str | None, Depends(_cookie)]


@dataclass(frozen=True, slots=True)
class Person:
    """A caller who is signed in, and the token of the session."""

    caller: Caller
    token: str


def prepare(app: FastAPI, settings: Settings) -> None:
    """Give the application what the guards count in. Called once, when it is made."""
    app.state.rates = Rates(settings.rate)
    app.state.gate = Gate()
    app.add_middleware(RateHeaders)


def gate(request: Request) -> Gate:
    """What stands before passwords in this application (a FastAPI dependency)."""
    found: Gate = request.app.state.gate
    return found


def refuse_other_sites(request: Request) -> None:
    """NotAllowed for what a page of another site sends; programs, which say nothing of a page, may go on."""
    if _from_own_page(request) is False:
        raise _cross_site()


def _anyone(request: Request, bearer: _Bearer, cookie: _Cookie) -> Caller:
    if bearer is None:
        return _signed_in(request, cookie).caller
    with service(request).database.reading() as session:
        caller = caller_of_key(session, bearer.credentials)
    return _counted(request, caller)


def _signed_in(request: Request, cookie: _Cookie) -> Person:
    if cookie is None:
        raise NotSignedIn("not-signed-in", "请先登录，或在 Authorization 中提供密钥（Bearer tk_…）。")
    if request.method not in _SAFE and not _from_own_page(request):
        raise _cross_site()
    with service(request).database.reading() as session:
        caller = caller_of_session(session, cookie)
    return Person(_counted(request, caller), cookie)


def _counted(request: Request, caller: Caller) -> Caller:
    rates: Rates = request.app.state.rates
    standing = rates.spend(caller.id)
    request.state.standing = standing
    if not standing.allowed:
        raise TooMany(
            "rate-exceeded",
            f"请求过于频繁：每分钟至多 {standing.limit} 次。请 {standing.reset} 秒后再试。",
            retry_after=standing.reset,
        )
    return caller


def _from_own_page(request: Request) -> bool | None:
    """True where a page of this service sent the request, or the person by hand; None where nothing tells.

    Only hosts are compared: behind a proxy the service does not see that the browser came by https.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    if origin is None:
        return None
    host = origin.partition("://")[2].lower()
    return bool(host) and host == request.headers.get("host", "").lower()


def _cross_site() -> NotAllowed:
    return NotAllowed(
        "cross-site", "请求不是从本服务的页面发出，未予执行。请在本服务的页面操作，程序请改用密钥。"
    )


def _with(scope: Scope) -> Callable[[Caller], Awaitable[Caller]]:
    async def demanded(caller: Annotated[Caller, Depends(_anyone)]) -> Caller:
        caller.demand(scope)
        return caller

    return demanded


Anyone = Annotated[Caller, Depends(_anyone)]
SignedIn = Annotated[Person, Depends(_signed_in)]
Reader = Annotated[Caller, Depends(_with(Scope.READ))]
Writer = Annotated[Caller, Depends(_with(Scope.WRITE))]
Reviewer = Annotated[Caller, Depends(_with(Scope.REVIEW))]
Admin = Annotated[Caller, Depends(_with(Scope.ADMIN))]


class RateHeaders:
    """Tells with every answer to a known caller how many calls are left. Plain ASGI: streams stay streams."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        state = scope.setdefault("state", {})

        async def told(message: Message) -> None:
            standing: Standing | None = state.get("standing")
            if message["type"] == "http.response.start" and standing is not None:
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Limit"] = str(standing.limit)
                headers["RateLimit-Remaining"] = str(standing.remaining)
                headers["RateLimit-Reset"] = str(standing.reset)
            await send(message)

        await self._app(scope, receive, told)

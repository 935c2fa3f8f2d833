"""The workbench (工作台): the page that people use, served from its build, under a strict content security policy.

The build (``api/web/dist``, made by ``make web``) is no part of the repository. Without it ``/`` says how to get it;
the API does not need it.
"""

import gzip
import secrets
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from api.problems import NotFound

_BUILD = Path(__file__).parent.parent / "web" / "dist"
_MARK = "__CSP_NONCE__"
_YEAR = "public, max-age=31536000, immutable"  # the names of built files hold their hash
_MISSING = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>条款工作台</title>
<p>工作台页面尚未构建：请在项目目录运行 <code>make web</code>，然后刷新。接口可照常使用。</p></html>"""

# Named one by one: any other address stays a 404 or 405 of the API.
_VIEWS = ("library", "documents", "review", "compare", "checks", "claims", "overview")

router = APIRouter(include_in_schema=False)


def _index() -> Path:
    return _BUILD / "index.html"


def _policy(nonce: str) -> str:
    """Own files only; styles that the component library makes carry the nonce; page images are blobs."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "require-trusted-types-for 'script'",
        )
    )


@router.get("/assets/{name}")
@router.get("/favicon.svg")
def get_asset(name: str = "", accept_encoding: Annotated[str, Header()] = "") -> Response:
    """A built file, compressed where the browser takes it; its name changes with its content."""
    path = _BUILD / "assets" / name if name else _BUILD / "favicon.svg"
    if path.parent not in {_BUILD, _BUILD / "assets"} or not path.is_file():
        raise NotFound("asset-not-found", "没有这个文件。页面可能已更新，请刷新。")
    headers = {"cache-control": _YEAR if name else "no-cache", "vary": "Accept-Encoding"}
    if "gzip" not in accept_encoding or not name:
        return FileResponse(path, headers=headers)
    kind, _ = guess_type(name)
    return Response(_compressed(path), media_type=kind, headers={**headers, "content-encoding": "gzip"})


@lru_cache(maxsize=64)
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)


@router.get("/")
def get_workbench() -> Response:
    """The page; which view it shows, the address tells it."""
    return _page(200) if _index().is_file() else HTMLResponse(_MISSING, 503)


def page_of_nothing(request: Request) -> Response | None:
    """The page, saying that no view has this address, where a person went to it; None for a program."""
    is_person = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    is_api = request.url.path.startswith("/v1/")
    return _page(404) if is_person and not is_api and _index().is_file() else None


def _page(status: int) -> Response:
    nonce = secrets.token_urlsafe(16)
    page = _index().read_text("utf-8").replace(_MARK, nonce)
    return HTMLResponse(
        page, status, headers={"content-security-policy": _policy(nonce), "cache-control": "no-store"}
    )


for _view in _VIEWS:
    router.add_api_route(f"/{_view}", get_workbench)
    router.add_api_route(f"/{_view}/{{rest:path}}", get_workbench)

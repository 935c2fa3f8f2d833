"""Revisions as entity tags (ETag): whoever edits says which revision was seen (RFC 9110, section 13)."""

import re
from typing import Annotated

from fastapi import Depends, Header, Response
from pydantic import BaseModel

from api.problems import BadRequest, PreconditionRequired

_TAG = re.compile(r'"r(\d{1,9})(?:\.[a-z]+)?"')

IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", max_length=200, description="上次应答的 ETag；未变化时返回 304")
]


def etag(revision: int, state: str = "") -> str:
    """The tag of a revision; ``state`` is what changes without an edit."""
    return f'"r{revision}.{state}"' if state else f'"r{revision}"'


def tagged(body: BaseModel, revision: int, if_none_match: str | None = None, *, state: str = "") -> Response:
    """The body with its tag, or 304 where the caller has that very state already."""
    same = unchanged(revision, if_none_match, state=state)
    if same is not None:
        return same
    headers = _headers(etag(revision, state))
    return Response(body.model_dump_json(exclude_none=True), headers=headers, media_type="application/json")


def unchanged(revision: int, if_none_match: str | None, *, state: str = "") -> Response | None:
    """The answer 304 where the caller has that very state already, so that no body need be made."""
    tag = etag(revision, state)
    if if_none_match is None or tag not in [one.strip() for one in if_none_match.split(",")]:
        return None
    return Response(status_code=304, headers=_headers(tag))


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


def _revision(
    if_match: Annotated[
        str | None, Header(alias="If-Match", max_length=200, description="取得该内容时应答的 ETag")
    ] = None,
) -> int:
    """The revision that the caller saw. PreconditionRequired where it is not said."""
    if if_match is None:
        raise PreconditionRequired(
            "if-match-missing", "修改前请先取得最新内容，并把应答的 ETag 写入 If-Match，以免覆盖他人的修改。"
        )
    matched = _TAG.fullmatch(if_match.strip())
    if matched is None:
        raise BadRequest("bad-if-match", '请把取得内容时应答的 ETag（如 "r3"，含引号）原样写入 If-Match。')
    return int(matched[1])


Seen = Annotated[int, Depends(_revision)]
"""The revision that the caller saw, from If-Match."""

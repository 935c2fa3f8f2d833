"""Answers to repeated requests (幂等): ``Idempotency-Key`` on whatever creates something.

After draft-ietf-httpapi-idempotency-key-header. The answer is kept in the transaction that does the work, so a
repeated request either finds both or neither: nothing is done twice, and nothing is lost between the two.
"""

from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Header, Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.callers import Caller
from api.problems import BadRequest, Invalid
from api.store.engine import serialise
from api.store.tables_work import Reply

_SPOKEN = "由调用方生成的唯一值（1–255 个可见 ASCII 字符，建议用 UUID）。用同一个值重发同一请求，只会执行一次，并得到同样的应答。"


class Once:
    """One request that is to be carried out once."""

    def __init__(self, key: str | None) -> None:
        self._key = key

    def repeated(self, session: Session, caller: Caller, *request: str) -> Response | None:
        """The answer already given to this request; ``request`` tells it from others (address, body …).

        Invalid where the key was used for another request. Call it first in the write transaction.
        """
        if self._key is None:
            return None
        serialise(session, f"{caller.id}/{self._key}")
        kept = session.scalar(select(Reply).where(Reply.caller == caller.id, Reply.key == self._key))
        if kept is None:
            return None
        if kept.fingerprint != _fingerprint(request):
            raise Invalid(
                "idempotency-key-reused", "这个 Idempotency-Key 已用于另一个请求。请为新的请求换一个值。"
            )
        return Response(
            kept.body,
            kept.status,
            {**kept.headers, "Idempotent-Replayed": "true"},
            media_type="application/json",
        )

    def answer(
        self,
        session: Session,
        caller: Caller,
        *request: str,
        status: int,
        body: BaseModel,
        headers: dict[str, str] | None = None,
    ) -> Response:
        """The answer, kept under the key. Call it last in the write transaction."""
        told = body.model_dump_json(exclude_none=True)
        if self._key is not None:
            session.add(
                Reply(
                    caller=caller.id,
                    key=self._key,
                    fingerprint=_fingerprint(request),
                    status=status,
                    headers=headers or {},
                    body=told,
                )
            )
        return Response(told, status, headers, media_type="application/json")


def _fingerprint(request: tuple[str, ...]) -> str:
    return sha256("\0".join(request).encode()).hexdigest()


def _once(
    key: Annotated[str | None, Header(alias="Idempotency-Key", description=_SPOKEN)] = None,
) -> Once:
    if key is not None and not (1 <= len(key) <= 255 and key.isascii() and key.isprintable()):
        raise BadRequest("bad-idempotency-key", "Idempotency-Key 应为 1–255 个可见 ASCII 字符，建议用 UUID。")
    return Once(key)


OnceDep = Annotated[Once, Depends(_once)]

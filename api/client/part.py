"""What the parts of the client share (客户端各部分)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from api.client.calling import UNCHANGED, Call, Connection, read_answer, unless_known


class Revised(Protocol):
    """Something that counts how often it was changed."""

    @property
    def revision(self) -> int: ...


R = TypeVar("R", bound=Revised)
_NO_QUERY: Mapping[str, object] = MappingProxyType({})


class Part:
    """Methods for one kind of thing, over a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _current(
        self, path: str, form: type[R], known: R | None, query: Mapping[str, object] = _NO_QUERY
    ) -> R:
        """What is there; ``known`` where that is so still."""
        if known is None:
            return self._connection.ask(Call("GET", path, query), form)
        response = self._connection.send(unless_known(path, _tag(known), query))
        return known if response.status_code == UNCHANGED else read_answer(response, form)

    def _changed(self, path: str, seen: R, body: Mapping[str, Any], *, method: str = "PATCH") -> R:
        """What is there after the change, made where it is still as it was seen."""
        call = Call(method, path, body=body, headers={"If-Match": _tag(seen)})
        return self._connection.ask(call, type(seen))


def _tag(one: Revised) -> str:
    """The entity tag of a revision."""
    return f'"r{one.revision}"'

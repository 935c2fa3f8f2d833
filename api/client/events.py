"""Server-sent events (事件流), after WHATWG HTML section 9.2."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BLANK_LINE = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_LINE_END = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name, id and data."""

    name: str
    id: str
    data: str


def events(chunks: Iterable[bytes]) -> Iterator[Event]:
    """The events of a stream, however it is cut into chunks. Comments and an unfinished last event are left out."""
    kept = b""
    for chunk in chunks:
        *blocks, kept = _BLANK_LINE.split(kept + chunk)
        for block in blocks:
            event = _event(block)
            if event is not None:
                yield event


def _event(block: bytes) -> Event | None:
    values: dict[bytes, list[str]] = {}
    for line in _LINE_END.split(block):
        name, _, value = line.partition(b":")
        values.setdefault(name, []).append(value.removeprefix(b" ").decode())
    if b"data" not in values:
        return None
    name, identifier = (values.get(key, [""])[-1] for key in (b"event", b"id"))
    return Event(name, identifier, "\n".join(values[b"data"]))

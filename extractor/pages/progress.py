"""How far a long reading is (读取进度): told to whoever listens, in this process.

Only the recognition of scanned pages takes long enough to be told of.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]  # pages recognised, pages to recognise

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tell ``listener`` of what is read within."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(done: int, total: int) -> None:
    """``done`` of ``total`` scanned pages are recognised."""
    listener = _listener.get()
    if listener is not None:
        listener(done, total)

"""Server-sent events are read however the stream is cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from sse_starlette import ServerSentEvent

from api.client.events import Event, events

_LINE = st.text(
    st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), min_size=1, max_size=12
)
_NAME = st.text("abcdefgh", min_size=1, max_size=5)
_EVENT = st.builds(Event, _NAME, _NAME, st.lists(_LINE, min_size=1, max_size=3).map("\n".join))


def _sent(event: Event, sep: str) -> bytes:
    return ServerSentEvent(event.data, event=event.name, id=event.id, sep=sep).encode()


@given(
    st.lists(_EVENT, max_size=4),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.lists(st.integers(0, 200), max_size=6),
)
def test_what_the_service_sends_is_read(told: list[Event], sep: str, cuts: list[int]) -> None:
    ping = f": ping{sep}{sep}".encode()
    stream = ping.join([b"", *(_sent(event, sep) for event in told), b""])
    places = sorted({min(cut, len(stream)) for cut in cuts} | {0, len(stream)})
    chunks = [stream[start:end] for start, end in pairwise(places)]
    assert list(events(chunks)) == told


def test_an_event_that_is_cut_off_is_left_out() -> None:
    assert list(events([b"event: job\nid: 1\ndata: one\n\nevent: job\nid: 2\ndata: tw"])) == [
        Event("job", "1", "one")
    ]


def test_names_ids_and_spaces_are_optional() -> None:
    assert list(events([b"data:one\n\n", b": only a comment\n\n", b"data\n\n"])) == [
        Event("", "", "one"),
        Event("", "", ""),
    ]

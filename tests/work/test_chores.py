"""What a worker does beside its jobs."""

import time
from threading import Event

from api.store.columns import now
from api.store.tables_work import Discarded, Reply
from api.work import chores
from api.work.chores import CHORES, Chore, tending
from api.work.reading import Means
from tests.work import extracts
from tests.work.workshop import Workshop, until


def test_a_chore_is_repeated_though_it_fails(workshop: Workshop) -> None:
    turns: list[Means] = []

    def stumble(means: Means) -> None:
        turns.append(means)
        raise LookupError

    means = workshop.means(extracts.plain)
    with tending([Chore("stumble", 0.01, stumble)], means):
        until(lambda: len(turns) > 2)
    done = len(turns)
    time.sleep(0.05)
    assert len(turns) == done
    assert turns[0] is means


def test_leaving_does_not_wait_for_a_long_chore(workshop: Workshop, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(chores, "_PATIENCE", 0.1)
    begun, released = Event(), Event()

    def linger(_: Means) -> None:
        begun.set()
        released.wait(20)

    began = time.monotonic()
    with tending([Chore("linger", 1.0, linger)], workshop.means(extracts.plain)):
        assert begun.wait(5)
    assert time.monotonic() - began < 5
    released.set()


def test_originals_of_deleted_documents_are_cleared(workshop: Workshop) -> None:
    place = workshop.originals.place("ws_own", "ab12")
    place.parent.mkdir(parents=True)
    place.write_bytes(b"x")
    with workshop.database.writing() as session:
        session.add(Discarded(workspace_id="ws_own", sha256="ab12"))
        session.add(
            Reply(
                caller="key_1",
                key="k",
                fingerprint="f",
                status=201,
                headers={},
                body="",
                created_at=now().replace(year=2020),
            )
        )
    with tending(CHORES, workshop.means(extracts.plain)):
        until(lambda: not place.exists())

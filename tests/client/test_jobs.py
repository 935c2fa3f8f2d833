"""Jobs are watched through broken connections, and waited for."""

import json
from collections.abc import Iterator

import httpx
import pytest

from api.client import ApiProblem, Client, StillUnfinished, UnexpectedAnswer
from api.service.wire.documents import JobOut, JobState, UploadOut
from tests.client.fake import answering, problem

_JOB = JobOut.model_json_schema()["examples"][0]


def _job(state: JobState, revision: int, number: int = 1) -> dict[str, object]:
    return {**_JOB, "id": f"job_{number}", "state": state, "revision": revision}


class Broken(httpx.SyncByteStream):
    """A stream of jobs that breaks after the last one, unless it is to end."""

    def __init__(self, *jobs: dict[str, object], ends: bool = False) -> None:
        self._jobs = jobs
        self._ends = ends

    def __iter__(self) -> Iterator[bytes]:
        for job in self._jobs:
            yield f": ping\r\n\r\nevent: job\r\nid: {job['revision']}\r\ndata: {json.dumps(job)}\r\n\r\n".encode()
        if not self._ends:
            raise httpx.RemoteProtocolError("peer closed connection")


class Service:
    """Streams, one after the other, and the job as it stands whenever it is looked at."""

    def __init__(self, streams: list[Broken], looked_at: list[dict[str, object]]) -> None:
        self._streams = iter(streams)
        self._looked_at = iter(looked_at)
        self.seen: list[str | None] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/events"):
            self.seen.append(request.headers.get("Last-Event-ID"))
            return httpx.Response(200, stream=next(self._streams))
        try:
            return httpx.Response(200, json=next(self._looked_at))
        except StopIteration:
            return problem(404, "job-not-found", "没有这个任务。")


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that are made, without the waiting."""
    pauses: list[float] = []
    monkeypatch.setattr("api.client.jobs.time.sleep", pauses.append)
    return pauses


def _watched(client: Client, **given: str) -> list[tuple[str, int]]:
    return [(job.state, job.revision) for job in client.watch_job("job_1", **given)]


def test_a_job_is_watched_to_its_end() -> None:
    service = Service([Broken(_job("queued", 1), _job("running", 2), _job("succeeded", 3))], [])
    with answering(service) as client:
        assert _watched(client) == [("queued", 1), ("running", 2), ("succeeded", 3)]
    assert service.seen == [None]


def test_a_broken_connection_is_made_again_where_it_ended() -> None:
    streams = [Broken(_job("queued", 1)), Broken(), Broken(_job("succeeded", 4))]
    service = Service(streams, [_job("queued", 1), _job("running", 3)])
    with answering(service) as client:
        assert _watched(client) == [("queued", 1), ("running", 3), ("succeeded", 4)]
    assert service.seen == [None, "1", "3"]


def test_a_job_that_ended_while_nobody_was_connected_is_told() -> None:
    service = Service([Broken(_job("running", 2), ends=True)], [_job("failed", 5)])
    with answering(service) as client:
        assert _watched(client) == [("running", 2), ("failed", 5)]


def test_nothing_is_told_where_the_end_was_seen_before() -> None:
    service = Service([Broken(ends=True)], [_job("succeeded", 3)])
    with answering(service) as client:
        assert _watched(client, last_event_id="3") == []
    assert service.seen == ["3"]


def test_a_job_that_is_deleted_meanwhile_is_missing() -> None:
    with answering(Service([Broken(_job("queued", 1), ends=True)], [])) as client:
        watched = client.watch_job("job_1")
        assert next(watched).state == "queued"
        with pytest.raises(ApiProblem, match="没有这个任务"):
            next(watched)


def test_an_event_of_another_service_is_told_as_such() -> None:
    with answering(Service([Broken({"revision": 1})], [])) as client, pytest.raises(UnexpectedAnswer):
        _watched(client)


def test_leaving_early_closes_the_stream() -> None:
    closed: list[bool] = []

    class Endless(Broken):
        def close(self) -> None:
            closed.append(True)

    with answering(Service([Endless(*[_job("queued", 1)] * 9)], [])) as client:
        watched = client.watch_job("job_1")
        next(watched)
        assert closed == []
        watched.close()  # type: ignore[attr-defined]  # a generator
    assert closed == [True]


def test_a_job_is_waited_for(slept: list[float]) -> None:
    states: list[JobState] = ["queued", "running", "running", "failed"]
    service = Service([], [_job(state, number) for number, state in enumerate(states, start=1)])
    with answering(service) as client:
        job = client.wait("job_1")
    assert (job.state, job.revision) == ("failed", 4)
    assert slept == sorted(slept)
    assert len(slept) == 3


def test_an_upload_is_waited_for_in_its_order() -> None:
    rounds = iter(
        [
            [_job("queued", 1, 2), _job("succeeded", 3, 1)],
            [_job("cancelled", 3, 2), _job("succeeded", 3, 1)],
        ]
    )

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.params["upload_id"] == "upl_1"
        return httpx.Response(200, json={"items": next(rounds)})

    with answering(answer) as client:
        jobs = client.wait(UploadOut(id="upl_1", items=[]))
    assert [(job.id, job.state) for job in jobs] == [("job_1", "succeeded"), ("job_2", "cancelled")]


def test_waiting_ends_after_the_time_given(monkeypatch: pytest.MonkeyPatch, slept: list[float]) -> None:
    monkeypatch.setattr("api.client.jobs.time.monotonic", lambda: 1000.0 + sum(slept))

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=_job("running", 2))

    with answering(answer) as client, pytest.raises(StillUnfinished, match="等待了 20 秒"):
        client.wait(JobOut.model_validate(_JOB), seconds=20)
    assert 15 < sum(slept) <= 20
    assert max(slept) == 2.0

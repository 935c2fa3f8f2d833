"""Jobs (任务): looked at, watched, waited for, cancelled."""

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import overload

import httpx

from api.client.calling import Call, at, read_answer
from api.client.events import events
from api.client.part import Part
from api.client.problems import StillUnfinished
from api.service.wire.documents import JobOut, JobPage, JobState, UploadOut

_FINISHED = frozenset({"succeeded", "failed", "cancelled"})
_SILENCE = 45.0  # seconds; the service gives a sign of life every 15
_BEFORE_RECONNECTING = 0.5  # seconds
_FIRST_LOOK, _LONGEST_LOOK = 0.1, 2.0  # seconds between two looks at what is waited for


class Jobs(Part):
    """Jobs of the workspace (任务)."""

    def get_job(self, job_id: str) -> JobOut:
        """The job, with its place in the queue."""
        return self._connection.ask(Call("GET", at("jobs", job_id)), JobOut)

    def list_jobs(
        self,
        *,
        state: JobState | None = None,
        upload_id: str | None = None,
        document_id: str | None = None,
        page_size: int = 50,
    ) -> Iterator[JobOut]:
        """All jobs, the newest first; ``page_size`` is how many are got at once."""
        query = {"state": state, "upload_id": upload_id, "document_id": document_id, "limit": page_size}
        return self._connection.list(at("jobs"), JobPage, query)

    def cancel_job(self, job_id: str) -> JobOut:
        """Ask for the job to be cancelled. ApiProblem 409 where it is finished."""
        return self._connection.ask(Call("DELETE", at("jobs", job_id)), JobOut)

    def watch_job(self, job_id: str, *, last_event_id: str | None = None) -> Iterator[JobOut]:
        """The job at each change until it is finished; ``last_event_id`` is the last revision seen.

        Goes on by itself where the connection breaks. ApiProblem 404 where the job is deleted meanwhile.
        """
        seen = last_event_id
        while True:
            for job in self._events(job_id, seen):
                seen = str(job.revision)
                yield job
                if job.state in _FINISHED:
                    return
            time.sleep(_BEFORE_RECONNECTING)
            job = self.get_job(job_id)
            if str(job.revision) != seen:
                seen = str(job.revision)
                yield job
            if job.state in _FINISHED:
                return

    def _events(self, job_id: str, seen: str | None) -> Iterator[JobOut]:
        """What one connection tells until it ends or breaks."""
        headers = {"Accept": "text/event-stream"} | ({} if seen is None else {"Last-Event-ID": seen})
        call = Call("GET", at("jobs", job_id, "events"), headers=headers, silence=_SILENCE)
        response = self._connection.send(call, stream=True)
        try:
            with suppress(httpx.RequestError):
                for event in events(response.iter_bytes()):
                    if event.name == "job":
                        yield read_answer(response, JobOut, event.data)
        finally:
            response.close()

    @overload
    def wait(self, what: JobOut | str, *, seconds: float = ...) -> JobOut: ...
    @overload
    def wait(self, what: UploadOut, *, seconds: float = ...) -> list[JobOut]: ...

    def wait(self, what: JobOut | str | UploadOut, *, seconds: float = 600.0) -> JobOut | list[JobOut]:
        """The job (or that of the id), or the jobs of the upload in order, once they are finished, well or not.

        Files of an upload that existed already or were refused have no job in it. StillUnfinished after ``seconds``.
        """
        end = time.monotonic() + seconds
        pause = _FIRST_LOOK
        while True:
            jobs = self._looked_at(what)
            if all(job.state in _FINISHED for job in jobs):
                return jobs if isinstance(what, UploadOut) else jobs[0]
            if time.monotonic() + pause > end:
                raise StillUnfinished(f"等待了 {seconds:g} 秒，任务尚未结束。任务仍在进行，可以稍后再等。")
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_LOOK)

    def _looked_at(self, what: JobOut | str | UploadOut) -> list[JobOut]:
        if isinstance(what, UploadOut):
            return list(self.list_jobs(upload_id=what.id, page_size=200))[::-1]
        return [self.get_job(what if isinstance(what, str) else what.id)]

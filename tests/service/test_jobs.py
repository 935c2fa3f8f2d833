"""Jobs over the wire: looked at, watched, cancelled."""

import json
import threading
from typing import Any

from tests.service.office import TEXT, Office


def _events(office: Office, job: str, **headers: str) -> list[tuple[int, dict[str, Any]]]:
    """Id and content of every event until the stream ends."""
    events: list[tuple[int, dict[str, Any]]] = []
    with office.client.stream("GET", f"/v1/jobs/{job}/events", headers=headers) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        seen = 0
        for line in stream.iter_lines():
            if line.startswith("id: "):
                seen = int(line[4:])
            elif line.startswith("data: "):
                events.append((seen, json.loads(line[6:])))
    return events


def test_a_job_is_followed_to_its_end(office: Office) -> None:
    item = office.upload()
    queued = office.client.get(f"/v1/jobs/{item['job_id']}").json()
    assert (queued["state"], queued["position"]) == ("queued", 1)
    office.work()
    done = office.client.get(f"/v1/jobs/{item['job_id']}").json()
    assert (done["state"], done["stage"]) == ("succeeded", "done")
    assert done["reading_id"].startswith("rdg_")
    assert done["created_at"] <= done["started_at"] <= done["finished_at"]


def test_the_stream_tells_every_change_and_ends(office: Office) -> None:
    job = office.upload()["job_id"]
    worker = threading.Timer(0.4, office.work)
    worker.start()
    events = _events(office, job)
    worker.join()
    states = [event["state"] for _, event in events]
    assert states[0] == "queued"
    assert states[-1] == "succeeded"
    ids = [number for number, _ in events]
    assert ids == sorted(set(ids))
    assert [event["revision"] for _, event in events] == ids


def test_a_stream_goes_on_where_it_broke(local: Office) -> None:
    job = local.upload()["job_id"]
    local.work()
    ((last, _),) = _events(local, job)
    assert last > 1
    assert _events(local, job, **{"Last-Event-ID": str(last)}) == []
    assert [number for number, _ in _events(local, job, **{"Last-Event-ID": "nonsense"})] == [last]


def test_the_jobs_of_an_upload(local: Office) -> None:
    files = [("files", (f"{n}.txt", f"第一条 {n}。".encode())) for n in range(3)]
    upload = local.client.post("/v1/documents", files=files)
    told = local.client.get(upload.headers["Location"]).json()["items"]
    assert {job["id"] for job in told} == {item["job_id"] for item in upload.json()["items"]}
    assert local.client.get("/v1/jobs", params={"state": "running"}).json()["items"] == []


def test_a_queued_job_is_cancelled_at_once(office: Office) -> None:
    item = office.upload()
    answer = office.client.delete(f"/v1/jobs/{item['job_id']}")
    assert (answer.status_code, answer.json()["state"]) == (202, "cancelled")
    assert office.work() == 0
    document = office.client.get(f"/v1/documents/{item['document_id']}").json()
    assert document["state"] == "cancelled"
    text = office.client.get(f"/v1/documents/{item['document_id']}/text").json()
    assert text["code"] == "not-read"
    again = office.client.post(f"/v1/documents/{item['document_id']}/readings")
    assert again.status_code == 202
    office.work()
    assert office.client.get(f"/v1/documents/{item['document_id']}").json()["state"] == "ready"


def test_a_change_of_state_is_a_change_of_the_tag(local: Office) -> None:
    document = str(local.upload(TEXT)["document_id"])
    tag = local.client.get(f"/v1/documents/{document}").headers["ETag"]
    local.work()
    answer = local.client.get(f"/v1/documents/{document}", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["state"]) == (200, "ready")

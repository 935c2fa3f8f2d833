"""Playbooks over HTTP: the shipped ones, and the workspace's own."""

from tests.service.office import Office
from tests.service.operations import PLAYBOOK


def test_the_shipped_ones_are_listed_and_read(office: Office) -> None:
    listed = office.client.get("/v1/playbooks").json()
    assert {"liability", "cyber", "health", "fleet-procurement", "platform-agency"} <= {
        one["id"] for one in listed
    }
    whole = office.client.get("/v1/playbooks/cyber").json()
    assert not whole["own"]
    assert f"title: {whole['title']}" in whole["text"].replace('"', "").replace("'", "")


def test_an_own_one_is_kept_changed_and_deleted(office: Office) -> None:
    made = office.client.post("/v1/playbooks", json={"text": PLAYBOOK})
    assert made.status_code == 201
    place = made.headers["Location"]
    got = office.client.get(place)
    assert (got.json()["text"], got.json()["checks"]) == (PLAYBOOK, 1)
    other = PLAYBOOK.replace("自有标准", "新标准")
    changed = office.client.put(place, json={"text": other}, headers={"If-Match": got.headers["ETag"]})
    assert changed.json()["title"] == "新标准"
    stale = office.client.put(place, json={"text": other}, headers={"If-Match": got.headers["ETag"]})
    assert stale.json()["code"] == "changed-since"
    assert office.client.delete(place).status_code == 204
    assert office.client.get(place).status_code == 404


def test_faults_are_told_with_their_lines(office: Office) -> None:
    faulty = PLAYBOOK.replace("require: present", "requier: present")
    told = office.client.post("/v1/playbooks", json={"text": faulty}).json()
    line = faulty.splitlines().index("        requier: present") + 1
    assert told["code"] == "playbook-faulty"
    assert f"/text:{line}" in {one["pointer"] for one in told["errors"]}


def test_a_title_is_there_once(office: Office) -> None:
    office.client.post("/v1/playbooks", json={"text": PLAYBOOK})
    assert (
        office.client.post("/v1/playbooks", json={"text": PLAYBOOK}).json()["code"] == "playbook-title-taken"
    )


def test_the_schema_and_the_elements_are_told(office: Office) -> None:
    schema = office.client.get("/v1/playbook-schema")
    assert schema.headers["Content-Type"] == "application/schema+json"
    assert "sections" in schema.json()["properties"]
    elements = office.client.get("/v1/elements").json()
    assert len(elements) >= 80
    assert all(one["title"] and one["group"] for one in elements)

"""Playbooks over HTTP: the shipped ones, and the workspace's own."""

from api.store.tables_analysis import PlaybookRow
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


def test_what_a_playbook_asks_is_told_in_words(office: Office) -> None:
    listed = {one["id"]: one for one in office.client.get("/v1/playbooks").json()}
    assert "互联网" in listed["platform-agency"]["about"]
    assert (listed["cyber"]["lines"], listed["cyber"]["version"]) == (["liability", "property"], "2026-11")
    assert all("sections" not in one and one["about"] for one in listed.values())
    whole = office.client.get("/v1/playbooks/health").json()
    told = [check for section in whole["sections"] for check in section["checks"]]
    assert len(told) == whole["checks"]
    waiting = next(check for check in told if check["id"] == "waiting-days")
    assert waiting["condition"] == "不超过90日"
    assert waiting["silence"] == "没有写明的，由人工判断"
    assert waiting["premise"]
    assert all(check["condition"] and check["silence"] and check["requirement"] for check in told)


def test_one_that_can_be_read_no_longer_is_still_there_to_be_mended(office: Office) -> None:
    place = office.client.post("/v1/playbooks", json={"text": PLAYBOOK}).headers["Location"]
    assert office.client.get(place).json()["lines"] == ["liability"]
    with office.service.database.writing() as session:
        for row in session.query(PlaybookRow):
            row.text = "title: 旧格式\n"
    told = office.client.get(place).json()
    assert (told["text"], told["about"], told["lines"]) == ("title: 旧格式\n", "", [])
    assert "sections" not in told
    assert office.client.get("/v1/playbooks").status_code == 200


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

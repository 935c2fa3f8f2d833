"""Workspaces never see each other: every route, with ids that exist elsewhere."""

from tests.service.office import Office
from tests.service.operations import ids_of, operations


def test_nothing_of_another_workspace_is_reached_by_its_id(office: Office) -> None:
    ids = ids_of(office)
    stranger = office.elsewhere()
    own = set(ids.values()) - {"1", "usr_none"}
    reached = []
    for one in operations(office):
        if not one.places or one.id in {"changeMember", "removeMember"}:  # tests/access: they name people
            continue
        answer = one.call(stranger, ids)
        reached.append(one.id)
        assert answer.status_code == 404, (one.id, answer.status_code, answer.text[:200])
        unknown = {name: "x" + value[1:] if value in own else value for name, value in ids.items()}
        same = one.call(stranger, unknown)
        told, other = answer.json(), same.json()
        assert (told["code"], told["detail"]) == (other["code"], other["detail"]), one.id
    assert len(reached) > 20


def test_no_list_holds_anything_of_another_workspace(office: Office) -> None:
    ids = ids_of(office)
    stranger = office.elsewhere()
    for one in operations(office):
        if one.places or one.method != "GET" or one.id == "exportDocuments":
            continue
        answer = one.call(stranger, ids)
        assert not any(value in answer.text for value in ids.values() if "_" in value), one.id
    exported = stranger.get("/v1/exports", params={"document_id": ids["document_id"], "format": "jsonl"})
    assert exported.status_code == 404


def test_everything_is_still_there(office: Office) -> None:
    """What a stranger tried to change or delete is as it was."""
    ids = ids_of(office)
    before = office.client.get(f"/v1/documents/{ids['document_id']}/records").json()
    stranger = office.elsewhere()
    for one in operations(office):
        if one.places and one.method != "GET":
            one.call(stranger, ids)
    assert office.client.get(f"/v1/documents/{ids['document_id']}/records").json() == before
    assert office.client.get("/v1/keys").status_code == 200

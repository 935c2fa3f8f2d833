"""Records, findings and references over HTTP: listed, reviewed, added, and what is refused."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from api.callers import Scope
from api.service.wire import findings as wire_findings
from api.service.wire import records as wire_records
from api.service.wire.records import RecordQuery
from api.store.records import RecordSort
from extractor.quantities import Unit
from extractor.records import RecordType
from tests.service.office import Office

LISTS = ("records", "findings", "references")
OTHER = """画眉财产保险条款
第一条 战争造成的损失，保险人不负责赔偿。
第二条 保险人按照第九条的约定赔付。
第三条 投保人按照第八十条的约定交付保险费。
"""


def _get(office: Office, path: str, /, **params: Any) -> httpx.Response:
    return office.client.get(f"/v1/{path}", params=params)


def _items(office: Office, path: str, /, **params: Any) -> list[dict[str, Any]]:
    answer = _get(office, path, **params)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def _patch(
    office: Office, what: str, item: dict[str, Any], revision: int | None = None, **edit: Any
) -> httpx.Response:
    tag = f'"r{item["revision"] if revision is None else revision}"'
    return office.client.patch(f"/v1/{what}/{item['id']}", json=edit, headers={"If-Match": tag})


def _limit(office: Office, document: str) -> dict[str, Any]:
    return next(
        one
        for one in _items(office, f"documents/{document}/records", type="limit")
        if "amount" in one["fields"]
    )


def _text(office: Office, document: str) -> str:
    return str(_get(office, f"documents/{document}/text").json()["text"])


def _refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["code"])


# --- lists ------------------------------------------------------------------------------------------------


def test_a_record_is_told_in_the_record_format(office: Office) -> None:
    document = office.document()
    item = _limit(office, document)
    exported = _get(office, f"documents/{document}/export", format="json").json()
    (same,) = [
        one for one in exported["records"] if (one["start"], one["type"]) == (item["start"], item["type"])
    ]
    assert {name: item[name] for name in same} == same
    assert item["document_id"] == document
    assert (item["review"], item["revision"], "machine" in item, "page" in item) == (
        "unreviewed",
        1,
        False,
        False,
    )


@pytest.mark.parametrize("what", LISTS)
def test_pages_of_one_document_and_of_all(office: Office, what: str) -> None:
    first, second = office.document(), office.document(OTHER, "二.txt")
    for path in (f"documents/{first}/{what}", what):
        whole = [item["id"] for item in _items(office, path, limit=200)]
        assert list(_walk(office, path)) == whole
    of_second = [item["id"] for item in _items(office, what, document_id=second)]
    assert of_second == [item["id"] for item in _items(office, f"documents/{second}/{what}")]
    assert of_second


def _walk(office: Office, path: str) -> Iterator[str]:
    cursor = None
    while True:
        answer = _get(office, path, limit=1, **({"cursor": cursor} if cursor else {})).json()
        yield from (item["id"] for item in answer["items"])
        cursor = answer.get("next_cursor")
        if cursor is None:
            return


@pytest.mark.parametrize("what", LISTS)
def test_a_cursor_is_good_for_its_own_question(office: Office, what: str) -> None:
    path = f"documents/{office.document(OTHER)}/{what}"
    cursor = _get(office, path, limit=1).json()["next_cursor"]
    other = {"records": "findings", "findings": "records", "references": "records"}[what]
    for asked, params in (
        (path, {"path": "第二条"}),
        (what, {}),
        (path.replace(what, other), {}),
        (path, {"cursor": cursor[:-3]}),
        (path, {"cursor": "文"}),
    ):
        answer = _get(office, asked, **{"cursor": cursor, **params})
        assert _refused(answer) == (400, "bad-cursor"), asked


def test_filters_of_records(office: Office) -> None:
    document = office.document()
    path = f"documents/{document}/records"
    limit = _limit(office, document)
    amount = limit["fields"]["amount"]
    assert limit in _items(office, path, amount_min=amount, amount_max=amount)
    assert limit not in _items(office, path, amount_min=amount + 1)
    assert {one["type"] for one in _items(office, path, type=["exclusion", "coverage"])} == {
        "exclusion",
        "coverage",
    }
    assert {one["path"] for one in _items(office, path, path="第三条")} == {"第三条（一）", "第三条（二）"}
    due = _items(office, path, deadline_unit="day", deadline_min=30, deadline_max=30)
    assert [one["path"] for one in due] == ["第四条"]
    assert due == [one for one in _items(office, path, party="保险人", modality="duty") if one in due]
    assert [one["path"] for one in _items(office, path, q="战争")] == ["第三条（一）"]
    assert (
        next(one["path"] for one in _items(office, "records", q="损失", sort="relevance")) == "第三条（一）"
    )
    certain = [one["confidence"] for one in _items(office, "records", sort="confidence")]
    assert certain == sorted(certain)


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"typ": "limit"}, "?typ"),
        ({"type": "novel"}, "?type/0"),
        ({"limit": 201}, "?limit"),
        ({"amount_min": "1e99999999"}, "?amount_min"),
        ({"amount_min": "NaN"}, "?amount_min"),
        ({"confidence_min": 2}, "?confidence_min"),
        ({"q": ""}, "?q"),
        ({"q": "\0"}, "?q"),
        ({"sort": "relevance"}, "?q"),
        ({"deadline_min": 3}, "?"),
    ],
)
def test_questions_that_make_no_sense(local: Office, params: dict[str, Any], pointer: str) -> None:
    answer = _get(local, "records", **params)
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_counts(office: Office) -> None:
    document = office.document()
    items = _items(office, "records", limit=200)
    for params in ({}, {"document_id": document}):
        types = _get(office, "records/counts", **params).json()["types"]
        assert types == {kind: sum(one["type"] == kind for one in items) for kind in types}
        assert sum(types.values()) == len(items)
        codes = _get(office, "findings/counts", **params).json()["codes"]
        assert sum(codes.values()) == len(_items(office, "findings"))
    _patch(office, "records", items[0], action="accept")
    _patch(office, "records", items[1], action="reject")
    counted = _get(office, "records/counts", document_id=document).json()
    assert counted["reviews"] == {"accepted": 1, "rejected": 1, "unreviewed": len(items) - 2}
    assert sum(counted["types"].values()) == len(items) - 1
    assert _get(office, "findings/counts").json()["reviews"] == {
        "unreviewed": len(_items(office, "findings"))
    }
    assert _refused(_get(office, "records/counts", document_id="doc_none")) == (404, "document-not-found")


def test_findings_and_references_are_filtered(office: Office) -> None:
    document = office.document()
    (reference,) = _items(office, f"documents/{document}/references")
    assert (reference["status"], reference["quote"]) == ("dangling", "第九条")
    assert _items(office, "references", status=["resolved", "external"]) == []
    assert _items(office, "references", status="dangling", path="第四条") == [reference]
    (found,) = _items(office, "findings", code="dangling-reference")
    assert (found["name"], found["path"]) == ("引用落空", "第四条")
    assert found in _items(office, "findings", q="第九条")
    assert _items(office, "findings", code="blank") == []


def test_the_gravest_findings_come_first_page_by_page(office: Office) -> None:
    document = office.document()
    for code in ("blank", "conflict", "our-own", "blank", "statute"):
        body = {"code": code, "message": "补充。", "start": 0, "end": 3}
        assert office.client.post(f"/v1/documents/{document}/findings", json=body).status_code == 201
    all_of_them = _items(office, "findings")
    assert {one["code"]: one["gravity"] for one in all_of_them} == {
        one["code"]: {"blank": 1, "our-own": 2}.get(one["code"], 3) for one in all_of_them
    }
    told, cursor = [], None
    while True:
        page = _get(office, "findings", sort="gravity", limit=2, cursor=cursor).json()
        told += page["items"]
        cursor = page.get("next_cursor")
        if cursor is None:
            break
    standing = {one["id"]: at for at, one in enumerate(all_of_them)}
    assert told == sorted(all_of_them, key=lambda one: (-one["gravity"], standing[one["id"]]))


def test_what_others_change_is_told_once(office: Office) -> None:
    document = office.document()
    path = f"documents/{document}/changes"
    begun = _get(office, path).json()
    assert (begun["records"], begun["findings"], begun["more"]) == ([], [], False)
    assert begun["reading_id"] == _items(office, "records")[0]["reading_id"]
    tag = {"If-None-Match": f'"r{begun["revision"]}"'}
    assert office.client.get(f"/v1/{path}", headers=tag).status_code == 304
    record = _patch(office, "records", _limit(office, document), action="reject").json()
    (finding,) = _items(office, "findings", code="dangling-reference")
    finding = _patch(office, "findings", finding, action="accept").json()
    record = _patch(office, "records", record, action="restore").json()
    answer = office.client.get(f"/v1/{path}", params={"since": begun["revision"]}, headers=tag)
    told = answer.json()
    assert (told["records"], told["findings"]) == ([record], [finding])
    assert answer.headers["ETag"] == f'"r{told["revision"]}"'
    after = _get(office, path, since=told["revision"]).json()
    assert (after["records"], after["findings"], after["revision"]) == ([], [], told["revision"])
    assert _get(office, path, since=10**15).json()["revision"] == told["revision"]
    assert _refused(_get(office, "documents/doc_none/changes")) == (404, "document-not-found")


def test_more_changes_than_one_answer_holds_are_told_in_several(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = office.document()
    path = f"documents/{document}/changes"
    since = _get(office, path).json()["revision"]
    records = [
        _patch(office, "records", one, action="accept").json() for one in _items(office, "records")[:3]
    ]
    monkeypatch.setattr("api.store.changes._AT_ONCE", 2)
    first = _get(office, path, since=since).json()
    rest = _get(office, path, since=first["revision"]).json()
    assert (first["more"], rest["more"]) == (True, False)
    assert first["records"] + rest["records"] == records


def test_a_new_reading_is_a_change(office: Office) -> None:
    document = office.document()
    begun = _get(office, f"documents/{document}/changes").json()
    office.client.post(f"/v1/documents/{document}/readings")
    office.work()
    told = _get(office, f"documents/{document}/changes", since=begun["revision"]).json()
    assert told["revision"] > begun["revision"]
    assert told["reading_id"] not in {None, begun["reading_id"]}


def test_an_earlier_reading_can_be_looked_at(office: Office) -> None:
    document = office.document()
    before = _items(office, f"documents/{document}/records")
    office.client.post(f"/v1/documents/{document}/readings")
    office.work()
    assert _items(office, f"documents/{document}/records", reading=before[0]["reading_id"]) == before
    assert before[0]["id"] not in {one["id"] for one in _items(office, f"documents/{document}/records")}
    assert _get(office, f"records/{before[0]['id']}").json() == before[0]


# --- one ----------------------------------------------------------------------------------------------


def test_one_record_with_its_tag(office: Office) -> None:
    item = _limit(office, office.document())
    answer = _get(office, f"records/{item['id']}")
    assert (answer.json(), answer.headers["ETag"]) == (item, '"r1"')
    unchanged = office.client.get(f"/v1/records/{item['id']}", headers={"If-None-Match": '"r1"'})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", '"r1"')
    _patch(office, "records", item, action="accept")
    changed = office.client.get(f"/v1/records/{item['id']}", headers={"If-None-Match": '"r1"'})
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"r2"')


def test_a_correction(office: Office) -> None:
    document = office.document()
    item, text = _limit(office, document), _text(office, document)
    start = text.index("免赔额为5000元")
    answer = _patch(
        office, "records", item, action="correct", fields={"kind": "deductible", "amount": 5000.5},
        start=start, end=start + 9, note="误读",
    )  # fmt: skip
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"r2"')
    told = answer.json()
    assert told["fields"] == {"kind": "deductible", "amount": 5000.5}
    assert (told["quote"], told["review"], told["confidence"]) == (text[start : start + 9], "corrected", 1)
    assert told["machine"] == {name: item[name] for name in told["machine"]}
    assert _get(office, f"records/{item['id']}").json() == told
    back = _patch(office, "records", told, action="restore").json()
    assert back == {**item, "revision": 3}


def test_what_is_rejected_is_listed_only_when_asked_for(office: Office) -> None:
    document = office.document()
    item = _limit(office, document)
    _patch(office, "records", item, action="reject")
    path = f"documents/{document}/records"
    assert item["id"] not in {one["id"] for one in _items(office, path)}
    (rejected,) = _items(office, path, review="rejected")
    assert (rejected["id"], rejected["review"]) == (item["id"], "rejected")
    exported = _get(office, f"documents/{document}/export", format="json").json()
    assert item["quote"] not in {one["quote"] for one in exported["records"] if one["type"] == "limit"}


def test_reviews_outlast_a_new_reading(office: Office) -> None:
    document = office.document()
    item = _limit(office, document)
    _patch(office, "records", item, action="correct", fields={"kind": "aggregate"})
    office.client.post(f"/v1/documents/{document}/readings")
    office.work()
    (now,) = _items(office, f"documents/{document}/records", review="corrected")
    assert (now["quote"], now["fields"]) == (item["quote"], {"kind": "aggregate"})
    history = office.client.get(f"/v1/records/{now['id']}/history").json()
    assert [event["action"] for event in history] == ["record.carried", "record.corrected"]
    assert history[1]["before"]["fields"] == item["fields"]
    assert _refused(_patch(office, "records", item, revision=2, action="accept")) == (409, "superseded")


def test_findings_are_reviewed(office: Office) -> None:
    office.document()
    (found,) = _items(office, "findings", code="dangling-reference")
    corrected = _patch(office, "findings", found, action="correct", message="应为第三条。")
    assert (corrected.json()["message"], corrected.json()["machine"]["message"]) == (
        "应为第三条。",
        found["message"],
    )
    assert corrected.headers["ETag"] == '"r2"'
    assert _patch(office, "findings", corrected.json(), action="reject").json()["review"] == "rejected"
    history = office.client.get(f"/v1/findings/{found['id']}/history").json()
    assert [event["action"] for event in history] == ["finding.rejected", "finding.corrected"]
    again = office.client.get(f"/v1/findings/{found['id']}", headers={"If-None-Match": '"r3"'})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("records", {"type": "limit", "fields": {"kind": "deductible", "amount": 5000}}),
        ("findings", {"code": "conflict", "message": "与第四条不一致。"}),
    ],
)
def test_additions(office: Office, what: str, said: dict[str, Any]) -> None:
    document = office.document()
    text = _text(office, document)
    start = text.index("免赔额")
    body = {**said, "start": start, "end": start + 3, "note": "漏读"}
    headers = {"Idempotency-Key": "一次".encode().hex()}
    answer = office.client.post(f"/v1/documents/{document}/{what}", json=body, headers=headers)
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"r1"')
    told = answer.json()
    assert (told["quote"], told["path"], told["review"]) == ("免赔额", "第二条", "added")
    assert {name: told[name] for name in said} == said
    assert office.client.get(answer.headers["Location"]).json() == told
    again = office.client.post(f"/v1/documents/{document}/{what}", json=body, headers=headers)
    assert (again.status_code, again.json()) == (201, told)
    assert [one["id"] for one in _items(office, what, review="added")] == [told["id"]]


# --- refused ----------------------------------------------------------------------------------------------


def test_edits_need_the_tag_that_holds(office: Office) -> None:
    item = _limit(office, office.document())
    address = f"/v1/records/{item['id']}"
    assert _refused(office.client.patch(address, json={"action": "accept"})) == (428, "if-match-missing")
    assert _patch(office, "records", item, action="accept").status_code == 200
    assert _refused(_patch(office, "records", item, action="reject")) == (412, "changed-since")
    assert _get(office, f"records/{item['id']}").json()["review"] == "accepted"


@pytest.mark.parametrize(
    ("edit", "pointer"),
    [
        ({"action": "novel"}, "/action"),
        ({"action": "correct"}, "/"),
        ({"action": "correct", "start": 3}, "/"),
        ({"action": "correct", "start": 3, "end": 2}, "/end"),
        ({"action": "correct", "start": 10**6, "end": 10**7}, "/start"),
        ({"action": "accept", "fields": {}}, "/"),
        ({"action": "correct", "fields": {"amount": "一百万"}}, "/fields/amount"),
        ({"action": "correct", "fields": {"per": "\0"}}, "/fields/per"),
        ({"action": "correct", "fields": {"x" * 41: 1}}, f"/fields/{'x' * 41}/[key]"),
        ({"action": "correct", "type": "coverage"}, None),
        ({"action": "reject", "note": "\0"}, "/note"),
        ({"action": "reject", "reason": "?"}, "/reason"),
    ],
)
def test_edits_that_make_no_sense(local: Office, edit: dict[str, Any], pointer: str | None) -> None:
    item = _limit(local, local.document())
    answer = _patch(local, "records", item, **edit)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert error["pointer"] == pointer or (pointer is None and error["pointer"].startswith("/fields/"))
    assert _get(local, f"records/{item['id']}").json() == item


def test_half_a_character_is_no_text_and_too_much_no_number(local: Office) -> None:
    item = _limit(local, local.document())
    for body in (
        r'{"action": "reject", "note": "\ud800"}',
        r'{"action": "correct", "fields": {"\ud800": 1}}',
        r'{"action": "correct", "fields": {"per": "\ud800"}}',
        r'{"action": "correct", "fields": {"amount": 1e400}}',
    ):
        headers = {"If-Match": '"r1"', "Content-Type": "application/json"}
        answer = local.client.patch(f"/v1/records/{item['id']}", content=body, headers=headers)
        assert answer.status_code == 422, answer.text


def test_a_document_not_yet_read_takes_no_additions(local: Office) -> None:
    document = local.upload()["document_id"]
    body = {"type": "limit", "start": 0, "end": 2}
    assert _refused(local.client.post(f"/v1/documents/{document}/records", json=body)) == (409, "not-read")
    assert _items(local, f"documents/{document}/records") == []


def test_readers_do_not_review(local: Office) -> None:
    document = local.document()
    item = _limit(local, document)
    reader = local.having(Scope.READ)
    assert reader.get(f"/v1/records/{item['id']}").status_code == 200
    edit = reader.patch(f"/v1/records/{item['id']}", json={"action": "accept"}, headers={"If-Match": '"r1"'})
    body = {"type": "limit", "start": 0, "end": 2}
    added = reader.post(f"/v1/documents/{document}/records", json=body)
    assert (edit.status_code, added.status_code) == (403, 403)


# --- the schema -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model",
    [
        wire_records.RecordOut,
        wire_records.RecordEdit,
        wire_records.RecordAddition,
        wire_findings.FindingOut,
        wire_findings.FindingEdit,
        wire_findings.FindingAddition,
        wire_findings.ReferenceOut,
    ],
)
def test_examples_are_what_they_show(model: type[BaseModel]) -> None:
    examples = model.model_json_schema()["examples"]
    assert examples
    for example in examples:
        assert model.model_validate(example).model_dump(mode="json", exclude_unset=True) == example


def test_words_of_the_schema_are_those_of_the_domain() -> None:
    properties = RecordQuery.model_json_schema()["properties"]
    assert properties["type"]["items"]["enum"] == list(RecordType)
    assert properties["sort"]["enum"] == list(RecordSort)
    assert properties["deadline_unit"]["anyOf"][0]["enum"] == list(Unit)

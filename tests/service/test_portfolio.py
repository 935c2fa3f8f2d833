"""The overview: what it counts, what it leaves apart, and the way from every figure back to the text."""

from typing import Any

import pytest
from sqlalchemy import select, update

from api.store.tables import RecordRow
from tests.service.office import TEXT, Office

OTHER = """蓝鹊财产保险股份有限公司财产保险条款

第一章 保险责任
第一条 在保险期间内，因火灾造成保险标的损失的，保险人按照本保险合同的约定负责赔偿。
第二条 每次事故赔偿限额为500万元。每次事故免赔率为10%。

第二章 责任免除
第三条 下列损失，保险人不负责赔偿：
（一）战争、军事行动、武装冲突造成的损失；
（二）核爆炸、核辐射造成的损失。
"""


@pytest.fixture(name="two")
def _two(local: Office) -> tuple[str, str]:
    return local.document(TEXT, "甲.txt"), local.document(OTHER, "乙.txt")


def _portfolio(office: Office, **query: Any) -> dict[str, Any]:
    answer = office.client.get("/v1/portfolio", params=query)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def _point(told: dict[str, Any], key: str) -> dict[str, Any]:
    (found,) = [one for one in told["points"] if one["key"] == key]
    point: dict[str, Any] = found
    return point


def _sources(office: Office, point: str, **query: Any) -> list[dict[str, Any]]:
    answer = office.client.get("/v1/portfolio/sources", params={"point": point, **query})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_a_limit_has_its_ends_and_the_records_that_state_them(local: Office, two: tuple[str, str]) -> None:
    (yuan,) = _point(_portfolio(local), "limit.per_occurrence")["series"]
    assert yuan["series"] == "yuan"
    assert [(one["value"], one["shown"], one["documents"]) for one in yuan["values"]] == [
        (1_000_000, "100万元", 1),
        (5_000_000, "500万元", 1),
    ]
    assert (yuan["spread"]["least"]["document"], yuan["spread"]["most"]["document"]) == ("甲", "乙")
    assert yuan["spread"]["median"]["value"] == 1_000_000, "of two the lower: a document states it"
    (largest,) = _sources(local, "limit.per_occurrence", series="yuan", value_min=2_000_000)
    assert largest["document_id"] == two[1]
    assert largest["id"] == yuan["spread"]["most"]["record_id"]
    assert "500万元" in largest["quote"]
    assert local.client.get(f"/v1/records/{largest['id']}").json()["quote"] == largest["quote"]


def test_amounts_and_shares_are_not_put_together(local: Office, two: tuple[str, str]) -> None:
    deductible = _point(_portfolio(local), "limit.deductible")
    series = {one["series"]: one for one in deductible["series"]}
    assert [one["shown"] for one in series["yuan"]["values"]] == ["5,000元"]
    assert [one["shown"] for one in series["share"]["values"]] == ["10%"]
    assert deductible["stated"] == 2


def test_exclusions_are_counted_by_documents_and_silence_is_told(local: Office, two: tuple[str, str]) -> None:
    told = _portfolio(local)
    war, nuclear = _point(told, "excl-war"), _point(told, "excl-nuclear")
    assert (war["stated"], war["silent"]) == (2, 0)
    assert (nuclear["stated"], nuclear["silent"], nuclear["unreadable"]) == (1, 1, 0)
    keys = [one["key"] for one in told["points"] if one["group"] == "exclusions"]
    assert keys.index("excl-war") < keys.index("excl-nuclear")
    answers = local.client.get("/v1/portfolio/documents", params={"point": "excl-nuclear"}).json()
    assert [one["id"] for one in answers["stated"]] == [two[1]]
    assert [one["id"] for one in answers["silent"]] == [two[0]]
    assert {one["document_id"] for one in _sources(local, "excl-war")} == set(two)


@pytest.mark.parametrize("kept", [None, "00000000 excl-nuclear"])
def test_what_another_catalogue_told_of_exclusions_is_told_anew(
    local: Office, two: tuple[str, str], kept: str | None
) -> None:
    """Readings of an older release keep no topics, or those of its catalogue."""
    before = _portfolio(local)
    with local.service.database.writing() as session:
        row = session.scalars(select(RecordRow).where(RecordRow.excluded.contains("excl-war"))).first()
        assert row is not None
        session.execute(update(RecordRow).values(excluded=kept))
    local.document(OTHER.replace("火灾", "爆炸"), "丙.txt")  # the overview is made again
    after = _portfolio(local)
    for key, more in (("excl-war", 1), ("excl-nuclear", 1)):
        assert _point(after, key)["stated"] == _point(before, key)["stated"] + more


def test_types_and_findings_lead_to_as_many_as_they_count(local: Office, two: tuple[str, str]) -> None:
    told = _portfolio(local)
    for row in (*told["types"], *told["findings"]):
        found = _sources(local, row["key"], limit=200)
        assert len(found) == row["records"], row
        assert len({one["document_id"] for one in found}) == row["documents"], row


def test_every_point_leads_to_as_many_records_as_it_counts(local: Office, two: tuple[str, str]) -> None:
    points = _portfolio(local)["points"]
    assert points
    for point in points:
        assert len(_sources(local, point["key"], limit=200)) == point["records"], point["key"]
        for series in point["series"]:
            of_it = _sources(local, point["key"], series=series["series"], limit=200)
            assert len(of_it) == series["records"]


def test_sources_come_in_pages_that_neither_repeat_nor_skip(local: Office, two: tuple[str, str]) -> None:
    for point in ("type.exclusion", "excl-war"):
        whole = [one["id"] for one in _sources(local, point, limit=200)]
        seen: list[str] = []
        query: dict[str, Any] = {"point": point, "limit": 1}
        while True:
            page = local.client.get("/v1/portfolio/sources", params=query).json()
            seen += [one["id"] for one in page["items"]]
            if "next_cursor" not in page:
                break
            query["cursor"] = page["next_cursor"]
        assert seen == whole
        assert len(whole) > 1


def test_the_scope_narrows_everything(local: Office, two: tuple[str, str]) -> None:
    told = _portfolio(local, document_id=two[0])
    assert told["documents"]["read"] == 1
    assert _point(told, "excl-war")["stated"] == 1
    assert {one["document_id"] for one in _sources(local, "excl-war", document_id=two[0])} == {two[0]}
    assert _portfolio(local, line="life")["documents"]["read"] == 0
    named = _portfolio(local, insurer="蓝鹊财产保险股份有限公司")
    assert named["documents"]["read"] == 1
    assert [(one["value"], one["documents"]) for one in named["insurers"]] == [
        ("蓝鹊财产保险股份有限公司", 1),
        ("-", 1),
    ]
    assert _portfolio(local, insurer="-")["documents"]["read"] == 1


def test_what_was_not_read_is_told_apart_from_silence(local: Office, two: tuple[str, str]) -> None:
    local.upload("第一条 还没有读。", "排队.txt")
    told = _portfolio(local)
    assert told["documents"] == {"read": 2, "partial": 0, "unread": 0, "waiting": 1}
    assert [(one["name"], one["standing"]) for one in told["unread"]] == [("排队", "waiting")]
    assert _point(told, "excl-war")["silent"] == 0, "what is not read is not silent"


def test_a_rejected_record_is_not_counted_and_the_tag_changes(local: Office, two: tuple[str, str]) -> None:
    first = local.client.get("/v1/portfolio")
    tag = first.headers["ETag"]
    again = local.client.get("/v1/portfolio", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    for one in _sources(local, "excl-nuclear"):
        edited = local.client.patch(
            f"/v1/records/{one['id']}", json={"action": "reject"}, headers={"If-Match": '"r1"'}
        )
        assert edited.status_code == 200
    changed = local.client.get("/v1/portfolio", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert "excl-nuclear" not in {one["key"] for one in changed.json()["points"]}
    before, after = (
        {one["key"]: one["records"] for one in answer.json()["types"]} for answer in (first, changed)
    )
    assert after["type.exclusion"] == before["type.exclusion"] - 1


def test_a_point_that_is_none_and_bounds_without_a_series_are_refused(local: Office) -> None:
    answer = local.client.get("/v1/portfolio/sources", params={"point": "excl-nothing"})
    assert (answer.status_code, answer.json()["code"]) == (404, "point-not-found")
    answer = local.client.get("/v1/portfolio/sources", params={"point": "excl-war", "value_min": 1})
    assert answer.status_code == 422
    assert "series" in answer.json()["errors"][0]["message"]


def test_another_workspace_has_an_overview_of_its_own(local: Office, two: tuple[str, str]) -> None:
    _portfolio(local)
    told = local.elsewhere().get("/v1/portfolio").json()
    assert (told["documents"]["read"], told["points"], told["types"]) == (0, [], [])

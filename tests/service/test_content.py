"""Text, tree, pages, images, search, exports of a document."""

import csv
import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.scans.handing_in import as_image
from tests.scans.printing import font_file, pictures, print_text
from tests.scans.wear import noisy, sealed
from tests.service.office import TEXT, Office

OWN = Path(__file__).parents[2] / "corpora" / "documents"
PDF = next(iter(sorted(OWN.glob("*.pdf"))))

SCANNED = """海棠财产保险股份有限公司
商铺综合保险条款
第一条 被保险人的商铺因火灾造成的损失，保险人负责赔偿，每次事故的赔偿限额为50000元。
第二条 每次事故免赔额为损失金额的10%，且不低于人民币贰仟元整（¥2000元）。
第三条 被保险人应当在知道保险事故后48小时内通知保险人，并在30日内提交索赔单证。
"""


def _get(office: Office, document: str, what: str, **params: Any) -> dict[str, Any]:
    answer = office.client.get(f"/v1/documents/{document}/{what}", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_quotes_are_the_text_at_their_place(office: Office) -> None:
    document = office.document()
    text = _get(office, document, "text")["text"]
    for what in ("records", "findings", "references"):
        items = _get(office, document, what, limit=200)["items"]
        assert items, what
        for item in items:
            assert text[item["start"] : item["end"]] == item["quote"]


def test_a_part_of_the_text(office: Office) -> None:
    document = office.document()
    whole = _get(office, document, "text")
    part = _get(office, document, "text", start=3, end=9)
    assert part["text"] == whole["text"][3:9]
    assert part["length"] == whole["length"] == len(whole["text"])
    beyond = _get(office, document, "text", start=10**6, end=10**7)
    assert (beyond["text"], beyond["start"]) == ("", whole["length"])


def test_pages_say_where_their_text_stands_and_any_stretch_has_its_boxes(local: Office) -> None:
    document = local.document(PDF.read_bytes(), PDF.name)
    text = _get(local, document, "text")["text"]
    for page in _get(local, document, "pages")["pages"]:
        lines = _get(local, document, f"pages/{page['number']}")["lines"]
        assert page["start"] == min(line["start"] for line in lines)
        assert page["end"] == max(line["end"] for line in lines)
    record = _get(local, document, "records", limit=200)["items"][3]
    place = {"start": record["start"], "end": record["end"]}
    assert _get(local, document, "boxes", **place)["boxes"] == record["boxes"]
    beyond = _get(local, document, "boxes", start=len(text), end=len(text) + 9)
    assert (beyond["start"], beyond["end"], beyond["boxes"]) == (len(text), len(text), [])
    assert _get(local, document, "boxes", start=9, end=3)["boxes"] == []


def test_what_stands_out_in_the_source_is_told_with_the_text(local: Office) -> None:
    page = "<html><body><p>第一条 保险人<b>不承担</b><u>赔偿</u>责任。</p><p>第二条 略。</p></body></html>"
    document = local.document(page, "条款.html")
    told = _get(local, document, "text")
    assert [told["text"][one["start"] : one["end"]] for one in told["emphasis"]] == ["不承担赔偿"]
    (first,) = told["emphasis"]
    part = _get(local, document, "text", start=first["start"] + 1, end=first["start"] + 3)
    assert part["emphasis"] == [{"start": first["start"] + 1, "end": first["start"] + 3}]


def test_the_tree_and_a_branch_of_it(office: Office) -> None:
    document = office.document()
    nodes = _get(office, document, "tree")["nodes"]
    by_position = {node["position"]: node for node in nodes}
    item = next(node for node in nodes if node["path"] == "第三条（一）")
    assert by_position[item["parent"]]["path"] == "第三条"
    branch = _get(office, document, "tree", path="第三条")["nodes"]
    assert [node["path"] for node in branch] == ["第三条", "第三条（一）", "第三条（二）"]
    missing = office.client.get(f"/v1/documents/{document}/tree", params={"path": "第九十条"})
    assert (missing.status_code, missing.json()["code"]) == (404, "path-not-found")


def test_a_record_leads_to_dark_pixels_of_its_page(local: Office) -> None:
    document = local.document(PDF.read_bytes(), PDF.name)
    record = next(one for one in _get(local, document, "records", limit=200)["items"] if one["boxes"])
    number, box = record["boxes"][0]["page"], record["boxes"][0]["box"]
    page = _get(local, document, f"pages/{number}")
    answer = local.client.get(page["image"], params={"dpi": 144})
    assert answer.headers["Content-Type"] == "image/png"
    image = Image.open(io.BytesIO(answer.content)).convert("L")
    assert abs(image.width - page["width"] * 2) < 2
    inside = image.crop(tuple(round(edge * 2) for edge in box))  # type: ignore[arg-type]
    assert inside.getextrema()[0] < 100
    tag = answer.headers["ETag"]
    again = local.client.get(page["image"], params={"dpi": 144}, headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_lines_of_a_page_stand_in_the_text(local: Office) -> None:
    document = local.document(PDF.read_bytes(), PDF.name)
    text = _get(local, document, "text")["text"]
    pages = _get(local, document, "pages")["pages"]
    assert [page["number"] for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        for line in _get(local, document, f"pages/{page['number']}")["lines"]:
            assert text[line["start"] : line["end"]] == line["text"]


def test_a_document_without_pages_says_so(office: Office) -> None:
    document = office.document()
    assert _get(office, document, "pages")["pages"] == []
    answer = office.client.get(f"/v1/documents/{document}/pages/1")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-pages")


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("险", {"第一条", "第三条", "第四条"}),
        ("故意", {"第三条（二）"}),
        ("免赔额", {"第二条"}),
        ("5000元", {"第二条"}),
        ("赔偿 限额", {"第二条"}),
        ("不存在", set()),
        ('"AND (', set()),
    ],
)
def test_search_finds_what_is_there(office: Office, query: str, paths: set[str]) -> None:
    office.document()
    answer = office.client.get("/v1/search", params={"q": query, "limit": 200})
    found = answer.json()["items"]
    assert paths <= {item["path"] for item in found}
    words = query.split()
    assert all(all(word in item["text"] for word in words) for item in found)
    if not paths:
        assert found == []


def test_search_goes_on_by_its_cursor(office: Office) -> None:
    office.document()
    seen: list[tuple[int, int]] = []
    cursor = None
    while True:
        params = {"q": "保险", "limit": 2, **({"cursor": cursor} if cursor else {})}
        page = office.client.get("/v1/search", params=params).json()
        seen += [(item["start"], item["end"]) for item in page["items"]]
        cursor = page.get("next_cursor")
        if cursor is None:
            break
    at_once = office.client.get("/v1/search", params={"q": "保险", "limit": 200}).json()["items"]
    assert seen == [(item["start"], item["end"]) for item in at_once]
    assert len(set(seen)) == len(seen) > 4
    ranks = [text.count("保险") / len(text) for text in (item["text"] for item in at_once)]
    assert all(before >= after - 0.05 for before, after in pairwise(ranks)), "the densest come first"


def _export(office: Office, document: str, form: str, **params: Any) -> bytes:
    answer = office.client.get(f"/v1/documents/{document}/export", params={"format": form, **params})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.content


def test_every_format_holds_the_records(office: Office) -> None:
    document = office.document()
    quote = "每次事故赔偿限额为100万元"
    assert any(
        quote in record["quote"] for record in json.loads(_export(office, document, "json"))["records"]
    )
    assert quote in _export(office, document, "jsonl").decode()
    assert any(
        quote in "".join(row) for row in csv.reader(_export(office, document, "csv").decode().splitlines())
    )
    assert quote in _export(office, document, "markdown").decode()
    assert quote in _export(office, document, "html").decode()
    assert "gold" not in json.loads(_export(office, document, "gold"))
    for form, part in (("xlsx", "xl/workbook.xml"), ("docx", "word/document.xml")):
        assert part in zipfile.ZipFile(io.BytesIO(_export(office, document, form))).namelist()


def test_an_export_masks_persons_where_it_is_asked_to(office: Office) -> None:
    document = office.document()
    plain, masked = (
        _export(office, document, "json").decode(),
        _export(office, document, "json", masked=True).decode(),
    )
    assert "13800138000" in plain
    assert "13800138000" not in masked
    told = json.loads(masked)
    assert len(told["text"]) == len(json.loads(plain)["text"])
    for record in told["records"]:
        assert told["text"][record["start"] : record["end"]] == record["quote"]


def test_several_documents_in_one_file(office: Office) -> None:
    documents = [office.document(), office.document(TEXT.replace("山雀", "云雀"), "别的.txt")]
    params: dict[str, Any] = {"document_id": documents, "format": "csv"}
    answer = office.client.get("/v1/exports", params=params)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["文件"] for row in rows} == {"条款", "别的"}
    single = office.client.get("/v1/exports", params={**params, "format": "json"})
    assert (single.status_code, single.json()["code"]) == (422, "format-holds-one")


@pytest.mark.skipif(font_file("zenhei") is None, reason="fonts-wqy-zenhei is not installed")
def test_a_scan_tells_what_was_hard_to_read_and_where_its_seal_is(local: Office) -> None:
    picture = pictures(print_text(SCANNED, "zenhei"), 150)[0][:500]
    worn = noisy(sealed(picture, 3), 3)
    document = local.document(as_image(worn, "PNG", 150), "扫描.png")
    told = _get(local, document, "text")
    assert all(0 <= one["confidence"] < 1 for one in told["doubtful"])
    assert told["doubtful"] == _get(local, document, "text", start=0, end=told["length"])["doubtful"]
    nothing = _get(local, document, "text", start=0, end=0)
    assert nothing["doubtful"] == []
    for item in _get(local, document, "records", limit=200)["items"]:
        within = [one for one in told["doubtful"] if item["start"] <= one["start"] < item["end"]]
        assert [one for one in item.get("doubtful", []) if one in within] == within
    remarks = local.client.get(f"/v1/documents/{document}").json()["reading"]["remarks"]
    (seal,) = [one for one in remarks if one["code"] == "seal"]
    left, top, right, bottom = seal["box"]
    assert right - left == pytest.approx(bottom - top, rel=0.35) and right - left > 60
    assert "box" not in next(one for one in remarks if one["code"] == "recognised")

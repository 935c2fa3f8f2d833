"""The reader and the review queue as a reviewer uses them, in headless Chromium, against a running service."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.service.office import TEXT
from tests.workbench.served import Workbench
from tests.workbench.visiting import needs_page, sign_in, visiting

CONTRACT = Path(__file__).parents[2] / "corpora/documents/liability-public.pdf"

pytestmark = needs_page


@pytest.fixture
def document(workbench: Workbench) -> str:
    """The contract, read; its id."""
    return workbench.office.document(CONTRACT.read_bytes(), CONTRACT.name)


@pytest.fixture(params=[(1280, 800)], ids=["wide"])
def page(request: pytest.FixtureRequest, browser: Browser, workbench: Workbench) -> Iterator[Page]:
    """Signed in. It ends without script errors, policy violations and requests to anywhere else."""
    with visiting(browser, workbench.address, size=request.param) as opened:
        opened.goto(f"{workbench.address}/library")
        sign_in(opened)
        expect(opened.get_by_role("heading", name="文档库")).to_be_attached()
        yield opened


def _open(page: Page, workbench: Workbench, document: str, search: str = "") -> None:
    page.goto(f"{workbench.address}/documents/{document}{search}")
    expect(page.locator(".card").first).to_be_visible()


def _records(workbench: Workbench, document: str, **query: str) -> list[dict[str, Any]]:
    answer = workbench.office.client.get(f"/v1/documents/{document}/records", params={"limit": 200, **query})
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def _record(workbench: Workbench, key: str) -> dict[str, Any]:
    found: dict[str, Any] = workbench.office.client.get(f"/v1/records/{key}").json()
    return found


def _review(workbench: Workbench, record: dict[str, Any], **edit: Any) -> None:
    answer = workbench.office.client.patch(
        f"/v1/records/{record['id']}", json=edit, headers={"If-Match": f'"r{record["revision"]}"'}
    )
    assert answer.status_code == 200, answer.text


def _chosen(page: Page) -> Locator:
    return page.locator(".card-chosen")


def _printed(record: dict[str, Any]) -> tuple[float, float, float, float]:
    """Where the PDF itself prints the record's first line, in points from the page's top left corner."""
    first_line = record["boxes"][0]
    pdf = pypdfium2.PdfDocument(CONTRACT)
    sheet = pdf[first_line["page"] - 1]
    words = sheet.get_textpage()
    found = words.search(record["quote"][:6]).get_next()
    assert found is not None
    index, count = found
    boxes = [words.get_charbox(at) for at in range(index, index + count)]
    height = sheet.get_height()
    return (
        min(box[0] for box in boxes),
        height - max(box[3] for box in boxes),
        max(box[2] for box in boxes),
        height - min(box[1] for box in boxes),
    )


def test_an_uploaded_contract_is_read_and_a_record_followed_to_its_words_and_corrected(
    page: Page, workbench: Workbench
) -> None:
    page.get_by_label("选择文件", exact=True).first.set_input_files(CONTRACT)
    expect(page.get_by_role("link", name="liability-public", exact=True)).to_be_visible()
    workbench.office.work()
    expect(page.get_by_text("已读出").first).to_be_visible()
    page.get_by_role("link", name="liability-public", exact=True).click()
    page.get_by_label("筛选记录").fill("每次事故 30%")
    page.locator(".card-head").first.click()
    key = _chosen(page).get_attribute("data-record") or ""
    record = _record(workbench, key)
    assert "30%" in record["quote"]
    expect(page).to_have_url(re.compile(f"record={key}"))

    lit = page.locator(f'.box[data-mark="{key}"]').first
    expect(lit).to_be_in_viewport()
    sheet = page.locator(f'.page-sheet[data-page="{record["page"]}"]')
    expect(sheet.locator("img")).to_be_visible()
    frame, box = sheet.bounding_box(), lit.bounding_box()
    assert frame is not None
    assert box is not None
    scale = frame["width"] / 595.28
    left, top, right, bottom = _printed(record)
    assert box["x"] - frame["x"] <= left * scale + 2
    assert box["y"] - frame["y"] <= top * scale + 2
    assert box["x"] + box["width"] - frame["x"] >= right * scale - 2
    assert box["y"] + box["height"] - frame["y"] >= bottom * scale - 2

    page.keyboard.press("e")
    page.get_by_role("spinbutton", name="比例").fill("35")
    page.get_by_role("button", name="保存更正").click()
    expect(_chosen(page)).to_contain_text("已更正")
    assert _record(workbench, key)["fields"]["rate"] == 0.35
    assert _record(workbench, key)["machine"]["fields"]["rate"] == 0.3


def test_keys_go_through_the_records_and_decide_on_the_one_that_is_chosen(
    page: Page, workbench: Workbench, document: str
) -> None:
    records = _records(workbench, document)
    _open(page, workbench, document)
    for key in "jjjk":
        page.keyboard.press(key)
    page.keyboard.press("a")  # at once: it must mean the record that the keys before it chose
    expect(_chosen(page)).to_contain_text("已采纳")
    assert _record(workbench, records[1]["id"])["review"] == "accepted"
    page.keyboard.press("r")
    expect(_chosen(page)).not_to_contain_text("已采纳")
    page.keyboard.press("x")
    expect(_chosen(page)).to_contain_text("已驳回")
    assert [_record(workbench, one["id"])["review"] for one in records[:3]] == [
        "unreviewed",
        "rejected",
        "unreviewed",
    ]


def test_a_click_on_the_page_chooses_its_record_and_shows_it_in_the_list(
    page: Page, workbench: Workbench, document: str
) -> None:
    record = next(one for one in _records(workbench, document, type="exclusion") if len(one["boxes"]) == 1)
    _open(page, workbench, document, f"?start={record['start']}&end={record['start'] + 1}")
    box = page.locator(f'.box[data-mark="{record["id"]}"]')
    expect(box).to_be_in_viewport()
    place = box.bounding_box()
    assert place is not None
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(_chosen(page)).to_have_attribute("data-record", record["id"])
    expect(_chosen(page)).to_be_in_viewport()


def test_rare_characters_before_a_record_do_not_move_its_light(page: Page, workbench: Workbench) -> None:
    document = workbench.office.document(TEXT.replace("山雀", "𠮷𪚥山雀"), "条款.txt")
    _open(page, workbench, document)
    for record in _records(workbench, document)[:4]:
        page.locator(f'[data-record="{record["id"]}"] .card-head').click()
        expect(_chosen(page)).to_have_attribute("data-record", record["id"])
        lit = page.locator(".text-view .lit-chosen")
        assert "".join(lit.all_text_contents()) == record["quote"]


def test_a_draft_outlives_the_page_and_two_reviewers_see_both_versions(
    page: Page, workbench: Workbench, document: str
) -> None:
    record = next(one for one in _records(workbench, document, type="limit") if "amount" in one["fields"])
    _open(page, workbench, document, f"?record={record['id']}")
    page.keyboard.press("e")
    page.get_by_role("spinbutton", name="金额").fill("123456")
    page.reload()
    page.get_by_role("button", name="继续填写").click()
    amount = page.get_by_role("spinbutton", name="金额")
    expect(amount).to_have_value("123456")
    _review(workbench, record, action="correct", fields={**record["fields"], "amount": 777})
    page.get_by_role("button", name="保存更正").click()
    conflict = page.get_by_role("region", name="两人同时修改")
    expect(conflict).to_contain_text("777元")
    expect(conflict).to_contain_text("123,456元")
    assert _record(workbench, record["id"])["fields"]["amount"] == 777
    conflict.get_by_role("button", name="以我的为准").click()
    page.get_by_role("button", name="保存更正").click()
    expect(_chosen(page)).to_contain_text("已更正")
    assert _record(workbench, record["id"])["fields"]["amount"] == 123456
    page.reload()
    expect(page.get_by_role("button", name="继续填写")).to_have_count(0)


def test_what_another_reviewer_decides_appears(page: Page, workbench: Workbench, document: str) -> None:
    record = _records(workbench, document)[2]
    _open(page, workbench, document, f"?record={record['id']}")
    expect(_chosen(page)).to_contain_text(record["quote"][:8])
    _review(workbench, record, action="accept")
    expect(_chosen(page)).to_contain_text("已采纳", timeout=12_000)


def test_selected_words_become_a_record(page: Page, workbench: Workbench, document: str) -> None:
    _open(page, workbench, document)
    line = page.locator(".words span").filter(has_text="本保险合同由条款").first
    place = line.bounding_box()
    assert place is not None
    middle = place["y"] + place["height"] / 2
    page.mouse.move(place["x"] + place["width"] * 0.3, middle)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] * 0.7, middle, steps=5)
    page.mouse.up()
    expect(page.get_by_role("toolbar", name="所选文字")).to_be_visible()
    page.keyboard.press("i")
    page.get_by_role("button", name=re.compile("补 ?充$")).click()
    expect(_chosen(page)).to_contain_text("人工补充")
    (added,) = _records(workbench, document, review="added")
    text = workbench.office.client.get(f"/v1/documents/{document}/text").json()["text"]
    assert added["quote"] == text[added["start"] : added["end"]]
    assert added["quote"] in (line.text_content() or "")


def test_a_reference_leads_to_its_provision_and_back(page: Page, workbench: Workbench, document: str) -> None:
    _open(page, workbench, document)
    page.get_by_role("tab", name="引用").click()
    page.get_by_role("button", name="→").first.click()
    expect(page).to_have_url(re.compile("start="))
    expect(page.locator(".box-spot").first).to_be_in_viewport()
    page.keyboard.press("b")
    expect(page).not_to_have_url(re.compile("start="))


def test_a_jump_from_a_page_comes_back_to_it_and_both_looks_keep_the_place(
    page: Page, workbench: Workbench, document: str
) -> None:
    _open(page, workbench, document)
    number = page.get_by_label(re.compile("页码"))
    number.fill("4")
    number.press("Enter")
    expect(page.locator('.page-sheet[data-page="4"] .words span').first).to_be_in_viewport()
    page.locator(".pages-view").hover()
    page.mouse.wheel(0, 300)
    page.get_by_role("tab", name="引用").click()
    page.get_by_role("button", name="→").first.click()
    expect(page.locator(".box-spot").first).to_be_in_viewport()
    expect(number).not_to_have_value("4")
    page.keyboard.press("b")
    expect(number).to_have_value("4")
    expect(page.get_by_role("button", name=re.compile("返 ?回"))).to_have_count(0)
    expect(page.locator('.page-sheet[data-page="4"] .words span').first).to_be_attached()
    before = page.locator(".outline-current").inner_text()
    page.get_by_text("文字", exact=True).click()
    expect(page.locator(".text-view")).to_be_visible()
    page.get_by_text("原样", exact=True).click()
    expect(number).to_have_value("4")
    expect(page.locator(".outline-current")).to_have_text(before)


def test_the_end_key_leads_to_the_end_of_the_text(page: Page, workbench: Workbench, document: str) -> None:
    _open(page, workbench, document)
    page.get_by_text("文字", exact=True).click()
    view = page.locator(".text-view")
    view.press("End")
    expect(page.get_by_text("第 5 页", exact=True)).to_be_in_viewport()
    left = view.evaluate("view => view.scrollHeight - view.clientHeight - view.scrollTop")
    assert left < 2
    view.press("Home")
    expect(page.get_by_role("heading", name="公众责任保险条款")).to_be_in_viewport()


def test_words_are_selected_over_a_page_break(page: Page, workbench: Workbench, document: str) -> None:
    _open(page, workbench, document)
    page.locator(".pages-view").evaluate(
        "view => { view.scrollTop = view.querySelector('.page-sheet').offsetHeight - 300; }"
    )
    first = page.locator('.page-sheet[data-page="1"] .words span')
    second = page.locator('.page-sheet[data-page="2"] .words span')
    line, footer = first.filter(has_text="（二）被保险人自有"), first.filter(has_text="第 1 页")
    header, next_line = second.filter(has_text="海岚财产保险"), second.filter(has_text="（三）罚款")
    # Headers and footers stand behind the text: who ends in one means the text up to there.
    for begin, end, count in ((line, next_line, "41"), (line, header, "26"), (footer, next_line, "15")):
        dragged = [begin.bounding_box(), end.bounding_box()]
        assert dragged[0] is not None
        assert dragged[1] is not None
        page.mouse.move(dragged[0]["x"] + 1, dragged[0]["y"] + dragged[0]["height"] / 2)
        page.mouse.down()
        page.mouse.move(
            dragged[1]["x"] + dragged[1]["width"] - 1, dragged[1]["y"] + dragged[1]["height"] / 2, steps=5
        )
        page.mouse.up()
        expect(page.get_by_role("toolbar", name="所选文字")).to_contain_text(f"已选 {count} 字")
        page.mouse.click(dragged[1]["x"], dragged[1]["y"] + 300)
        expect(page.get_by_role("toolbar", name="所选文字")).to_have_count(0)


def test_words_are_found_and_stepped_through(page: Page, workbench: Workbench, document: str) -> None:
    _open(page, workbench, document)
    text = workbench.office.client.get(f"/v1/documents/{document}/text").json()["text"]
    page.keyboard.press("j")
    page.keyboard.press("Control+f")
    page.get_by_role("textbox", name="在文档中查找").fill("保险人")
    count = text.count("保险人")
    expect(page.locator(".find-count")).to_have_text(f"1 / {count}")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".find-count")).to_have_text(f"{count} / {count}")
    expect(page.locator(".hit-current").first).to_be_in_viewport()
    seen = page.get_by_label(re.compile("页码")).input_value()
    assert seen != "1"
    page.keyboard.press("Escape")  # what was found stays in view, whatever is chosen
    expect(page.locator(".find-bar")).to_have_count(0)
    expect(page.get_by_label(re.compile("页码"))).to_have_value(seen)


def test_the_queue_takes_a_decision_and_goes_on_and_its_gold_holds_it(
    page: Page, workbench: Workbench, document: str
) -> None:
    page.goto(f"{workbench.address}/review?document={document}")
    current = page.get_by_role("region", name="正在复核")
    page.get_by_text("记录", exact=True).click()
    first, second = _records(workbench, document, sort="confidence")[:2]
    expect(current).to_contain_text(first["quote"])
    page.keyboard.press("x")
    expect(current.locator("mark")).to_have_text(second["quote"])
    assert _record(workbench, first["id"])["review"] == "rejected"
    with page.expect_download() as downloading:
        page.get_by_text("导出标注").click()
    gold = json.loads(downloading.value.path().read_text("utf-8"))
    quotes = [(one["type"], one["quote"]) for one in gold["records"]]
    assert (first["type"], first["quote"]) not in quotes
    assert (second["type"], second["quote"]) in quotes


@pytest.mark.parametrize("page", [(390, 844)], indirect=True, ids=["narrow"])
def test_on_a_telephone_every_part_fits(page: Page, workbench: Workbench, document: str) -> None:
    page.goto(f"{workbench.address}/documents/{document}")
    for part, seen in (("目录", ".outline-entry"), ("原文", ".page-sheet"), ("记录与发现", ".card")):
        page.get_by_text(part, exact=True).click()
        expect(page.locator(seen).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".card-head").first.click()
    expect(page.locator(".sheet-bottom")).to_be_in_viewport()
    expect(page.locator(".box.lit-chosen").first).to_be_in_viewport()

"""The claim check as a person uses it: a form of the document's own terms, answers, sums, deadlines, batches, calculators."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.claims.cases import CLAUSES
from tests.workbench.served import Workbench
from tests.workbench.visiting import NARROW, WIDE, needs_page, sign_in, visiting

pytestmark = needs_page
CASE = """schedule:
  period: {from: 2025-01-01, to: 2025-12-31}
  limits: [{kind: per_occurrence, amount: 50000}]
  deductibles: [{kind: deductible, amount: 5000.10}]
event:
  occurred: 2025-06-01T03:20
  complete_documents: 2025-07-20
  cause: 仓库起火烧毁货物
  losses: [{name: 库存货物, amount: 60000.55}]
  documents: [保险单]
  recovered: 0
"""


@pytest.fixture(params=[WIDE], ids=["wide"])
def page(request: pytest.FixtureRequest, browser: Browser, workbench: Workbench) -> Iterator[Page]:
    """Signed in, at the claim check, with the document 财产条款 in the library."""
    workbench.office.document(CLAUSES, "财产条款.txt")
    with visiting(browser, workbench.address, size=request.param) as opened:
        opened.goto(f"{workbench.address}/claims")
        sign_in(opened)
        yield opened


def _open(page: Page) -> None:
    page.get_by_role("combobox", name=re.compile("按名称或标题查找")).fill("财产")
    page.get_by_text("财产条款", exact=True).click()
    expect(_case(page).get_by_role("heading", name="财产条款")).to_be_visible()


def _case(page: Page) -> Locator:
    return page.get_by_role("region", name="案情")


def _told(page: Page) -> Locator:
    return page.get_by_role("article", name="核定意见")


def _day(page: Page, name: str, typed: str) -> None:
    page.get_by_role("textbox", name=name, exact=True).fill(typed)
    page.keyboard.press("Tab")


def _load(page: Page, case: str = CASE) -> None:
    page.get_by_label("选择案件文件").set_input_files(
        {"name": "案件.yaml", "mimeType": "application/yaml", "buffer": case.encode()}
    )
    expect(page.get_by_text("已载入案件")).to_be_visible()


def _check(page: Page) -> None:
    _case(page).get_by_role("button", name=re.compile("^核 ?定$")).click()
    expect(_told(page)).to_be_visible()


def test_the_form_asks_for_what_this_document_needs_and_answers_are_checked_again(
    page: Page, workbench: Workbench
) -> None:
    _open(page)
    limit = _case(page).get_by_role("group", name="每次事故赔偿限额")
    expect(limit.get_by_role("link", name="第三条")).to_have_attribute(
        "href", re.compile(r"start=\d+&end=\d+")
    )
    _day(page, "保险期间自", "2025-01-01")
    _day(page, "保险期间至（含当日）", "2025年12月31日")
    _day(page, "出险时间", "2025/6/1")
    page.get_by_label("出险原因").fill("仓库起火烧毁货物")
    page.get_by_label("损失1名称").fill("库存货物")
    page.get_by_label("损失1金额").fill("6万")
    page.keyboard.press("Control+Enter")
    expect(_told(page)).to_contain_text("金额未定")
    open_ones = page.get_by_role("region", name="待答的问题")
    open_ones.get_by_role("group", name=re.compile("每次事故赔偿限额")).get_by_role("textbox").fill("5万")
    open_ones.get_by_role("group", name=re.compile("每次事故免赔")).get_by_role("textbox").first.fill("0.10")
    expect(page.get_by_text("案情已改动，下面是改动前的结果。")).to_be_visible()
    open_ones.get_by_role("button", name=re.compile("重新核定")).click()
    expect(_told(page).get_by_role("heading", level=2)).to_contain_text("人民币 50,000.00 元")
    expect(_told(page)).to_contain_text("保险期间")
    page.reload()
    expect(_told(page).get_by_role("heading", level=2)).to_contain_text("人民币 50,000.00 元")
    expect(page.get_by_text("已恢复上次填写的案情")).to_be_visible()
    page.get_by_role("button", name="清空重填").click()
    expect(page.get_by_label("损失1名称")).to_have_value("")


def test_the_result_shows_its_steps_its_clauses_and_its_deadlines(page: Page) -> None:
    _open(page)
    _load(page)
    _check(page)
    steps = _told(page).get_by_role("table", name=re.compile("计算步骤"))
    # 60000.55 - 5000.10 = 55000.45, at most 50000
    for change in ("+60,000.55", "−5,000.10", "−5,000.45"):
        expect(steps.get_by_role("cell", name=re.compile(re.escape(change)))).to_be_visible()
    expect(steps.get_by_role("row").last).to_contain_text("50,000.00")
    assert steps.locator("svg rect").count() == 4
    papers = _told(page).get_by_role("region", name="索赔单证")
    expect(papers.get_by_role("listitem").filter(has_text="损失清单")).to_contain_text("未提交")
    dues = _told(page).get_by_role("list", name="已能确定日期的期限")
    # 2025-07-20 + 30 days
    expect(dues.get_by_role("listitem").filter(has_text="第五条")).to_contain_text("2025年8月19日")
    _told(page).get_by_role("combobox", name="月份（有期限的）").click()
    page.get_by_title("2025年8月").click()
    expect(page.get_by_role("button", name=re.compile("2025年8月19日，保险人核定"))).to_be_visible()
    with page.expect_download() as calendar:
        page.get_by_role("button", name="下载日历（.ics）").click()
    events = icalendar.Calendar.from_ical(calendar.value.path().read_bytes()).walk("VEVENT")
    assert "2025-08-19" in {str(one["DTSTART"].dt) for one in events}
    _told(page).get_by_role("link", name="第一条").first.click()
    expect(page).to_have_url(re.compile(r"/documents/doc_\w+\?record="))
    page.go_back()
    expect(_told(page)).to_be_visible()


def test_unknown_is_an_answer_and_what_is_wrong_is_told_at_its_field(page: Page) -> None:
    _open(page)
    _day(page, "保险期间自", "2025-02-01")
    _day(page, "保险期间至（含当日）", "2025-01-01")
    page.get_by_role("button", name="出险时间：不清楚").click()
    expect(page.get_by_role("button", name="出险时间：不清楚")).to_have_attribute("aria-pressed", "true")
    _case(page).get_by_role("button", name=re.compile("^核 ?定$")).click()
    field = page.locator("[data-place='/schedule/period/to']")
    expect(field.get_by_role("alert")).to_contain_text("早于起期")
    _day(page, "保险期间至（含当日）", "2026-01-31")
    page.get_by_label("损失1名称").fill("货物")
    page.get_by_label("损失1金额").fill("约五万")
    _case(page).get_by_role("button", name=re.compile("^核 ?定$")).click()
    expect(page.get_by_role("group", name="损失1").get_by_role("alert")).to_contain_text("应为数字")
    page.get_by_label("损失1金额").fill("50000")
    _check(page)
    expect(page.get_by_text("已答“不清楚”的（1）")).to_be_visible()


def test_a_claim_is_kept_as_a_file_and_a_check_with_its_reports(page: Page, workbench: Workbench) -> None:
    _open(page)
    _load(page)
    with page.expect_download() as file:
        page.get_by_role("button", name="下载案件").click()
    kept = json.loads(file.value.path().read_text("utf-8"))
    assert (file.value.suggested_filename, kept["event"]["losses"][0]["amount"]) == (
        "财产条款 案件.json",
        60000.55,
    )
    assert kept["schedule"]["deductibles"] == [{"kind": "deductible", "amount": 5000.1}]
    assert "paid_before" not in kept["event"]
    assert kept["event"]["recovered"] == 0
    _check(page)
    page.get_by_role("button", name="保存并下载报告…").click()
    expect(page).to_have_url(re.compile("/claims/saved/ana_"))
    for label, start in (("Word 报告（docx）", b"PK"), ("网页报告（html）", b"<!")):
        page.get_by_role("button", name=re.compile("下载报告")).click()
        with page.expect_download() as report:
            page.get_by_role("menuitem", name=label).click()
        assert Path(report.value.path()).read_bytes().lower().startswith(start.lower())
    page.get_by_role("button", name="以此案情继续").click()
    expect(page.get_by_label("损失1金额")).to_have_value("60000.55")
    page.get_by_role("menuitem", name="已保存").click()
    page.get_by_role("button", name="删除：财产条款 核定").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("删 ?除")).click()
    expect(page.get_by_text("还没有保存的核定")).to_be_visible()
    assert workbench.office.client.get("/v1/analyses").json()["items"] == []


def test_a_table_of_claims_is_checked_and_its_results_are_handed_out(
    page: Page, workbench: Workbench
) -> None:
    page.get_by_role("menuitem", name="批量核定").click()
    with page.expect_download() as template:
        page.get_by_role("link", name="下载模板（csv）").click()
    heads = template.value.path().read_text("utf-8-sig").splitlines()[0]
    assert heads.startswith("案件号,条款")
    table = "案件号,条款,出险时间,出险原因\nA-1,财产条款,2025-06-01,火灾\nA-2,没有,2025-06-01,火灾\n"
    page.get_by_label("选择案件表文件").set_input_files(
        {"name": "六月.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    batch = page.get_by_role("region", name="各批案件").get_by_role("listitem").filter(has_text="六月.csv")
    expect(batch).to_contain_text("排队中")
    workbench.office.work()
    expect(batch).to_contain_text("已核定")
    expect(batch).to_contain_text("2 / 2 个案件，其中 1 个未能核定")
    batch.get_by_role("button", name="下载结果：六月.csv").click()
    with page.expect_download() as results:
        page.get_by_role("menuitem", name=re.compile("CSV")).click()
    assert "A-1" in results.value.path().read_text("utf-8-sig")
    batch.get_by_role("button", name="删除：六月.csv").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("删 ?除")).click()
    expect(page.get_by_text("还没有批量核定。")).to_be_visible()


def test_calculators_have_the_forms_of_the_service(page: Page) -> None:
    _open(page)
    page.get_by_role("menuitem", name="计算器").click()
    form = page.get_by_role("form", name="退费")
    form.get_by_label("已收保险费", exact=True).fill("12,000.00")
    page.get_by_role("button", name=re.compile("计 ?算$")).click()
    told = page.get_by_role("region", name="计算结果")
    expect(told).to_contain_text("合同在哪一天解除？")
    form.get_by_label("解除方").click()
    page.get_by_title("投保人", exact=True).click()
    _day(page, "合同解除之日", "2024-12-20")
    _day(page, "保险期间起期", "2025-01-01")
    _day(page, "保险期间止期（含当日）", "2025-12-31")
    page.get_by_role("button", name=re.compile("计 ?算$")).click()
    # 12000 less 5 %
    expect(told).to_contain_text("人民币 11,400.00 元")
    expect(told.get_by_role("link", name="第八条").first).to_be_visible()
    page.reload()
    expect(form.get_by_label("已收保险费", exact=True)).to_have_value("12,000.00")


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=["narrow"])
def test_the_narrow_page_shows_one_thing_at_a_time_and_never_scrolls_sideways(page: Page) -> None:
    _open(page)
    _load(page)
    _check(page)
    expect(_case(page)).to_be_hidden()
    for part in ("赔款计算", "被保险人一方的义务", "期限"):
        _told(page).get_by_role("region", name=part).scroll_into_view_if_needed()
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]
    told = page.locator(".claim-told")
    assert told.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    page.get_by_title("案情", exact=True).click()
    expect(_told(page)).to_be_hidden()
    expect(page.get_by_label("损失1金额")).to_have_value("60000.55")

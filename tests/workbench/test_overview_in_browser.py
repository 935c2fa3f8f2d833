"""The overview of the workbench in headless Chromium: charts, the records behind them, the way into the reader."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.service.office import TEXT
from tests.service.test_portfolio import OTHER
from tests.workbench.served import Workbench
from tests.workbench.visiting import NARROW, WIDE, needs_page, sign_in, visiting

pytestmark = needs_page


@pytest.fixture(params=[WIDE], ids=["wide"])
def page(request: pytest.FixtureRequest, browser: Browser, workbench: Workbench) -> Iterator[Page]:
    """Signed in, at the overview. It ends without script errors, policy violations and requests to anywhere else."""
    with visiting(browser, workbench.address, size=request.param) as opened:
        opened.goto(f"{workbench.address}/overview")
        sign_in(opened)
        expect(opened.get_by_role("heading", name="总览", exact=True)).to_be_visible()
        yield opened


def _with_two(page: Page, workbench: Workbench) -> None:
    workbench.office.document(TEXT, "甲.txt")
    workbench.office.document(OTHER, "乙.txt")
    page.reload()
    expect(page.get_by_role("heading", name="责任免除")).to_be_visible()


def test_an_overview_of_nothing_says_what_to_do_first(page: Page) -> None:
    expect(page.get_by_role("heading", name="还没有可以汇总的文档")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="文档库").click()
    expect(page).to_have_url(re.compile("/library"))


def test_a_bar_opens_its_records_and_they_the_reader_at_the_place(page: Page, workbench: Workbench) -> None:
    _with_two(page, workbench)
    chart = page.get_by_role("table", name="每次事故限额：金额（元）")
    expect(chart.get_by_role("row").nth(2)).to_contain_text("500万元")
    chart.get_by_role("button", name="500万元").focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="每次事故限额：500万元")
    expect(panel.get_by_role("listitem")).to_have_count(1)
    expect(panel).to_contain_text("每次事故赔偿限额为500万元")
    page.reload()
    link = panel.get_by_role("link", name=re.compile("乙 · 第二条"))
    link.click()
    expect(page).to_have_url(re.compile(r"/documents/doc_\w+\?record=rec_"))
    expect(page.get_by_text("每次事故赔偿限额为500万元").first).to_be_visible()
    page.go_back()
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/overview$"))


def test_who_does_not_say_is_told_apart_from_who_does(page: Page, workbench: Workbench) -> None:
    _with_two(page, workbench)
    exclusions = page.get_by_role("table", name="责任免除：各事由的文档数")
    expect(exclusions.get_by_role("row", name="核风险")).to_contain_text("1 / 2 份")
    expect(exclusions.get_by_role("row", name="核风险")).to_contain_text("没有写明 1")
    exclusions.get_by_role("button", name="核风险").click()
    panel = page.get_by_role("dialog", name=re.compile("核风险"))
    expect(panel).to_contain_text("核爆炸、核辐射造成的损失")
    panel.get_by_text("条文没有写明 1").click()
    expect(panel.get_by_role("link", name="甲", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("said=silent"))


def test_the_scope_is_in_the_address(page: Page, workbench: Workbench) -> None:
    _with_two(page, workbench)
    page.get_by_role("combobox", name="保险人").click()
    page.get_by_title("蓝鹊财产保险股份有限公司（1）").click()
    expect(page).to_have_url(re.compile("insurer="))
    expect(page.get_by_role("status").first).to_contain_text("已读出 1 份")
    page.reload()
    expect(page.get_by_role("status").first).to_contain_text("已读出 1 份")
    page.get_by_role("button", name="看全部").click()
    expect(page.get_by_role("status").first).to_contain_text("已读出 2 份")


def test_what_cannot_be_fetched_says_so_and_can_be_asked_again(page: Page, workbench: Workbench) -> None:
    page.goto(f"{workbench.address}/overview?documents=doc_none")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("没有这份文档")
    page.get_by_role("button", name="看全部").click()
    expect(alert).to_be_hidden()


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=["narrow"])
def test_on_a_telephone_nothing_is_wider_than_the_screen(page: Page, workbench: Workbench) -> None:
    _with_two(page, workbench)
    assert page.evaluate("document.querySelector('.frame-body').scrollWidth") <= NARROW[0]
    page.get_by_role("button", name="500万元").click()
    expect(page.get_by_role("dialog")).to_contain_text("第二条")
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert round(box["width"], 3) <= NARROW[0]


def test_documents_that_an_address_names_are_told_by_their_names(page: Page, workbench: Workbench) -> None:
    chosen = [workbench.office.document(text, name) for text, name in ((TEXT, "甲.txt"), (OTHER, "乙.txt"))]
    page.goto(f"{workbench.address}/overview?documents={','.join(chosen)}")
    page.get_by_role("button", name="所选 2 份文档").click()
    listed = page.get_by_role("dialog", name="只看这些文档").get_by_role("list", name="已选文档")
    expect(listed.get_by_role("listitem")).to_have_text(["1甲", "2乙"])
    listed.get_by_role("button", name="去掉 甲").click()
    page.get_by_role("button", name="看这 1 份").click()
    expect(page).to_have_url(re.compile(rf"documents={chosen[1]}$"))

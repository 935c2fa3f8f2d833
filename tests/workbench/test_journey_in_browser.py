"""The way of a reviewer through the workbench, on the real service; and what can go wrong on it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from sqlalchemy import delete

from api.settings import Settings
from api.store.engine import Database
from api.store.schema import migrate
from api.store.tables import SignIn
from tests.bench.running import Server, free_port, new_key
from tests.claims.cases import CLAUSES
from tests.service.office import SCAN, TEXT
from tests.workbench.served import PASSWORD, Workbench, let_in
from tests.workbench.visiting import NARROW, WIDE, needs_page, sign_in, visiting

CONTRACT = Path(__file__).parents[2] / "corpora/documents/liability-public.pdf"
# What the browser itself, or React of an error that is told on the page, says beside.
CUT_OFF = "ERR_INTERNET_DISCONNECTED|ERR_FAILED"
CAUGHT = r"^TypeError: |^Unloaded: |Cannot read properties of null"

pytestmark = needs_page


@pytest.fixture
def service(tmp_path: Path) -> Iterator[str]:
    """The address of ``tiaokuan serve`` with its worker, as it is run; somebody may sign in."""
    settings = Settings(data=tmp_path, port=free_port(), workers=1, log_level="ERROR")
    database = Database(settings.database_url)
    migrate(database)
    let_in(database, new_key(database)[0].workspace_id)
    database.dispose()
    server = Server(settings, tmp_path / "server.log")
    try:
        server.wait_until_ready()
        yield server.url
    finally:
        server.stop()


def _upload(page: Page, *paths: Path) -> None:
    page.get_by_label("选择文件", exact=True).first.set_input_files(list(paths))
    for path in paths:
        row = page.get_by_role("table", name="上传的文件").get_by_role("row").filter(has_text=path.name)
        expect(row).to_contain_text("已读出", timeout=60_000)


def _under(page: Page, key: str, number: int) -> str:
    """The characters that the PDF itself prints under the boxes of a record on a page."""
    sheet = page.locator(f'.page-sheet[data-page="{number}"]')
    expect(sheet.locator("img")).to_be_visible()
    with pdfplumber.open(CONTRACT) as opened:
        printed = opened.pages[number - 1]
        frame = _box(sheet)
        scale = frame["width"] / float(printed.width)
        found = ""
        for lit in sheet.locator(f'.box[data-mark="{key}"]').all():
            box = _box(lit)
            left, top = (box["x"] - frame["x"]) / scale, (box["y"] - frame["y"]) / scale
            right, bottom = left + box["width"] / scale, top + box["height"] / scale
            found += "".join(
                one["text"]
                for one in printed.chars
                if left < (one["x0"] + one["x1"]) / 2 < right
                and top < (one["top"] + one["bottom"]) / 2 < bottom
            )
    return re.sub(r"\s", "", found)


def _box(shown: Locator) -> Any:
    box = shown.bounding_box()
    assert box is not None
    return box


def test_a_contract_from_upload_to_report(browser: Browser, service: str, tmp_path: Path) -> None:
    old, new = tmp_path / "旧条款.txt", tmp_path / "新条款.txt"
    old.write_text(CLAUSES, "utf-8")
    new.write_text(CLAUSES.replace("三十日", "六十日").replace("5%", "8%"), "utf-8")
    with visiting(browser, service) as page:
        page.goto(service)
        sign_in(page)
        _upload(page, CONTRACT, old, new)
        page.get_by_role("link", name=CONTRACT.stem, exact=True).click()
        _follow_and_correct(page)
        page.get_by_role("link", name="文档库", exact=True).click()
        _compare(page, old.stem, new.stem)
        page.get_by_role("link", name="文档库", exact=True).click()
        _check_a_claim(page, old.stem)


def _follow_and_correct(page: Page) -> None:
    """A record leads to its words in the PDF, and is corrected."""
    page.get_by_label("筛选记录").fill("每次事故 30%")
    page.locator(".card-head").first.click()
    chosen = page.locator(".card-chosen")
    key = chosen.get_attribute("data-record") or ""
    record = page.evaluate(f"fetch('/v1/records/{key}').then(answer => answer.json())")
    expect(page.locator(f'.box[data-mark="{key}"]').first).to_be_in_viewport()
    assert _under(page, key, record["page"]) == re.sub(r"\s", "", record["quote"])
    page.keyboard.press("e")
    page.get_by_role("spinbutton", name="比例").fill("35")
    page.get_by_role("button", name="保存更正").click()
    expect(chosen).to_contain_text("已更正")
    expect(chosen).to_contain_text("35%")


def _compare(page: Page, old: str, new: str) -> None:
    """Two documents; the first difference; the report of all."""
    for name in (old, new):
        page.get_by_role("checkbox", name=f"选择 {name}").check()
    page.get_by_role("region", name="已选文档").get_by_role("button", name=re.compile("^比 ?对$")).click()
    page.get_by_text("差异 2 处").click(timeout=60_000)
    differences = page.get_by_role("list", name="差异").get_by_role("listitem")
    expect(differences.filter(has_text="第五条")).to_contain_text("六十日")
    expect(differences.filter(has_text="第八条")).to_contain_text("8%")
    page.get_by_role("button", name="下一处差异").click()
    expect(page.get_by_role("region", name="逐条对照").get_by_text("六十日").first).to_be_in_viewport()
    page.get_by_role("button", name="下载报告").click()
    with page.expect_download() as report:
        page.get_by_role("menuitem", name="网页（html）").click()
    told = report.value.path().read_text("utf-8")
    assert "三十日" in told
    assert "六十日" in told


def _check_a_claim(page: Page, name: str) -> None:
    """What the policy and the event were, and what is to be paid for it."""
    page.get_by_role("checkbox", name=f"选择 {name}").check()
    page.get_by_role("region", name="已选文档").get_by_role("button", name=re.compile("^理 ?赔$")).click()
    for label, typed in (
        ("保险期间自", "2025-01-01"),
        ("保险期间至（含当日）", "2025-12-31"),
        ("出险时间", "2025-06-01"),
    ):
        page.get_by_role("textbox", name=label, exact=True).fill(typed)
        page.keyboard.press("Tab")
    page.get_by_role("group", name=re.compile("每次事故赔偿限额")).get_by_role("textbox").fill("5万")
    page.get_by_role("group", name=re.compile("每次事故免赔")).get_by_role("textbox").first.fill("5000")
    page.get_by_label("出险原因").fill("仓库起火烧毁货物")
    page.get_by_label("损失1名称").fill("库存货物")
    page.get_by_label("损失1金额").fill("6万")
    page.keyboard.press("Control+Enter")
    told = page.get_by_role("article", name="核定意见")
    expect(told.get_by_role("heading", level=2)).to_contain_text("50,000.00 元", timeout=30_000)


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, workbench: Workbench) -> Iterator[Page]:
    """Signed in at the library; by a telephone where the test asks for it."""
    with _signed_in(browser, workbench, getattr(request, "param", WIDE), CUT_OFF) as opened:
        yield opened


@pytest.fixture
def failing(browser: Browser, workbench: Workbench) -> Iterator[Page]:
    """Signed in at the library; its views may throw."""
    with _signed_in(browser, workbench, WIDE, f"{CUT_OFF}|{CAUGHT}") as opened:
        yield opened


@contextmanager
def _signed_in(
    browser: Browser, workbench: Workbench, size: tuple[int, int], expected: str
) -> Iterator[Page]:
    with visiting(browser, workbench.address, size, expected) as opened:
        opened.goto(f"{workbench.address}/library")
        sign_in(opened)
        yield opened


def _correcting(page: Page, workbench: Workbench, amount: str) -> Locator:
    """The editor of a limit, with an amount typed in; its field."""
    document = workbench.office.document(TEXT)
    page.goto(f"{workbench.address}/documents/{document}")
    page.get_by_label("筛选记录").fill("100万")
    page.locator(".card-head").first.click()
    page.keyboard.press("e")
    field = page.get_by_role("spinbutton", name="金额")
    field.fill(amount)
    return field


def test_a_bad_file_is_refused_with_its_reason_and_the_good_one_beside_it_is_read(
    page: Page, workbench: Workbench
) -> None:
    files = (("动图.gif", SCAN), ("坏.pdf", b"%PDF-1.7\nbroken"), ("好.txt", TEXT.encode()))
    sending: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files
    ]
    page.get_by_label("选择文件", exact=True).first.set_input_files(sending)
    sent = page.get_by_role("table", name="上传的文件").get_by_role("row")
    expect(sent.filter(has_text="动图.gif")).to_contain_text("不支持的图片格式")
    expect(sent.filter(has_text="好.txt")).to_contain_text("排队中")
    workbench.office.work()
    expect(sent.filter(has_text="好.txt")).to_contain_text("已读出")
    expect(sent.filter(has_text="坏.pdf")).to_contain_text("PDF 文件不完整")


def test_without_a_connection_nothing_typed_is_lost_and_with_it_the_work_goes_on(
    page: Page, workbench: Workbench
) -> None:
    field = _correcting(page, workbench, "1234567")
    page.context.set_offline(True)
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_role("alert").filter(has_text="连接不上服务")).to_be_visible()
    expect(field).to_have_value("1234567")
    page.get_by_role("link", name="条款工作台").click()  # what is there already still works
    expect(field).to_be_hidden()
    page.go_back()
    page.context.set_offline(False)
    page.get_by_role("button", name="继续填写").click()
    expect(field).to_have_value("1234567")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator(".card-chosen")).to_contain_text("1,234,567元")


def test_when_the_session_ends_the_person_signs_in_over_the_page_and_saves_what_was_typed(
    page: Page, workbench: Workbench
) -> None:
    field = _correcting(page, workbench, "765432")
    with workbench.office.service.database.writing() as session:
        session.execute(delete(SignIn))
    page.get_by_role("button", name="保存更正").click()
    dialog = page.get_by_role("dialog", name="登录已过期，请重新登录")
    expect(dialog.get_by_label("密码", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    dialog.get_by_label("密码", exact=True).fill("not-the-right-one")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(field).to_have_value("765432")
    expect(page.get_by_role("alert")).to_have_count(0)  # the form to sign in has said it
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator(".card-chosen")).to_contain_text("765,432元")


def test_a_view_that_fails_says_so_in_its_place_and_is_tried_again(
    failing: Page, workbench: Workbench
) -> None:
    workbench.office.document(TEXT)
    listed = re.compile(r"/v1/documents\?")
    failing.get_by_role("link", name="复核", exact=True).click()
    failing.route(listed, lambda route: route.fulfill(json={"items": [None], "next_cursor": None}))
    failing.goto(f"{workbench.address}/library")
    expect(failing.get_by_text("页面出错了")).to_be_visible()
    expect(failing.get_by_role("link", name="比对", exact=True)).to_be_visible()
    failing.unroute(listed)
    failing.get_by_role("button", name=re.compile("重 ?试")).click()
    expect(failing.locator("[data-document]")).to_be_visible()


def test_a_part_of_the_page_that_does_not_come_is_told_from_a_new_version(
    failing: Page, workbench: Workbench
) -> None:
    failing.route(re.compile(r"/assets/(ReviewQueue|Claims)-.*\.js"), lambda route: route.abort())
    failing.get_by_role("link", name="复核", exact=True).click()
    expect(failing.get_by_text("这部分页面没有载入")).to_be_visible()
    failing.get_by_role("link", name="文档库", exact=True).click()
    expect(failing.get_by_role("heading", name="文档库")).to_be_attached()
    failing.route(f"{workbench.address}/", lambda route: route.fulfill(body="<script src='/assets/new.js'>"))
    failing.get_by_role("link", name="理赔", exact=True).click()
    expect(failing.get_by_text("工作台已更新")).to_be_visible()
    failing.unroute_all()
    failing.get_by_role("button", name="重新载入页面").click()
    expect(failing.get_by_role("heading", name="理赔")).to_be_attached()


def test_the_frame_tells_where_one_is_and_leads_back(page: Page, workbench: Workbench) -> None:
    expect(page).to_have_title("文档库 · 条款工作台")
    page.get_by_role("link", name="复核", exact=True).click()
    expect(page).to_have_title("复核 · 条款工作台")
    expect(page.get_by_role("heading", name="复核")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="文档库")).to_be_attached()
    page.reload()
    expect(page.get_by_role("heading", name="文档库")).to_be_attached()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.get_by_role("button", name="换为深色").click()
    page.reload()
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.goto(f"{workbench.address}/library/nowhere")
    expect(page.get_by_text("没有这个页面")).to_be_visible()
    page.get_by_role("link", name="去文档库").click()
    expect(page.get_by_role("heading", name="文档库")).to_be_attached()


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=["narrow"])
def test_on_a_telephone_the_menu_is_a_drawer_that_closes_behind_the_person(page: Page) -> None:
    opener = page.get_by_role("button", name="打开菜单")
    opener.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.get_by_role("menuitem", name="复核").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("heading", name="复核")).to_be_visible()

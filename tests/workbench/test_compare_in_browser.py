"""Documents compared as a reviewer does it, in headless Chromium, against a running service."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from api.store import analyses
from tests.workbench.served import BUILD, Workbench
from tests.workbench.visiting import NARROW, WIDE, needs_page, sign_in, visiting

AXE = BUILD.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
CORPUS = Path(__file__).parents[2] / "corpora" / "documents"

SAME = "".join(f"第{numeral}条 甲方式的约定{numeral}照旧，双方均应遵守。\n" for numeral in "五六七八")
LAST = "第九条 保险标的转让的，被保险人或者受让人应当及时通知保险人。\n"
OLD = f"""云雀财产保险条款

第一章 保险责任
第一条 在保险期间内，因火灾造成保险标的损失的，保险人按照本保险合同的约定负责赔偿。
第二条 每次事故赔偿限额为100万元，每次事故免赔额为5000元。

第二章 责任免除
第三条 下列损失，保险人不负责赔偿：
（一）战争造成的损失；
（二）地震造成的损失。

第三章 赔偿处理
第四条 保险人应当自收到索赔请求之日起三十日内作出核定。
{SAME}{LAST}"""
NEW = (
    OLD.replace("5000元", "8000元").replace("三十日内", "六十日内").replace("战争造成", "战争、恐怖活动造成")
)

pytestmark = needs_page


@pytest.fixture(params=[WIDE], ids=["wide"])
def page(request: pytest.FixtureRequest, browser: Browser, workbench: Workbench) -> Iterator[Page]:
    """Signed in; two documents, 旧版 and 新版, have been read."""
    for name, text in (("旧版", OLD), ("新版", NEW)):
        workbench.office.document(text, f"{name}.txt")
    with visiting(browser, workbench.address, request.param, reduced_motion="reduce") as opened:
        opened.goto(f"{workbench.address}/compare")
        sign_in(opened)
        yield opened


def _ids(workbench: Workbench) -> dict[str, str]:
    items = workbench.office.client.get("/v1/documents").json()["items"]
    return {one["name"]: one["id"] for one in items}


def _compare(page: Page, workbench: Workbench, *names: str) -> None:
    ids = _ids(workbench)
    page.goto(f"{workbench.address}/compare?documents={','.join(ids[name] for name in names)}")
    page.wait_for_url(re.compile(r"/compare/ana_"))


def _row(page: Page, words: str) -> Locator:
    return page.locator(".pair-row").filter(has_text=words)


def _told(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="逐处查看").get_by_role("status")


def _words(workbench: Workbench, name: str, start: str, end: str) -> str:
    """What the document itself says there."""
    address = f"/v1/documents/{_ids(workbench)[name]}/text"
    text: str = workbench.office.client.get(address, params={"start": start, "end": end}).json()["text"]
    return text


def _faults(page: Page) -> list[str]:
    """What axe finds serious, wide and narrow, in light and dark."""
    found: list[str] = []
    page.evaluate(AXE.read_text("utf-8"))
    run = """async () => (await axe.run()).violations.filter(one => /serious|critical/.test(one.impact))
      .flatMap(one => one.nodes.slice(0, 3).map(node => `${one.id}: ${node.html.slice(0, 160)}`))"""
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        for mode in ("light", "dark"):
            page.emulate_media(color_scheme=mode)
            expect(page.locator(".compare")).to_have_attribute("data-mode", mode)
            found += [f"{width} {mode} {one}" for one in page.evaluate(run)]
    return found


def test_two_documents_are_chosen_by_keyboard_and_stand_side_by_side(
    page: Page, workbench: Workbench
) -> None:
    field = page.get_by_role("combobox", name="要比对的文档：按名称或标题查找")
    expect(page.get_by_role("option")).to_have_count(2)
    for name in ("旧版", "新版"):
        field.fill(name)
        expect(page.get_by_role("option")).to_have_count(1)
        field.press("Enter")
        field.fill("")
    expect(page.get_by_role("list", name="已选文档").get_by_role("listitem")).to_have_text(["1旧版", "2新版"])
    page.get_by_role("button", name="逐条比对").click()
    row = _row(page, "每次事故赔偿限额")
    expect(row.locator(".pair-a del")).to_have_text("［删去：5000元］")
    expect(row.locator(".pair-b ins")).to_have_text("［增加：8000元］")
    left, right = row.locator(".pair-a").bounding_box(), row.locator(".pair-b").bounding_box()
    assert left is not None
    assert right is not None
    assert (left["y"], left["height"]) == (right["y"], right["height"])
    fold = page.get_by_role("button", name=re.compile("第五条 至 第九条.*5 段相同"))
    expect(_row(page, "的约定七照旧")).to_have_count(0)
    fold.click()
    expect(_row(page, "的约定七照旧")).to_be_visible()
    page.get_by_role("button", name="收起相同条文").click()
    expect(_row(page, "的约定七照旧")).to_have_count(0)
    assert _faults(page) == []


def test_differences_are_gone_through_by_keys_and_the_place_stays_in_the_address(
    page: Page, workbench: Workbench
) -> None:
    _compare(page, workbench, "旧版", "新版")
    expect(_told(page)).to_have_text("共 3 处")
    page.keyboard.press("n")
    page.keyboard.press("j")
    expect(_told(page)).to_contain_text("第 2 处，共 3 处")
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(_told(page)).to_contain_text("第 3 处，共 3 处：期限，第四条，三十日 改为 六十日，有利于保险人")
    page.keyboard.press("k")
    expect(_told(page)).to_contain_text("第 2 处")
    page.reload()
    expect(_told(page)).to_contain_text("第 2 处，共 3 处")
    page.get_by_role("button", name="上一处差异").click()
    words = page.locator(".pair-a .words.current")
    expect(words).to_contain_text("5000元")
    words.focus()
    told = page.get_by_role("tooltip")
    expect(told.locator("del")).to_have_text("5000元")
    expect(told.locator("ins")).to_have_text("8000元")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(rf"/documents/{_ids(workbench)['新版']}\?start=\d+&end=\d+"))
    assert _words(workbench, "新版", *re.findall(r"=(\d+)", page.url)) == "8000元"


def test_numbers_of_the_overview_lead_to_their_first_difference_and_filters_narrow(
    page: Page, workbench: Workbench
) -> None:
    _compare(page, workbench, "旧版", "新版")
    page.get_by_role("button", name="期限，有利于保险人 1 处").click()
    expect(_told(page)).to_contain_text("第 1 处，合乎筛选的共 1 处")
    expect(page.locator(".pair-b .words.current")).to_contain_text("六十日")
    expect(page).to_have_url(re.compile("kind=duration&gain=insurer"))
    expect(page.get_by_role("list", name="差异").get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("有差异而不合筛选")).first).to_be_visible()
    page.keyboard.press("c")
    expect(_told(page)).to_contain_text("第 3 处，共 3 处")
    page.keyboard.press("/")
    page.keyboard.type("恐怖")
    expect(page.get_by_role("list", name="差异").get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_role("combobox", name="涉及的内容").click()
    page.locator(".ant-select-item-option").get_by_text("限额与免赔", exact=True).click()
    page.keyboard.press("Escape")
    items = page.get_by_role("list", name="差异").get_by_role("listitem")
    expect(items).to_have_count(1)
    expect(items.first).to_contain_text("5000元 改为 8000元")


def test_a_moved_clause_is_told_at_both_places_and_sides_can_be_swapped(
    page: Page, workbench: Workbench
) -> None:
    lines = OLD.replace(LAST, "").split("\n")
    lines.insert(3, LAST.strip().replace("第九条", "第十条"))
    workbench.office.document("\n".join(lines), "搬动.txt")
    _compare(page, workbench, "旧版", "搬动")
    made = page.url
    expect(_row(page, "由文本一的第九条移到文本二的第十条")).to_be_visible()
    page.get_by_role("button", name=re.compile("第九条 在文本二中移到 第十条")).click()
    expect(page.locator(".pair-row.current")).to_contain_text("保险标的转让")
    page.get_by_role("button", name="互换先后").click()
    page.wait_for_url(lambda address: "/compare/ana_" in address and not address.startswith(made))
    expect(page.locator(".pair-heads span").first).to_contain_text("搬动")
    _compare(page, workbench, "旧版", "搬动")
    assert page.url == made  # not made again
    assert len(workbench.office.client.get("/v1/analyses").json()["items"]) == 2


def test_a_long_one_waits_for_its_turn_is_cancelled_and_made_again(
    page: Page, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyses, "AT_ONCE", 0)
    _compare(page, workbench, "旧版", "新版")
    expect(page.get_by_text("排队中，即将开始")).to_be_visible()
    page.get_by_role("button", name=re.compile("取 ?消")).click()
    expect(page.get_by_text("已取消，没有结果。")).to_be_visible()
    cancelled = page.url
    page.get_by_role("button", name="再做一次").click()
    page.wait_for_url(lambda address: "/compare/ana_" in address and address != cancelled)
    expect(page.get_by_text("排队中")).to_be_visible()
    workbench.office.work()
    expect(_row(page, "每次事故赔偿限额")).to_be_visible()


def test_what_was_compared_is_listed_renamed_reported_and_deleted(page: Page, workbench: Workbench) -> None:
    _compare(page, workbench, "旧版", "新版")
    page.get_by_role("button", name="下载报告").click()
    with page.expect_download() as report:
        page.get_by_role("menuitem", name=re.compile("^Word")).click()
    assert report.value.suggested_filename == "旧版 与 新版 比对（修订）.docx"
    assert report.value.path().read_bytes().startswith(b"PK")
    newer = {"file": ("新版2.txt", f"{NEW}第十条 完。\n".encode())}
    workbench.office.client.post(f"/v1/documents/{_ids(workbench)['新版']}/versions", files=newer)
    workbench.office.work()
    page.reload()
    expect(page.get_by_text("“新版”后来有了新内容。下面仍是原来内容的结果。")).to_be_visible()
    page.get_by_role("link", name="比对现在的内容").click()
    expect(_row(page, "完。")).to_be_visible()
    page.get_by_role("menuitem", name="比对").click()
    made = page.get_by_role("list", name="最近的比对与对照").get_by_role("listitem")
    expect(made).to_have_count(2)
    expect(made.nth(1)).to_contain_text("文档后来有了新内容")
    made.first.get_by_role("button", name=re.compile("的操作")).click()
    page.get_by_role("menuitem", name="修改名称").click()
    page.get_by_label("名称", exact=True).fill("新一版")
    page.keyboard.press("Enter")
    expect(made.first.get_by_role("link")).to_have_text("新一版")
    made.nth(1).get_by_role("button", name=re.compile("的操作")).click()
    page.get_by_role("menuitem", name="删除").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("删 ?除")).click()
    expect(made).to_have_count(1)


def test_several_documents_are_set_side_by_side_by_element(page: Page, workbench: Workbench) -> None:
    for name in ("liability-public.pdf", "property-allrisks.txt"):
        workbench.office.document((CORPUS / name).read_bytes(), name)
    _compare(page, workbench, "旧版", "新版", "liability-public", "property-allrisks")
    grid = page.get_by_role("grid", name="要素对照表")
    expect(grid.get_by_role("columnheader")).to_have_count(5)
    page.get_by_label("按文字筛选要素").fill("5000元")
    row = grid.get_by_role("row").filter(has_text="5,000元").first
    row.get_by_role("gridcell").first.click()
    source = page.get_by_role("complementary")
    expect(source).to_contain_text("旧版")
    expect(source.locator("blockquote").first).to_contain_text("5000元")
    page.keyboard.press("ArrowRight")
    expect(source).to_contain_text("新版")
    expect(source.locator("blockquote").first).to_contain_text("8000元")
    page.reload()
    expect(source.locator("blockquote").first).to_contain_text("8000元")
    place = source.get_by_role("link", name="在阅读页打开").first.get_attribute("href") or ""
    found = re.fullmatch(r"/documents/(doc_\w+)\?start=(\d+)&end=(\d+)", place)
    assert found is not None
    assert found[1] == _ids(workbench)["新版"]
    assert "8000元" in _words(workbench, "新版", found[2], found[3])
    page.get_by_role("button", name="关闭原文").click()
    page.get_by_label("按文字筛选要素").fill("")
    expect(grid.get_by_role("gridcell").filter(has_text="条文没有写明").first).to_be_visible()
    assert _faults(page) == []
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    first = page.locator(".one-by-one h2")
    before = first.inner_text()
    page.get_by_role("button", name="后一个要素").click()
    expect(first).not_to_have_text(before)
    expect(page.locator(".one-by-one-documents > li")).to_have_count(4)
    page.emulate_media(media="print")  # paper is narrow too, and takes the whole table
    expect(grid.get_by_role("columnheader")).to_have_count(5)
    expect(page.locator(".one-by-one")).to_have_count(0)


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=["narrow"])
def test_a_narrow_page_shows_one_text_below_the_other(page: Page, workbench: Workbench) -> None:
    _compare(page, workbench, "旧版", "新版")
    row = _row(page, "每次事故赔偿限额")
    upper, lower = row.locator(".pair-a").bounding_box(), row.locator(".pair-b").bounding_box()
    assert upper is not None
    assert lower is not None
    assert upper["y"] + upper["height"] <= lower["y"]
    page.get_by_role("button", name="差异", exact=True).click()
    page.get_by_role("dialog").get_by_text(re.compile("差异 3 处")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("六十日")).click()
    expect(_told(page)).to_contain_text("第 3 处，共 3 处")
    expect(page.locator(".pair-b .words.current")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_who_may_only_read_is_offered_no_new_comparison(page: Page, workbench: Workbench) -> None:
    _compare(page, workbench, "旧版", "新版")
    expect(page.get_by_role("button", name="重新比对")).to_be_visible()
    page.get_by_role("combobox", name="工作区").click()
    page.get_by_text("财务部", exact=True).last.click()
    expect(page.get_by_role("heading", name="文档库")).to_be_attached()
    page.goto(f"{workbench.address}/compare")
    expect(page.get_by_text("还没有做过比对。")).to_be_visible()
    expect(page.get_by_role("combobox", name="要比对的文档：按名称或标题查找")).to_have_count(0)

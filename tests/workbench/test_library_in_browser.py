"""The library of the workbench as a person uses it, in headless Chromium, against a running service."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from sqlalchemy import delete, update

from api.callers import Scope
from api.store.tables import Member, SignIn
from tests.service.office import SCAN, TEXT
from tests.workbench.served import NAME, PASSWORD, Workbench
from tests.workbench.visiting import NARROW, WIDE, needs_page, sign_in, visiting

MOTOR = TEXT.replace("山雀财产保险条款", "云雀财产保险股份有限公司机动车商业保险条款")

pytestmark = needs_page


@pytest.fixture(params=[WIDE], ids=["wide"])
def page(request: pytest.FixtureRequest, browser: Browser, workbench: Workbench) -> Iterator[Page]:
    """Signed in, at the library. It ends without script errors, policy violations and requests to anywhere else."""
    with visiting(browser, workbench.address, size=request.param) as opened:
        opened.goto(f"{workbench.address}/library")
        sign_in(opened)
        expect(opened.get_by_role("heading", name="文档库")).to_be_attached()
        yield opened


def _file(name: str, content: str | bytes = TEXT) -> FilePayload:
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def _upload(page: Page, *files: FilePayload) -> None:
    page.get_by_label("选择文件", exact=True).first.set_input_files(list(files))


def _sent(page: Page, name: str) -> Locator:
    return page.get_by_role("table", name="上传的文件").get_by_role("row").filter(has_text=name)


def _row(page: Page, name: str) -> Locator:
    link = page.get_by_role("link", name=name, exact=True)
    return page.get_by_role("table", name="文档", exact=True).get_by_role("row").filter(has=link)


def _do(page: Page, name: str, deed: str) -> None:
    page.get_by_role("button", name=f"{name} 的操作").click()
    page.get_by_role("menuitem", name=re.compile(deed)).click()


def _with_documents(page: Page, workbench: Workbench, *names: str) -> None:
    for number, name in enumerate(names):
        workbench.office.document(f"{TEXT}\n第九条 编号{number}。\n", f"{name}.txt")
    page.reload()
    expect(_row(page, names[0])).to_be_visible()


def test_an_empty_library_says_what_to_do_first(page: Page) -> None:
    expect(page.get_by_role("heading", name="从上传第一份文档开始")).to_be_visible()
    expect(page.get_by_role("button", name="选择文件")).to_be_visible()


def test_files_are_followed_until_they_are_read_and_refused_ones_say_why(
    page: Page, workbench: Workbench
) -> None:
    _upload(page, _file("条款.txt"), _file("动图.gif", SCAN))
    expect(_sent(page, "动图.gif")).to_contain_text("未接收")
    expect(_sent(page, "动图.gif")).to_contain_text("不支持的图片格式")
    expect(_sent(page, "条款.txt")).to_contain_text("排队中")
    workbench.office.work()
    expect(_sent(page, "条款.txt")).to_contain_text("已读出")
    expect(_row(page, "条款")).to_contain_text("山雀财产保险条款")
    expect(_row(page, "条款")).to_contain_text("已复核 0 / ")
    _upload(page, _file("另名.txt"))
    expect(_sent(page, "另名.txt")).to_contain_text("库中已有")


HOLD_THE_FIRST_LIST = """
  const ask = window.fetch;
  let first = true;
  window.fetch = async (...given) => {
    const answer = await ask(...given);
    if (first && given[0].url.includes('/v1/documents?')) {
      first = false;
      document.documentElement.dataset.held = 'list';
      await new Promise((go) => { window.release = go; });
    }
    return answer;
  };
"""


def test_a_list_that_was_asked_for_before_the_upload_arrived_is_asked_for_again(page: Page) -> None:
    page.add_init_script(HOLD_THE_FIRST_LIST)
    page.reload()
    expect(page.locator("html[data-held]")).to_be_attached()
    _upload(page, _file("条款.txt"))
    expect(_sent(page, "条款.txt")).to_contain_text("排队中")
    page.evaluate("window.release()")
    expect(_row(page, "条款")).to_be_visible()


def _packed(name: str, content: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_and_dropped_files_come_in_and_litter_stays_out(page: Page) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲.txt", TEXT)
        archive.writestr("附件/乙.txt", f"{TEXT}乙")
        archive.writestr("附件/动图.gif", SCAN)
        archive.writestr("附件/内.zip", _packed("丁.txt", TEXT))
        archive.writestr("__MACOSX/._甲.txt", b"litter")
    _upload(page, _file("两份.zip", packed.getvalue()))
    expect(_row(page, "甲")).to_be_visible()
    expect(_row(page, "乙")).to_be_visible()
    expect(_sent(page, "两份.zip/附件/动图.gif")).to_contain_text("不支持的图片格式")
    expect(_sent(page, "两份.zip/附件/内.zip")).to_contain_text("请解压后上传")
    transfer = page.evaluate_handle(
        """text => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], '拖入.txt'));
          transfer.items.add(new File([text], '.DS_Store'));
          return transfer;
        }""",
        f"{TEXT}丙",
    )
    area = page.locator(".drop-area")
    area.dispatch_event("dragenter", {"dataTransfer": transfer})
    expect(page.get_by_text("松开鼠标，上传文件")).to_be_visible()
    area.dispatch_event("drop", {"dataTransfer": transfer})
    expect(_row(page, "拖入")).to_be_visible()
    expect(page.get_by_role("table", name="上传的文件").get_by_role("row")).to_have_count(5)


def test_a_folder_keeps_its_paths(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "车险"
    (folder / "附件").mkdir(parents=True)
    (folder / "条款.txt").write_text(TEXT, "utf-8")
    (folder / "附件" / "特约.txt").write_text(f"{TEXT}特约", "utf-8")
    (folder / "附件" / "封面.gif").write_bytes(SCAN)
    page.get_by_label("选择文件夹").first.set_input_files(folder)
    expect(_sent(page, "车险/条款.txt")).to_contain_text("排队中")
    expect(_sent(page, "车险/附件/特约.txt")).to_contain_text("排队中")
    expect(_sent(page, "车险/附件/封面.gif")).to_contain_text("不支持的图片格式")


def test_what_waits_to_be_read_can_be_cancelled_and_read_again(page: Page, workbench: Workbench) -> None:
    _upload(page, _file("条款.txt"))
    expect(_sent(page, "条款.txt")).to_contain_text("排队中")
    page.get_by_role("button", name="取消 条款.txt").click()
    expect(_sent(page, "条款.txt")).to_contain_text("已取消")
    expect(_row(page, "条款")).to_contain_text("已取消")
    _do(page, "条款", "重新读取")
    expect(_row(page, "条款")).to_contain_text("排队中")
    _do(page, "条款", "取消读取")
    expect(_row(page, "条款")).to_contain_text("已取消")
    _do(page, "条款", "重新读取")
    expect(_row(page, "条款")).to_contain_text("排队中")
    workbench.office.work()
    expect(_row(page, "条款")).to_contain_text("已复核 0 / ")


def test_a_refused_request_can_be_sent_again(page: Page, workbench: Workbench) -> None:
    with workbench.office.service.database.writing() as session:
        session.execute(delete(SignIn))
    _upload(page, _file("条款.txt"))
    expect(_sent(page, "条款.txt")).to_contain_text("登录已过期。请重新登录，然后重新发送。")
    dialog = page.get_by_role("dialog", name="登录已过期，请重新登录")
    dialog.get_by_label("密码", exact=True).fill(PASSWORD)
    dialog.get_by_role("button", name=re.compile("登 ?录")).click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="重新发送未送达的").click()
    expect(_sent(page, "条款.txt")).to_contain_text("排队中")


def test_filters_narrow_the_list_and_stand_in_the_address(page: Page, workbench: Workbench) -> None:
    _with_documents(page, workbench, "甲险", "乙险")
    page.keyboard.press("/")
    page.keyboard.type("甲")
    expect(_row(page, "乙险")).to_have_count(0)
    expect(_row(page, "甲险")).to_be_visible()
    expect(page).to_have_url(re.compile("name=%E7%94%B2"))
    page.reload()
    expect(_row(page, "甲险")).to_be_visible()
    page.get_by_label("名称或标题").fill("没有")
    page.get_by_role("button", name="清除筛选条件").click()
    expect(_row(page, "乙险")).to_be_visible()


def _choose(page: Page, label: str, choice: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.locator(".ant-select-dropdown:visible .ant-select-item-option").filter(has_text=choice).click()


def test_every_choice_tells_how_many_it_leaves_and_outlives_a_reload(
    page: Page, workbench: Workbench
) -> None:
    office = workbench.office
    office.document(TEXT, "财产.txt")
    motor = office.document(MOTOR, "车险.txt")
    record = office.client.get(f"/v1/documents/{motor}/records").json()["items"][0]
    office.client.patch(
        f"/v1/records/{record['id']}", json={"action": "accept"}, headers={"If-Match": '"r1"'}
    ).raise_for_status()
    page.reload()
    expect(page.get_by_text("共 2 份")).to_be_visible()
    expect(_row(page, "车险")).to_contain_text("云雀财产保险股份有限公司")
    expect(_row(page, "车险")).to_contain_text("已复核 1 / ")
    _choose(page, "险种", "车险（1）")
    page.keyboard.press("Escape")
    expect(page.get_by_text("共 1 份")).to_be_visible()
    expect(_row(page, "财产")).to_have_count(0)
    _choose(page, "保险人", "云雀财产保险股份有限公司（1）")
    page.keyboard.press("Escape")
    _choose(page, "复核", "复核中（1）")
    expect(page).to_have_url(re.compile("line=motor.*|review=partial"))
    page.reload()
    expect(page.get_by_text("共 1 份")).to_be_visible()
    expect(page.get_by_role("search")).to_contain_text("复核中")
    page.get_by_role("button", name="清除筛选").click()
    expect(page.get_by_text("共 2 份")).to_be_visible()
    page.goto(f"{workbench.address}/library?to=2020-01-01")
    expect(page.get_by_text("没有符合条件的文档")).to_be_visible()


def test_a_click_on_a_column_sorts_by_it(page: Page, workbench: Workbench) -> None:
    _with_documents(page, workbench, "条款10", "条款9", "阿险")
    names = page.locator("[data-document]")
    expect(names).to_have_text(["阿险", "条款9", "条款10"])
    page.get_by_role("button", name="名称", exact=True).click()
    expect(names).to_have_text(["阿险", "条款9", "条款10"])
    expect(page.get_by_role("columnheader", name="名称")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name="名称", exact=True).click()
    expect(names).to_have_text(["条款10", "条款9", "阿险"])
    expect(page).to_have_url(re.compile("sort=name&order=desc"))


def test_on_paper_no_document_lies_over_another(page: Page, workbench: Workbench) -> None:
    _with_documents(
        page, workbench, *(f"一份名称很长很长很长很长很长很长的条款{number}" for number in range(3))
    )
    page.set_viewport_size({"width": 794, "height": 1000})  # A4 without margins
    page.emulate_media(media="print")
    rows = page.get_by_role("table", name="文档", exact=True).locator(".document-name")
    expect(rows).to_have_count(3)
    boxes = [row.bounding_box() for row in rows.all()]
    assert all(box is not None and box["width"] > 200 for box in boxes)
    tops = [box["y"] for box in boxes if box]
    ends = [box["y"] + box["height"] for box in boxes if box]
    assert all(end <= top for end, top in zip(ends, tops[1:], strict=False))


def test_files_do_not_go_into_a_workspace_that_another_page_has_switched_to(
    page: Page, workbench: Workbench
) -> None:
    workspaces = page.evaluate("fetch('/v1/session').then(told => told.json()).then(told => told.workspaces)")
    other = next(one["id"] for one in workspaces if one["name"] == "财务部")
    with workbench.office.service.database.writing() as session:
        session.execute(update(Member).values(scopes=list(Scope)))
    page.evaluate(
        """other => fetch('/v1/session', { method: 'PATCH', body: JSON.stringify({ workspace_id: other }),
            headers: { 'Content-Type': 'application/json' } })""",
        other,
    )
    _upload(page, _file("条款.txt"))
    expect(_sent(page, "条款.txt")).to_contain_text("您已在别处换到另一个工作区")
    assert workbench.office.client.get("/v1/documents").json()["total"] == 0


def test_one_document_goes_on_to_checks_claims_and_a_search_in_it_alone(
    page: Page, workbench: Workbench
) -> None:
    _with_documents(page, workbench, "甲险", "乙险")
    ids = {one["name"]: one["id"] for one in workbench.office.client.get("/v1/documents").json()["items"]}
    chosen = page.get_by_role("region", name="已选文档")
    for deed, address in (("审 ?查", "/checks?documents="), ("理 ?赔", "/claims?document=")):
        page.get_by_role("checkbox", name="选择 甲险").check()
        chosen.get_by_role("button", name=re.compile(f"^{deed}$")).click()
        page.wait_for_url(f"**{address}{ids['甲险']}")
        page.go_back()
    page.get_by_role("checkbox", name="选择 甲险").check()
    chosen.get_by_role("button", name="在其中检索").click()
    page.get_by_label("检索全部文档的原文").fill("战争")
    page.keyboard.press("Enter")
    hits = page.get_by_role("list", name="检索结果").get_by_role("listitem")
    expect(hits).to_have_count(1)
    page.locator(".passage-within .ant-tag-close-icon").click()
    expect(hits).to_have_count(2)
    expect(page.get_by_text("共 2 处")).to_be_visible()


def test_a_long_list_is_loaded_as_it_is_scrolled(page: Page, workbench: Workbench) -> None:
    files = [("files", (f"文件{number:03}.txt", f"{TEXT}{number}".encode())) for number in range(130)]
    workbench.office.client.post("/v1/documents", files=files).raise_for_status()
    page.reload()
    expect(_row(page, "文件129")).to_be_visible()
    rendered = page.locator("[data-document]")
    assert rendered.count() < 60
    while not _row(page, "文件000").is_visible():
        rendered.last.focus()
        page.keyboard.press("ArrowDown")
    assert rendered.count() < 60


def test_a_document_is_renamed_and_another_persons_change_is_not_overwritten(
    page: Page, workbench: Workbench
) -> None:
    _with_documents(page, workbench, "旧名")
    _row(page, "旧名").get_by_role("link").focus()
    page.keyboard.press("F2")
    page.get_by_label("名称", exact=True).fill("新名")
    page.keyboard.press("Enter")
    expect(_row(page, "新名")).to_be_visible()
    client = workbench.office.client
    (document,) = client.get("/v1/documents").json()["items"]
    _do(page, "新名", "修改名称")
    headers = {"If-Match": f'"r{document["revision"]}"'}
    client.patch(f"/v1/documents/{document['id']}", json={"name": "他名"}, headers=headers).raise_for_status()
    page.get_by_label("名称", exact=True).fill("我名")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("已被他人更改")
    expect(_row(page, "他名")).to_be_attached()


def test_a_new_version_is_read_and_told(page: Page, workbench: Workbench) -> None:
    _with_documents(page, workbench, "条款")
    page.get_by_label("选择 条款 的新版本").set_input_files(_file("条款二.txt", f"{TEXT}第二版"))
    expect(_sent(page, "条款二.txt")).to_contain_text("排队中")
    workbench.office.work()
    expect(_sent(page, "条款二.txt")).to_contain_text("已读出")
    expect(_row(page, "条款")).to_contain_text("第 2 版")


def test_original_and_exports_are_downloaded_under_their_names(page: Page, workbench: Workbench) -> None:
    _with_documents(page, workbench, "条款")
    with page.expect_download() as original:
        _do(page, "条款", "下载原件")
    assert original.value.suggested_filename == "条款.txt"
    assert original.value.path().read_text("utf-8").startswith("山雀财产保险条款")
    _do(page, "条款", "导出")
    page.get_by_role("radio", name=re.compile("Markdown")).check()
    page.get_by_label("遮盖姓名、电话、证件号和银行账号").check()
    with page.expect_download() as exported:
        page.get_by_role("button", name=re.compile("^导 ?出$")).click()
    assert exported.value.suggested_filename == "条款.md"
    assert "13800138000" not in exported.value.path().read_text("utf-8")


def test_deleting_says_what_goes_and_then_does(page: Page, workbench: Workbench) -> None:
    _with_documents(page, workbench, "条款", "留下")
    _row(page, "条款").get_by_role("link").focus()
    page.keyboard.press("Delete")
    dialog = page.get_by_role("dialog", name="删除“条款”")
    expect(dialog).to_contain_text(re.compile(r"原件（1 个版本）、全文、记录 \d+ 条、发现 \d+ 条"))
    expect(dialog).to_contain_text("无法恢复")
    dialog.get_by_role("button", name=re.compile("取 ?消")).click()
    expect(_row(page, "条款")).to_be_visible()
    page.keyboard.press("Delete")
    dialog.get_by_role("button", name=re.compile("删 ?除")).click()
    expect(_row(page, "条款")).to_have_count(0)
    expect(_row(page, "留下")).to_be_visible()


def test_two_documents_selected_are_carried_on_to_the_comparison_in_their_order(
    page: Page, workbench: Workbench
) -> None:
    _with_documents(page, workbench, "甲险", "乙险", "丙险")
    ids = {one["name"]: one["id"] for one in workbench.office.client.get("/v1/documents").json()["items"]}
    for name in ("甲险", "乙险"):
        page.get_by_role("checkbox", name=f"选择 {name}").check()
    page.get_by_role("button", name="互换新旧").click()
    chosen = page.get_by_role("region", name="已选文档")
    expect(chosen).to_contain_text(re.compile("乙险.*甲险"))
    addresses: list[str] = []
    page.on("framenavigated", lambda frame: addresses.append(frame.url))
    chosen.get_by_role("button", name=re.compile("比 ?对")).click()
    wanted = f"{workbench.address}/compare?documents={ids['乙险']},{ids['甲险']}"
    page.wait_for_function("() => !document.querySelector('.selection')")
    assert wanted in addresses


def test_words_are_found_in_all_texts_and_open_at_their_place(page: Page, workbench: Workbench) -> None:
    _with_documents(page, workbench, "条款")
    page.get_by_text("检索原文").click()
    page.get_by_label("检索全部文档的原文").fill("免赔额")
    page.keyboard.press("Enter")
    hit = page.get_by_role("list", name="检索结果").get_by_role("listitem").first
    expect(hit.locator("mark")).to_have_text(["免赔额"])
    address = hit.get_by_role("link").get_attribute("href") or ""
    found = re.fullmatch(r"/documents/(doc_\w+)\?start=(\d+)&end=(\d+)", address)
    assert found is not None
    text = workbench.office.client.get(f"/v1/documents/{found[1]}/text").json()["text"]
    assert text[int(found[2]) : int(found[3])] == "免赔额"


def test_markup_in_a_document_is_shown_as_text(page: Page, workbench: Workbench) -> None:
    name = "<img src=x onerror=alert(1)>"
    workbench.office.document(f"{name}保险条款\n第一条 本保险{name}由保险人承保。\n", "甲.txt")
    document = workbench.office.client.get("/v1/documents").json()["items"][0]
    headers = {"If-Match": f'"r{document["revision"]}"'}
    address = f"/v1/documents/{document['id']}"
    workbench.office.client.patch(address, json={"name": name}, headers=headers).raise_for_status()
    page.reload()
    expect(_row(page, name)).to_be_visible()
    page.get_by_text("检索原文").click()
    page.get_by_label("检索全部文档的原文").fill("承保")
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="检索结果")).to_contain_text(name)
    assert page.locator("img").count() == 0


def test_who_may_only_read_is_offered_nothing_that_writes(page: Page) -> None:
    page.get_by_role("combobox", name="工作区").click()
    page.get_by_title("财务部").click()
    expect(page.get_by_text("您没有上传权限")).to_be_visible()
    expect(page.get_by_role("button", name="上传")).to_have_count(0)


def test_a_changed_password_is_the_one_to_sign_in_with(page: Page) -> None:
    page.get_by_role("button", name=NAME).click()
    page.get_by_role("menuitem", name=re.compile("修改密码")).click()
    page.get_by_label("当前密码").fill("wrong-horse-battery")
    page.get_by_label("新密码", exact=True).fill("a-new-horse-battery")
    page.get_by_label("再次填写新密码").fill("a-new-horse-battery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("当前密码不对")
    page.get_by_label("当前密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("用户名")).to_be_visible()
    page.get_by_label("用户名").fill(NAME)
    page.get_by_label("密码", exact=True).fill("a-new-horse-battery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="文档库")).to_be_attached()


@pytest.mark.parametrize("page", [NARROW], indirect=True, ids=["narrow"])
def test_the_narrow_page_has_its_menu_and_never_scrolls_sideways(page: Page, workbench: Workbench) -> None:
    _with_documents(page, workbench, "一份名称很长很长很长很长很长很长很长很长很长很长很长的条款")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="打开菜单").click()
    expect(page.get_by_role("menuitem", name="复核")).to_be_visible()
    page.get_by_role("menuitem", name="文档库").click()
    page.get_by_text("检索原文").click()
    expect(page.get_by_label("检索全部文档的原文")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]

"""Checks and playbooks as a legal reviewer uses them, in headless Chromium, against a running service."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.service.operations import PLAYBOOK
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


def _made(workbench: Workbench, kind: str, document: str, **more: str) -> str:
    """A check that the service has made; its id."""
    asked = {"kind": kind, "documents": [{"document_id": document}], **more}
    answer = workbench.office.client.post("/v1/analyses", json=asked)
    assert answer.status_code == 201, answer.text
    key: str = answer.json()["id"]
    return key


def _assessments(workbench: Workbench, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workbench.office.client.get(f"/v1/analyses/{key}/result").json()["review"][
        "assessments"
    ]
    return found


def _chip(page: Page, name: str, count: int) -> Locator:
    return page.get_by_role("button", name=f"{name} {count}", exact=True)


def _finding(page: Page, rule: str) -> Locator:
    return page.locator(f'[data-finding="{rule}"]')


def test_a_contract_from_the_library_is_checked_and_a_finding_followed_to_its_words_and_back(
    page: Page, workbench: Workbench, document: str
) -> None:
    page.reload()
    page.get_by_label("选择 liability-public", exact=True).check()
    page.get_by_role("button", name=re.compile("^审 ?查")).click()
    standard = page.get_by_role("checkbox", name="责任保险条款审查标准（被保险人立场）")
    standard.click()  # what is chosen stands in the address, so it changes a moment later
    expect(standard).to_be_checked()
    page.get_by_role("button", name="开始审查").click()
    expect(page.get_by_role("heading", name=re.compile("liability-public 审查"))).to_be_visible()
    found = _assessments(workbench, page.url.rsplit("/", 1)[-1])
    counts = {
        name: sum(one["verdict"] == verdict for one in found)
        for name, verdict in (("不符合", "worse"), ("应有而未载明", "absent"), ("符合", "agrees"))
    }
    assert all(counts.values())
    for name, count in counts.items():
        expect(_chip(page, name, count)).to_be_enabled()

    # Nothing is left out: what passed is folded, with its number, and opens.
    expect(page.locator("li[data-finding]")).to_have_count(len(found))
    passed = page.get_by_role("button", name=f"已检查，没有问题（{counts['符合']}）")
    agreed = next(one for one in found if one["verdict"] == "agrees")
    expect(_finding(page, agreed["rule"])).to_be_hidden()
    passed.click()
    expect(_finding(page, agreed["rule"])).to_be_visible()
    expect(_finding(page, agreed["rule"])).to_contain_text(agreed["reason"])

    # What is absent is said to be absent.
    absent = next(one for one in found if one["verdict"] == "absent")
    expect(_finding(page, absent["rule"])).to_contain_text("全文没有找到相应约定")
    expect(_finding(page, absent["rule"])).to_contain_text(absent["advice"])

    worse = next(one for one in found if one["verdict"] == "worse")
    (source, *_) = worse["sources"]
    words = _finding(page, worse["rule"])
    expect(words).to_contain_text(source["quote"])
    words.get_by_role("link", name=source["path"]).first.click()
    expect(page).to_have_url(
        re.compile(f"/documents/{document}\\?start={source['start']}&end={source['end']}")
    )
    expect(page.locator(".box-spot").first).to_be_in_viewport()
    page.go_back()
    expect(_finding(page, worse["rule"]).locator(".check-head")).to_be_focused()


def test_verdicts_filter_and_keys_step_expand_and_open_the_source(
    page: Page, workbench: Workbench, document: str
) -> None:
    key = _made(workbench, "law", document)
    found = _assessments(workbench, key)
    page.goto(f"{workbench.address}/checks/{key}")
    agreed = [one["rule"] for one in found if one["verdict"] == "agrees"]
    _chip(page, "符合", len(agreed)).click()
    expect(page.locator("li[data-finding]:visible")).to_have_count(len(agreed))
    page.reload()
    expect(_chip(page, "符合", len(agreed))).to_have_attribute("aria-pressed", "true")
    expect(page.locator("li[data-finding]:visible")).to_have_count(len(agreed))
    for pressed in "jjk":
        page.keyboard.press(pressed)
    first = page.locator("li[data-finding]:visible").first
    expect(first.locator(".check-head")).to_be_focused()
    expect(first.locator(".check-head")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(first.locator("blockquote").first).to_be_visible()
    expect(first).to_contain_text("起施行的文本")
    rule = first.get_attribute("data-finding")
    (source, *_) = next(one for one in found if one["rule"] == rule)["sources"]
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(f"start={source['start']}&end={source['end']}"))
    page.go_back()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("上一项")


def test_every_report_is_downloaded_and_a_check_renamed_and_deleted(
    page: Page, workbench: Workbench, document: str
) -> None:
    key = _made(workbench, "law", document)
    page.goto(f"{workbench.address}/checks/{key}")
    suffixes = set()
    for name in ("网页", "Excel", "Word（", "批注", "JSON"):
        page.get_by_role("button", name="下载报告").click()
        with page.expect_download() as downloading:
            page.get_by_role("menuitem", name=re.compile(re.escape(name))).first.click()
        suffixes.add(Path(downloading.value.suggested_filename).suffix)
        content = downloading.value.path().read_bytes()
        assert len(content) > 1000
        if name == "JSON":
            assert len(json.loads(content)["assessments"]) == len(_assessments(workbench, key))
    assert suffixes == {".html", ".xlsx", ".docx", ".pdf", ".json"}

    page.get_by_role("button", name="修改名称").click()
    page.get_by_role("dialog").get_by_label("名称").fill("公众责任险核对")
    page.get_by_role("button", name=re.compile("保 ?存")).click()
    expect(page.get_by_role("heading", name="公众责任险核对")).to_be_visible()
    page.get_by_role("button", name="删除", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("删 ?除")).click()
    expect(page.get_by_text("还没有审查。")).to_be_visible()
    assert workbench.office.client.get(f"/v1/analyses/{key}").status_code == 404


def test_a_playbook_is_written_mended_where_it_is_wrong_and_checked_by(
    page: Page, workbench: Workbench, document: str
) -> None:
    page.goto(f"{workbench.address}/checks/playbooks/new")
    area = page.get_by_label("审查标准的 YAML 全文")
    text = area.input_value()
    line = next(at for at, one in enumerate(text.splitlines(), 1) if "at_most: 30日" in one)
    area.fill(text.replace("at_most: 30日", "at_most: 三十"))
    page.get_by_role("button", name="检查并保存").click()
    faults = page.get_by_role("alert").filter(has_text="没有保存")
    expect(faults).to_contain_text("at_most")
    faults.get_by_role("button", name=f"第 {line} 行").click()
    assert page.evaluate("String(getSelection())").strip() == "at_most: 三十"

    page.reload()  # what was written is still there
    expect(area).to_have_value(re.compile("at_most: 三十"))
    area.fill(text.replace("title: 我的审查标准", "title: 甲标准"))
    page.keyboard.press("Control+s")
    expect(page.get_by_role("heading", name="甲标准")).to_be_visible()
    expect(page.get_by_role("region", name="赔偿处理")).to_contain_text("不超过30日")
    with page.expect_download() as downloading:
        page.get_by_role("button", name=re.compile("下 ?载")).click()
    assert downloading.value.suggested_filename == "甲标准.yaml"
    assert "title: 甲标准" in downloading.value.path().read_text("utf-8")

    page.get_by_role("button", name="用它审查").click()
    page.get_by_role("combobox", name=re.compile("选择文档")).fill("public")
    expect(page.get_by_role("option", name=re.compile("liability-public"))).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="开始审查").click()
    expect(page.get_by_role("heading", name="liability-public 审查：甲标准")).to_be_visible()
    expect(_finding(page, "settlement-days")).to_be_attached()


def test_two_who_change_a_playbook_see_both_and_it_is_deleted_only_after_a_question(
    page: Page, workbench: Workbench
) -> None:
    client = workbench.office.client
    made = client.post("/v1/playbooks", json={"text": PLAYBOOK}).json()
    address = f"/v1/playbooks/{made['id']}"
    page.goto(f"{workbench.address}/checks/playbooks/{made['id']}/edit")
    area = page.get_by_label("审查标准的 YAML 全文")
    area.fill(PLAYBOOK.replace("自有标准", "我的标准"))
    theirs = PLAYBOOK.replace("自有标准", "别人的标准")
    assert client.put(address, json={"text": theirs}, headers={"If-Match": '"r1"'}).status_code == 200
    page.get_by_role("button", name="检查并保存").click()
    conflict = page.get_by_role("region", name="两人同时修改")
    expect(conflict).to_contain_text("别人的标准")
    assert client.get(address).json()["title"] == "别人的标准"
    conflict.get_by_role("button", name="以我的为准").click()
    expect(page.get_by_role("heading", name="我的标准")).to_be_visible()
    assert client.get(address).json()["title"] == "我的标准"
    page.get_by_role("button", name=re.compile("^删 ?除$")).click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("删 ?除")).click()
    expect(page.get_by_text("还没有自有的标准")).to_be_visible()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", [(390, 844)], indirect=True, ids=["narrow"])
def test_on_a_telephone_every_part_fits(page: Page, workbench: Workbench, document: str) -> None:
    exemptions = _made(workbench, "exemptions", document)
    law = _made(workbench, "law", document)
    seen = {
        f"/checks?documents={document}&check=law": page.get_by_role("button", name="开始审查"),
        f"/checks/{exemptions}": page.locator("blockquote").first,
        f"/checks/{law}": page.locator("blockquote").first,
        "/checks/playbooks/health": page.get_by_role("region", name=re.compile("等待期")),
        "/checks/playbooks/new": page.get_by_label("审查标准的 YAML 全文"),
    }
    for address, part in seen.items():
        page.goto(f"{workbench.address}{address}")
        expect(part).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{workbench.address}/checks/{exemptions}")
    outside = workbench.office.client.get(f"/v1/analyses/{exemptions}").json()["tally"]["outside"]
    page.get_by_role("button", name=re.compile(f"责任免除部分之外\\s*{outside}")).click()
    expect(page.locator("li[data-finding]")).to_have_count(outside)

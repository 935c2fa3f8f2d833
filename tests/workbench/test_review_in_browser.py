"""The review queue as a reviewer uses it, in headless Chromium, against a running service."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.workbench.served import Workbench
from tests.workbench.visiting import needs_page, sign_in, visiting

pytestmark = needs_page
CLAUSES = """山雀财产保险股份有限公司产品责任保险条款
第一条 保险人按照本保险合同的约定负责赔偿。
第二条 每次事故免赔额为5000元，每次事故责任限额为100000元。
第三条 发生保险事故后，被保险人应当在三日内按照第九条的约定通知保险人。
第四条 保险期间为____年。
"""


@pytest.fixture
def document(workbench: Workbench) -> str:
    """Clauses with a reference to nowhere and a blank, read; their id."""
    return workbench.office.document(CLAUSES, "条款.txt")


@pytest.fixture
def page(browser: Browser, workbench: Workbench, document: str) -> Iterator[Page]:
    with visiting(browser, workbench.address) as opened:
        opened.goto(f"{workbench.address}/review?document={document}")
        sign_in(opened)
        expect(opened.get_by_role("region", name="正在复核")).to_be_visible()
        yield opened


def _items(workbench: Workbench, what: str, **query: str) -> list[dict[str, Any]]:
    answer = workbench.office.client.get(f"/v1/{what}", params={"limit": 200, **query})
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def _only(page: Page, kind: str) -> None:
    page.locator(".review-bar").get_by_text(kind, exact=True).click()


def test_the_gravest_finding_comes_first_and_is_corrected_in_place(page: Page, workbench: Workbench) -> None:
    _only(page, "发现")
    current = page.get_by_role("region", name="正在复核")
    first = _items(workbench, "findings", sort="gravity")[0]
    assert first["gravity"] == 3
    expect(current).to_contain_text(first["message"])
    expect(current).to_contain_text("严重")
    page.keyboard.press("e")
    said = page.get_by_label("问题所在")
    said.fill("应为第二条。")
    page.reload()
    _only(page, "发现")
    expect(page.locator(f'[data-finding="{first["id"]}"]')).to_contain_text("未保存")
    page.keyboard.press("e")
    expect(said).to_have_value("应为第二条。")
    page.get_by_role("button", name="保存更正").click()
    expect(current).not_to_contain_text(first["message"])
    (corrected,) = _items(workbench, "findings", review="corrected")
    assert (corrected["id"], corrected["message"]) == (first["id"], "应为第二条。")


def test_a_record_gets_another_stretch_of_the_text_without_leaving_the_queue(
    page: Page, workbench: Workbench
) -> None:
    _only(page, "记录")
    first = _items(workbench, "records", sort="confidence")[0]
    expect(page.locator(".surroundings mark")).to_have_text(first["quote"])
    page.keyboard.press("e")
    page.locator(".surroundings mark").evaluate(
        "one => document.getSelection().setBaseAndExtent(one.firstChild, 0, one.firstChild, 4)"
    )
    page.get_by_role("button", name="改用选中的文字").click()
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator(".surroundings mark")).not_to_have_text(first["quote"])
    (corrected,) = _items(workbench, "records", review="corrected")
    assert (corrected["id"], corrected["quote"]) == (first["id"], first["quote"][:4])
    assert corrected["end"] - corrected["start"] == 4


def test_what_is_looked_at_stays_though_another_reviewer_decides_on_it(
    page: Page, workbench: Workbench
) -> None:
    current = page.get_by_role("region", name="正在复核")
    first, second, third = _items(workbench, "records", sort="confidence")[:3]
    _only(page, "记录")
    expect(current.locator("mark")).to_have_text(first["quote"])
    header = {"If-Match": f'"r{second["revision"]}"'}
    workbench.office.client.patch(f"/v1/records/{second['id']}", json={"action": "reject"}, headers=header)
    page.keyboard.press("a")
    expect(page.get_by_text("这一条刚在别处处理过")).to_be_visible()  # once the list is read again
    expect(current.locator("mark")).to_have_text(second["quote"])
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("另一位复核人已先处理了这一条")
    expect(dialog).to_contain_text("已驳回")
    dialog.get_by_role("button", name="保留对方的").click()
    expect(current.locator("mark")).to_have_text(third["quote"])
    assert workbench.office.client.get(f"/v1/records/{second['id']}").json()["review"] == "rejected"


def test_progress_counts_what_was_decided(page: Page, workbench: Workbench) -> None:
    both = [*_items(workbench, "records"), *_items(workbench, "findings")]
    progress = page.locator(".review-progress")
    expect(progress).to_contain_text(f"已复核 0 / {len(both)} 处")
    page.keyboard.press("a")
    expect(progress).to_contain_text(re.compile(rf"已复核 1 / {len(both)} 处，本次 1"))
    page.keyboard.press("x")  # what was rejected is done as well
    expect(progress).to_contain_text(f"已复核 2 / {len(both)} 处")

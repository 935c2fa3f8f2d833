"""Every view by axe's rules: wide and narrow, light and dark, nothing serious or critical."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.workbench import stocked
from tests.workbench.served import BUILD, Workbench
from tests.workbench.stocked import VIEWS
from tests.workbench.visiting import NARROW, WIDE, needs_page, visiting

AXE = BUILD.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map(node => `${node.target} ${node.html}`.slice(0, 200)).join(' | ')}`)"""

pytestmark = needs_page


# As if another tab of the workbench had chosen.
_CHOOSE = """mode => {
  localStorage.setItem("tiaokuan.mode", mode);
  dispatchEvent(new StorageEvent("storage", { key: "tiaokuan.mode" }));
}"""


@pytest.fixture(scope="module")
def visited(
    browser: Browser, sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, dict[str, str]]]:
    """A page of somebody signed in, and the addresses of all views with something in them."""
    with stocked.visited(browser, sqlite_model, tmp_path_factory.mktemp("visited")) as opened:
        yield opened


def _faults(page: Page) -> str:
    """What is serious, a line each."""
    found: list[str] = []
    page.evaluate(AXE.read_text("utf-8"))  # by the debugger: the policy of the page stays as it is
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for mode in ("light", "dark"):
            page.evaluate(_CHOOSE, mode)
            expect(page.locator("html")).to_have_css("color-scheme", mode, timeout=20_000)
            faults: list[str] = page.evaluate(_RUN)
            found += [f"{size[0]} {mode} {fault}" for fault in faults]
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return "\n".join(found)


def test_sign_in(browser: Browser, workbench: Workbench) -> None:
    with visiting(browser, workbench.address, reduced_motion="reduce") as page:
        page.goto(workbench.address)
        expect(page.get_by_label("用户名")).to_be_visible()
        assert _faults(page) == ""


@pytest.mark.parametrize("view", VIEWS)
def test_view(visited: tuple[Page, dict[str, str]], view: str) -> None:
    page, addresses = visited
    page.goto(addresses[view])
    expect(page.locator("main h1").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    assert _faults(page) == ""


def test_a_chosen_record_its_editor_and_the_other_lists(visited: tuple[Page, dict[str, str]]) -> None:
    page, addresses = visited
    page.goto(addresses["pages"])
    page.locator(".card-head").first.click()
    page.get_by_role("tab", name="发现").click()
    found = [_faults(page)]
    page.get_by_role("tab", name="记录").click()
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="保存更正")).to_be_visible()
    found.append(_faults(page))
    assert found == ["", ""]


def test_menus_and_dialogs(visited: tuple[Page, dict[str, str]]) -> None:
    page, addresses = visited
    page.goto(addresses["library"])
    page.get_by_role("checkbox", name="选择 liability-public").check()
    page.get_by_role("button", name="liability-public 的操作").click()
    expect(page.get_by_role("menuitem").first).to_be_visible()
    found = [_faults(page)]
    page.keyboard.press("Escape")
    page.get_by_role("link", name="liability-public", exact=True).focus()
    page.keyboard.press("Delete")
    expect(page.get_by_role("dialog")).to_be_visible()
    found.append(_faults(page))
    assert found == ["", ""]

"""No view scrolls sideways, however narrow; what is printed is the content without the frame."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.workbench import stocked
from tests.workbench.stocked import LONG, VIEWS
from tests.workbench.visiting import needs_page

WIDTHS = (390, 768, 1280)

pytestmark = needs_page


@pytest.fixture(scope="module")
def visited(
    browser: Browser, sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Page, dict[str, str]]]:
    """A page of somebody signed in, and the addresses of all views with something in them."""
    with stocked.visited(browser, sqlite_model, tmp_path_factory.mktemp("visited")) as opened:
        yield opened


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_scrolls_sideways(visited: tuple[Page, dict[str, str]], view: str) -> None:
    page, addresses = visited
    page.goto(addresses[view])
    expect(page.locator("main h1").first).to_be_attached()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        for part in ("document.documentElement", "document.querySelector('main')"):
            assert page.evaluate(f"{part}.scrollWidth - {part}.clientWidth") <= 0, (width, part)


@pytest.mark.parametrize(
    ("view", "words"),
    [("library", LONG), ("text", "第八条"), ("comparison", "六十日"), ("law", "第八条"), ("claim", "核定")],
)
def test_print_holds_the_content_and_not_the_frame(
    visited: tuple[Page, dict[str, str]], view: str, words: str
) -> None:
    page, addresses = visited
    page.goto(addresses[view])
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("main h1").first).to_be_attached()
    page.emulate_media(media="print")
    expect(page.get_by_role("main")).to_contain_text(words)
    expect(page.get_by_role("banner")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('main')).overflow") == "visible"
    page.emulate_media(media="screen")
    expect(page.get_by_role("banner")).to_be_visible()

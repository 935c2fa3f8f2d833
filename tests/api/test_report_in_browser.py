"""The HTML report as a reader uses it, in headless Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.export.report import to_html
from extractor.records import Extraction

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="chromium is not installed (make test installs it)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "CI must have chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def complaints() -> list[str]:
    """Requests, script errors and policy violations of the page; a test ends with none."""
    return []


@pytest.fixture(params=[(1280, 800)], ids=["wide"])
def page(
    request: pytest.FixtureRequest,
    browser: Browser,
    extraction: Extraction,
    tmp_path: Path,
    complaints: list[str],
) -> Iterator[Page]:
    report = tmp_path / "report.html"
    report.write_text(to_html(extraction, "甲.pdf"), "utf-8")
    width, height = request.param
    opened = browser.new_page(viewport={"width": width, "height": height})
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    opened.on("request", lambda asked: None if asked.url == report.as_uri() else complaints.append(asked.url))
    opened.goto(report.as_uri())
    yield opened
    opened.close()
    assert complaints == []


def _lit_text(page: Page) -> str:
    return "".join(page.locator(".sheet mark.lit").all_text_contents())


@pytest.mark.parametrize("page", [(1280, 300), (390, 600)], indirect=True, ids=["wide", "narrow"])
def test_a_click_on_a_record_lights_its_source_and_brings_it_into_view(
    page: Page, extraction: Extraction
) -> None:
    if page.locator(".views").is_visible():
        page.click(".views [data-view=list]")
    page.click("#r5")
    assert _lit_text(page) == extraction.records[4].quote
    expect(page.locator(".sheet mark.lit").first).to_be_in_viewport()
    if not page.locator(".views").is_visible():
        expect(page.locator("#r5")).to_have_class("card t-limit lit")


def test_a_click_on_lit_text_selects_its_record_and_a_second_one_the_next_that_holds_it(page: Page) -> None:
    piece = page.locator('.sheet mark[data-i="r5 r4"]')
    piece.click()
    expect(page.locator("#r5")).to_have_class("card t-limit lit")
    expect(page.locator("#r5")).to_be_in_viewport()
    piece.click()
    expect(page.locator("#r4")).to_have_class("card t-obligation lit")


def test_types_and_search_narrow_the_list(page: Page) -> None:
    visible = page.locator("#records .card:visible")
    page.click(".type[data-type=exclusion]")
    assert visible.count() == 2
    page.fill("#search", "火灾")
    assert visible.count() == 1
    expect(page.locator(".count")).to_have_text("显示 1 / 6 条")
    page.click(".type.all")
    page.fill("#search", "万分之五")
    assert visible.evaluate_all("cards => cards.map(card => card.id)") == ["r4", "r6"]


def test_a_record_that_a_filter_hides_is_shown_when_its_text_is_clicked(page: Page) -> None:
    page.click(".type[data-type=party]")
    page.locator('.sheet mark[data-i="r2"]').click()
    expect(page.locator("#r2")).to_be_visible()


def test_findings_and_references_jump_to_their_place(page: Page) -> None:
    for tab, card in (("findings", "#f1"), ("references", "#x1")):
        page.click(f"#tab-{tab}")
        page.click(card)
        assert _lit_text(page) == "第九条"


def test_the_keyboard_steps_through_the_list(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".card.lit")).to_have_id("r3")
    page.keyboard.press("k")
    expect(page.locator(".card.lit")).to_have_id("r2")
    page.keyboard.press("/")
    page.keyboard.type("jk")
    expect(page.locator("#search")).to_have_value("jk")
    page.keyboard.press("Escape")
    expect(page.locator(".lit")).to_have_count(0)


@pytest.mark.parametrize("page", [(390, 844)], indirect=True, ids=["narrow"])
def test_the_narrow_page_never_scrolls_sideways(page: Page) -> None:
    for view in ("tree", "text", "list"):
        page.click(f".views [data-view={view}]")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_tag_has_enough_contrast_to_read(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    ratios = page.evaluate(CONTRASTS)
    assert len(ratios) >= 5
    assert min(ratios) >= 4.5, ratios


# WCAG 2.1 relative luminance of each filled tag's ground against its letter.
CONTRASTS = """() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map((part) => part / 255)
      .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  return [...document.querySelectorAll('.types .tag')].map((tag) => {
    const style = getComputedStyle(tag, '::before');
    const [high, low] = [light(style.backgroundColor), light(style.color)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  });
}"""


def test_print_shows_text_and_records_without_controls(page: Page) -> None:
    page.emulate_media(media="print")
    for shown in (".sheet", "#records", "#findings", "#references"):
        expect(page.locator(shown)).to_be_visible()
    expect(page.locator(".controls")).to_be_hidden()
    expect(page.locator(".tree")).to_be_hidden()

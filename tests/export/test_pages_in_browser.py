"""The pages of comparison and matrix as a reader uses them, in headless Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.export.comparison_page import comparison_page
from api.export.matrix_page import matrix_page
from api.export.review_page import review_page
from extractor.differences import Comparison, Gain
from tests.documents import document_of
from tests.export.comparing import hand_made
from tests.export.results import FIRST, SECOND, matrix_of, review_of

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="chromium is not installed (make test installs it)"
)
NUMBERS = "一二三四五六七八九"
A = "山雀财产保险条款\n" + "".join(
    f"第{n}条 发生保险事故后，免赔率为{at}3%，由保险人赔付。\n"
    if at % 2
    else f"第{n}条 投保人应当如实告知{n}。\n"
    for at, n in enumerate(NUMBERS, 1)
)
B = A.replace("3%", "5%")


def compared() -> str:
    a, b = document_of(A), document_of(B + "第十条 争议提交仲裁。\n")
    pairs = list(hand_made(a, b).pairs)
    pairs[:5] = hand_made(a, b, Gain.POLICYHOLDER).pairs[:5]
    return comparison_page(Comparison(tuple(pairs)), a, b)


def matrix() -> str:
    first, second = document_of(FIRST), document_of(SECOND)
    return matrix_page(matrix_of(first, second))


def review() -> str:
    document = document_of(FIRST)
    return review_page(review_of(document), document)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "CI must have chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a page at a width; a test ends without requests, script errors or policy violations."""
    complaints: list[str] = []
    pages: list[Page] = []

    def open_page(content: str, width: int = 1280, *, scripts: bool = True) -> Page:
        file = tmp_path / "page.html"
        file.write_text(content, "utf-8")
        context = browser.new_context(viewport={"width": width, "height": 700}, java_script_enabled=scripts)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda asked: None if asked.url == file.as_uri() else complaints.append(asked.url))
        page.goto(file.as_uri())
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert complaints == []


@pytest.mark.parametrize("page", [compared, matrix, review], ids=["comparison", "matrix", "review"])
def test_no_page_scrolls_sideways_on_a_telephone(opened: Opener, page: Callable[[], str]) -> None:
    shown = opened(page(), 390)
    assert shown.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_two_sides_stand_beside_each_other_and_below_each_other_where_it_is_narrow(
    opened: Opener,
) -> None:
    for width, beside in ((1280, True), (390, False)):
        page = opened(compared(), width)
        left, right = (page.locator(f".pair.changed .side.{side}").first.bounding_box() for side in "ab")
        assert left and right
        assert (left["y"] == right["y"]) is beside
        assert (left["x"] < right["x"]) is beside


def test_keys_step_through_the_changes_and_stop_at_the_last(opened: Opener) -> None:
    page = opened(compared())
    expect(page.locator(".count")).to_have_text("6 处变化")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".change.here")).to_have_id("c2")
    expect(page.locator(".change.here")).to_be_in_viewport()
    expect(page.locator(".count")).to_have_text("第 2 / 6 处变化")
    page.keyboard.press("k")
    expect(page.locator(".change.here")).to_have_id("c1")
    for _ in range(9):
        page.keyboard.press("j")
    expect(page.locator(".change.here")).to_have_id("c6")
    page.keyboard.press("/")
    page.keyboard.type("jk")
    expect(page.locator("#search")).to_have_value("jk")


def test_filters_narrow_what_is_shown_and_stepping_keeps_to_it(opened: Opener) -> None:
    page = opened(compared())
    visible = page.locator(".pair:visible")
    page.select_option("#gain", "insurer")
    assert visible.count() == 3
    page.click("[data-step='1']")
    expect(page.locator(".change.here")).to_have_id("c3")
    page.select_option("#gain", "")
    page.select_option("#kind", "item_added")
    assert visible.all_text_contents()[0].count("争议提交仲裁") == 2
    page.select_option("#kind", "")
    page.select_option("#range", "changed")
    assert page.locator(".pair:visible").count() == 6
    expect(page.locator(".folded").first).to_be_hidden()
    page.fill("#search", "15%")
    assert visible.count() == 1
    page.fill("#search", "没有这样的话")
    expect(page.locator(".unmatched")).to_be_visible()


def test_a_search_opens_what_is_folded(opened: Opener) -> None:
    page = opened(compared())
    expect(page.get_by_text("投保人应当如实告知四。").first).to_be_hidden()
    page.fill("#search", "如实告知四")
    expect(page.get_by_text("投保人应当如实告知四。").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_deleted_and_inserted_differs_in_more_than_colour_and_is_readable(
    opened: Opener, scheme: str
) -> None:
    page = opened(compared())
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for element, line in (("del", "line-through"), ("ins", "underline")):
        found = page.locator(f".quote {element}").first
        assert line in found.evaluate("one => getComputedStyle(one).textDecorationLine")
    ratios = page.evaluate(CONTRASTS)
    assert len(ratios) > 10
    assert min(ratios) >= 4.5, ratios


# WCAG 2.1 contrast of the text of tags and of the redline against the paper, which the tints barely change.
CONTRASTS = """() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map((part) => part / 255)
      .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const paper = getComputedStyle(document.querySelector('.pair')).backgroundColor;
  const tags = [...document.querySelectorAll('.tag')].map((tag) => getComputedStyle(tag));
  const lines = [...document.querySelectorAll('.quote del, .quote ins')].map((one) => getComputedStyle(one));
  return [...tags.map((style) => ratio(style.backgroundColor, style.color)), ...lines.map((style) => ratio(paper, style.color))];
}"""


def test_without_scripts_everything_is_there_and_no_control_is_dead(opened: Opener) -> None:
    page = opened(compared(), scripts=False)
    expect(page.locator(".controls")).to_be_hidden()
    assert page.locator(".change:visible").count() == 6
    page.locator(".folded summary").first.click()
    assert page.locator(".folded .pair").first.is_visible()


def test_print_shows_the_pairs_without_controls(opened: Opener) -> None:
    page = opened(compared())
    page.emulate_media(media="print")
    expect(page.locator(".controls")).to_be_hidden()
    expect(page.locator(".pair.changed").first).to_be_visible()


def test_a_matrix_shows_sources_on_demand_and_keeps_its_heads_in_view(opened: Opener) -> None:
    page = opened(matrix())
    source = page.locator("td.stated .quote").first
    expect(source).to_be_hidden()
    page.locator("td.stated summary").first.click()
    expect(source).to_be_visible()
    assert page.locator("thead th").first.evaluate("one => getComputedStyle(one).position") == "sticky"
    page.select_option("#group", "期限")
    assert page.locator(".row:visible").count() == 1
    expect(page.locator(".count")).to_have_text("显示 1 / 4 项")
    page.select_option("#group", "")
    page.fill("#search", "HYPERLINK")
    assert page.locator(".row:visible").count() == 1

"""A long policy in the workbench (长文档浏览): ``python -m tests.bench.viewing [--pages 200] [--turns 3]``.

Our own documents one after another, printed by Chromium as a PDF and as plain text, are read by a real service and
opened in Chromium, a policy of 5 pages beside one of 200, in turns of one run. A page that shows only what is seen
takes as long for both: the ratio says so on any machine.
"""

import argparse
import html
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from api.client import Client
from api.settings import Settings
from api.store.engine import Database
from api.store.schema import migrate
from tests.bench.__main__ import long_text
from tests.bench.running import Server, free_port, new_key
from tests.workbench.served import NAME, PASSWORD, let_in

SHORT = 5  # pages
LINES, LETTERS = 40, 40  # of a page
TRIES = 1000
FRAMES = 240  # scrolled, a third of the view each
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
_PRINT = """<!doctype html><meta charset="utf-8"><style>
@page { size: A4; margin: 20mm } body { margin: 0; font: 11pt/1.45 "WenQuanYi Zen Hei", sans-serif }
section { break-after: page } section:last-child { break-after: auto } p { margin: 0 }</style>"""
_USEFUL = """() => { const seen = document.querySelector('.page-sheet img, .text-row'); const done = seen?.complete ?? seen;
  return done && document.querySelector('.card') ? performance.now() : 0; }"""
_END = """count => {
  const view = document.querySelector('.pages-view, .text-view'), { left, top, width, height } = view.getBoundingClientRect();
  if (view.scrollTop + view.clientHeight < view.scrollHeight - 2) return false;
  const last = document.querySelector(`.page-sheet[data-page="${count}"] img`);
  return last ? last.complete && last.naturalWidth > 0
    : document.elementsFromPoint(left + width / 2, top + height / 2).some(one => one.matches('.text-row'));
}"""
_SCROLL = """async frames => {
  const view = document.querySelector('.pages-view, .text-view'), gaps = [];
  let long = 0, most = 0, last = 0;
  const watcher = new PerformanceObserver(list => { for (const { duration } of list.getEntries()) long += duration; });
  watcher.observe({ entryTypes: ['longtask'] });
  view.scrollTop = 0;
  for (let frame = 0; frame < frames; frame++) {
    const now = await new Promise(requestAnimationFrame);
    if (last) gaps.push(now - last);
    last = now;
    const down = Math.floor(frame / frames * 4) % 2 === 0;  // there and back, so that a short policy is scrolled too
    view.scrollTop += (down ? 1 : -1) * view.clientHeight / 3;
    most = Math.max(most, document.querySelectorAll('*').length);
  }
  await new Promise(done => setTimeout(done, 100));
  watcher.disconnect();
  return { gaps, long, most };
}"""


@dataclass(frozen=True, slots=True)
class Policy:
    """A document that has been read: its id, the pages that it fills, its records."""

    id: str
    pages: int
    records: int


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a policy took: milliseconds, and elements in the page at most."""

    useful: float
    last: float
    frame: float
    blocked: float
    elements: float


def sheets(count: int) -> list[list[str]]:
    """Lines of our own documents, as many as so many pages hold."""
    found: list[list[str]] = [[]]
    room = LINES
    for line in long_text(count * LINES * LETTERS).splitlines():
        takes = max(1, -(-len(line) // LETTERS))
        if takes > room:
            if len(found) == count:
                return found
            found.append([])
            room = LINES
        found[-1].append(line)
        room -= takes
    return found


def printed(browser: Browser, pages: Sequence[Sequence[str]]) -> bytes:
    """The pages as a PDF."""
    page = browser.new_page()
    sections = ("".join(f"<p>{html.escape(line) or '&nbsp;'}</p>" for line in lines) for lines in pages)
    page.set_content(_PRINT + "".join(f"<section>{section}</section>" for section in sections))
    data = page.pdf(prefer_css_page_size=True)
    page.close()
    return data


def read(client: Client, data: bytes, name: str, pages: int) -> Policy:
    """Upload a file, and wait until it is read."""
    (upload,) = client.wait(client.upload_documents((name, data)), seconds=600)
    document = str(upload.document_id)
    records = sum(1 for _ in client.list_document_records(document))
    return Policy(document, pages, records)


def look(page: Page, address: str, policy: Policy) -> Look:
    """Open the policy, go to its end, scroll through it."""
    page.goto(f"{address}/documents/{policy.id}")
    useful = page.wait_for_function(_USEFUL, timeout=120_000).json_value()
    page.locator(".pages-view, .text-view").focus()
    began = page.evaluate("performance.now()")
    for _ in range(TRIES):
        page.keyboard.press(
            "End"
        )  # the heights of lines that were never seen are estimates: the end moves once it is near
        page.wait_for_function("new Promise(requestAnimationFrame)")
        if page.evaluate(_END, policy.pages):
            break
    else:
        raise TimeoutError("the end of the policy is not shown")
    last = page.evaluate("performance.now()") - began
    scrolled: dict[str, Any] = page.evaluate(_SCROLL, FRAMES)
    frame = quantiles(scrolled["gaps"], n=20)[-1]
    return Look(useful, last, frame, scrolled["long"], scrolled["most"])


def compared(kind: str, short: tuple[Policy, list[Look]], long: tuple[Policy, list[Look]]) -> Table:
    """The best of each measure of both policies, and their ratio."""
    names = [f"{policy.pages} pages, {policy.records:,} records" for policy, _ in (short, long)]
    table = Table("", *names, "ratio", title=f"the reader, {kind}")
    measures: dict[str, Callable[[Look], float]] = {
        "first page and records shown, ms": lambda one: one.useful,
        "End pressed → the end shown, ms": lambda one: one.last,
        "scrolling: 95 of 100 frames within, ms": lambda one: one.frame,
        f"scrolling {FRAMES} frames: blocked in long tasks, ms": lambda one: one.blocked,
        "elements in the page, at most": lambda one: one.elements,
    }
    for name, measure in measures.items():
        less, more = (min(map(measure, looks)) for _, looks in (short, long))
        table.add_row(name, f"{less:,.0f}", f"{more:,.0f}", f"{more / less:.2f}×" if less else "–")
    return table


@contextmanager
def signed_in(browser: Browser, address: str) -> Iterator[Page]:
    """A page of somebody who may read."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    page.get_by_label("用户名").fill(NAME)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("密码", exact=True).wait_for(state="detached")
    yield page
    page.close()


def measure(browser: Browser, server: Server, client: Client, pages: int, turns: int) -> Iterator[Table]:
    """A table for PDF, and one for plain text."""
    longest = sheets(pages)
    policies: dict[str, list[Policy]] = {"PDF": [], "plain text": []}
    for part in (longest[:SHORT], longest):
        text = "\n".join(line for lines in part for line in lines)
        policies["PDF"].append(read(client, printed(browser, part), f"{len(part)}.pdf", len(part)))
        policies["plain text"].append(read(client, text.encode(), f"{len(part)}.txt", len(part)))
    with signed_in(browser, server.url) as page:
        for kind, both in policies.items():
            looks: list[list[Look]] = [[], []]
            for _ in range(turns):
                for policy, seen in zip(both, looks, strict=True):
                    seen.append(look(page, server.url, policy))
            yield compared(kind, (both[0], looks[0]), (both[1], looks[1]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.viewing")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--turns", type=int, default=3)
    given = parser.parse_args()
    console = Console(width=130)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        settings = Settings(data=folder, port=free_port(), workers=1, rate=10**7, log_level="ERROR")
        database = Database(settings.database_url)
        migrate(database)
        caller, key = new_key(database)
        let_in(database, caller.workspace_id)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        server = Server(settings, folder / "server.log")
        try:
            server.wait_until_ready()
            with Client(server.url, key) as client:
                for table in measure(browser, server, client, given.pages, given.turns):
                    console.print(table)
        finally:
            server.stop()
            browser.close()
            database.dispose()


if __name__ == "__main__":
    main()

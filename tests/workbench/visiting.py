"""A person at the workbench: signed in, in a browser that keeps an eye on what the page does wrong."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.workbench.served import BUILD, NAME, PASSWORD

WIDE, NARROW = (1280, 800), (390, 844)
# What the browser itself says of an answer 4xx.
REFUSED = re.compile(r"status of 4\d\d")

needs_page = [
    pytest.mark.skipif(
        shutil.which("chromium") is None and not os.environ.get("CI"),
        reason="chromium is not installed (make test installs it)",
    ),
    pytest.mark.skipif(not BUILD.is_file(), reason="the page is not built (make web builds it)"),
]


@contextmanager
def visiting(
    browser: Browser, address: str, size: tuple[int, int] = WIDE, expected: str = r"(?!)", **context: Any
) -> Iterator[Page]:
    """A page at the service's address. It ends without script errors, policy violations and outside requests.

    ``expected`` matches what the browser may say beside.
    """
    complaints: list[str] = []
    width, height = size
    # Without motion: a loaded machine may leave a transition unfinished for as long as nothing else is drawn.
    opened = browser.new_page(
        viewport={"width": width, "height": height}, **{"reduced_motion": "reduce"} | context
    )
    opened.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "blob:")) else complaints.append(asked.url),
    )
    yield opened
    opened.close()
    left = [told for told in complaints if not REFUSED.search(told) and not re.search(expected, told)]
    assert left == [], left


def sign_in(page: Page, name: str = NAME, password: str = PASSWORD) -> None:
    """Fill in the form of the page that is shown, and wait for what it leads to."""
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码", exact=True).fill(password)
    page.keyboard.press("Enter")
    expect(page.get_by_label("密码", exact=True)).to_have_count(0, timeout=20_000)

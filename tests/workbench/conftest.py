"""A browser, and the workbench in front of a running service."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.databases import sqlite_model, sqlite_url
from tests.workbench.served import Workbench, served

__all__ = ["sqlite_model", "sqlite_url"]

expect.set_options(timeout=20_000)  # two browsers and two services share the cores of a CI machine
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium is not None, "CI must have chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def workbench(sqlite_url: str, tmp_path: Path) -> Iterator[Workbench]:
    with served(sqlite_url, tmp_path) as running:
        yield running

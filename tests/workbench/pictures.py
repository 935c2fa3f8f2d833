"""Pictures of the workbench for the README, of our own documents: ``python -m tests.workbench.pictures``."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from api.store.engine import Database
from api.store.schema import migrate
from api.store.tables import Workspace
from tests.claims.cases import CLAUSES
from tests.workbench.conftest import FLAGS
from tests.workbench.served import Workbench, served
from tests.workbench.stocked import CONTRACT
from tests.workbench.visiting import sign_in

PICTURES = Path(__file__).parents[2] / "api/web/pictures"
SIZE = {"width": 1280, "height": 800}
LATER = (
    CLAUSES.replace("三十日内作出核定", "六十日内作出核定")
    .replace("（一）战争；", "（一）战争、恐怖活动；")
    .replace("保险费5%", "保险费10%")
)
CLAIM = """schedule:
  period: {from: 2025-01-01, to: 2025-12-31}
  limits: [{kind: per_occurrence, amount: 50000}]
  deductibles: [{kind: deductible, amount: 5000}]
event:
  occurred: 2025-06-01T03:20
  complete_documents: 2025-07-20
  cause: 仓库起火烧毁货物
  losses: [{name: 库存货物, amount: 62000.50}]
  documents: [保险单]
  recovered: 0
"""


def _reader(page: Page, workbench: Workbench) -> None:
    """A record lit on its page."""
    contract = workbench.office.document(CONTRACT.read_bytes(), "公众责任保险条款.pdf")
    page.goto(f"{workbench.address}/documents/{contract}")
    expect(page.locator(".page-sheet img").first).to_be_visible()
    page.locator(".card-head").nth(6).click()
    page.wait_for_timeout(1500)


def _comparison(page: Page, workbench: Workbench) -> None:
    """Two wordings side by side."""
    pair = [
        {"document_id": workbench.office.document(text, name)}
        for text, name in ((CLAUSES, "财产条款（旧）.txt"), (LATER, "财产条款（新）.txt"))
    ]
    order = {"kind": "comparison", "documents": pair}
    made = workbench.office.client.post("/v1/analyses", json=order).raise_for_status().json()["id"]
    workbench.office.work()
    page.goto(f"{workbench.address}/compare/{made}")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("n")
    page.wait_for_timeout(800)


def _claim(page: Page, workbench: Workbench) -> None:
    """What a claim comes to, step by step."""
    document = workbench.office.document(CLAUSES, "财产条款.txt")
    page.goto(f"{workbench.address}/claims?document={document}")
    page.get_by_label("选择案件文件").set_input_files(
        {"name": "案件.yaml", "mimeType": "application/yaml", "buffer": CLAIM.encode()}
    )
    page.get_by_role("region", name="案情").get_by_role("button", name=re.compile("^核 ?定$")).click()
    expect(page.get_by_role("article", name="核定意见")).to_be_visible()
    expect(page.get_by_text("已载入案件")).to_be_hidden()


def main() -> None:
    """Take all of them."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        url = f"sqlite:///{folder / 'tiaokuan.db'}"
        database = Database(url)
        migrate(database)
        database.dispose()
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        with served(url, folder) as workbench:
            with workbench.office.service.database.writing() as session:
                mine = session.get_one(Workspace, workbench.office.caller.workspace_id)
                mine.name = "产品法务部"
            page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
            page.goto(workbench.address)
            sign_in(page)
            for take in (_reader, _comparison, _claim):
                take(page, workbench)
                page.screenshot(path=PICTURES / f"{take.__name__.strip('_')}.png")
        browser.close()


if __name__ == "__main__":
    main()

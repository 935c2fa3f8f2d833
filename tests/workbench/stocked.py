"""A workbench with something in every view."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.claims.cases import CLAUSES
from tests.workbench.served import Workbench, served
from tests.workbench.visiting import sign_in, visiting

CONTRACT = Path(__file__).parents[2] / "corpora/documents/liability-public.pdf"
LONG = "一份名称很长很长很长很长很长很长很长很长很长很长很长很长很长的财产保险条款"
VIEWS = (
    "library", "passages", "pages", "text", "review", "choosing", "comparison", "matrix", "checks", "law", "claims",
    "claim", "calculators", "overview",
)  # fmt: skip


@contextmanager
def visited(browser: Browser, model: Path, folder: Path) -> Iterator[tuple[Page, dict[str, str]]]:
    """A page of somebody signed in, and the addresses of VIEWS; ``model`` is an SQLite file with the schema."""
    shutil.copy(model, folder / "tiaokuan.db")
    with (
        served(f"sqlite:///{folder / 'tiaokuan.db'}", folder) as workbench,
        visiting(browser, workbench.address, reduced_motion="reduce") as page,
    ):
        addresses = stock(workbench)
        page.goto(f"{workbench.address}/library")
        sign_in(page)
        yield page, {name: workbench.address + address for name, address in addresses.items()}


def stock(workbench: Workbench) -> dict[str, str]:
    """Bring documents and results in; the path of every one of VIEWS."""
    office = workbench.office
    contract = office.document(CONTRACT.read_bytes(), CONTRACT.name)
    text = office.document(CLAUSES, f"{LONG}.txt")
    other = office.document(CLAUSES.replace("三十日", "六十日"), f"{LONG}二.txt")
    made = {}
    for kind, documents in (
        ("comparison", [text, other]),
        ("matrix", [contract, text, other]),
        ("law", [text]),
    ):
        order = {"kind": kind, "documents": [{"document_id": one} for one in documents]}
        made[kind] = office.client.post("/v1/analyses", json=order).raise_for_status().json()["id"]
    office.work()
    return {
        "library": "/library",
        "passages": "/library?q=保险人",
        "pages": f"/documents/{contract}",
        "text": f"/documents/{text}",
        "review": "/review",
        "choosing": "/compare",
        "comparison": f"/compare/{made['comparison']}",
        "matrix": f"/compare/{made['matrix']}",
        "checks": "/checks",
        "law": f"/checks/{made['law']}",
        "claims": "/claims",
        "claim": f"/claims?document={text}",
        "calculators": "/claims/calculators",
        "overview": "/overview",
    }

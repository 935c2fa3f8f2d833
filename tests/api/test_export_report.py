import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from api.export.passages import Mark, passages
from api.export.report import to_html
from extractor.document import BlockKind, Document, Span
from extractor.records import Extraction


class _Page(HTMLParser):
    """Elements, addresses and the text of the typeset document."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.sheet: list[str] = []
        self._inside: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if re.fullmatch(r"p\d+", attributes.get("id") or ""):
            self._inside = tag
            self.sheet.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None
        elif tag == "td" and self._inside == "tr":
            self.sheet[-1] += "\t"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.sheet[-1] += data


def test_the_typeset_text_is_the_document_to_the_letter(extraction: Extraction, text: str) -> None:
    assert [line.rstrip("\t") for line in _Page(to_html(extraction, "甲.pdf")).sheet] == text.splitlines()


def test_text_that_no_block_covers_is_still_shown(extraction: Extraction, text: str) -> None:
    document = replace(extraction.document, blocks=extraction.document.blocks[2:4])
    shown = _Page(to_html(replace(extraction, document=document), "甲.pdf")).sheet
    assert [line.rstrip("\t") for line in shown] == text.splitlines()


def test_nothing_in_the_document_becomes_markup(extraction: Extraction) -> None:
    page = _Page(to_html(extraction, '"><img src=x onerror=alert(1)>.pdf'))
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert "img" not in [tag for tag, _ in page.elements]
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]


def test_the_page_asks_for_nothing_and_names_its_own_style_and_script(extraction: Extraction) -> None:
    html = to_html(extraction, "甲.pdf")
    page = _Page(html)
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for element in ("style", "script"):
        content = re.search(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    addresses = [a[name] for _, a in page.elements for name in ("src", "href", "action") if name in a]
    assert addresses
    assert all(address and address.startswith("#") for address in addresses)
    assert not [a for _, a in page.elements if "style" in a]


def test_every_card_and_tree_line_leads_to_a_place_in_the_text(extraction: Extraction) -> None:
    page = _Page(to_html(extraction, "甲.pdf"))
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    goals = {str(a["href"]).removeprefix("#") for tag, a in page.elements if tag == "a"}
    assert goals <= ids
    assert {"s-r1", "s-r6", "s-f1", "s-x1"} <= goals


def test_records_only_leaves_findings_and_references_out(extraction: Extraction) -> None:
    html = to_html(extraction, "甲.pdf", records_only=True)
    assert 'id="f1"' not in html
    assert 'id="x1"' not in html
    assert 'id="r1"' in html


def test_the_report_is_the_same_each_time(extraction: Extraction) -> None:
    assert to_html(extraction, "甲.pdf") == to_html(extraction, "甲.pdf")


@pytest.fixture
def document(extraction: Extraction) -> Document:
    return replace(extraction.document, text="甲乙丙丁戊\n己", blocks=(), nodes=(), placements=())


def _mark(name: str, start: int, end: int) -> Mark:
    return Mark(name, Span(start, end), "limit", "限", name)


def test_overlapping_marks_are_cut_into_pieces(document: Document) -> None:
    first, second = passages(document, [_mark("a", 0, 3), _mark("b", 2, 5), _mark("c", 4, 7)])
    pieces = [(piece.text, [mark.id for mark in piece.marks]) for piece in first.cells[0]]
    assert pieces == [("甲乙", ["a"]), ("丙", ["a", "b"]), ("丁", ["b"]), ("戊", ["b", "c"])]
    assert [(piece.text, [mark.id for mark in piece.marks]) for piece in second.cells[0]] == [("己", ["c"])]


def test_a_mark_shows_its_tag_once_where_it_begins(document: Document) -> None:
    first, second = passages(document, [_mark("a", 1, 7)])
    assert [[mark.id for mark in piece.opens] for piece in first.cells[0]] == [[], ["a"]]
    assert [mark.id for mark in second.cells[0][0].opens] == []


def test_pages_and_depth_are_told_where_they_change(extraction: Extraction) -> None:
    shown = passages(extraction.document, [])
    assert [passage.page for passage in shown] == [1, 0, 0, 0, 0, 2, 0, 0]
    assert [passage.depth for passage in shown] == [0, 0, 1, 2, 2, 1, 1, 1]


def test_a_line_that_is_all_label_and_heading_is_a_heading(extraction: Extraction) -> None:
    article = replace(extraction.document.nodes[1], parent=-1)
    line = extraction.document.blocks[2].span.quote(extraction.document.text)
    whole = replace(article, heading=line.removeprefix("第一条 "))
    part = replace(article, heading=line.removeprefix("第一条 ")[:4])
    for node, kind in ((whole, BlockKind.HEADING), (part, BlockKind.PARAGRAPH)):
        assert passages(replace(extraction.document, nodes=(node,)), [])[2].kind is kind

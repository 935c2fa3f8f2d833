from html.parser import HTMLParser

from markdown_it import MarkdownIt

from api.export.markdown import to_markdown
from extractor.records import Extraction


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.quotes: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "blockquote":
            self._inside = True
            self.quotes.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.quotes[-1] += data


def _rendered(extraction: Extraction) -> _Texts:
    page = _Texts()
    page.feed(MarkdownIt("commonmark", {"html": True}).render(to_markdown(extraction, "甲_*.txt")))
    return page


def test_quotes_come_out_of_markdown_to_the_letter(extraction: Extraction) -> None:
    page = _rendered(extraction)
    quoted = [quote.strip() for quote in page.quotes]
    by_type = [record.quote for record in extraction.records]
    assert sorted(quoted) == sorted([*by_type, extraction.findings[0].quote])


def test_nothing_in_a_clause_becomes_markup(extraction: Extraction) -> None:
    assert not _rendered(extraction).tags & {"script", "b", "img"}


def test_the_report_is_grouped_by_type_with_findings_before(extraction: Extraction) -> None:
    headings = [line for line in to_markdown(extraction, "甲.txt").splitlines() if line.startswith("## ")]
    assert headings == [
        "## 发现",
        "## 责任免除（2）",
        "## 限额与免赔（1）",
        "## 义务与权利（1）",
        "## 违约金（1）",
        "## 当事人（1）",
        "## 引用",
    ]


def test_records_only_leaves_findings_and_references_out(extraction: Extraction) -> None:
    report = to_markdown(extraction, "甲.txt", records_only=True)
    assert "## 发现" not in report
    assert "## 引用" not in report
    assert "种类：每次事故限额；金额：100万元" in report

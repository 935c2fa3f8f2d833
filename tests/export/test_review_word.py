"""The review as a Word document, opened again."""

import io

import docx

from api.export.review_word import review_word
from tests.documents import document_of
from tests.export.results import FIRST, review_of


def test_failed_checks_come_first_and_what_is_fine_is_listed() -> None:
    document = document_of(FIRST)
    report = docx.Document(io.BytesIO(review_word(review_of(document), document)))
    headings = [part.text for part in report.paragraphs if part.style.name.startswith("Heading")]
    assert headings == [
        "概况", "不符合要求（2）", "1. 赔付期限", "2. 先行赔付", "需人工判断（1）", "1. 链接", "已检查并符合（2）", "不涉及（1）",
    ]  # fmt: skip
    failed = [[cell.text for cell in row.cells] for row in report.tables[1].rows]
    assert failed == [
        ["结论", "低于要求（重要）\n赔付期限的理由。"],
        ["要求", "赔付期限应当合规。"],
        ["建议", "改为“应当”。"],
        ["实际适用", "三十日内核定，十日内赔付"],
        ["依据", "《保险法》第二十三条第一款（2015-04-24版）"],
        ["原文", "第二条：保险人可以在三十日内赔付"],
    ]
    fine = [[cell.text for cell in row.cells] for row in report.tables[4].rows]
    assert [row[0] for row in fine] == ["检查项", "损失承担", "<b>战争</b>"]
    assert fine[2][3] == '第四条：<script>alert("战争")</script>'


def test_the_same_review_gives_the_same_bytes() -> None:
    document = document_of(FIRST)
    assert review_word(review_of(document), document) == review_word(review_of(document), document)

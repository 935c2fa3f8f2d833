"""A matrix and a review made by hand, with words that a page or a sheet might take for its own."""

from datetime import date
from decimal import Decimal

from extractor.answers import Answer, Entry, Figure, Matrix, Row, Standing
from extractor.assessments import Assessment, Citation, LineOfCover, Review, Verdict
from extractor.differences import Weight
from extractor.document import Document, Span
from extractor.quotations import Quotation, quoted

FIRST = """山雀责任保险条款<b>（甲款）</b>
第一条 保险人承担赔偿责任，每次事故免赔率为5%。
第二条 保险人可以在三十日内赔付。
第三条 =HYPERLINK("http://x")所列的损失，保险人不负责赔偿。
第四条 <script>alert("战争")</script>造成的损失，保险人不负责赔偿。
"""
SECOND = """喜鹊责任保险条款
第一条 保险人承担赔偿责任，免赔额以保险单载明为准。
第二条 保险人应当在十日内赔付。
"""


def quotation_of(document: Document, path: str, words: str) -> Quotation:
    """The first place of these words."""
    start = document.text.index(words)
    return quoted(document, path, Span(start, start + len(words)))


def matrix_of(first: Document, second: Document) -> Matrix:
    """Three elements in two groups: stated, deferred, silent and unreadable."""
    return Matrix(
        (first.title, second.title),
        (
            Row("deductible", "免赔", "限额与免赔", (
                Answer(Standing.STATED, (Entry(quotation_of(first, "第一条", "每次事故免赔率为5%"), "5%", Figure(Decimal("0.05"), "share")),)),
                Answer(Standing.SCHEDULE, (Entry(quotation_of(second, "第一条", "免赔额以保险单载明为准"), "以保险单载明为准"),)),
            )),
            Row("settlement", "赔付期限", "期限", (
                Answer(Standing.STATED, (Entry(quotation_of(first, "第二条", "三十日内赔付"), "30日", Figure(Decimal(30), "day")),)),
                Answer(Standing.STATED, (Entry(quotation_of(second, "第二条", "十日内赔付"), "10日", Figure(Decimal(10), "day")),)),
            )),
            Row("forum", "争议解决", "争议", (Answer(Standing.SILENT), Answer(Standing.UNREADABLE))),
            Row("links", "链接", "争议", (
                Answer(Standing.STATED, (Entry(quotation_of(first, "第三条", '=HYPERLINK("http://x")'), '=HYPERLINK("http://x")'),)),
                Answer(Standing.SILENT),
            )),
        ),
    )  # fmt: skip


def review_of(document: Document) -> Review:
    """A check of every verdict, in an order that is not the one in which it is told."""
    law = Citation("保险法", "第二十三条", 1, date(2015, 4, 24))

    def check(
        rule: str, title: str, verdict: Verdict, weight: Weight, *words: tuple[str, str], **more: str
    ) -> Assessment:
        sources = tuple(quotation_of(document, path, quote) for path, quote in words)
        return Assessment(
            rule, title, verdict, weight, f"{title}应当合规。", f"{title}的理由。", sources=sources, citations=(law,), **more
        )  # fmt: skip

    return Review(
        "law",
        "法定要求",
        (LineOfCover.LIABILITY,),
        (
            check("l.agrees", "损失承担", Verdict.AGREES, Weight.HIGH, ("第一条", "保险人承担赔偿责任")),
            check("l.none", "人身事项", Verdict.NOT_CONCERNED, Weight.LOW),
            check("l.absent", "先行赔付", Verdict.ABSENT, Weight.MEDIUM, advice="补写六十日先行赔付。"),
            check("l.person", "链接", Verdict.PERSON, Weight.HIGH, ("第三条", '=HYPERLINK("http://x")所列的损失')),
            check(
                "l.worse", "赔付期限", Verdict.WORSE, Weight.HIGH, ("第二条", "保险人可以在三十日内赔付"),
                advice="改为“应当”。", prevails="三十日内核定，十日内赔付",
            ),
            check("l.script", "<b>战争</b>", Verdict.BETTER, Weight.LOW, ("第四条", '<script>alert("战争")</script>')),
        ),
    )  # fmt: skip

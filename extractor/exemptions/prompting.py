"""Whether the document shows an exemption as it must (提示): 足以引起注意的文字、字体、符号或者其他明显标志.

司法解释（二）第十一条第一款. Type is known letter by letter (PDF, Word, HTML); a plain text has none.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from extractor.assessments import Prompt
from extractor.document import Block, BlockKind, Document, Placement, Source, Span
from extractor.structure.headings import Role, role_of

_MOSTLY = 0.5  # of the letters of an exemption
_EVERYWHERE = 0.8  # of the body: what all the text has draws nobody's eye
_LARGER = 1.1
_SIGN = re.compile(r"[★☆▲△※◆●■▶►⚠❗❕‼]")
_CALL = re.compile(
    r"(?:特别|重点|重要|着重)(?:提示|注意|提醒)|提请[^，。；]{0,8}(?:注意|关注)|请[^，。；]{0,6}(?:特别|务必|格外|重点|仔细)?(?:注意|留意)|敬请[^，。；]{0,6}注意"
)
_NEAR = 200  # characters before an exemption within its paragraph
_LEAD_IN = 80  # characters of a paragraph that may call attention to the one after it


class Typography:
    """The type of one document, and what in it draws the eye."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = sorted(document.blocks, key=lambda block: block.span)
        self._starts = [block.span.start for block in self._blocks]
        self._placed = sorted(document.placements, key=lambda placed: placed.span)
        self._lines = [placed.span.start for placed in self._placed]
        self._size = self._body_size()
        letters = [character.isalnum() for character in document.text]
        pairs = zip(letters, _marks(document), strict=True)
        self._letters = [0, *accumulate(letters)]
        self._emphasised = [0, *accumulate(letter and mark for letter, mark in pairs)]
        body = [block.span for block in self._blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.ROW)]
        self._share_of_body = self._share(*body)
        self._bold_of_body = self._bold(*body)

    @property
    def styled(self) -> bool:
        """The source carries type styles: Word and PDF do, a web page where any of its text stands out."""
        source = self._document.source
        if source is Source.HTML:
            return self._share_of_body > 0
        if any(remark.code == "recognised" for remark in self._document.remarks):
            return self._share_of_body > 0  # a picture shows bold type that recognition does not tell
        return source in (Source.PDF, Source.DOCX, Source.DOC)

    @property
    def plain(self) -> bool:
        """The source carries styles, and no type in it stands out."""
        return self.styled and self._share_of_body == 0

    @property
    def everywhere(self) -> str:
        """What so much of the text has that it marks nothing (``加粗``, ``突出显示``); empty where it does mark."""
        if self._share_of_body < _EVERYWHERE:
            return ""
        return "加粗" if self._bold_of_body >= _EVERYWHERE else "突出显示"

    def shown(self, span: Span, headings: tuple[str, ...], lead: Span | None) -> tuple[Prompt, str]:
        """The verdict on the words at ``span``, under ``headings`` and a lead-in, and on what it rests (Chinese)."""
        reasons = [*self._by_type(span), *self._by_signs(span, lead)]
        heading = next((heading for heading in headings if role_of(heading) is Role.EXCLUSION), "")
        if heading:
            reasons.append(f"单列于“{''.join(heading.split())}”标题下")
        if reasons:
            return Prompt.SHOWN, "；".join([*reasons, *self._caution(span)])
        if not self.styled:
            return Prompt.UNKNOWN, "没有提示符号、提示语，且不在责任免除标题下；字体无从判断"
        return Prompt.NOT_SHOWN, "；".join(
            ["没有提示符号、提示语，且不在责任免除标题下", *self._caution(span)]
        )

    def _by_type(self, span: Span) -> Iterator[str]:
        larger = self._size > 0 and self._smallest(span) >= _LARGER * self._size
        if not self.everywhere and self._share(span) >= _MOSTLY:
            if self._bold(span) >= _MOSTLY:
                yield "文字加粗"
            elif not larger:
                yield "文字突出显示"
        if larger:
            yield "字号大于正文"

    def _by_signs(self, span: Span, lead: Span | None) -> Iterator[str]:
        text = self._document.text
        around = self._around(span)
        before = text[around.start : span.start]
        if _SIGN.search(before) or _SIGN.match(span.quote(text)):
            yield "有提示符号"
        if before.rfind("【") > before.rfind("】") or re.fullmatch(r"【[^】]*】", span.quote(text)):
            yield "以【】标示"
        called = (text[max(around.start, span.start - _NEAR) : span.end], self._before(around))
        if any(_CALL.search(words) for words in (*called, lead.quote(text) if lead else "")):
            yield "有提示语"

    def _caution(self, span: Span) -> Iterator[str]:
        """What the type of the words says against it, or leaves open."""
        if not self.styled:
            yield "字体无从判断"
            return
        if self.everywhere:
            yield f"全文{self.everywhere}，{self.everywhere}不起区别作用"
            return
        share = self._share(span)
        if share == 0:
            yield "文字未突出显示"
        elif share < _MOSTLY:
            yield "仅少部分文字突出显示"

    def _share(self, *spans: Span) -> float:
        """The part of the letters that stand out, 0–1."""
        letters = sum(self._letters[span.end] - self._letters[span.start] for span in spans)
        marked = sum(self._emphasised[span.end] - self._emphasised[span.start] for span in spans)
        return marked / letters if letters else 0.0

    def _bold(self, *spans: Span) -> float:
        """The part of the characters in bold lines (PDF) or bold paragraphs (Word, HTML), 0–1."""
        parts = [part for span in spans for part in self._parts(span)]
        total = sum(length for length, _ in parts)
        return sum(length for length, bold in parts if bold) / total if total else 0.0

    def _parts(self, span: Span) -> Iterator[tuple[int, bool]]:
        if self._placed:
            for placed in self._printed(span):
                inside = min(placed.span.end, span.end) - max(placed.span.start, span.start)
                yield max(inside, 0), placed.line.bold
            return
        for block in self._touching(span):
            yield min(block.span.end, span.end) - max(block.span.start, span.start), block.bold

    def _smallest(self, span: Span) -> float:
        """The size of the smallest of its lines in points, 0 where none is known."""
        return min((placed.line.size for placed in self._printed(span)), default=0.0)

    def _printed(self, span: Span) -> list[Placement]:
        """The printed lines that the span may touch."""
        first = max(bisect_right(self._lines, span.start) - 1, 0)
        return self._placed[first : bisect_left(self._lines, span.end)]

    def _touching(self, span: Span) -> list[Block]:
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        return [block for block in self._blocks[first:last] if block.span.end > span.start]

    def _around(self, span: Span) -> Span:
        """The paragraph that the words begin in."""
        blocks = self._touching(span)
        return blocks[0].span if blocks else span

    def _before(self, paragraph: Span) -> str:
        """A short paragraph right before this one, which may call attention to it."""
        at = bisect_left(self._starts, paragraph.start) - 1
        words = self._blocks[at].span.quote(self._document.text) if at >= 0 else ""
        return words if len(words) <= _LEAD_IN else ""

    def _body_size(self) -> float:
        sizes: Counter[float] = Counter()
        for placed in self._placed:
            sizes[placed.line.size] += len(placed.line.text)
        return sizes.most_common(1)[0][0] if sizes else 0.0


def _marks(document: Document) -> bytearray:
    """One byte for each character of the text: 1 where its type stands out."""
    marks = bytearray(len(document.text))
    for span in _standing_out(document):
        marks[span.start : span.end] = b"\x01" * (span.end - span.start)
    return marks


def _standing_out(document: Document) -> Iterator[Span]:
    """The emphasis of the blocks; a document kept before there was any has bold paragraphs and lines."""
    for block in document.blocks:
        yield from block.emphasis or ((block.span,) if block.bold else ())
    yield from (
        placed.span for placed in document.placements if placed.line.bold and not placed.line.emphasis
    )

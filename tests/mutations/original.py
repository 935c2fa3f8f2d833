"""A document to plant edits in: its text, the paragraphs that may be edited and what surrounds them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from extractor.document import BlockKind, Level, Node, Span
from extractor.extraction import extract
from extractor.records import Extraction
from tests.mutations.mutation import Expected, Mutation, Patch


class Setting(StrEnum):
    """What a paragraph is part of, as far as its own words or those that introduce its list leave no doubt."""

    EXCLUSION = "exclusion"  # what the insurer does not pay for
    COVERAGE = "coverage"  # what the insurer pays for
    PAPERS = "papers"  # what a claimant hands in
    INSURED_DUTY = "insured duty"
    INSURER_DUTY = "insurer duty"
    OTHER = "other"


INSURER = r"(?<!被)(?:保险人|我们|本公司)"
INSURED = r"(?:投保人|被保险人|受益人|您|申请人)"
DENIAL = re.compile(
    INSURER
    + r"[^，。；：]{0,14}(?:不(?:再|予)?(?:负责|承担|赔偿|给付|赔付|赔|负)|不予(?:负责|赔偿|赔付|给付)|免除)|概不负责"
)
PAYING = re.compile(
    INSURER
    + r"(?:(?!请求|申请|要求|减|扣|退还|已|开始)[^，。；：不]){0,24}(?:负责赔偿|负责给付|承担[^，。；：不]{0,6}(?:赔偿|给付|保险)责任(?!的)|给付[^，。；：]{0,8}(?:保险金|津贴)"
    r"|(?:赔偿|给付|赔付)(?=[。：；]))"
)
_CLAIM = re.compile(r"索赔|赔偿|给付|理赔|保险金")
_PAPERS = re.compile(r"(?:提交|提供|填写|出具|凭)[^。；]{0,20}(?:单证|材料|资料|证明|文件)")
_DEFINITIONS = re.compile(r"释义|定义|名词|术语|附[录件表]|目录|签署")
_DEFINING = re.compile(
    r"是指|，指|：指|”指|^指|所称|所说的|简称|下称|如下表|见下表|_{2,}|[＿×÷=＝$\t]|注：|提示：|编者"
)
_SKIPPED = {
    BlockKind.HEADING,
    BlockKind.ROW,
    BlockKind.SIGNATURE,
    BlockKind.NOISE,
}


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph of a provision. ``lead`` introduces the list that it stands in; ``start`` counts in the text."""

    text: str
    start: int
    node: int
    path: str
    lead: str
    heading: str

    def setting_at(self, at: int) -> Setting:
        """What the sentence at a place of the paragraph is part of: its list, or the rule that it states."""
        return setting_of(re.split("[。；]", self.lead)[-1]) if self.lead else setting_of(self.sentence(at))

    def sentence(self, at: int) -> str:
        """The sentence (up to 。 or ；) around a place of the paragraph."""
        start, end = self.bounds(at)
        return self.text[start:end]

    def bounds(self, at: int) -> tuple[int, int]:
        """Where that sentence begins and ends, its last mark left out."""
        ends = [mark.start() for mark in re.finditer("[。；;]", self.text)] + [len(self.text)]
        end = next(place for place in ends if place >= at)
        return max((place + 1 for place in ends if place < at), default=0), end

    def free(self, start: int, end: int) -> bool:
        """True where a stretch stands in no quotes, title marks or brackets."""
        return not any(
            quoted.start() < end and start < quoted.end()
            for quoted in re.finditer(
                r"“[^”]*”|《[^》]*》|【[^】]*】|[（(][^（）()]*[）)]|「[^」]*」", self.text
            )
        )

    def patch(self, start: int, end: int, words: str) -> Patch:
        """The patch that puts ``words`` in the place of ``text[start:end]`` of the paragraph."""
        return Patch(self.start + start, self.start + end, words)

    def mutation(self, kind: str, place: tuple[int, int], words: str, expected: Expected) -> Mutation:
        """The edit that puts ``words`` in the place of ``text[place]`` of the paragraph."""
        start, end = place
        return Mutation(
            kind, self.path, (self.patch(start, end, words),), self.text[start:end], words, expected
        )


def setting_of(words: str) -> Setting:
    """What words that introduce a list, or state a rule themselves, are about."""
    if DENIAL.search(words):
        return Setting.OTHER if PAYING.search(DENIAL.sub("", words)) else Setting.EXCLUSION
    if _PAPERS.search(words) and _CLAIM.search(words) and words.endswith(("：", ":")):
        return Setting.PAPERS
    if PAYING.search(words) and not re.search("应当|遗产|受益|申请|请求", words):
        return Setting.COVERAGE
    duty = re.search(rf"(?:{INSURED}|{INSURER})(?:应当|应该|应|必须|须)", words)
    if duty is None or len(set(re.findall(rf"(?:{INSURED}|{INSURER})(?:应当|应该|应|必须|须)", words))) > 1:
        return Setting.OTHER
    return Setting.INSURED_DUTY if re.match(INSURED, duty.group()) else Setting.INSURER_DUTY


@dataclass(frozen=True, eq=False)
class Original:
    """A document as it is read from its own canonical text, so that it and its mutations are read alike."""

    name: str
    extraction: Extraction

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.extraction.document.text

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The provisions."""
        return self.extraction.document.nodes

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs that may be edited: no headings, tables, definitions, blanks or site noise."""
        found = []
        for at, node in enumerate(self.nodes):
            if node.level in (Level.ARTICLE, Level.ITEM, Level.SECTION) and not self._defines(at):
                found += [self._paragraph(at, span) for span in node.paragraphs if self._plain(span)]
        return tuple(found)

    def children(self, at: int) -> list[int]:
        """Indices of the provisions directly below one."""
        return [index for index, node in enumerate(self.nodes) if node.parent == at]

    def article_of(self, at: int) -> int | None:
        """Index of the article that a provision belongs to (or is)."""
        while at >= 0 and self.nodes[at].level is not Level.ARTICLE:
            at = self.nodes[at].parent
        return at if at >= 0 else None

    def _paragraph(self, at: int, span: Span) -> Paragraph:
        node = self.nodes[at]
        lead = ""
        if node.level is Level.ITEM and node.parent >= 0 and self.nodes[node.parent].paragraphs:
            above = [own for own in self.nodes[node.parent].paragraphs if own.end <= node.span.start]
            words = above[-1].quote(self.text) if above else ""
            lead = words if words.endswith(("：", ":")) else ""
        return Paragraph(span.quote(self.text), span.start, at, node.path, lead, node.section)

    def _defines(self, at: int) -> bool:
        while at >= 0:
            node = self.nodes[at]
            if node.level in (Level.DEFINITION, Level.APPENDIX, Level.TABLE, Level.SIGNATURE):
                return True
            if _DEFINITIONS.search(node.heading) or _DEFINITIONS.search(node.section):
                return True
            at = node.parent
        return False

    def _plain(self, span: Span) -> bool:
        words = span.quote(self.text)
        if len(words) < 4 or words[-1] not in "。；：;:." or _DEFINING.search(words) or "\n" in words:
            return False
        return not any(
            block.kind in _SKIPPED and block.span.start < span.end and span.start < block.span.end
            for block in self.extraction.document.blocks
        )


def read_text(text: str, name: str) -> Extraction:
    """The extraction of a text."""
    return extract(text.encode(), name)


def open_original(path: Path) -> Original:
    """The document of a file, read from its canonical text."""
    first = extract(path.read_bytes(), path.name).document.text
    return Original(path.name, read_text(read_text(first, path.name).document.text, path.name))

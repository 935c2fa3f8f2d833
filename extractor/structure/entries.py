"""Paragraphs as entries of the tree: their labels, headings and kinds, before any nesting.

One paragraph gives one entry, or several where it counts on inside (``…；（三）…``).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.document import Block, BlockKind, Span
from extractor.structure.contents import ContentsEntry
from extractor.structure.headings import (
    DRAFTING_NOTE,
    SIGNATURE,
    Role,
    announces_section,
    glued_heading,
    is_title_like,
    role_of,
)
from extractor.structure.numbering import GROUPING, STRUCTURAL, Family, Label, inline_labels, read_label


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph or a part of one. ``body`` is what follows label and heading; None where nothing does."""

    span: Span
    kind: BlockKind
    label: Label | None = None
    heading: str = ""
    body: Span | None = None
    table: int | None = None

    @property
    def heading_like(self) -> bool:
        """Short enough to be a heading: nothing but the label and a few words."""
        return self.body is None or self.body.end - self.body.start <= 26


@dataclass(frozen=True, slots=True)
class Style:
    """The numbering habit of a document: which family counts its articles, and whether they have headings."""

    top: Family | None
    headed: bool


def read_entries(
    text: str, blocks: Sequence[Block], contents: Sequence[ContentsEntry]
) -> tuple[list[Entry], Style]:
    """All entries of the body in order, and the style they show."""
    body = [block for block in blocks if block.kind is not BlockKind.NOISE]
    raw: list[Entry] = []
    for block, after in zip(body, [*body[1:], None], strict=True):
        raw += _split(text, block, after, raw[-1].label if raw else None)
    raw = _spaced_numbers(text, _glued_numbers(text, raw))
    style = _style(text, raw)
    entries = [
        _headed(text, entry, following, style) for entry, following in zip(raw, [*raw[1:], None], strict=True)
    ]
    entries = _restore_numbers(text, _join_headings(text, entries), contents)
    return _set_apart(text, entries), style


_GLUED = re.compile(
    r"(\d{1,2})(?=[\u4e00-\u9fff])(?!年|月|日|个|天|小时|万|元|周岁|岁|次|人|份|级|度|项|种|类|倍)"
)


def _glued_numbers(text: str, entries: list[Entry]) -> list[Entry]:
    """Numbers glued to their text (``4重大器官移植术``) are labels where three or more count on."""
    numbers = [_glued_number(text, entry) for entry in entries]
    out = list(entries)
    at = 0
    while at < len(entries):
        end = at
        while end < len(entries) and numbers[at] and numbers[end] == (numbers[at] or 0) + end - at:
            end += 1
        if end - at >= 3:
            out[at:end] = [
                _numbered(entry, number or 0)
                for entry, number in zip(entries[at:end], numbers[at:end], strict=True)
            ]
        at = max(end, at + 1)
    return out


_SPACED = re.compile(r"(\d{1,2})[ \u3000]{1,6}(?=[\u4e00-\u9fff])")


def _spaced_numbers(text: str, entries: list[Entry]) -> list[Entry]:
    """``3　服务团队`` above 3.1 is the number of a section; so are those between two such numbers."""
    found: dict[int, int] = {}
    for at, entry in enumerate(entries):
        match = _SPACED.match(entry.span.quote(text)) if entry.label is None else None
        if match and entry.kind is not BlockKind.ROW and is_title_like(entry.span.quote(text)[match.end() :]):
            found[at] = int(match[1])
    heads = {number for at, number in found.items() if _leads_to_decimal(entries, at, number)}
    if len(heads) < 2:
        return entries
    out, last = list(entries), 0
    for at, number in found.items():
        if last < number <= max(heads) and (number in heads or number == last + 1):
            out[at], last = _numbered(entries[at], number), number
    return out


def _leads_to_decimal(entries: list[Entry], at: int, number: int) -> bool:
    following = next((entry.label for entry in entries[at + 1 : at + 6] if entry.label is not None), None)
    return following is not None and following.family is Family.DECIMAL and following.numbers[0] == number


def _glued_number(text: str, entry: Entry) -> int | None:
    match = (
        _GLUED.match(entry.span.quote(text))
        if entry.label is None and entry.kind is not BlockKind.ROW
        else None
    )
    return int(match[1]) if match else None


def _numbered(entry: Entry, number: int) -> Entry:
    length = len(str(number))
    body = Span(entry.span.start + length, entry.span.end)
    return replace(entry, label=Label(Family.ARABIC, number, str(number), length), body=body)


def _join_headings(text: str, entries: list[Entry]) -> list[Entry]:
    """A number that stands alone takes the heading on the line below it (``7.8`` / ``现金价值``)."""
    joined: list[Entry] = []
    for entry in entries:
        last = joined[-1] if joined else None
        bare = last is not None and last.label is not None and last.body is None and not last.heading
        if last is not None and bare and entry.label is None and is_title_like(entry.span.quote(text)):
            joined[-1] = replace(
                last, heading=entry.span.quote(text).strip(), span=Span(last.span.start, entry.span.end)
            )
        else:
            joined.append(entry)
    return joined


_ITEMS = (Family.BRACKETED, Family.PAREN, Family.CIRCLED)


def _split(text: str, block: Block, after: Block | None, before: Label | None) -> list[Entry]:
    if block.kind is BlockKind.ROW:
        return [Entry(block.span, block.kind, body=block.span, table=block.table)]
    quote = block.span.quote(text)
    first = read_label(quote)
    item = before if before is not None and before.family in _ITEMS else None
    inner = inline_labels(quote, first, read_label(after.span.quote(text)) if after else None, item)
    starts = [0, *(at for at, _ in inner)]
    labels = [first, *(label for _, label in inner)]
    ends = [*starts[1:], len(quote)]
    entries = []
    for start, end, label in zip(starts, ends, labels, strict=True):
        begin, finish = block.span.start + start, block.span.start + end
        body_start = begin + (label.length if label else 0)
        body = Span(body_start, finish) if text[body_start:finish].strip() else None
        entries.append(Entry(Span(begin, finish), block.kind, label, body=body))
    return entries


def _style(text: str, entries: Sequence[Entry]) -> Style:
    families = Counter(entry.label.family for entry in entries if entry.label)
    top = _top_family(entries, families)
    tops = [entry for entry in entries if entry.label and entry.label.family is top]
    headed = sum(_heading_stands_alone(text, entry) for entry in tops)
    return Style(top, len(tops) > 0 and headed >= 0.5 * len(tops))


def _top_family(entries: Sequence[Entry], families: Counter[Family]) -> Family | None:
    if families[Family.ARTICLE] >= 2 or (families[Family.ARTICLE] and not families[Family.DECIMAL]):
        return Family.ARTICLE
    if _arabic_runs_on(entries):
        return Family.ARABIC
    if families[Family.DECIMAL] >= 4 and families[Family.DECIMAL] >= families[Family.CHINESE]:
        return Family.DECIMAL
    for family in (Family.CHINESE, Family.ARABIC, Family.BRACKETED):
        if families[family] >= 2:
            return family
    return None


def _arabic_runs_on(entries: Sequence[Entry]) -> bool:
    """Arabic numbers count on through the document while 一、 starts anew under them: they are its articles."""
    expected, restarts, decimals = 1, 0, 0
    for entry in entries:
        if entry.label is None:
            continue
        if entry.label.family is Family.ARABIC and entry.label.number == expected and entry.heading_like:
            expected += 1
        restarts += expected > 2 and entry.label.family is Family.CHINESE and entry.label.number == 1
        decimals += entry.label.family is Family.DECIMAL
    return expected > 5 and restarts >= 2 and decimals < 4


def _heading_stands_alone(text: str, entry: Entry) -> bool:
    rest = entry.body.quote(text).strip() if entry.body else ""
    mark = DRAFTING_NOTE.search(rest)
    rest = rest[: mark.start()] if mark else rest
    defines = entry.label is not None and entry.label.family is Family.DECIMAL and _DEFINES.match(rest)
    return (
        is_title_like(rest)
        or bool(defines or re.match(r"[^，。；：]{2,14}[：:\s]\S", rest))
        or glued_heading(rest) > 1
    )


_DEFINES = re.compile(r"[^，。；：]{2,12}指(?![定派示导])")  # 8.3 酒后驾驶指…: the term heads what it means


def _headed(text: str, entry: Entry, following: Entry | None, style: Style) -> Entry:
    """The entry with the heading taken off its body, where it has one."""
    if entry.label is None or entry.body is None:
        return entry
    rest = entry.body.quote(text)
    is_top = entry.label.family is style.top or entry.label.family in STRUCTURAL
    if is_title_like(rest) or (is_top and DRAFTING_NOTE.search(rest)):
        mark = DRAFTING_NOTE.search(rest)
        heading = (rest[: mark.start()] if mark else rest).strip()
        alone = is_top and (following is None or _opens_article(following, style))
        keep = not is_top or (
            alone and entry.label.family not in (Family.CHAPTER, Family.PART, Family.SECTION, Family.APPENDIX)
        )
        return replace(entry, heading=heading, body=entry.body if keep and not mark else None)
    if is_top and style.headed and entry.label.family in (Family.ARTICLE, Family.DECIMAL):
        glued, marked = glued_heading(rest), _marked_heading(rest)
        # 责任免除　因下列…: the space divides, though 除 could begin the sentence
        length = marked if 0 < marked - glued <= 2 or not glued else glued
        if length:
            start = entry.body.start + length
            start += len(text[start : entry.body.end]) - len(
                text[start : entry.body.end].lstrip("：: \t\u3000")
            )
            return replace(entry, heading=rest[:length].strip(), body=Span(start, entry.body.end))
    return entry


def _marked_heading(rest: str) -> int:
    """Length of a heading divided from its text by a space or a colon (``保险费 投保人应当…``), or 0."""
    match = re.match(r"([^，。；：:、\s]{2,14})(?:\s+|[：:])(?=\S{6})", rest)
    return match.end(1) if match else 0


def _opens_article(entry: Entry, style: Style) -> bool:
    return entry.label is not None and (entry.label.family is style.top or entry.label.family in STRUCTURAL)


def _restore_numbers(text: str, entries: list[Entry], contents: Sequence[ContentsEntry]) -> list[Entry]:
    """Give a heading the number that the contents have for it, where the page lost the number.

    Likewise 责任免除: the contents list it, the page has only its lead-in.
    """
    seen = {entry.label.numbers for entry in entries if entry.label and entry.label.family is Family.DECIMAL}
    missing = {entry.label.numbers: entry for entry in contents if entry.label.numbers not in seen}
    if not missing:
        return entries
    restored: list[Entry] = []
    current: tuple[int, ...] = ()
    for entry in entries:
        found = _missing_entry(text, entry, current, missing)
        kept = entry
        if found is not None:
            del missing[found.label.numbers]
            kept = _renumbered(text, entry, found)
        if kept.label and kept.label.family in (Family.DECIMAL, Family.ARABIC):
            current = kept.label.numbers or (kept.label.number,)
        restored.append(kept)
    return restored


def _missing_entry(
    text: str, entry: Entry, current: tuple[int, ...], missing: dict[tuple[int, ...], ContentsEntry]
) -> ContentsEntry | None:
    if entry.label is not None or (entry.body is not None and entry.kind is BlockKind.ROW):
        return None
    quote = entry.span.quote(text).strip()
    for numbers, candidate in missing.items():
        if numbers <= current or numbers[0] > (current[0] if current else 0) + 1:
            continue
        same = "".join(candidate.title.split()) == "".join(quote.split())
        lead_in = role_of(candidate.title) is Role.EXCLUSION and _EXCLUSION_LEAD_IN.search(quote)
        if same or (lead_in and numbers[:-1] == current[:-1]):
            return candidate
    return None


_EXCLUSION_LEAD_IN = re.compile(r"不(?:承担|负)[^。；]*责任[^。；]*[：:]$")


def _renumbered(text: str, entry: Entry, found: ContentsEntry) -> Entry:
    label = replace(found.label, length=0)
    if is_title_like(entry.span.quote(text)):
        return replace(entry, label=label, heading=found.title, body=None)
    return replace(entry, label=label, heading=found.title, body=entry.span)


def _set_apart(text: str, entries: list[Entry]) -> list[Entry]:
    """Mark drafting notes (风险提示) as noise and the signature block as such."""
    out: list[Entry] = []
    noting = signing = False
    for entry in entries:
        quote = entry.span.quote(text)
        if entry.label is None and SIGNATURE.search(quote) and len(out) > len(entries) // 2:
            signing = True
        elif entry.label is not None and entry.label.family is Family.APPENDIX:
            signing = False
        noting = _notes(quote, entry, noting)
        out.append(
            replace(entry, kind=BlockKind.SIGNATURE if signing else BlockKind.NOISE)
            if signing or noting
            else entry
        )
        noting = noting or bool(re.search(DRAFTING_NOTE.pattern + r"$", quote))
    return out


_ADDRESSED = re.compile(r"^(?:甲|乙|双方|本协议|本合同|根据|为|鉴于|第)")


def _notes(quote: str, entry: Entry, noting: bool) -> bool:
    """Is this paragraph a note to the drafter? It follows the mark and speaks of the contract, not in it."""
    if entry.label is not None or (_ADDRESSED.match(quote) and not DRAFTING_NOTE.match(quote)):
        return False
    return noting or bool(DRAFTING_NOTE.match(quote))


_OWN_PAPER = re.compile(r"(?:条款|特别约定|批单|简介|规定|办法)$")


def _restarts(entries: Sequence[Entry], at: int) -> bool:
    """The next number is a 1: another set of clauses begins here."""
    following = next((e.label for e in entries[at + 1 : at + 6] if e.label is not None), None)
    return following is not None and following.number == 1


def is_section_heading(text: str, entries: Sequence[Entry], at: int, style: Style) -> bool:
    """An unnumbered section heading (责任免除): title-like, and the words or the place of one."""
    entry = entries[at]
    if entry.label is not None or entry.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
        return False
    quote = entry.span.quote(text).strip().rstrip("：:")
    if not is_title_like(quote) or at == 0 or quote.startswith(("请", "敬请")):
        return False
    following = entries[at + 1] if at + 1 < len(entries) else None
    if following is None:
        return False
    opens = following.label is not None and following.label.family is style.top
    if _OWN_PAPER.search(quote) and _restarts(entries, at):
        return True
    if style.top is Family.ARTICLE and opens:
        return True
    return announces_section(quote) and (
        entry.kind is BlockKind.HEADING or opens or role_of(quote) is Role.DEFINITIONS
    )


def numbers_restart(entries: Sequence[Entry], top: Family | None) -> bool:
    """Do article numbers start anew in a numbered part or chapter (outside the appendices)?"""
    articles = restarts = 0
    grouped = False
    for entry in entries:
        if entry.label is None:
            continue
        if entry.label.family is Family.APPENDIX:
            break
        if entry.label.family in GROUPING:
            grouped = entry.label.number > 1
        elif entry.label.family is Family.ARTICLE or entry.label.family is top is Family.CHINESE:
            restarts += grouped and articles > 0 and entry.label.number == 1
            articles += 1
    return restarts > 0

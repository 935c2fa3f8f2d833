"""References between provisions (引用): every phrase that names another provision, and what it finds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractor.document import Document, Level, Span
from extractor.language.numerals import chinese_numeral
from extractor.language.view import View, view
from extractor.records import Reference, Status
from extractor.structure.citations import Citation, Kind, Step, find_citations
from extractor.structure.headings import DRAFTING_NOTE
from extractor.structure.provisions import Provisions


@dataclass(frozen=True, slots=True)
class Miscount:
    """A list whose stated count is wrong (列举与项数不符): 1、2、4、8三项."""

    path: str
    span: Span
    announced: int
    listed: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a phrase stands: node, paragraph of the node, and whether a sentence precedes it there."""

    node: int
    paragraph: int
    opening: bool


class _Same:
    """A document by identity: comparing two of them by value would cost more than reading one."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document


@lru_cache(maxsize=1)
def _provisions(same: _Same) -> Provisions:
    return Provisions(same.document)


def find_references(document: Document) -> tuple[Reference, ...]:
    """References to provisions and appendices of the document itself, in reading order.

    ``前款`` aims at the provision whose paragraph it is (its unnumbered paragraphs have no path of their
    own). Statutes and other documents are no provisions: citing them gives nothing here.
    """
    provisions = _provisions(_Same(document))
    found = []
    for place, shown in _paragraphs(provisions):
        found += [reference for reference, _ in _read(provisions, place, shown, document.text)]
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))


def find_miscounts(document: Document) -> tuple[Miscount, ...]:
    """Lists of items whose announced count is not the count of the items listed."""
    provisions = _provisions(_Same(document))
    return tuple(
        Miscount(reference.path, reference.span, cited.announced, cited.listed)
        for place, shown in _paragraphs(provisions)
        for reference, cited in _read(provisions, place, shown, document.text)
        if cited.announced is not None and cited.listed > 1 and cited.announced != cited.listed
    )


def expand_targets(document: Document, text: str, path: str) -> tuple[str, ...]:
    """Paths of the provisions that ``text``, a passage of the provision ``path``, names; in order, each once.

    For a penalty article: the clauses whose breach it punishes. Nothing where the path is unknown.
    """
    provisions = _provisions(_Same(document))
    node = provisions.by_path.get(path)
    if node is None or not text.strip():
        return ()
    shown = view(text, Span(0, len(text)))
    place = _Place(node, 0, opening=False)
    read = _read(provisions, place, shown, text)
    return tuple(dict.fromkeys(target for reference, _ in read for target in reference.targets))


def _paragraphs(provisions: Provisions) -> Iterator[tuple[_Place, View]]:
    for at, node in enumerate(provisions.nodes):
        if node.level is Level.SIGNATURE:
            continue
        for position, span in enumerate(node.paragraphs):
            if _is_note(span.quote(provisions.document.text)):
                continue
            yield _Place(at, position, opening=position == 0), view(provisions.document.text, span)


def _is_note(text: str) -> bool:
    """A bracketed note to the drafter (【填写说明：…】) names provisions without being one."""
    return text.lstrip()[:1] in tuple("【[（(") and DRAFTING_NOTE.search(text) is not None


def _read(
    provisions: Provisions, place: _Place, shown: View, source: str
) -> Iterator[tuple[Reference, Citation]]:
    """The references of one paragraph; ``source`` is the text that ``shown`` is a view of."""
    carried: tuple[int, list[int]] | None = None
    path = provisions.nodes[place.node].path
    for cited in find_citations(shown.text, provisions.headings):
        base = None
        if carried is not None and cited.kind is Kind.ITEM and _runs_on(shown.text[carried[0] : cited.start]):
            base = carried[1]
        found = _resolve(provisions, place, cited, shown.span(cited.start, cited.end).start, base)
        if found is None:
            continue
        status, targets = found
        if cited.kind in (Kind.ARTICLE, Kind.THIS_ARTICLE, Kind.PART):
            carried = (cited.end, _heads(provisions, place, cited))
        elif base is not None and carried is not None:
            carried = (cited.end, carried[1])
        span = shown.span(cited.start, cited.end)
        paths = tuple(dict.fromkeys(provisions.nodes[at].path for at in targets))
        yield Reference(path, span, span.quote(source), status, paths), cited


def _runs_on(between: str) -> bool:
    """A list of items goes on with the article named just before it, within the sentence."""
    return len(between) <= 24 and not any(mark in between for mark in "。；")


_Found = tuple[Status, list[int]] | None


def _resolve(
    provisions: Provisions, place: _Place, cited: Citation, at: int, base: list[int] | None
) -> _Found:
    """What a phrase at offset ``at`` of the document finds; None where it turns out to be no reference."""
    match cited.kind:
        case Kind.ITEM:
            return _items_here(provisions, place, cited, base)
        case Kind.DECIMAL:
            return _decimal(provisions, cited, at)
        case Kind.APPENDIX:
            return _appendix(provisions, place, cited, at)
        case Kind.DEFINITIONS:
            return _definitions(provisions, cited)
        case Kind.TITLED:
            return _titled(provisions, place, cited)
        case Kind.HEADED:
            return _headed(provisions, place, cited)
        case Kind.PREVIOUS_ARTICLE if provisions.article_before(place.node) is None:
            return None
        case Kind.ARTICLE if hidden := [n for n in cited.numbers if not provisions.articles(n, place.node)]:
            labels = [f"第{name}条" for n in hidden for name in (chinese_numeral(n), str(n))]
            printed = any(provisions.is_printed(one, at) for one in labels)
            return None if printed or provisions.divides(hidden[0]) else (Status.DANGLING, [])
        case _:
            heads = _heads(provisions, place, cited)
            wanted = len(set(cited.numbers)) if cited.kind is Kind.ARTICLE else 1
            return _descend(provisions, heads, cited.steps, wanted)


def _heads(provisions: Provisions, place: _Place, cited: Citation) -> list[int]:
    """The provisions that the first part of a phrase names, before its items."""
    here = place.node
    match cited.kind:
        case Kind.ARTICLE:
            return [at for number in cited.numbers for at in provisions.articles(number, here)]
        case Kind.PART:
            parts = provisions.parts(cited.numbers[0])
            if len(cited.numbers) == 1:
                return parts
            return provisions.within(provisions.numbered_articles(cited.numbers[1]), parts)
        case Kind.THIS_ARTICLE:
            return [provisions.article(here)]
        case Kind.PREVIOUS_ITEM:
            if provisions.nodes[here].level is Level.ARTICLE:  # 前项 of an article's paragraph is its 前款
                return [here]
            return provisions.sisters_before(here, cited.numbers[0]) or [provisions.article(here)]
        case Kind.PREVIOUS_ARTICLE:
            before = provisions.article_before(here)
            return [before] if before is not None else []
        case Kind.PREVIOUS_PARAGRAPH:
            return _previous_paragraph(provisions, place, cited)
        case _:
            return [here]


def _previous_paragraph(provisions: Provisions, place: _Place, cited: Citation) -> list[int]:
    """前款: an earlier paragraph of the same provision; else the item or the article before it."""
    here = place.node
    several = cited.numbers[0] if cited.numbers else 1
    if several > 1 and provisions.nodes[here].level is Level.ITEM:
        return provisions.sisters_before(here, several) or [here]
    if not place.opening or provisions.nodes[here].level not in (Level.ITEM, Level.ARTICLE):
        return [here]
    before = provisions.sisters_before(here, 1)
    return before if before and cited.start < 40 and _first_sentence(provisions, place, cited) else [here]


def _first_sentence(provisions: Provisions, place: _Place, cited: Citation) -> bool:
    spans = provisions.nodes[place.node].paragraphs
    return not spans or "。" not in view(provisions.document.text, spans[place.paragraph]).text[: cited.start]


def _descend(provisions: Provisions, heads: list[int], steps: tuple[Step, ...], wanted: int) -> _Found:
    """Down the items that ``steps`` name. More than one provision of a number is ambiguous."""
    if not heads or len({provisions.number(at) for at in heads}) < wanted:
        return Status.DANGLING, []
    current, ambiguous = heads, len(heads) > wanted
    for step in steps:
        below: list[int] = []
        for number in step.numbers:
            found = [at for head in current for at in _item(provisions, head, number, step)]
            if not found:
                return Status.DANGLING, []
            ambiguous = ambiguous or len(found) > len(current)
            below += found
        current = below
    return (Status.AMBIGUOUS if ambiguous else Status.RESOLVED), current


def _item(provisions: Provisions, head: int, number: int, step: Step) -> list[int]:
    """The item of a number; 第二款 of a provision without items is its second paragraph, hence itself."""
    found = provisions.items(head, number, step.family)
    if found or step.family is not None:
        return found
    return [head] if len(provisions.nodes[head].paragraphs) >= number else []


def _items_here(provisions: Provisions, place: _Place, cited: Citation, base: list[int] | None) -> _Found:
    if base is not None:
        return _descend(provisions, base, cited.steps, len(base))
    article = provisions.article(place.node)
    for head in provisions.lineage(place.node):
        found = _descend(provisions, [head], cited.steps, 1)
        if found is not None and found[0] is not Status.DANGLING:
            return found
        if head == article:
            break
    step = cited.steps[0]
    counted = provisions.counted(article, step.family)
    return (Status.DANGLING, []) if counted and max(step.numbers) > counted else None


def _decimal(provisions: Provisions, cited: Citation, at: int) -> _Found:
    if not provisions.has_decimals:
        return None
    *upper, first = cited.numbers
    last = cited.until[-1] if cited.until else first
    wanted = [(*upper, number) for number in range(first, min(last, first + 60) + 1)]
    heads = [at for numbers in wanted for at in provisions.decimals(numbers)]
    if not heads and (not cited.firm or provisions.is_printed(".".join(map(str, cited.numbers)), at)):
        return None
    return _descend(provisions, heads, cited.steps, len(wanted))


def _appendix(provisions: Provisions, place: _Place, cited: Citation, at: int) -> _Found:
    kind, title = cited.titles[0], cited.titles[1] if len(cited.titles) > 1 else ""
    found = provisions.appendices(kind, cited.numbers[0] if cited.numbers else None)
    if title and len(found) != 1:
        found = provisions.titled(title) or found
    found = [at for at in found if at not in provisions.lineage(place.node)] or found
    if any(at in provisions.lineage(place.node) for at in found):
        return None
    if not found and any(provisions.is_printed(label, at) for label in _appendix_labels(cited)):
        return None
    return (
        (Status.RESOLVED, found) if found and not cited.steps else _descend(provisions, found, cited.steps, 1)
    )


def _appendix_labels(cited: Citation) -> list[str]:
    kind = cited.titles[0]
    return [kind + name for n in cited.numbers for name in (chinese_numeral(n), str(n))] or [kind]


_DEFINITIONS_LINE = re.compile(r"^.{0,12}释\s*义[^，。；（）]{0,3}$", re.MULTILINE)


def _definitions(provisions: Provisions, cited: Citation) -> _Found:
    heads = provisions.definitions
    if not heads:
        return None if _DEFINITIONS_LINE.search(provisions.document.text) else (Status.DANGLING, [])
    if not cited.numbers:
        return Status.RESOLVED, heads
    found = [at for head in heads for at in provisions.items(head, cited.numbers[0], None)]
    return Status.RESOLVED, found or heads


def _titled(provisions: Provisions, place: _Place, cited: Citation) -> _Found:
    found = provisions.titled(cited.titles[0])
    if not found and cited.firm:
        shown = re.search(rf"^.{{0,6}}{re.escape(cited.titles[0])}", provisions.document.text, re.MULTILINE)
        return None if shown else (Status.DANGLING, [])
    if not found or any(at in provisions.lineage(place.node) for at in found):
        return None
    return Status.RESOLVED, found


def _headed(provisions: Provisions, place: _Place, cited: Citation) -> _Found:
    here = provisions.lineage(place.node)
    named = [
        [at for at in provisions.headed(title.lstrip("0123456789. ")) if at not in here]
        for title in cited.titles
    ]
    if not all(named):
        return None
    return Status.RESOLVED, [at for found in named for at in found]

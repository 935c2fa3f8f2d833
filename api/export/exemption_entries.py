"""The map of exemptions as the notice sets it out (说明书编排): parts by extent and section, entries numbered through."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.export import exemption_wording as wording
from extractor.assessments import Exemption, ExemptionMap, Extent, Prompt
from extractor.document import Document
from extractor.quotations import Quotation


@dataclass(frozen=True, slots=True)
class Entry:
    """One exemption of the notice. ``lead`` is what its words lean on, where the entry before it did not lean on the
    same; ``remarks`` are the mark of its prompting and its exception."""

    number: int
    place: str
    heading: str
    quote: str
    meaning: str
    remarks: tuple[str, ...]
    lead: str


@dataclass(frozen=True, slots=True)
class Part:
    """The exemptions of one extent on one side of the exclusion section."""

    extent: str
    section: str
    entries: tuple[Entry, ...]


def parts_of(found: ExemptionMap, document: Document) -> tuple[Part, ...]:
    """The parts that hold anything, in the order of the extents, the exclusion section first."""
    parts: list[Part] = []
    count = 0
    for extent in Extent:
        for section in (True, False):
            chosen = [one for one in found.exemptions if one.extent is extent and one.section is section]
            if chosen:
                entries = tuple(_entries(chosen, document, count))
                parts.append(Part(wording.HEADINGS[extent], wording.SECTIONS[section], entries))
                count += len(entries)
    return tuple(parts)


def counts_of(found: ExemptionMap) -> tuple[tuple[str, str], ...]:
    """Label and number: all, in and outside the section, and by how they are shown."""
    inside = sum(one.section for one in found.exemptions)
    hidden = sum(one.prompt is Prompt.NOT_SHOWN for one in found.exemptions)
    unknown = sum(one.prompt is Prompt.UNKNOWN for one in found.exemptions)
    return (
        ("免责事项", f"共 {len(found.exemptions)} 项"),
        (wording.SECTIONS[True], f"{inside} 项"),
        (wording.SECTIONS[False], f"{len(found.exemptions) - inside} 项"),
        ("原文未作显著提示（▲）", f"{hidden} 项"),
        ("有无显著提示未能判断（△）", f"{unknown} 项"),
    )


def _entries(exemptions: list[Exemption], document: Document, count: int) -> Iterator[Entry]:
    leant: Quotation | None = None
    for number, one in enumerate(exemptions, count + 1):
        lead = one.lead.quote if one.lead is not None and one.lead != leant else ""
        leant = one.lead
        yield Entry(
            number,
            _place(one, document),
            "".join(one.heading.split()),
            one.quotation.quote,
            wording.meaning(one),
            tuple(_remarks(one)),
            lead,
        )


def _place(exemption: Exemption, document: Document) -> str:
    """The provision, and its page where the source has pages."""
    boxes = document.boxes(exemption.quotation.span)
    return f"{exemption.quotation.path}（第{boxes[0][0]}页）" if boxes else exemption.quotation.path


def _remarks(exemption: Exemption) -> Iterator[str]:
    mark = wording.MARKS[exemption.prompt]
    if mark:
        yield mark
    if exemption.exception:
        yield f"例外：{exemption.exception}"

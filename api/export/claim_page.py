"""A determination as a page (理赔核定意见书): the result, how the amount came about, and every line with its words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from api.export import claim_wording as wording
from api.export import wording as general
from api.export.claim_sections import Facts, Line, Section, case_lines, sections
from api.export.notes import page_of
from api.export.page_template import render
from extractor.claim import Claim
from extractor.determination import Calculation, Determination
from extractor.document import Document
from extractor.expressions import Step

_WIDEST = Decimal(100)


def claim_page(found: Determination, document: Document, facts: Facts, claim: Claim | None = None) -> str:
    """The report as one HTML file that loads nothing and needs no script."""
    return render(
        "claim_page.html",
        styles=("page_frame.css", "review_page.css", "claim_page.css"),
        document=document,
        source=general.SOURCES[document.source],
        verdict=wording.VERDICTS[found.verdict],
        tone=wording.TONES[found.verdict].value,
        why=found.why,
        payable=wording.payable(found.verdict),
        notice=wording.NOTICE,
        case=case_lines(claim) if claim else (),
        payout=_payout(found.payout, document),
        sections=[_section(one, document) for one in sections(found, facts)],
    )


def _payout(found: Calculation, document: Document) -> Mapping[str, object]:
    return {
        "amount": None if found.amount is None else wording.money(found.amount),
        "note": found.note,
        "steps": _steps(found.steps, document),
        "questions": [one.ask for one in found.questions],
        "readings": [
            {
                "title": one.title,
                "amount": wording.money(one.amount),
                "mark": wording.mark_of(one, found),
                "taken": one.steps == found.steps,
                "why": one.why,
                "steps": _steps(one.steps, document),
            }
            for one in found.readings
        ],
    }


def _steps(steps: Sequence[Step], document: Document) -> list[Mapping[str, object]]:
    largest = max((abs(one.value) for one in steps), default=Decimal()) or Decimal(1)
    return [
        {
            "label": one.label,
            "formula": one.formula,
            "value": wording.money(one.value),
            "change": wording.changed(one.change),
            "down": one.change < 0,
            "width": int(abs(one.value) / largest * _WIDEST),
            "law": one.law,
            "path": one.source.path if one.source else "",
            "quote": one.source.quote if one.source else "",
            "page": page_of(document, one.source.span) if one.source else None,
        }
        for one in steps
    ]


def _section(one: Section, document: Document) -> Mapping[str, object]:
    lines = [(line.minor, _line(line, document)) for line in one.lines]
    return {
        "name": one.name,
        "count": len(lines),
        "empty": one.empty,
        "rest": one.rest,
        "major": [told for minor, told in lines if not minor],
        "minor": [told for minor, told in lines if minor],
    }


def _line(line: Line, document: Document) -> Mapping[str, object]:
    return {
        "status": line.status,
        "tone": line.tone.value,
        "title": line.title,
        "told": line.told,
        "sources": [
            {"path": one.path, "quote": one.quote, "page": page_of(document, one.span)}
            for one in line.sources
        ],
    }

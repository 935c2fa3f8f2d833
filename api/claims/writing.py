"""Determinations in the form that programs take (核定意见格式): every line with its path and its words.

Keys are stable, amounts are yuan exact to the cent, positions code points of the document's text. ``record`` is the
id of the record in the store, and empty where there is no store.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from api.claims.exact import dump_json
from api.export.claim_wording import NOTICE
from api.export.record_format import plain_number
from extractor.determination import (
    Calculation,
    CoverageMatch,
    Determination,
    Due,
    DutyStanding,
    ExclusionMatch,
    PaperStanding,
    PeriodStanding,
    Question,
    Reading,
    TimelineEntry,
)
from extractor.document import Document, Span
from extractor.expressions import Step
from extractor.quotations import Quotation
from extractor.records import RecordType

Json = dict[str, Any]
Ids = Mapping[tuple[str, Span], str]  # of records, by type and place; type "" for any


def determination_json(
    found: Determination, document: Document, ids: Ids | None = None, *, indent: int | None = 1
) -> str:
    """The determination with its document, as JSON text."""
    return dump_json(determination_form(found, document, ids), indent=indent) + ("\n" if indent else "")


def determination_form(
    found: Determination, document: Document | None = None, ids: Ids | None = None
) -> Json:
    """The determination as JSON has it; with the document's title and hash where one is given."""
    known = ids or {}
    told: Json = {"document": {"title": document.title, "sha256": document.sha256}} if document else {}
    return {
        **told,
        "verdict": found.verdict.value,
        "why": found.why,
        "period": standing_form(found.period),
        "coverage": [_match(one, RecordType.COVERAGE, known) for one in found.coverage],
        "exclusions": [_match(one, RecordType.EXCLUSION, known) for one in found.exclusions],
        "duties": [_duty(one, known) for one in found.duties],
        "documents": papers_form(found.papers, known),
        "payout": calculation_form(found.payout),
        "timeline": timeline_form(found.timeline),
        "questions": questions_form(found.questions),
        "notice": NOTICE,
    }


def calculation_form(found: Calculation) -> Json:
    """An amount and how it came about; ``amount`` is null while questions are open."""
    return {
        "amount": None if found.amount is None else plain_number(found.amount),
        "steps": [_step(one) for one in found.steps],
        "readings": [_reading(one) for one in found.readings],
        "questions": questions_form(found.questions),
        "note": found.note,
    }


def standing_form(found: PeriodStanding) -> Json:
    """Whether a day falls into a period."""
    return {
        "status": found.status.value,
        "why": found.why,
        "evidence": [one.path for one in found.evidence],
        "sources": [_source(one) for one in found.evidence],
        "questions": questions_form(found.questions),
    }


def timeline_form(entries: Sequence[TimelineEntry]) -> list[Json]:
    """Deadlines in their order; ``due`` is null where it cannot be known, ``open_because`` says why."""
    return [_entry(one) for one in entries]


def source_form(quotation: Quotation | None) -> Json:
    """The place and the words of a source; empty where there is none in the text."""
    return _source(quotation) if quotation else {"path": "", "quote": "", "start": None, "end": None}


def _source(quotation: Quotation) -> Json:
    span = quotation.span
    return {"path": quotation.path, "quote": quotation.quote, "start": span.start, "end": span.end}


def _recorded(quotation: Quotation, kind: RecordType, ids: Ids) -> Json:
    found = ids.get((kind.value, quotation.span)) or ids.get(("", quotation.span), "")
    return {"record": found, **_source(quotation)}


def questions_form(questions: Sequence[Question]) -> list[Json]:
    """Questions with the field that answers each, and the words that give rise to it."""
    return [
        {
            "ask": one.ask,
            "about": one.about,
            "because": [source.path for source in one.because],
            "sources": [_source(source) for source in one.because],
        }
        for one in questions
    ]


def _match(match: CoverageMatch | ExclusionMatch, kind: RecordType, ids: Ids) -> Json:
    return {
        **_recorded(match.source, kind, ids),
        "status": match.status.value,
        "score": round(match.score, 4),
        "why": match.why,
        "questions": questions_form(match.questions),
    }


def _duty(duty: DutyStanding, ids: Ids) -> Json:
    source = duty.consequence_source
    return {
        **_recorded(duty.source, RecordType.OBLIGATION, ids),
        "bearer": duty.bearer,
        **due_form(duty.due),
        "status": duty.status.value,
        "why": duty.why,
        "effect": duty.effect.value,
        "consequence": duty.consequence,
        "consequence_source": _source(source) if source else None,
        "questions": questions_form(duty.questions),
    }


def papers_form(papers: Sequence[PaperStanding], ids: Ids) -> list[Json]:
    """The papers that the text asks for, each with what is known of it."""
    return [_paper(one, ids) for one in papers]


def _paper(paper: PaperStanding, ids: Ids) -> Json:
    status = {True: "present", False: "missing", None: "unknown"}[paper.present]
    return {
        **_recorded(paper.source, RecordType.CLAIM_DOCUMENT, ids),
        "status": status,
        "given": paper.given,
        "score": round(paper.score, 4),
        "case": paper.case,
    }


def _step(step: Step) -> Json:
    return {
        "label": step.label,
        **source_form(step.source),
        "law": step.law,
        "formula": step.formula,
        "value": plain_number(step.value),
        "change": plain_number(step.change),
    }


def _reading(reading: Reading) -> Json:
    return {
        "title": reading.title,
        "amount": plain_number(reading.amount),
        "favoured": reading.favoured,
        "why": reading.why,
        "steps": [_step(one) for one in reading.steps],
    }


def _entry(entry: TimelineEntry) -> Json:
    return {
        **_source(entry.source),
        "bearer": entry.bearer,
        "action": entry.action,
        **due_form(entry.due),
        "counted_from": entry.counted_from,
        "earliest": entry.earliest,
        "open_because": entry.open_because,
    }


def due_form(due: Due | None) -> Json:
    """When something is due; null where that is not known."""
    if due is None:
        return {"due": None, "estimated": False, "counting": ""}
    return {"due": str(due.moment), "estimated": due.estimated, "counting": due.counting}

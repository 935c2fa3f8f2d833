"""Comparisons, matrices and reviews as JSON (比对与审查结果格式). Keys are stable; nothing depends on the clock.

Spans count code points of the text of their own document: ``a`` and ``b``, or the one that is named by its hash.
"""

import json
from collections.abc import Sequence

from api.export.record_format import Json, printed_place, value_of
from extractor.answers import Answer, Echo, Figure, Matrix, Row, Surroundings
from extractor.assessments import Assessment, Exemption, ExemptionMap, Review, Verdict
from extractor.differences import Change, Comparison, Gain, Likeness, Mark, Pair
from extractor.document import Document, Span
from extractor.quotations import Quotation, quoted


def comparison_json(comparison: Comparison, a: Document, b: Document) -> str:
    """Both documents, counts, and every pair with its changes and its redline, indented."""
    return _dumped(
        {
            "a": _document(a),
            "b": _document(b),
            "counts": {key.value: comparison.counts().get(key, 0) for key in Likeness},
            "gains": {key.value: comparison.gains().get(key, 0) for key in Gain},
            "pairs": [_pair(pair, a, b) for pair in comparison.pairs],
        }
    )


def matrix_json(matrix: Matrix, documents: Sequence[Document]) -> str:
    """The documents in the order of the answers, and a row for each element, indented."""
    return _dumped(
        {
            "documents": [_document(document) for document in documents],
            "rows": [_row(row, documents) for row in matrix.rows],
        }
    )


def review_json(review: Review, document: Document) -> str:
    """The document, the standard, counts and every check in the standard's order, indented."""
    return _dumped(
        {
            "document": _document(document),
            "standard": review.standard,
            "title": review.title,
            "lines": [line.value for line in review.lines],
            "counts": {key.value: review.counts().get(key, 0) for key in Verdict},
            "assessments": [_assessment(one, document) for one in review.assessments],
        }
    )


def exemptions_json(found: ExemptionMap, document: Document) -> str:
    """The document, every exemption in its order, and what the reader must know, indented."""
    return _dumped(
        {
            "document": _document(document),
            "exemptions": [_exemption(one, document) for one in found.exemptions],
            "notes": list(found.notes),
        }
    )


def surroundings_json(found: Surroundings, document: Document) -> str:
    """The document, its neighbours in the library by their keys, and how common each passage is, indented."""
    return _dumped(
        {
            "document": _document(document),
            "searched": found.searched,
            "neighbours": [
                {"key": one.key, "verbatim": round(one.verbatim, 4), "similar": round(one.similar, 4)}
                for one in found.neighbours
            ],
            "passages": [_echo(echo, document) for echo in found.echoes],
        }
    )


def _echo(echo: Echo, document: Document) -> Json:
    return {
        **_quotation(quoted(document, echo.path, echo.span), document),
        "held": echo.held,
        "unusual": echo.unusual,
        "verbatim": list(echo.verbatim),
        "similar": list(echo.similar),
    }


def _exemption(one: Exemption, document: Document) -> Json:
    return {
        "subject": one.subject,
        "extent": one.extent.value,
        "heading": one.heading,
        "section": one.section,
        "prompt": one.prompt.value,
        "evidence": one.evidence,
        "exception": one.exception,
        "quotation": _quotation(one.quotation, document),
        "lead": _quotation(one.lead, document) if one.lead else None,
    }


def _dumped(whole: Json) -> str:
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _document(document: Document) -> Json:
    return {
        "title": document.title,
        "kind": document.kind.value,
        "sha256": document.sha256,
        "source": document.source.value,
        "pages": document.pages,
        "remarks": [
            {"code": remark.code, "message": remark.message, "page": remark.page}
            for remark in document.remarks
        ],
    }


def _quotation(quoted: Quotation, document: Document) -> Json:
    place = printed_place(quoted.span, document)
    return {"path": quoted.path, **_span(quoted.span), "quote": quoted.quote, **place}


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _pair(pair: Pair, a: Document, b: Document) -> Json:
    return {
        "likeness": pair.likeness.value,
        "place": pair.place.value,
        "similarity": round(pair.similarity, 4),
        "a": [_quotation(quoted, a) for quoted in pair.a],
        "b": [_quotation(quoted, b) for quoted in pair.b],
        "changes": [_change(change, a, b) for change in pair.changes],
        "marks": [_mark(mark) for mark in pair.marks],
    }


def _change(change: Change, a: Document, b: Document) -> Json:
    return {
        "kind": change.kind.value,
        "gain": change.gain.value,
        "weight": change.weight.value,
        "subject": change.subject,
        "why": change.why,
        "before": _quotation(change.before, a) if change.before else None,
        "after": _quotation(change.after, b) if change.after else None,
    }


def _mark(mark: Mark) -> Json:
    sides = {"a": mark.a, "b": mark.b}
    return {
        "stroke": mark.stroke.value,
        **{key: _span(span) for key, span in sides.items() if span is not None},
    }


def _row(row: Row, documents: Sequence[Document]) -> Json:
    return {
        "key": row.key,
        "title": row.title,
        "group": row.group,
        "differs": row.differs,
        "answers": [
            _answer(answer, document) for answer, document in zip(row.answers, documents, strict=True)
        ],
    }


def _answer(answer: Answer, document: Document) -> Json:
    return {
        "standing": answer.standing.value,
        "entries": [
            {"shown": entry.shown, "figure": _figure(entry.figure), **_quotation(entry.quotation, document)}
            for entry in answer.entries
        ],
    }


def _figure(figure: Figure | None) -> Json | None:
    return None if figure is None else {"number": value_of(figure.number), "unit": figure.unit}


def _assessment(one: Assessment, document: Document) -> Json:
    return {
        "rule": one.rule,
        "title": one.title,
        "verdict": one.verdict.value,
        "weight": one.weight.value,
        "requirement": one.requirement,
        "reason": one.reason,
        "advice": one.advice,
        "prevails": one.prevails,
        "citations": [
            {
                "law": citation.law,
                "article": citation.article,
                "paragraph": citation.paragraph,
                "version": citation.version.isoformat(),
                "text": str(citation),
            }
            for citation in one.citations
        ],
        "sources": [_quotation(source, document) for source in one.sources],
    }

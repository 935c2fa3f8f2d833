"""A review as a page (审查报告): what failed first, and what was checked and is fine, with quotes and law."""

from collections.abc import Mapping

from api.export import comparison_wording as wording
from api.export import wording as general
from api.export.notes import page_of, tone_of_verdict
from api.export.page_template import render
from api.export.review_order import lines_of, parts_of
from extractor.assessments import Assessment, Review, Verdict
from extractor.document import Document


def review_page(review: Review, document: Document) -> str:
    """The report as one HTML file that loads nothing and needs no script."""
    counts = review.counts()
    return render(
        "review_page.html",
        styles=("page_frame.css", "review_page.css"),
        review=review,
        document=document,
        lines=lines_of(review),
        source=general.SOURCES[document.source],
        counts=[
            (tone_of_verdict(verdict).value, name, counts.get(verdict, 0))
            for verdict, name in wording.VERDICTS.items()
        ],
        parts=[
            {
                "name": name,
                "brief": all(one.verdict is Verdict.NOT_CONCERNED for one in found),
                "checks": [_check(one, document) for one in found],
            }
            for name, found in parts_of(review)
        ],
    )


def _check(one: Assessment, document: Document) -> Mapping[str, object]:
    return {
        "rule": one.rule,
        "title": one.title,
        "verdict": wording.VERDICTS[one.verdict],
        "tag": wording.VERDICT_TAGS[one.verdict],
        "tone": tone_of_verdict(one.verdict).value,
        "weight": wording.WEIGHTS[one.weight],
        "weight_key": one.weight.value,
        "requirement": one.requirement,
        "reason": one.reason,
        "advice": one.advice,
        "prevails": one.prevails,
        "citations": [str(citation) for citation in one.citations],
        "sources": [
            {"path": source.path, "quote": source.quote, "page": page_of(document, source.span)}
            for source in one.sources
        ],
    }

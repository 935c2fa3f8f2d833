"""Golden files: what comparison, matrix, law, playbook and map of exemptions say of our own documents.

``pytest tests/analysis/test_golden.py --regold`` writes them anew and fails: read the difference, then run again
without it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from api.analysis.orders import Kind, Order
from api.analysis.performing import perform
from api.analysis.results import Result, decode_result, encode_result
from extractor.answers import Matrix
from extractor.assessments import ExemptionMap, Review, Verdict
from extractor.differences import Comparison, Likeness
from extractor.extraction import extract
from extractor.playbooks import shipped_texts
from extractor.quotations import Quotation
from extractor.records import Extraction

GOLDEN = Path(__file__).with_name("golden")
DOCUMENTS = Path(__file__).resolve().parents[2] / "corpora" / "documents"
# The next version of a wording: what an insurer might change from one year to another.
REVISION = (
    ("三十日", "六十日"),
    ("应当", "可以"),
    ("10%", "20%"),
    ("战争", "战争、地震"),
)
ELEMENTS = (
    "waiting-period",
    "hesitation-period",
    "grace-period",
    "limitation",
    "deductible",
    "copay",
    "sum-insured",
    "settlement-decision",
    "settlement-payment",
    "advance-payment",
    "refund-fee",
    "loss-notice",
    "dispute-arbitration",
)
CASES: dict[str, tuple[Order, tuple[str, ...]]] = {
    "liability-revised": (Order(Kind.COMPARISON), ("liability-public", "liability-public+")),
    "liability-and-cyber": (Order(Kind.COMPARISON), ("liability-public", "cyber-response")),
    "health-matrix": (
        Order(Kind.MATRIX, elements=ELEMENTS),
        ("critical-illness", "medical-inpatient", "accident-group"),
    ),
    "fleet-law": (Order(Kind.LAW), ("fleet-procurement",)),
    "life-law": (Order(Kind.LAW), ("life-decimal",)),
    "illness-playbook": (Order(Kind.PLAYBOOK, "health"), ("critical-illness",)),
    "cyber-exemptions": (Order(Kind.EXEMPTIONS), ("cyber-response",)),
}


@cache
def _extraction(name: str) -> Extraction:
    text = (DOCUMENTS / f"{name.rstrip('+')}.txt").read_text("utf-8")
    if name.endswith("+"):
        for before, after in REVISION:
            text = text.replace(before, after, 1)
    return extract(text.encode(), name)


def _result(name: str) -> Result:
    order, names = CASES[name]
    if order.kind is Kind.PLAYBOOK:
        order = Order(Kind.PLAYBOOK, shipped_texts()[order.playbook], order.playbook)
    return perform(order, [_extraction(one) for one in names])


@pytest.mark.parametrize("name", CASES)
def test_an_analysis_says_what_it_said(name: str, request: pytest.FixtureRequest) -> None:
    found = "\n".join(_told(_result(name))) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--regold"):
        golden.write_text(found, "utf-8")
        pytest.fail(f"wrote {golden.name}: read the difference and run without --regold")
    assert found == golden.read_text("utf-8")


def test_there_are_no_other_golden_files() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.txt")) == sorted(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_result_comes_back_from_json_as_it_was(name: str) -> None:
    result = _result(name)
    assert decode_result(CASES[name][0].kind, encode_result(result)) == result


def _told(result: Result) -> Iterator[str]:
    match result:
        case Comparison():
            yield from _compared(result)
        case Matrix():
            yield from _matrix(result)
        case Review():
            yield from _reviewed(result)
        case ExemptionMap():
            for one in result.exemptions:
                section = "section" if one.section else "elsewhere"
                told = f"{one.extent} {section} {one.prompt} | {one.subject} | {_words([one.quotation])}"
                yield f"{told} | {one.exception}".rstrip(" |")
        case _:
            raise AssertionError(f"no way to tell {type(result)}")


def _compared(comparison: Comparison) -> Iterator[str]:
    for pair in comparison.pairs:
        if pair.likeness is Likeness.SAME:
            continue
        yield f"{pair.likeness} {pair.place} | {_words(pair.a)} | {_words(pair.b)}"
        for change in pair.changes:
            sides = [_words([side]) if side else "—" for side in (change.before, change.after)]
            yield f"    {change.kind} {change.gain} {change.weight} {change.subject} | {' → '.join(sides)}"


def _matrix(matrix: Matrix) -> Iterator[str]:
    for row in matrix.rows:
        yield f"{row.group} {row.title}"
        for title, answer in zip(matrix.documents, row.answers, strict=True):
            shown = "; ".join(f"{entry.shown} [{entry.quotation.path}]" for entry in answer.entries)
            yield f"    {title}: {answer.standing} {shown}".rstrip()


def _reviewed(review: Review) -> Iterator[str]:
    for one in review.assessments:
        if one.verdict is not Verdict.NOT_CONCERNED:
            yield f"{one.rule} {one.verdict} {one.weight} | {one.reason} | {_words(one.sources)}"


def _words(quoted: Sequence[Quotation]) -> str:
    return " & ".join(f"{one.path}:{one.quote}".replace("\n", "⏎") for one in quoted)

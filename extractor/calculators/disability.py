"""Disability benefit by grade (伤残保险金): the text's ladder of grades, and its rule for several injuries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.calculators.asking import Variant, calculations
from extractor.calculators.contradictions import negative, refused
from extractor.calculators.grades import Ladder, ladder
from extractor.calculators.statements import quotation, statements
from extractor.claim import Contradiction
from extractor.determination import Calculation, Question
from extractor.expressions import (
    Difference,
    Given,
    Lesser,
    Named,
    NotBelowZero,
    Number,
    Product,
    Sum,
)
from extractor.quotations import Quotation
from extractor.records import Extraction
from extractor.terms.passages import Passage

_WORST, _MILDEST = 1, 10


@dataclass(frozen=True, slots=True)
class Disability:
    """The grades of one accident's injuries (伤残等级, 1 gravest … 10). None means "not said".

    ``sum_insured`` is the person's sum insured, ``paid_before`` what was paid for disability before, ``prior_grade`` the
    grade of a disability that stood before the accident (0: none).
    """

    grades: tuple[int, ...] = ()
    sum_insured: Decimal | None = None
    paid_before: Decimal | None = None
    prior_grade: int | None = None


def contradictions(case: Disability) -> tuple[Contradiction, ...]:
    """What cannot be in a disability case, by field."""
    found = [
        *negative("/sum_insured", "保险金额", case.sum_insured),
        *negative("/paid_before", "已给付金额", case.paid_before),
    ]
    for at, grade in enumerate(case.grades):
        if not _WORST <= grade <= _MILDEST:
            found.append(Contradiction(f"/grades/{at}", f"伤残等级应为 1 至 10，这里是 {grade}"))
    if case.prior_grade is not None and not 0 <= case.prior_grade <= _MILDEST:
        found.append(Contradiction("/prior_grade", "原有伤残等级应为 1 至 10，没有的填 0"))
    return tuple(found)


_SUM = Given("sum_insured", "保险金额")
_SEVERAL = re.compile(
    r"(?:两处|多处|两项|数处|[一1]项以上|多项|几处)[^。；]{0,30}(?:伤残|残疾|残废|烧)|(?:伤残|残疾)[^。；]{0,12}(?:两处|多处|两项|多项|[一1]项以上)|如果?几处"
)
_HIGHEST = re.compile(r"最[重高]的?|较[重高]的?|严重的一项|比例最高|严重者为准")
_PROMOTED = re.compile(r"相同[^。；]{0,30}(?:晋升|上一级)")
_TOGETHER = re.compile(r"之和|累计|合计|分别给付|各项")
_CAPPED = re.compile(r"(?:为限|不超过|不得超过)")
_PRIOR = re.compile(r"(?:以前|此前|之前|原有|已有)[^。；]{0,24}(?:伤残|残疾|残废)")
_DEDUCTED = re.compile(r"扣[除减]|减去")


def disability(extraction: Extraction, case: Disability) -> Calculation:
    """The disability benefit by the text's own ladder of grades, or by the standard that it says to follow."""
    found = contradictions(case)
    if found:
        return refused(found)
    sentences = statements(extraction)
    rungs = ladder(extraction.document, sentences)
    if rungs is None:
        return Calculation(None, note="文本未载明伤残等级的给付比例")
    if not case.grades:
        return Calculation(None, questions=(Question("评定为几级伤残？", "/grades", (rungs.source,)),))
    outside = next((at for at, grade in enumerate(case.grades) if grade not in rungs.rates), None)
    if outside is not None:
        return Calculation(
            None, note=f"比例表没有{case.grades[outside]}级（表列至{max(rungs.rates)}级），文本未载明如何给付"
        )
    prior = _prior(sentences)
    if prior is not None and case.prior_grade is None:
        ask = Question("事故发生前是否已有伤残？几级？没有的填 0", "/prior_grade", (prior,))
        return Calculation(None, questions=(ask,))
    return _disability(case, rungs, sentences, prior)


def _disability(
    case: Disability, rungs: Ladder, sentences: tuple[Passage, ...], prior: Quotation | None
) -> Calculation:
    variants = []
    for variant in _of_grades(case, rungs, sentences):
        of = variant.of
        if prior is not None and case.prior_grade:
            rate = rungs.rates.get(case.prior_grade, Decimal())
            less = NotBelowZero(Difference(of, Product((_SUM, Number(rate)))))
            of = Named(f"扣减原有{case.prior_grade}级伤残的比例", less, (of,), prior)
        if case.paid_before is not None:
            left = NotBelowZero(Difference(_SUM, Number(case.paid_before)))
            of = Named("累计以保险金额为限", Lesser((of, left)), (of,))
        variants.append(Variant(variant.title, of, variant.why))
    figures = {} if case.sum_insured is None else {"sum_insured": case.sum_insured}
    return calculations(variants, figures, (rungs.source,))


def _of_grades(case: Disability, rungs: Ladder, sentences: tuple[Passage, ...]) -> Iterator[Variant]:
    if len(case.grades) == 1:
        yield Variant("", _single(case.grades[0], rungs))
        return
    rules = [one for one in sentences if _SEVERAL.search(one.text)]
    highest = next((one for one in rules if _HIGHEST.search(one.text)), None)
    together = next((one for one in rules if _TOGETHER.search(one.text)), None)
    if highest is None and together is None and not rungs.law:
        why = "文本未载明多处伤残如何合并"
        yield Variant("各处比例相加，以保险金额为限", _summed(case, rungs, rungs.source), why)
        yield Variant("只按最重的一处给付", _single(min(case.grades), rungs), why)
        return
    if together is not None:
        yield Variant("各项之和", _summed(case, rungs, quotation(together)), "文本写明各项之和（或累计）")
    if highest is not None or together is None:
        promoting = next((one for one in sentences if _PROMOTED.search(one.text)), None)
        yield Variant(
            "以最重的等级为准",
            _gravest(case, rungs, highest, promoting),
            "文本写明以最重（比例最高）的一项为准",
        )


def _single(grade: int, rungs: Ladder, source: Quotation | None = None) -> Named:
    of = Product((_SUM, Number(rungs.rates[grade])))
    return Named(f"{grade}级伤残给付", of, source=source or rungs.source, law=rungs.law)


def _summed(case: Disability, rungs: Ladder, source: Quotation) -> Named:
    parts = tuple(_single(grade, rungs) for grade in case.grades)
    return Named("多处伤残累计，以保险金额为限", Lesser((Sum(parts), _SUM)), parts, source)


def _gravest(case: Disability, rungs: Ladder, rule: Passage | None, promoting: Passage | None) -> Named:
    """The gravest injury; two of the same gravest grade count as one grade graver where the text or standard says so."""
    worst = min(case.grades)
    promoted = case.grades.count(worst) > 1 and (promoting is not None or bool(rungs.law))
    grade = max(worst - 1, 1) if promoted else worst
    gravest = _single(grade, rungs)
    label = (
        f"同为{worst}级，晋升一级按{grade}级给付" if promoted and grade != worst else f"按最重的{grade}级给付"
    )
    of = Product((_SUM, Number(rungs.rates[grade])))
    source = quotation(promoting) if promoted and promoting else quotation(rule) if rule else gravest.source
    return Named(label, of, source=source, law=rungs.law)


def _prior(sentences: tuple[Passage, ...]) -> Quotation | None:
    """The sentence that takes an earlier disability off."""
    found = (one for one in sentences if _PRIOR.search(one.text) and _DEDUCTED.search(one.text))
    return next((quotation(one) for one in found if not re.search(r"身故|前次", one.text)), None)

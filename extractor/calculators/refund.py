"""Refund when a contract ends before its time (退保、解除退费): the basis is chosen by the case, then computed."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from extractor.calculators.asking import calculations
from extractor.calculators.bases import Basis, Method, find_bases
from extractor.calculators.cases import Stage, hesitation_days
from extractor.calculators.contradictions import refused
from extractor.calculators.elapsed import Cover
from extractor.calculators.ending import Ending, ending_after
from extractor.calculators.formulas import find_formulas
from extractor.calculators.refund_ways import Ground, Ways, ways_of
from extractor.calculators.short_rates import short_rates
from extractor.calculators.statements import statements
from extractor.calculators.termination import Termination, Terminator, contradictions
from extractor.determination import Calculation, Question
from extractor.quotations import Quotation
from extractor.records import Extraction
from extractor.terms.passages import Passage

_NAMES = {
    Terminator.POLICYHOLDER: "投保人解除合同",
    Terminator.INSURER: "保险人解除合同",
    Terminator.AGREEMENT: "双方协商解除合同",
}
_STAGES = {Stage.HESITATION: "犹豫期内", Stage.BEFORE: "保险责任开始前", Stage.AFTER: "保险责任开始后"}


def refund(extraction: Extraction, termination: Termination) -> Calculation:
    """What is given back of the premium, by the document's own words (应退保险费).

    Several readings of the text stand side by side; what nobody has said is asked for; where the text does not say how
    to compute it, ``note`` says so.
    """
    found = contradictions(termination)
    if found:
        return refused(found)
    sentences = statements(extraction)
    bases = find_bases(sentences)
    if not bases:
        return Calculation(None, note="文本未载明合同解除时如何退还保险费")
    ending = _ending(termination, sentences)
    if ending is not None:
        dated = refund(extraction, replace(termination, on=ending.day, notified=None))
        words = f"合同于{ending.day.isoformat()}解除（{ending.source.path}：“{_shown(ending.source)}”）"
        return replace(dated, note="；".join(one for one in (words, dated.note) if one))
    asked = _first_questions(termination)
    if asked:
        return Calculation(None, questions=asked)
    stage = _stage(termination, bases, sentences)
    if isinstance(stage, Question):
        return Calculation(None, questions=(stage,))
    return _of_stage(extraction, termination, stage, bases, sentences)


def _ending(termination: Termination, sentences: tuple[Passage, ...]) -> Ending | None:
    """The day of the end by the text, where only the day of the notice is known."""
    if termination.on is not None or termination.notified is None or termination.by is None:
        return None
    return ending_after(termination.notified, termination.by, sentences)


def _first_questions(termination: Termination) -> tuple[Question, ...]:
    wanted = (
        (termination.by, "合同由谁解除：投保人、保险人，还是双方协商？", "/by"),
        (termination.on, "合同在哪一天解除？", "/on"),
        (termination.start, "保险期间从哪一天开始？", "/start"),
    )
    return tuple(Question(ask, about) for value, ask, about in wanted if value is None)


def _stage(
    termination: Termination, bases: tuple[Basis, ...], sentences: tuple[Passage, ...]
) -> Stage | Question:
    """At which stage the contract ends; a question where only the day of receipt tells."""
    if termination.on is None or termination.start is None:
        raise ValueError("both days are known here")
    stage = Stage.BEFORE if termination.on < termination.start else Stage.AFTER
    hesitating = [basis for basis in bases if basis.case.stage is Stage.HESITATION]
    if not hesitating or termination.by is not Terminator.POLICYHOLDER:
        return stage
    stated = hesitation_days(sentences)
    if stated is None:
        ask = "文本有犹豫期而未载明天数：保险单在哪一天签收？在签收当日解除的，按犹豫期内处理"
        if termination.received is None:
            return Question(ask, "/received", (hesitating[0].source,))
        return Stage.HESITATION if termination.received == termination.on else stage
    days, words = stated
    if termination.received is None:
        return Question(f"保险单在哪一天签收？签收后 {days} 日为犹豫期", "/received", (words,))
    inside = termination.on <= termination.received + timedelta(days=days)
    return Stage.HESITATION if inside else stage


def _of_stage(
    extraction: Extraction,
    termination: Termination,
    stage: Stage,
    bases: tuple[Basis, ...],
    sentences: tuple[Passage, ...],
) -> Calculation:
    fitting = tuple(basis for basis in bases if _fits(basis, termination, stage))
    asked = _open_conditions(fitting, termination, stage)
    if asked:
        return Calculation(None, questions=asked)
    standing = tuple(basis for basis in fitting if _stands(basis, termination, stage))
    chosen = _most_specific(standing)
    if not chosen:
        case = f"{_STAGES[stage]}，{_NAMES[termination.by]}" if termination.by else _STAGES[stage]
        return Calculation(None, note=f"文本未载明此种情形（{case}）如何退还保险费")
    if chosen[0].method is Method.FORBIDDEN:
        return Calculation(
            None, note=f"文本载明此时不得解除合同：“{_shown(chosen[0].source)}”（{chosen[0].source.path}）"
        )
    general = _most_specific(tuple(b for b in standing if not b.case.after_payment))
    cover = Cover(termination.start, termination.end) if termination.start and termination.end else None
    ground = Ground(termination, cover, find_formulas(sentences), short_rates(extraction.document), sentences)
    ways = [ways_of(basis, ground, general[0] if general else None) for basis in chosen]
    return _computed(ways, tuple(basis.source for basis in chosen), termination, cover)


def _computed(
    ways: list[Ways], sources: tuple[Quotation, ...], termination: Termination, cover: Cover | None
) -> Calculation:
    if any(one.needs_period for one in ways):
        return Calculation(None, questions=(Question("保险期间到哪一天为止？", "/end", sources),))
    variants = tuple(variant for one in ways for variant in one.variants)
    note = "；".join(dict.fromkeys(one.note for one in ways if one.note))
    if not variants:
        return Calculation(None, note=note)
    return calculations(variants, _figures(termination, cover), sources, note)


def _figures(termination: Termination, cover: Cover | None) -> dict[str, Decimal]:
    """Figures by key; a period of one year makes its premium the annual one."""
    names = ("premium", "annual_premium", "paid", "limit", "fee", "cash_value", "net_premium")
    figures = {name: value for name in names if (value := getattr(termination, name)) is not None}
    if cover is not None and cover.months == 12 and "premium" in figures:
        figures.setdefault("annual_premium", figures["premium"])
    return figures | {f"figures/{name}": value for name, value in termination.figures.items()}


# --- which basis holds ----------------------------------------------------------------------------------


def _fits(basis: Basis, termination: Termination, stage: Stage) -> bool:
    case = basis.case
    if case.by is not None and case.by is not termination.by:
        return False
    if stage is Stage.HESITATION:
        return case.stage is Stage.HESITATION
    return case.stage in (None, stage)


def _open_conditions(
    fitting: tuple[Basis, ...], termination: Termination, stage: Stage
) -> tuple[Question, ...]:
    """What must be known before the basis can be chosen."""
    asked: dict[str, Question] = {}
    for basis in fitting:
        sources = (basis.source,)
        if basis.case.barring and termination.barred is None:
            ask = f"是否属于文本载明不得解除的情形：“{_shown(basis.source)}”？"
            asked.setdefault("/barred", Question(ask, "/barred", sources))
        if not basis.case.after_payment or stage is not Stage.AFTER:
            continue
        if termination.paid is None:
            ask = "本合同项下是否已经赔付（给付）过？金额多少？没有的，请填 0"
            asked.setdefault("/paid", Question(ask, "/paid", sources))
        elif termination.paid and basis.within is not None and termination.paid_on is None:
            ask = f"最近一次赔款在哪一天支付？赔付后 {basis.within} 日内解除的，退费算法不同"
            asked.setdefault("/paid_on", Question(ask, "/paid_on", sources))
    return tuple(asked.values())


def _stands(basis: Basis, termination: Termination, stage: Stage) -> bool:
    """Whether the conditions of the basis are met."""
    if basis.case.barring:
        return bool(termination.barred)
    if not basis.case.after_payment:
        return True
    if stage is not Stage.AFTER or not termination.paid:
        return False
    if basis.within is None or termination.paid_on is None or termination.on is None:
        return True
    return termination.on <= termination.paid_on + timedelta(days=basis.within)


def _most_specific(bases: tuple[Basis, ...]) -> tuple[Basis, ...]:
    """What forbids comes first, then the bases that say most of the case; each method once."""
    forbidding = tuple(basis for basis in bases if basis.method is Method.FORBIDDEN)
    if forbidding or not bases:
        return forbidding[:1]
    weight = max(basis.case.weight for basis in bases)
    first: dict[Method, Basis] = {}
    for basis in bases:
        if basis.case.weight == weight:
            first.setdefault(basis.method, basis)
    return tuple(first.values())


def _shown(source: Quotation) -> str:
    return "".join(source.quote.split())

"""The claim check (理赔核定): one claim against the terms of one document, every line with its words."""

from dataclasses import replace
from decimal import Decimal

from extractor.adjustment.apportioning import Apportionment, apportioned, without_taken
from extractor.adjustment.duties import duties
from extractor.adjustment.papers import papers
from extractor.adjustment.period import standing_of_period
from extractor.adjustment.verdict import Conclusion, concluded
from extractor.claim import Claim
from extractor.contradictions import contradictions
from extractor.determination import Calculation, ClaimVerdict, Determination, Question
from extractor.expressions import Step
from extractor.facts import facts_of
from extractor.matching import match_coverages, match_exclusions
from extractor.payout import LEFT_OUT, payout
from extractor.records import Extraction
from extractor.timeline import timetable

_ASSUMED = "以属于保险责任且无免责情形为前提计算，尚待上列问题核实。"


def check_claim(extraction: Extraction, claim: Claim) -> Determination:
    """What the document says of ``claim``: covered or not, what is payable, what is missing, by when who must act.

    An aid to a person's decision: what rests on a judgement is possible, with a question. Raises ``ValueError`` for a
    claim that contradicts itself (see ``contradictions``, to be asked first).
    """
    if wrong := contradictions(claim):
        raise ValueError("; ".join(f"{each.field}: {each.message}" for each in wrong))
    coverage = match_coverages(extraction, claim.event)
    period = standing_of_period(extraction, claim, coverage)
    exclusions = match_exclusions(extraction, claim.event)
    timeline = timetable(extraction, facts_of(claim.event, claim.schedule))
    kept = duties(extraction, claim, timeline)
    losses = apportioned(extraction, claim, exclusions)
    computed = _computed(extraction, claim, losses)
    conclusion = concluded(period, coverage, exclusions, losses, kept)
    conclusion = _without_what_is_left_out(conclusion, computed)
    owed = _payable(conclusion, computed)
    return Determination(
        verdict=conclusion.verdict,
        why=conclusion.why,
        period=period,
        coverage=coverage,
        exclusions=exclusions,
        duties=kept,
        papers=papers(extraction, claim.event),
        payout=owed,
        timeline=timeline,
        questions=_asked(
            period.questions,
            *(match.questions for match in coverage),
            *(match.questions for match in exclusions),
            *(duty.questions for duty in kept),
            owed.questions,
        ),
    )


def _computed(extraction: Extraction, claim: Claim, losses: Apportionment) -> Calculation:
    """The payout of what the exclusions leave. No amount while it is not known which loss one of them takes out."""
    if losses.whole is not None:
        return Calculation(None)
    found = payout(extraction, without_taken(claim, losses.taken))
    steps = tuple(
        Step(
            f"{LEFT_OUT}：{claim.event.losses[number].name}（{source.path}）",
            "0",
            Decimal(),
            Decimal(),
            source,
        )
        for number, source in losses.taken.items()
    )
    found = replace(found, steps=(*steps, *found.steps))
    if not losses.open or found.amount is None:
        return found
    questions = tuple(
        Question(f"各项损失中哪些属于{match.source.path}？请分项列明。", "/event/losses", (match.source,))
        for match in losses.open
    )
    note = f"尚未扣除{'、'.join(match.source.path for match in losses.open)}所列损失，金额未定。{found.note}"
    return replace(found, amount=None, questions=(*found.questions, *questions), note=note)


def _without_what_is_left_out(conclusion: Conclusion, computed: Calculation) -> Conclusion:
    """A covered claim of which the calculation leaves some loss out is covered in part."""
    left_out = [step for step in computed.steps if step.label.startswith(LEFT_OUT)]
    if conclusion.verdict is not ClaimVerdict.COVERED or not left_out:
        return conclusion
    sources = tuple(step.source for step in left_out if step.source)
    return Conclusion(ClaimVerdict.PARTLY_COVERED, "；".join(step.label for step in left_out) + "。", sources)


def _payable(conclusion: Conclusion, computed: Calculation) -> Calculation:
    """Nothing where the claim is not covered; what was computed on an assumption says so."""
    if conclusion.verdict in {ClaimVerdict.EXCLUDED, ClaimVerdict.NOT_COVERED}:
        source = conclusion.decisive[0] if conclusion.decisive else None
        nothing = Step("不承担赔偿责任", "0", Decimal(), Decimal(), source)
        return Calculation(Decimal(), (nothing,), note=conclusion.why)
    if conclusion.verdict is ClaimVerdict.NEEDS_INFORMATION and computed.amount is not None:
        return replace(computed, note=f"{_ASSUMED}{computed.note}")
    return replace(computed, note=f"{conclusion.unreckoned}{computed.note}")


def _asked(*asked: tuple[Question, ...]) -> tuple[Question, ...]:
    """Every question once, in the order in which a claims handler needs the answers; its words joined."""
    merged: dict[tuple[str, str], Question] = {}
    for question in (each for group in asked for each in group):
        key = (question.about, question.ask)
        known = merged.get(key)
        because = dict.fromkeys((*known.because, *question.because)) if known else question.because
        merged[key] = replace(question, because=tuple(because))
    return tuple(merged.values())

"""A duty listed, in one claim (义务履行情况): its answer, its consequence and when it was due."""

from dataclasses import dataclass, replace

from extractor.adjustment.duties.answers import Answer, Duty, answer, combined
from extractor.adjustment.duties.kinds import DutyKind
from extractor.adjustment.duties.listing import Listed
from extractor.adjustment.duties.notice import law_on_notice, notice
from extractor.adjustment.duties.outcomes import Outcome, outcomes
from extractor.adjustment.duties.sanctions import Sanction
from extractor.adjustment.papers import papers
from extractor.claim import Claim
from extractor.determination import Due, DutyStanding, DutyStatus, Effect, Question, TimelineEntry
from extractor.elements.wording import Wording
from extractor.law.paper import Paper
from extractor.quantities import Deadline
from extractor.records import Extraction

_NOTICE, _PAPERS = "loss_notice", "claim_papers"


def standing_of(
    listed: Listed, extraction: Extraction, claim: Claim, timeline: tuple[TimelineEntry, ...]
) -> DutyStanding:
    """Whether the duty was kept, what follows from a breach, and what would settle what is open."""
    entry = _entry(listed, timeline)
    duty = Duty(listed.text, listed.source, listed.label)
    answered = {
        key: _answered(_Asked(key, kind, duty, entry, listed.deadline), extraction, claim)
        for key, kind in listed.kinds.items()
    }
    whole = combined(list(answered.values()))
    key = next(name for name, each in answered.items() if each.status is whole.status)
    broken = whole.status is DutyStatus.BROKEN
    following = outcomes(key, listed.kinds[key], _on(key, listed, strictly=broken), claim.event)
    first = following[0] if following else None
    return DutyStanding(
        source=listed.source,
        bearer=listed.bearer,
        status=whole.status,
        why=_why(whole, key, first, extraction),
        effect=first.effect if first else Effect.NONE,
        consequence=first.sanction.source.quote if first else "",
        consequence_source=first.sanction.source if first else None,
        due=_due(entry),
        questions=(*whole.questions, *(_conditions(first) if broken else ())),
        only_if=first.open if first else (),
        further=tuple(each.sanction.source for each in following[1:]),
    )


def _on(key: str, listed: Listed, *, strictly: bool) -> tuple[Sanction, ...]:
    """The sanctions on a breach of the act of kind ``key``, of a duty that asks for several acts; all of them where
    there is none of its own and ``strictly`` does not forbid it."""
    if len(listed.kinds) == 1:
        return listed.sanctions
    own = tuple(
        each
        for each in listed.sanctions
        if not each.kinds or each.general or key in each.kinds or listed.source.span.covers(each.source.span)
    )
    return own if own or strictly else listed.sanctions


@dataclass(frozen=True, slots=True)
class _Asked:
    """One act of a duty."""

    key: str
    kind: DutyKind
    duty: Duty
    entry: TimelineEntry | None
    deadline: Deadline | None


def _answered(asked: _Asked, extraction: Extraction, claim: Claim) -> Answer:
    if asked.key == _NOTICE:
        return notice(asked.kind, asked.duty, claim.event, asked.entry, asked.deadline)
    if asked.key == _PAPERS:
        return _papers(asked, extraction, claim)
    return answer(asked.kind, asked.duty, claim.event)


def _papers(asked: _Asked, extraction: Extraction, claim: Claim) -> Answer:
    """A paper that is not there yet breaks no duty: it is asked for."""
    missing = [each for each in papers(extraction, claim.event) if each.present is False]
    if missing:
        names = "、".join(
            dict.fromkeys(name for each in missing for name in each.lacking or (each.source.quote,))
        )
        question = Question(
            f"尚缺单证：{names}。能否补交？", "/event/documents", tuple(each.source for each in missing)
        )
        return Answer(DutyStatus.UNKNOWN, f"已交单证中未见：{names}", (question,))
    if claim.event.complete_documents is not None:
        return Answer(DutyStatus.KEPT, f"索赔单证于{claim.event.complete_documents}齐全")
    told = answer(asked.kind, asked.duty, claim.event)
    if claim.event.documents is None and told.status is DutyStatus.UNKNOWN:
        return replace(
            told, questions=(Question("已提交哪些索赔单证？", "/event/documents", (asked.duty.source,)),)
        )
    return told


def _entry(listed: Listed, timeline: tuple[TimelineEntry, ...]) -> TimelineEntry | None:
    """The first deadline read from the words of the duty."""
    span = listed.source.span
    near = (
        each for each in timeline if each.source.span.start < span.end and span.start < each.source.span.end
    )
    return next((each for each in near if not each.earliest), None)


def _due(entry: TimelineEntry | None) -> Due | None:
    return entry.due if entry else None


def _conditions(outcome: Outcome | None) -> tuple[Question, ...]:
    return outcome.questions if outcome else ()


def _why(whole: Answer, key: str, outcome: Outcome | None, extraction: Extraction) -> str:
    parts = [whole.why]
    if whole.status is DutyStatus.BROKEN and outcome and outcome.refuted:
        parts.append(f"文本所载后果以“{outcome.refuted}”为前提，案情事实表明不具备")
    elif whole.status is DutyStatus.BROKEN and outcome and outcome.open:
        parts.append(f"文本所载后果以{'、'.join(f'“{words}”' for words in outcome.open)}为前提，尚待查明")
    if key == _NOTICE and whole.status is not DutyStatus.KEPT and not Paper(Wording(extraction)).at_sea:
        parts.append(law_on_notice(outcome.sanction if outcome else None))
    return "。".join(part.rstrip("。") for part in parts if part) + "。"

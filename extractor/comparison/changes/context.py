"""Where a change stands (变更所处的规定): what the sentence rules, whom it binds, and on whose side that is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractor.comparison.changes.tokens import Token, text_of
from extractor.comparison.changes.words import Sort, load_vocabulary
from extractor.comparison.passages import Passage
from extractor.differences import Gain
from extractor.records import Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.setting import read_setting


class Provision(StrEnum):
    """What a sentence rules."""

    COVERAGE = "coverage"
    EXCLUSION = "exclusion"
    LIMIT = "limit"
    PERIOD = "period"
    PAYMENT = "payment"
    PENALTY = "penalty"
    OBLIGATION = "obligation"
    CLAIM_DOCUMENT = "claim_document"
    DEFINITION = "definition"
    DISPUTE = "dispute"
    OTHER = "other"


class Norm(StrEnum):
    """How it binds."""

    DUTY = "duty"
    RIGHT = "right"
    PROHIBITION = "prohibition"


OPPOSED = {Gain.POLICYHOLDER: Gain.INSURER, Gain.INSURER: Gain.POLICYHOLDER}


def opposed(gain: Gain) -> Gain:
    """The other side; what has none stays."""
    return OPPOSED.get(gain, gain)


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """The sentence around a change. ``before`` and ``after`` are the words on its left and right in the sentence,
    ``side`` the one that the norm binds, as whom it would help."""

    provision: Provision
    side: Gain
    bearer: str
    norm: Norm | None
    kind: str
    topic: str
    text: str
    segment: str
    before: str
    after: str
    in_condition: bool
    in_exception: bool

    @property
    def more(self) -> Gain:
        """Whom it helps where the provision reaches farther."""
        found = self._more()
        return opposed(found) if self.in_exception else found

    def _more(self) -> Gain:
        match self.provision:
            case Provision.COVERAGE:
                return Gain.POLICYHOLDER
            case Provision.EXCLUSION | Provision.CLAIM_DOCUMENT:
                return Gain.INSURER
            case Provision.OBLIGATION | Provision.PAYMENT | Provision.PENALTY:
                return self.side if self.norm is Norm.RIGHT else opposed(self.side)
            case _:
                return Gain.UNKNOWN


def side_of(party: str, passage: Passage) -> Gain:
    """On whose side a party stands; UNKNOWN for a third party, and for 甲方 and 乙方 where the paper does not tell."""
    vocabulary = load_vocabulary()
    names = party.split("、")
    if all(name in vocabulary.insurer for name in names):
        return Gain.INSURER
    if all(name in vocabulary.insured for name in names):
        return Gain.POLICYHOLDER
    if party in ("甲方", "乙方"):
        setting = read_setting(passage.document)
        if setting.is_insurer(party):
            return Gain.INSURER
        if setting.is_insurer({"甲方": "乙方", "乙方": "甲方"}[party]):
            return Gain.POLICYHOLDER
    return Gain.UNKNOWN


FREES = re.compile(
    r"(?:不再?|不予以?|不负?|免于|概不|均不)(?:承担|负责|负|赔|给付|履行)(?![^，。；]{0,6}(?:违约|连带)责任)|免除[^，。；]{0,12}责任|责任免除|拒绝(?:赔偿|给付|承担|赔付)|拒赔|不属于保险责任|除外责任|不在[^，。；]{0,8}(?:责任|保障)范围"
)
REFUNDS = re.compile(r"(?:保险人|我们|本公司|保险公司)[^，。；]{0,14}(?:退还|返还|给付|支付)")
_UNEXCLUDED = re.compile(
    r"不(?:在|属于?|是)[^，。；]{0,12}(?:责任免除|免除责任|除外责任|除外)[^，。；的]*的?"
)
# What is paid in place of something else is paid: 给付中症保险金，不再给付轻症保险金.
_INSTEAD = re.compile(
    r"((?<!不)(?<!不予)(?:给付|赔偿|赔付)[^，。；]{1,24})，(?:但|且|并)?不再(?:给付|赔偿|赔付)[^，。；]*"
)
PAYS = re.compile(
    r"(?:保险人|我们|本公司|保险公司|承保人)[^，。；]{0,30}(?:负责赔偿|承担[^，。；]{0,12}责任|赔偿|赔付|给付|支付[^，。；]{0,8}保险金)|(?:负责赔偿|给付[^，。；]{0,14}(?:保险金|津贴))"
)
_PAPERS = re.compile(
    r"^[^，。]{0,40}(?:证明|单证?|书|资料|发票|原件|复印件|证件|凭证|材料|清单|报告|记录|病历)(?:（[^）]*）|\(.*\))?$"
)
_BY_RECORD = {
    RecordType.COVERAGE: Provision.COVERAGE,
    RecordType.EXCLUSION: Provision.EXCLUSION,
    RecordType.LIMIT: Provision.LIMIT,
    RecordType.PERIOD: Provision.PERIOD,
    RecordType.PAYMENT: Provision.PAYMENT,
    RecordType.PENALTY: Provision.PENALTY,
    RecordType.OBLIGATION: Provision.OBLIGATION,
    RecordType.CLAIM_DOCUMENT: Provision.CLAIM_DOCUMENT,
    RecordType.DEFINITION: Provision.DEFINITION,
    RecordType.DISPUTE: Provision.DISPUTE,
}
_BY_ROLE = {
    Role.EXCLUSION: Provision.EXCLUSION,
    Role.COVERAGE: Provision.COVERAGE,
    Role.LIMIT: Provision.LIMIT,
    Role.PERIOD: Provision.PERIOD,
    Role.PREMIUM: Provision.PAYMENT,
    Role.INSURED_DUTIES: Provision.OBLIGATION,
    Role.INSURER_DUTIES: Provision.OBLIGATION,
    Role.DISPUTE: Provision.DISPUTE,
    Role.DEFINITIONS: Provision.DEFINITION,
}


def read_context(
    changed: Sequence[Token], everything: Sequence[Token], passages: Sequence[Passage]
) -> Context:
    """The context of words that one side of a pair has, among all its words."""
    first, last = changed[0], changed[-1]
    passage = passages[first.passage]
    unit = [token for token in everything if token.unit == first.unit]
    segment = [token for token in unit if token.segment == first.segment]
    records = _covering(passage, first, last)
    text = text_of(unit)
    rest = text_of(token for token in unit if token not in changed)
    figure = all(token.is_value for token in changed)
    provision = _provision(passage, records, text, rest, figure=figure)
    norm, bearer = _norm(unit, first, passage, records)
    before = text_of(token for token in segment if token.start < first.start)
    return Context(
        provision=provision,
        side=side_of(bearer, passage) if bearer else Gain.UNKNOWN,
        bearer=bearer,
        norm=norm,
        kind=next((str(found) for record in records if (found := record.fields.get("kind"))), ""),
        topic=next((str(found) for record in records if (found := record.fields.get("topic"))), ""),
        text=text,
        segment=text_of(segment),
        before=before,
        after=text_of(token for token in segment if token.start > last.start),
        in_condition=supposes(segment, unit),
        in_exception=_is_excepted(changed, unit, segment),
    )


def _covering(passage: Passage, first: Token, last: Token) -> list[Record]:
    """Records that quote the words, the shortest first."""
    covering = [r for r in passage.records if r.span.start <= first.start and last.end <= r.span.end]
    touching = [r for r in passage.records if r.span.start < last.end and first.start < r.span.end]
    wider = [r for r in covering if r.span.end - r.span.start > last.end - first.start + 2]
    return sorted(wider or covering or touching, key=lambda record: record.span.end - record.span.start)


def _provision(
    passage: Passage, records: Sequence[Record], text: str, rest: str, *, figure: bool
) -> Provision:
    types = {record.type for record in records}
    if passage.role is Role.DEFINITIONS and RecordType.DEFINITION in types:
        return Provision.DEFINITION
    rest, text = (_INSTEAD.sub(r"\1", _UNEXCLUDED.sub("", words)) for words in (rest, text))
    if FREES.search(rest) or (FREES.search(text) and passage.role is Role.EXCLUSION):
        return Provision.EXCLUSION
    if RecordType.COVERAGE in types and not figure:
        return Provision.COVERAGE
    ranked = (
        RecordType.CLAIM_DOCUMENT, RecordType.PENALTY, RecordType.LIMIT, RecordType.PERIOD, RecordType.PAYMENT,
        RecordType.COVERAGE, RecordType.EXCLUSION, RecordType.OBLIGATION, RecordType.DISPUTE, RecordType.DEFINITION,
    )  # fmt: skip
    if passage.role is Role.EXCLUSION and RecordType.LIMIT not in types:
        return Provision.OBLIGATION if REFUNDS.search(rest) else Provision.EXCLUSION
    found = next((_BY_RECORD[kind] for kind in ranked if kind in types), None)
    if found is not None:
        return found
    if passage.role is Role.CLAIMS and _PAPERS.match(rest.strip("，。；：")):
        return Provision.CLAIM_DOCUMENT
    if passage.role in _BY_ROLE:
        return _BY_ROLE[passage.role]
    return Provision.COVERAGE if PAYS.search(rest) else Provision.OTHER


_OBJECT_BEFORE = frozenset(
    {"向", "对", "对于", "给", "将", "把", "被", "经", "与", "和", "按", "为", "的", "在", "以", "因", "从"}
)
_TOLD = re.compile(r"(?:通知|告知|报告|要求|请求|允许|提醒|协助|配合|交付|退还|送达|提示)$")
_BY_NORM = {"duty": Norm.DUTY, "right": Norm.RIGHT, "exemption": Norm.RIGHT, "prohibition": Norm.PROHIBITION}


def _norm(
    unit: Sequence[Token], changed: Token, passage: Passage, records: Sequence[Record]
) -> tuple[Norm | None, str]:
    """The norm around a word and whom it binds: the words of its own clause first, then the record's."""
    modal = _nearest_modal(unit, changed)
    stated = next((record for record in records if record.type is RecordType.OBLIGATION), None)
    own = _subject_in_clause(unit, modal or changed)
    recorded = str(stated.fields.get("bearer", "")) if stated is not None else ""
    bearer = own or (recorded if modal is None else "") or bearer_at(unit, modal or changed) or recorded
    if not bearer or side_of(bearer, passage) is Gain.UNKNOWN:
        bearer = _by_heading(passage) or bearer
    if modal is not None:
        return _BY_NORM[modal.key], bearer
    if stated is not None and stated.fields.get("modality") and bearer == recorded:
        return Norm(str(stated.fields["modality"])), bearer
    return (Norm.DUTY if bearer else None), bearer


def _subject_in_clause(unit: Sequence[Token], at: Token) -> str:
    """The last party before a word in its own clause that acts and is not acted on."""
    subjects = [
        token.key
        for n, token in enumerate(unit)
        if token.sort is Sort.PARTY and token.segment == at.segment and token.start <= at.start
        and not _is_object(unit, n) and not _owns(unit, n)
    ]  # fmt: skip
    return subjects[-1] if subjects else ""


def _nearest_modal(unit: Sequence[Token], changed: Token) -> Token | None:
    modals = [token for token in unit if token.sort is Sort.MODAL]
    same = [token for token in modals if token.segment == changed.segment]
    later = [token for token in modals if token.segment > changed.segment]
    return next(iter((*same, *later[:1])), None)


def bearer_at(unit: Sequence[Token], at: Token) -> str:
    """The party that does what is said at a word: 由 it right after, else the nearest subject before."""
    place = next((n for n, token in enumerate(unit) if token is at), 0)
    for near in unit[place + 1 : place + 3]:
        if near.sort is Sort.PARTY and "由" in text_of(unit[place : place + 2]):
            return near.key
    subjects = [
        token
        for n, token in enumerate(unit[: place + 1])
        if token.sort is Sort.PARTY and not _is_object(unit, n) and not _owns(unit, n)
    ]
    same = [token for token in subjects if token.segment == at.segment]
    if same:
        return same[-1].key
    if subjects:
        return _first_of_clause(subjects)
    return next((token.key for n, token in enumerate(unit) if n > place and _is_agent(unit, n)), "")


def _is_agent(unit: Sequence[Token], at: int) -> bool:
    return unit[at].sort is Sort.PARTY and at > 0 and unit[at - 1].text == "由"


def _first_of_clause(subjects: Sequence[Token]) -> str:
    last = subjects[-1].segment
    return next(token.key for token in subjects if token.segment == last)


def _is_object(unit: Sequence[Token], at: int) -> bool:
    before = unit[at - 1].text if at else ""
    return before in _OBJECT_BEFORE or _TOLD.search(before) is not None


def _owns(unit: Sequence[Token], at: int) -> bool:
    return at + 1 < len(unit) and unit[at + 1].text == "的"


def _by_heading(passage: Passage) -> str:
    if passage.role is Role.INSURER_DUTIES:
        return "保险人"
    return "投保人" if passage.role is Role.INSURED_DUTIES else ""


_SUPPOSES = re.compile(
    r"^[，、]?(?:但|但是|并|且|而)?(?:如果|如|若|倘若|假如|因|由于|凡|当|一旦|未经|除)|(?:的|时|的，|后|前|情况下|情形下|者)$|^在[^，]*(?:时|后|前|期间|内|情形|情况)"
)


def supposes(segment: Sequence[Token], unit: Sequence[Token]) -> bool:
    """Whether a clause only supposes: it does not end the sentence and begins or ends as conditions do."""
    words = text_of(token for token in segment if token.sort is not Sort.STOP)
    last = segment[-1].segment == unit[-1].segment
    return not last and _SUPPOSES.search(words) is not None


_TAKES_OUT = r"(?:不包括|不包含|不含|不涵盖)"
_TAKES_OUT_FIRST = re.compile(rf"^[，；]?[^，。；：（]{{0,24}}?(?:{_TAKES_OUT}|仅指|仅包括)")
_TAKEN_OUT = re.compile(rf"{_TAKES_OUT}[^，。；）]*$")


def takes_out(words: str) -> bool:
    """Whether a clause says what something does not comprise: 不包括特需费用, 意外伤害不包括猝死."""
    return _TAKES_OUT_FIRST.search(words) is not None


def _is_excepted(changed: Sequence[Token], unit: Sequence[Token], segment: Sequence[Token]) -> bool:
    """Whether the words stand inside an exception that was there before: 除…外, 但…除外, 不包括…."""
    rest = text_of(token for token in segment if token not in changed)
    if re.search(r"除[^，。；]*外|除外$|不在此限", rest):
        return True
    words = text_of(unit)
    at = text_of(token for token in unit if token.start < changed[0].start)
    if _TAKEN_OUT.search(at):
        return True
    opened = re.search(r"(?:，|^)但(?!不限)[^。；]*$", at)
    return (
        opened is not None
        and re.search(r"除外|不在此限|不受[^，。；]{0,10}限制", words[len(at) :]) is not None
    )

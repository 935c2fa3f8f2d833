"""A record from what the model says of a unit (模型读出的记录), and the fields that the model reads better."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from extractor.document import Span
from extractor.joining.candidates import Candidate
from extractor.language.parties import initial_party, reduce_name
from extractor.language.units import heading_length
from extractor.records import MODEL_RULE, FieldValue, Record, RecordType
from extractor.structure.headings import Role
from extractor.terms.due import put_deadlines
from extractor.terms.figures import put_figures
from extractor.terms.passages import Passage
from extractor.terms.setting import Setting
from extractor.terms.topics import topic_of
from models.reading import Statement

# The elements of a coverage that stand in its record.
ELEMENTS = ("covered", "conditions", "benefit", "period", "waiting", "ends")
_BENEFIT = re.compile("给付|豁免|返还|退还")
_DEFINED = re.compile(
    r"^(?:\d+(?:\.\d+)*)?[“]?(?P<term>[^，。；：“”]{1,24}?)[”]?(?:（[^）]*）)?(?:：|，?(?:是|系|均|即)?指)"
)
_WAYS = (
    ("arbitration", "仲裁"),
    ("litigation", "诉讼|法院|起诉"),
    ("mediation", "调解"),
    ("negotiation", "协商"),
)

# Kinds of payment by the words that tell them, the surest first.
_PAYMENTS = (
    ("refund_fee", r"扣除?[^，。；]{0,12}(?:手续费|工本费|成本费|退保费用)"),
    ("refund", "退还|返还|退回|退费|退保金"),
    ("service_fee", "佣金|服务费|手续费"),
    ("premium", "保险?费"),
)
# A few characters without a figure (给付限额, 证) head a column or are what is left of a broken line.
_NAMING = frozenset((RecordType.COVERAGE, RecordType.EXCLUSION, RecordType.PARTY, RecordType.CLAIM_DOCUMENT))
_BARE = re.compile(r"[^\d０-９]{0,6}")


@dataclass(slots=True)
class _Draft:
    """The fields of a record while they are written, from a unit and what the model says of it."""

    passage: Passage
    statement: Statement
    fields: dict[str, FieldValue]
    evidence: dict[str, Span]

    @property
    def text(self) -> str:
        return self.passage.text

    def put_part(self, label: str, known: Span | None = None) -> None:
        """The likeliest part of that label, to the letter; where one is ``known``, only if it says more of the same."""
        parts = [part for part in self.statement.parts if part.label == label]
        if not parts:
            return
        best = max(parts, key=lambda part: part.score)
        span = self.passage.unit.span(best.start, best.end)
        if known and (span.start >= known.end or span.end <= known.start or _within(span, known)):
            return
        self.evidence[label] = span
        self.fields[label] = span.quote(self.passage.document.text)

    def put_figures(self) -> None:
        """The amount and the rate that the unit states."""
        put_figures(self.passage, 0, self.text, self.fields, self.evidence)


def record_of(candidate: Candidate, setting: Setting) -> Record | None:
    """The record that only the model finds: the whole unit, with the fields that can be told; None where it states nothing."""
    if candidate.passage is None or candidate.statement is None or _is_bare(candidate):
        return None
    draft = _Draft(candidate.passage, candidate.statement, {}, {})
    _WRITERS.get(candidate.type, _write_nothing)(draft, setting)
    return draft.passage.record(
        candidate.type, f"{MODEL_RULE}{candidate.type.value}", 0.5, draft.fields,
        start=heading_length(draft.text), evidence=draft.evidence,
    )  # fmt: skip


def _is_bare(candidate: Candidate) -> bool:
    text = candidate.passage.text if candidate.passage else ""
    return len(text) < 2 or (candidate.type not in _NAMING and _BARE.fullmatch(text) is not None)


def _write_nothing(draft: _Draft, setting: Setting) -> None:
    """Types whose record is its quote."""


def _write_coverage(draft: _Draft, setting: Setting) -> None:
    draft.fields["payer"] = next(iter(sorted(setting.insurer - {"保险人"})), "保险人")
    for label in ELEMENTS:
        draft.put_part(label)


def _write_exclusion(draft: _Draft, setting: Setting) -> None:
    draft.fields["placement"] = "section" if draft.passage.role is Role.EXCLUSION else "elsewhere"
    draft.put_part("exception")


def _write_limit(draft: _Draft, setting: Setting) -> None:
    draft.fields["kind"] = draft.statement.limit[0]
    draft.put_figures()


def _write_payment(draft: _Draft, setting: Setting) -> None:
    told = (kind for kind, words in _PAYMENTS if re.search(words, draft.text))
    draft.fields["kind"] = next(told, "other")
    draft.put_figures()


def _write_definition(draft: _Draft, setting: Setting) -> None:
    match = _DEFINED.match(draft.text)
    if match:
        draft.fields["term"] = match["term"]


def _write_dispute(draft: _Draft, setting: Setting) -> None:
    way = next((name for name, words in _WAYS if re.search(words, draft.text)), None)
    if way:
        draft.fields["kind"] = way


def _write_obligation(draft: _Draft, setting: Setting) -> None:
    bearer = next((part for part in draft.statement.parts if part.label == "bearer"), None)
    mention = initial_party(draft.text)
    name = reduce_name(draft.text[bearer.start : bearer.end]) if bearer else ""
    name = name or (mention.name if mention else "")
    if name:
        draft.fields["bearer"] = name
    draft.fields["modality"] = draft.statement.modality[0]
    lead = draft.passage.leads[0].text if draft.passage.leads else ""
    draft.fields["topic"] = topic_of(draft.text, draft.text, draft.passage.role, lead)
    put_deadlines(draft.passage, draft.fields, draft.evidence)
    draft.put_part("consequence")


_WRITERS: dict[RecordType, Callable[[_Draft, Setting], None]] = {
    RecordType.COVERAGE: _write_coverage,
    RecordType.EXCLUSION: _write_exclusion,
    RecordType.LIMIT: _write_limit,
    RecordType.PAYMENT: _write_payment,
    RecordType.DEFINITION: _write_definition,
    RecordType.DISPUTE: _write_dispute,
    RecordType.OBLIGATION: _write_obligation,
}


def _within(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end


def improved(candidate: Candidate, record: Record) -> Record:
    """The record of the rules with the elements of a clause that pays a benefit (给付) as the model reads them.

    The published annotation from which the model has them is of such clauses; it reads them better than the rules (measured,
    see models/reading). An element of which the model has nothing, a part, or another place stays that of the rules.
    """
    passage, statement = candidate.passage, candidate.statement
    if record.type is not RecordType.COVERAGE or passage is None or statement is None:
        return record
    if record.rule == "coverage.item" or not _BENEFIT.search(passage.text):
        return record  # an item of a list is all of it what is covered
    draft = _Draft(passage, statement, dict(record.fields), dict(record.evidence))
    for label in ELEMENTS:
        draft.put_part(label, record.evidence.get(label))
    return replace(record, fields=draft.fields, evidence=draft.evidence)

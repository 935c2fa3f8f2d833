"""A change that was found becomes one that is judged (变更评价): who gains, how much it matters, what to say of it."""

from collections.abc import Sequence

from extractor.comparison.changes.context import Context, Provision, read_context, side_of
from extractor.comparison.changes.definitions import gain_in_definition
from extractor.comparison.changes.fragments import is_fragment, is_pointer
from extractor.comparison.changes.gains import gain_of
from extractor.comparison.changes.kinds import Raw
from extractor.comparison.changes.subjects import reason_of, subject_of
from extractor.comparison.changes.tokens import Token, quote_span
from extractor.comparison.changes.words import Sort
from extractor.comparison.passages import Passage
from extractor.differences import Change, ChangeKind, Gain, Weight
from extractor.quotations import Quotation


def judge(
    raw: Raw,
    a: Sequence[Passage],
    b: Sequence[Passage],
    words_a: Sequence[Token],
    words_b: Sequence[Token],
) -> Change:
    """The change with quotes, gain, weight and words."""
    context = _context(raw, a, b, words_a, words_b)
    gain = gain_of(raw, context, (_side(raw.a, a), _side(raw.b, b)))
    weight = weight_of(raw.kind, context)
    if context.provision is Provision.DEFINITION:
        words, passages = (raw.b, b) if raw.b else (raw.a, a)
        gain = gain_in_definition(raw, passages[words[0].passage], context.before)
        weight = weight if gain is Gain.UNKNOWN else Weight.HIGH
    if _is_torn(raw.a, words_a, a) or _is_torn(raw.b, words_b, b):
        gain, weight = Gain.UNKNOWN, Weight.LOW
    subject = subject_of(raw, context)
    before, after = _quotation(raw.a, a), _quotation(raw.b, b)
    why = reason_of(raw, subject, gain, before.quote if before else "", after.quote if after else "")
    return Change(raw.kind, gain, weight, subject, why, before, after)


def _is_torn(changed: Sequence[Token], everything: Sequence[Token], passages: Sequence[Passage]) -> bool:
    """Whether what changed is a whole sentence that states nothing."""
    if not changed:
        return False
    units = {token.unit for token in changed}
    sentence = [token for token in everything if token.unit in units]
    kept = [token for token in sentence if token.weighs and token not in changed]
    return not kept and (is_fragment(sentence, passages) or is_pointer(sentence))


def _context(
    raw: Raw,
    a: Sequence[Passage],
    b: Sequence[Passage],
    words_a: Sequence[Token],
    words_b: Sequence[Token],
) -> Context:
    """The context on the side that the records read better: A's, unless only B's sentence is known to rule anything."""
    if not raw.a:
        return read_context(raw.b, words_b, b)
    context = read_context(raw.a, words_a, a)
    if raw.b and context.provision is Provision.OTHER:
        other = read_context(raw.b, words_b, b)
        return other if other.provision is not Provision.OTHER else context
    return context


def _side(words: Sequence[Token], passages: Sequence[Passage]) -> Gain:
    party = next((token for token in words if token.sort is Sort.PARTY), None)
    return side_of(party.key, passages[party.passage]) if party else Gain.UNKNOWN


def _quotation(words: Sequence[Token], passages: Sequence[Passage]) -> Quotation | None:
    if not words:
        return None
    passage, span = quote_span(words)
    return passages[passage].quotation(span)


_PAID = frozenset({Provision.COVERAGE, Provision.EXCLUSION, Provision.LIMIT})
_FIGURES = frozenset({ChangeKind.AMOUNT, ChangeKind.RATE})
_TIMES = frozenset({ChangeKind.DURATION, ChangeKind.DAY_KIND})


def weight_of(kind: ChangeKind, context: Context) -> Weight:
    """HIGH where it decides whether or how much is paid, MEDIUM for times, duties and conditions."""
    if kind in _FIGURES:
        paid = context.provision in _PAID | {Provision.PAYMENT, Provision.PENALTY, Provision.PERIOD}
        return Weight.HIGH if paid else Weight.MEDIUM
    if kind in _TIMES:
        decides = context.provision in _PAID | {Provision.PERIOD} and not context.topic
        return Weight.HIGH if decides else Weight.MEDIUM
    if kind in (ChangeKind.WORDING, ChangeKind.REFERENCE):
        return Weight.MEDIUM if context.provision is not Provision.OTHER else Weight.LOW
    if context.provision in _PAID:
        return Weight.HIGH
    return Weight.MEDIUM if context.provision is not Provision.OTHER or context.bearer else Weight.LOW

"""What a comparison said of the planted edits, edit by edit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from extractor.differences import Change, ChangeKind, Comparison, Gain, Likeness, Pair, Place
from extractor.document import Span
from extractor.records import Extraction
from tests.mutations.mutation import Mutated, Mutation, Patch, line_at
from tests.mutations.original import read_text
from tests.mutations.planting import Trial

Comparer = Callable[[Extraction, Extraction], Comparison]
_MATERIAL = (Likeness.CHANGED, Likeness.ONLY_A, Likeness.ONLY_B)


@dataclass
class Verdict:
    """What was reported where an edit stands: kinds of change with whom they help, and the places of the pairs."""

    trial: Trial
    mutation: Mutation
    reported: list[tuple[ChangeKind, Gain]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # before → after, as reported

    @property
    def right(self) -> bool:
        """A change of the right kind is reported, or none where the meaning is kept."""
        expected = self.mutation.expected
        if not expected.material:
            return not self.reported
        return any(kind in expected.kinds for kind, _ in self.reported)

    @property
    def surplus(self) -> set[ChangeKind]:
        """Kinds that were reported and did not happen."""
        return {kind for kind, _ in self.reported} - self.mutation.expected.kinds

    @property
    def direction(self) -> bool | None:
        """Whether it is said whom the change helps; None where nothing is claimed or the change was not found."""
        expected = self.mutation.expected
        if expected.gain is None or not self.right:
            return None
        return any(kind in expected.kinds and gain is expected.gain for kind, gain in self.reported)

    @property
    def placed(self) -> bool | None:
        """Whether the place is recognised; of an edit of the whole document, in half of its places at least."""
        place = self.mutation.expected.place
        if place is None:
            return None
        hits = self.places.count(place)
        return hits * 2 >= len(self.places) > 0 if self.mutation.wide else hits > 0


@dataclass
class Judgement:
    """The verdicts of some trials, and the material changes reported where nothing was planted."""

    verdicts: list[Verdict] = field(default_factory=list)
    strays: list[tuple[Trial, Pair, Change | None]] = field(default_factory=list)


def judge(trials: Sequence[Trial], compare: Comparer) -> Judgement:
    """Every trial compared."""
    judgement = Judgement()
    for trial in trials:
        _judge_one(trial, compare, judgement)
    return judgement


def _judge_one(trial: Trial, compare: Comparer, judgement: Judgement) -> None:
    mutated = trial.mutated()
    extraction = read_text(mutated.text, trial.original.name)
    zones = [_Zone(mutation, mutated, extraction.document.text) for mutation in trial.mutations]
    zones.sort(key=lambda zone: zone.mutation.wide)
    verdicts = {id(zone): Verdict(trial, zone.mutation) for zone in zones}
    for pair in compare(trial.original.extraction, extraction).pairs:
        for zone in zones:
            if zone.holds(*_sides(pair)):
                verdicts[id(zone)].places.append(pair.place)
        if pair.likeness not in _MATERIAL:
            continue
        for change in pair.changes or (None,):
            owner = _owner(pair, change, zones)
            if owner is None:
                judgement.strays.append((trial, pair, change))
            else:
                verdicts[id(owner)].reported.append(_said(pair, change))
                verdicts[id(owner)].words.append(_words(change))
    judgement.verdicts += verdicts.values()


def _sides(pair: Pair) -> tuple[list[Span], list[Span]]:
    return [quote.span for quote in pair.a], [quote.span for quote in pair.b]


def _said(pair: Pair, change: Change | None) -> tuple[ChangeKind, Gain]:
    if change is not None:
        return change.kind, change.gain
    dropped = pair.likeness is Likeness.ONLY_A
    return (ChangeKind.ITEM_DROPPED if dropped else ChangeKind.ITEM_ADDED), Gain.UNKNOWN


def _words(change: Change | None) -> str:
    sides = (change.before, change.after) if change else (None, None)
    return " → ".join(side.quote if side else "" for side in sides)


def _owner(pair: Pair, change: Change | None, zones: Sequence["_Zone"]) -> "_Zone | None":
    if change is not None:
        before = [change.before.span] if change.before else []
        after = [change.after.span] if change.after else []
        for zone in zones:
            if zone.holds(before, after):
                return zone
    return next((zone for zone in zones if zone.holds(*_sides(pair))), None)


class _Zone:
    """The lines of both texts where an edit stands."""

    def __init__(self, mutation: Mutation, mutated: Mutated, read: str) -> None:
        self.mutation = mutation
        a = [zone for patch in mutation.loud() if (zone := _before(mutated.before, patch))]
        b = [zone for patch in mutation.loud() if (zone := _after(mutated, patch))]
        if mutation.wide:
            a, b = _with_next(mutated.before, a), _with_next(mutated.text, b)
        way = _Way(mutated.text, read)
        self.a, self.b = a, [way.to(zone, mutated.text) for zone in b]

    def holds(self, a: Sequence[Span], b: Sequence[Span]) -> bool:
        """True where some stretch of either side touches the edit's lines."""
        return _touch(self.a, a) or _touch(self.b, b)


def _touch(zones: Sequence[Span], spans: Sequence[Span]) -> bool:
    return any(zone.start < span.end and span.start < zone.end for zone in zones for span in spans)


def _before(text: str, patch: Patch) -> Span | None:
    if patch.start == patch.end and (patch.words.startswith("\n") or patch.words.endswith("\n")):
        return None  # whole lines that were not there
    return line_at(text, patch.start, patch.end)


def _after(mutated: Mutated, patch: Patch) -> Span | None:
    before = mutated.before
    if not patch.words and before[patch.start - 1] == "\n" == before[patch.end - 1]:
        return None  # whole lines that are gone
    return line_at(mutated.text, *mutated.range_of(patch))


def _with_next(text: str, zones: Sequence[Span]) -> list[Span]:
    """The zones with the line after each: under a heading of its own the words of an article begin there."""
    return [line_at(text, zone.start, min(zone.end + 2, len(text))) or zone for zone in zones]


class _Way:
    """From places of the text as written to places of the text as read, which may have lost white space or a few
    characters (a line break that looks like a page's end)."""

    def __init__(self, written: str, read: str) -> None:
        self.same = written == read
        if self.same:
            return
        ours, theirs = _visible(written), _visible(read)
        opcodes = Indel.opcodes("".join(written[at] for at in ours), "".join(read[at] for at in theirs))
        theirs.append(len(read))
        self.places = [0] * len(written)
        for code in opcodes:
            for number in range(code.src_start, code.src_end):
                kept = number - code.src_start if code.tag == "equal" else 0
                self.places[ours[number]] = theirs[code.dest_start + kept]

    def to(self, span: Span, written: str) -> Span:
        """The span in the text as read; it begins and ends with a visible character."""
        if self.same:
            return span
        visible = [at for at in range(span.start, span.end) if not written[at].isspace()]
        start, end = self.places[visible[0]], self.places[visible[-1]]
        return Span(start, max(end, start) + 1)


def _visible(text: str) -> list[int]:
    return [at for at, mark in enumerate(text) if not mark.isspace()]

"""Choosing edits for documents: seeded, spread over kinds and documents, far enough apart to be told from each other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.mutations import clauses, figures, layout, lists, noise, rewording, words
from tests.mutations.mutation import Mutated, Mutation, overlap
from tests.mutations.original import Original, Paragraph

Generator = Callable[[Original, Paragraph, Random], Mutation | None]
_APART = 1500  # characters between two edits of one document

MATERIAL: dict[str, Generator] = {
    "amount": figures.amount,
    "capital amount": figures.capital_amount,
    "rate": figures.rate,
    "duration": figures.duration,
    "day kind": figures.day_kind,
    "unit": figures.unit,
    "table cell": figures.table_cell,
    "modality": words.modality,
    "party": words.party,
    "negation": words.negation,
    "scope": words.scope,
    "fault": words.fault,
    "form": words.form,
    "condition added": clauses.condition_added,
    "condition dropped": clauses.condition_dropped,
    "exception added": clauses.exception_added,
    "exception dropped": clauses.exception_dropped,
    "member added": clauses.member_added,
    "member dropped": clauses.member_dropped,
    "item added": lists.item_added,
    "item dropped": lists.item_dropped,
    "reference": clauses.reference,
    "article dropped": layout.article_dropped,
    "paragraph dropped": layout.paragraph_dropped,
    "article added": layout.article_added,
    "reworded amount": rewording.combined(figures.amount),
    "reworded duration": rewording.combined(figures.duration),
    "reworded modality": rewording.combined(words.modality),
}
KEEPING: dict[str, Generator] = {
    **noise.NOISE,
    "synonym": rewording.synonym,
    "several synonyms": rewording.synonyms,
    "sentence form": rewording.sentence_form,
    "enumeration order": rewording.enumeration_order,
    "item moved": lists.item_moved,
    "list relabelled": lists.relabelled,
    "articles renumbered": layout.renumbered,
    "article labels in figures": layout.labels_in_figures,
    "text wrapped": layout.wrapped,
    "article moved": layout.article_moved,
    "paragraph split": layout.split,
    "paragraphs merged": layout.merged,
}
KINDS = MATERIAL | KEEPING


@dataclass
class Trial:
    """A document and the edits that are planted in it together."""

    original: Original
    mutations: list[Mutation] = field(default_factory=list)

    def accepts(self, new: Mutation) -> bool:
        """True where another edit can be told from those already there."""
        if self.mutations and (new.alone or any(mutation.alone for mutation in self.mutations)):
            return False
        if any(overlap(new.patches, mutation.patches) for mutation in self.mutations):
            return False
        if _renumbers(new) and any(_renumbers(mutation) for mutation in self.mutations):
            return False
        return new.wide or all(mutation.wide or _far(new, mutation) for mutation in self.mutations)

    def mutated(self) -> Mutated:
        """The text with every edit made."""
        patches = tuple(sorted(patch for mutation in self.mutations for patch in mutation.patches))
        return Mutated(self.original.text, patches)


def _renumbers(mutation: Mutation) -> bool:
    return mutation.wide or len(mutation.loud()) < len(mutation.patches)


def _far(one: Mutation, other: Mutation) -> bool:
    (first, last), (start, end) = one.reach(), other.reach()
    return start - last >= _APART or first - end >= _APART


def plant(
    originals: Sequence[Original], seed: int, edits: int, kinds: Iterable[str] = tuple(KINDS)
) -> list[Trial]:
    """``edits`` edits of the given kinds, as evenly as the documents allow, in as few trials as they fit."""
    random = Random(seed)
    trials: list[Trial] = []
    seen: set[tuple[str, tuple[object, ...]]] = set()
    left = list(kinds)
    queue: list[str] = []
    while left and sum(len(trial.mutations) for trial in trials) < edits:
        queue = queue or random.sample(left, len(left))
        kind = queue.pop()
        if not _plant_one(kind, originals, random, trials, seen):
            left.remove(kind)
    return trials


def _plant_one(
    kind: str,
    originals: Sequence[Original],
    random: Random,
    trials: list[Trial],
    seen: set[tuple[str, tuple[object, ...]]],
) -> bool:
    for original in random.sample(originals, len(originals)):
        for paragraph in random.sample(original.paragraphs, len(original.paragraphs)):
            mutation = KINDS[kind](original, paragraph, random)
            if mutation is None or (original.name, mutation.patches) in seen:
                continue
            seen.add((original.name, mutation.patches))
            _place(mutation, original, trials)
            return True
    return False


def _place(mutation: Mutation, original: Original, trials: list[Trial]) -> None:
    for trial in trials:
        if trial.original is original and trial.accepts(mutation):
            trial.mutations.append(mutation)
            return
    trials.append(Trial(original, [mutation]))

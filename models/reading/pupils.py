"""Files of examples to lessons: units of documents (JSON lines)."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.reading.labels import LIMITS, MODALITIES, PARTS, ROLES, TOPICS, TYPES
from models.reading.lessons import Lesson
from models.reading.pieces import LEAD, Pieces, cut

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def unit_lesson(
    tokenizer: "Tokenizer", example: dict[str, Any], weight: float, most_lead: int = LEAD
) -> Lesson:
    """One unit of a document, with ``most_lead`` pieces of its lead-in; its places are its pieces."""
    pieces = cut(tokenizer, example["text"], example["lead"], most_lead)
    places = [pieces.first + at for at in range(len(pieces.places))]
    parts = [
        (PARTS.index(label), *found)
        for label, a, b in example["portions"]
        if (found := touched_places(pieces, a, b))
    ]
    return Lesson(
        pieces, ROLES.index(example["role"]), places, places, parts,
        types=frozenset(TYPES.index(one) for one in example["types"]),
        doubtful=frozenset(TYPES.index(one) for one in example["doubtful"]),
        modality=_index(MODALITIES, example.get("modality")), topic=_index(TOPICS, example.get("topic")),
        limit=_index(LIMITS, example.get("limit")), weight=weight,
    )  # fmt: skip


def touched_places(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
    """First and last piece that ``text[start:end]`` touches; None where it goes beyond what is read."""
    touched = [at for at, (a, b) in enumerate(pieces.places) if a < end and start < b]
    if not touched or pieces.places[-1][1] < end:
        return None
    return touched[0], touched[-1]


def _index(names: Sequence[str], name: str | None) -> int:
    return names.index(name) if name in names else -1


def chosen_units(
    examples: Iterable[dict[str, Any]], most: Mapping[str, int], repeats: int
) -> list[dict[str, Any]]:
    """Examples of which no document gives more than its collection may (160) and no wording more than ``repeats``."""
    by_source: Counter[str] = Counter()
    by_text: Counter[str] = Counter()
    kept = []
    for one in examples:
        source, text = one["source"], one["text"]
        if by_source[source] >= most.get(source.split("/")[0], 160) or by_text[text] >= repeats:
            continue
        by_source[source] += 1
        by_text[text] += 1
        kept.append(one)
    return kept


def read_examples(path: Path) -> list[dict[str, Any]]:
    """The examples of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

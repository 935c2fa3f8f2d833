"""Files of examples to lessons: units of documents (JSON lines) and sentences of the published annotation."""

import itertools
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.reading.annotation import Marked
from models.reading.labels import LIMITS, MODALITIES, PARTS, ROLES, TOPICS, TYPES
from models.reading.lessons import ELEMENT_OF, ROLE_OF_COVERAGE, Lesson
from models.reading.pieces import BEGIN, END, Pieces, cut, word_pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_BETWEEN = "，"  # the annotation leaves out the commas at which it cuts
_RUNS = (1, 1, 2, 2, 3, 4, 6)  # sentences of the annotation that make a unit


def unit_lesson(tokenizer: "Tokenizer", example: dict[str, Any], weight: float) -> Lesson:
    """One unit of a document; its places are its pieces."""
    pieces = cut(tokenizer, example["text"], example["lead"])
    places = [pieces.first + at for at in range(len(pieces.places))]
    parts = [
        (PARTS.index(label), *found)
        for label, a, b in example["portions"]
        if (found := _places(pieces, a, b))
    ]
    return Lesson(
        pieces, ROLES.index(example["role"]), places, places, parts,
        types=frozenset(TYPES.index(one) for one in example["types"]),
        doubtful=frozenset(TYPES.index(one) for one in example["doubtful"]),
        modality=_index(MODALITIES, example.get("modality")), topic=_index(TOPICS, example.get("topic")),
        limit=_index(LIMITS, example.get("limit")), weight=weight,
    )  # fmt: skip


def phrase_lesson(tokenizer: "Tokenizer", sentence: Marked) -> Lesson:
    """One sentence of the annotation by itself; its places are its words."""
    words, marks = sentence
    ids, begins, ends = [BEGIN], list[int](), list[int]()
    for word in word_pieces(tokenizer, words):
        begins.append(len(ids))
        ids += word
        ends.append(len(ids) - 1)
    parts = [(ELEMENT_OF[label], first, stop - 1) for first, stop, label in marks]
    pieces = Pieces([*ids, END], 1, [(0, 0)] * (len(ids) - 1))  # no text: the places are words
    return Lesson(pieces, ROLE_OF_COVERAGE, begins, ends, parts)


def joined_lesson(tokenizer: "Tokenizer", run: Sequence[Marked]) -> Lesson:
    """Sentences of the annotation that follow each other as one unit, as it stands in a document: nobody divided its words."""
    text, marked = "", []
    for words, marks in run:
        text += _BETWEEN if text else ""
        stops = [len(text), *(len(text) + end for end in itertools.accumulate(map(len, words)))]
        text += "".join(words)
        marked += [(ELEMENT_OF[label], stops[a], stops[b]) for a, b, label in marks]
    pieces = cut(tokenizer, text)
    places = [pieces.first + at for at in range(len(pieces.places))]
    parts = [(label, *found) for label, start, end in marked if (found := _places(pieces, start, end))]
    return Lesson(pieces, ROLE_OF_COVERAGE, places, places, parts)


def runs(sentences: Sequence[Marked], chance: random.Random) -> Iterator[Sequence[Marked]]:
    """All sentences once, a few that follow each other at a time."""
    at = 0
    while at < len(sentences):
        longest = chance.choice(_RUNS)
        yield sentences[at : at + longest]
        at += longest


def _places(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
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

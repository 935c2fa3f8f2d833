"""Train the reader (needs torch, extra ``train``), see README.md in this folder.

    python -m models.reading.train units EXAMPLES.jsonl units.pt
    python -m models.reading.train all EXAMPLES.jsonl reader.pt --start units.pt --annotation ../shared/etip

``units`` teaches what units state, ``all`` goes on with the elements of coverages and units in turns; elements are taught
phrase by phrase as they were annotated or, with ``--paragraphs``, in whole clauses.
"""

import argparse
import random
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch

from models.reading.annotation import read_marked
from models.reading.lessons import Lesson
from models.reading.paragraphs import joined, paragraph_lesson, paragraphs
from models.reading.pieces import LEAD
from models.reading.pupils import (
    chosen_units,
    read_examples,
    unit_lesson,
)
from models.reading.stored import load_network, save_network, tokenizer_of_sentences
from models.reading.training import Course, train
from models.reading.windows import alone, cut_sentences

_GOLD = ("own/", "paraphrase/", "written/")
_TRUSTED = 2.0  # weight of a unit that a person annotated or wrote beside one that the rules read


def unit_lessons(examples: Sequence[dict[str, Any]], chosen: argparse.Namespace) -> list[Lesson]:
    """Gold ``--gold-times``, silver once, in an order by chance that the seed settles."""
    order = list(examples)
    random.Random(chosen.seed).shuffle(order)
    gold = [one for one in order if one["source"].startswith(_GOLD)]
    silver = [one for one in order if not one["source"].startswith(_GOLD)]
    most = {name: int(units) for name, units in (one.split("=") for one in chosen.per_document)}
    kept = chosen_units(silver, most, chosen.per_wording)[: chosen.units]
    tokenizer = tokenizer_of_sentences()
    print(f"{len(gold)} units of gold, {len(kept)} of silver", flush=True)
    return [
        *(unit_lesson(tokenizer, one, _TRUSTED, chosen.lead) for one in gold * chosen.gold_times),
        *(unit_lesson(tokenizer, one, 1.0, chosen.lead) for one in kept),
    ]


def element_lessons(annotation: Path, times: int, chance: random.Random) -> list[Lesson]:
    """All sentences of the annotation ``times``, joined to units, cut by chance; 0 gives each in words and as one text."""
    tokenizer = tokenizer_of_sentences()
    sentences = [one for fold in range(1, 6) for one in read_marked(annotation / f"test{fold}.txt")]
    if times:
        cuts = [one for _ in range(times) for one in paragraphs(sentences, chance)]
        return [paragraph_lesson(tokenizer, one) for one in cuts]
    return [
        lesson
        for words, one in zip(alone(cut_sentences(tokenizer, sentences)), sentences, strict=True)
        for lesson in (words.lesson, paragraph_lesson(tokenizer, joined([one])))
    ]


def main() -> None:
    """Train and store the network after every epoch."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("course", choices=("units", "all"))
    parser.add_argument("examples", type=Path)
    parser.add_argument("network", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--annotation", type=Path)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--stop", type=int, help="stop after so many epochs, rates as for all of them")
    parser.add_argument("--units", type=int, default=12000, help="silver units at most")
    parser.add_argument(
        "--per-document", nargs="*", default=["life=35"], help="COLLECTION=UNITS, 160 where not told"
    )
    parser.add_argument("--gold-times", type=int, default=2)
    parser.add_argument("--per-wording", type=int, default=1)
    parser.add_argument(
        "--paragraphs",
        type=int,
        default=0,
        help="times that phrases are joined to units; 0: phrase by phrase",
    )
    parser.add_argument("--lead", type=int, default=LEAD, help="pieces of a lead-in")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    print(f"examples {sha256(chosen.examples.read_bytes()).hexdigest()}", flush=True)
    lessons = unit_lessons(read_examples(chosen.examples), chosen)
    network = load_network(chosen.start)
    size = 900 if chosen.course == "units" else 600
    course = Course(chosen.epochs, size=size, seed=chosen.seed, stop=chosen.stop or chosen.epochs)

    def elements(chance: random.Random) -> list[Lesson]:
        return element_lessons(chosen.annotation, chosen.paragraphs, chance) if chosen.course == "all" else []

    train(network, lessons, course, lambda epoch: save_network(network, chosen.network), elements)


if __name__ == "__main__":
    main()

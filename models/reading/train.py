"""Train the reader (needs torch, extra ``train``), see README.md in this folder.

    python -m models.reading.train units EXAMPLES.jsonl units{epoch}.pt
    python -m models.reading.train all EXAMPLES.jsonl reader.pt --start units1.pt --annotation ../shared/etip

``units`` teaches what units state, ``all`` goes on with the elements of coverages and units in turns.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch

from models.reading.annotation import read_marked
from models.reading.leaving import REAL, without_fold
from models.reading.lessons import Lesson
from models.reading.pupils import (
    chosen_units,
    joined_lesson,
    read_examples,
    runs,
    unit_lesson,
)
from models.reading.stored import load_network, save_network, tokenizer_of_sentences
from models.reading.training import Course, settle_chance, train

_GOLD = ("own/", "paraphrase/", "written/", *REAL)
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
        *(unit_lesson(tokenizer, one, _TRUSTED) for one in gold * chosen.gold_times),
        *(unit_lesson(tokenizer, one, 1.0) for one in kept),
    ]


def element_lessons(annotation: Path) -> Callable[[random.Random], list[Lesson]]:
    """All sentences of the annotation twice, as parts of units that are cut anew every time."""
    tokenizer = tokenizer_of_sentences()
    sentences = [one for fold in range(1, 6) for one in read_marked(annotation / f"test{fold}.txt")]

    def cut_anew(chance: random.Random) -> list[Lesson]:
        return [joined_lesson(tokenizer, run) for _ in range(2) for run in runs(sentences, chance)]

    return cut_anew


def no_lessons(chance: random.Random) -> list[Lesson]:
    """Of a course about units alone."""
    return []


def main() -> None:
    """Train and store the network after every epoch, under its number where the name has ``{epoch}``."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("course", choices=("units", "all"))
    parser.add_argument("examples", type=Path)
    parser.add_argument("network", type=Path)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--annotation", type=Path)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--units", type=int, default=12000, help="silver units at most")
    parser.add_argument(
        "--per-document", nargs="*", default=["life=35"], help="COLLECTION=UNITS, 160 where not told"
    )
    parser.add_argument("--gold-times", type=int, default=2)
    parser.add_argument(
        "--left-out", type=int, nargs=2, metavar=("FOLD", "FOLDS"), help="real documents not taught"
    )
    parser.add_argument("--per-wording", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    print(f"examples {sha256(chosen.examples.read_bytes()).hexdigest()}", flush=True)
    examples = read_examples(chosen.examples)
    lessons = unit_lessons(without_fold(examples, *chosen.left_out) if chosen.left_out else examples, chosen)
    elements = element_lessons(chosen.annotation) if chosen.course == "all" else no_lessons
    settle_chance(chosen.seed)  # the heads of a new network are drawn too
    network = load_network(chosen.start)
    size = 900 if chosen.course == "units" else 600
    course = Course(chosen.epochs, size=size, seed=chosen.seed)

    def keep(epoch: int) -> None:
        save_network(network, chosen.network.with_name(chosen.network.name.format(epoch=epoch + 1)))

    train(network, lessons, course, keep, elements)


if __name__ == "__main__":
    main()

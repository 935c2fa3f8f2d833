"""The published annotation of elements (ETIP): train on each fold, keep what is found, score it.

    python -m models.reading.etip train ../shared/etip FOLDER [--start NETWORK.pt] [--folds 1 2 3 4 5]
    python -m models.reading.etip settle ../shared/etip FOLDER
    python -m models.reading.etip score ../shared/etip FOLDER

``train`` (needs torch) keeps the scores of the test files, ``settle`` writes what they find to ``predicted{fold}.json``
(positions only, no words), ``score`` tells how right that is. The published measure is taken: an element is right when
it overlaps one of its label by 0.6 of what both cover (0.4 up to five words), or, strictly, when both ends are equal.
Told twice: over all sentences of a test file, and without those in its train file.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.reading.annotation import Marked, read_marked
from models.reading.decoding import chosen
from models.reading.labels import ELEMENTS

FOLDS = (1, 2, 3, 4, 5)
Marks = list[tuple[int, int, str]]
_LABELS = list(ELEMENTS)


def right_of(gold: Marks, found: Marks, *, exact: bool) -> list[str]:
    """Labels of the gold elements that are found, one to one, the best overlap first."""
    pairs = []
    for at, (a, b, label) in enumerate(gold):
        for other, (c, d, named) in enumerate(found):
            shared = (min(b, d) - max(a, c)) / (max(b, d) - min(a, c))
            if named == label and shared >= (1 if exact else 0.6 if d - c > 5 else 0.4):
                pairs.append((shared, at, other))
    taken: set[int] = set()
    met: dict[int, int] = {}
    for _, at, other in sorted(pairs, reverse=True):
        if at not in met and other not in taken:
            met[at] = other
            taken.add(other)
    return [gold[at][2] for at in met]


def tally(gold: Sequence[Marks], found: Sequence[Marks], *, exact: bool) -> dict[str, list[int]]:
    """Right, found and gold elements of each label."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for golds, founds in zip(gold, found, strict=True):
        for label in right_of(golds, founds, exact=exact):
            counts[label][0] += 1
        for _, _, label in founds:
            counts[label][1] += 1
        for _, _, label in golds:
            counts[label][2] += 1
    return counts


def f1(counts: Sequence[int]) -> float:
    """F1 of right, found and gold."""
    return 2 * counts[0] / (counts[1] + counts[2]) if counts[1] + counts[2] else 0.0


def total(counts: dict[str, list[int]]) -> list[int]:
    """All labels together."""
    return [sum(one[at] for one in counts.values()) for at in range(3)]


def unshared(test: Sequence[Marked], train: Sequence[Marked]) -> list[int]:
    """Places of the test sentences whose words stand in no train sentence."""
    known = {"".join(words) for words, _ in train}
    return [at for at, (words, _) in enumerate(test) if "".join(words) not in known]


def print_scores(annotation: Path, folder: Path) -> None:
    """The table: each fold, the mean of the folds and all elements together; then label by label."""
    summed: dict[tuple[str, bool], dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    means: dict[tuple[str, bool], list[float]] = defaultdict(list)
    print(f"{'':12}{'all: overlap':>14}{'exact':>8}{'unshared: overlap':>20}{'exact':>8}")
    for fold in FOLDS:
        test = read_marked(annotation / f"test{fold}.txt")
        found = _stored(folder / f"predicted{fold}.json")
        kept = unshared(test, read_marked(annotation / f"train{fold}.txt"))
        cells = []
        for name, places in (("all", list(range(len(test)))), ("unshared", kept)):
            for exact in (False, True):
                counts = tally([test[at][1] for at in places], [found[at] for at in places], exact=exact)
                for label, three in counts.items():
                    into = summed[name, exact][label]
                    into[:] = [a + b for a, b in zip(into, three, strict=True)]
                means[name, exact].append(f1(total(counts)))
                cells.append(means[name, exact][-1])
        _line(f"fold {fold}", cells)
    _line("mean", [sum(one) / len(one) for one in means.values()])
    _line("together", [f1(total(one)) for one in summed.values()])
    for label in _LABELS:
        _line(label, [f1(one[label]) for one in summed.values()])


def _line(name: str, cells: Sequence[float]) -> None:
    print(f"{name:12}{cells[0]:14.3f}{cells[1]:8.3f}{cells[2]:20.3f}{cells[3]:8.3f}")


def _stored(path: Path) -> list[Marks]:
    return [[(a, b, label) for a, b, label in marks] for marks in json.loads(path.read_text("utf-8"))]


def marks_of(scores: Sequence[NDArray[np.float32]], heat: float) -> list[Marks]:
    """The elements of each sentence by the scores of its stretches, divided by ``heat``."""
    names = list(ELEMENTS.values())
    return [
        [(first, last + 1, _LABELS[label]) for _, label, first, last in chosen(one / np.float32(heat), names)]
        for one in scores
    ]


# A network taught to the end of its course is surer than it is right; scores are divided by what is best elsewhere.
_HEATS = (1.0, 1.5, 2.0, 2.5)


def settle(annotation: Path, folder: Path) -> None:
    """Write the elements of each fold, its scores divided by the heat that finds most in the other folds."""
    found: dict[int, dict[float, list[Marks]]] = {}
    right: dict[int, dict[float, float]] = {}
    for fold in FOLDS:
        gold = [marks for _, marks in read_marked(annotation / f"test{fold}.txt")]
        scores = _scores(folder / f"scores{fold}.npz")
        found[fold] = {heat: marks_of(scores, heat) for heat in _HEATS}
        right[fold] = {heat: f1(total(tally(gold, one, exact=False))) for heat, one in found[fold].items()}
    for fold in FOLDS:
        others = [right[other] for other in FOLDS if other != fold]
        best = max((sum(one[heat] for one in others), heat) for heat in _HEATS)[1]
        print(
            f"fold {fold}: {best} is best for the others, F1 "
            + ", ".join(f"{one:.4f}" for one in right[fold].values())
        )
        text = json.dumps(found[fold][best], separators=(",", ":"))
        (folder / f"predicted{fold}.json").write_text(text + "\n", "utf-8")


def _scores(path: Path) -> list[NDArray[np.float32]]:
    with np.load(path) as stored:
        return [stored[str(at)].astype(np.float32) for at in range(len(stored.files))]


def main() -> None:
    """Train or score, as asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=("train", "settle", "score"))
    parser.add_argument("annotation", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--start", type=Path, help="network to start from (python -m models.reading.train)")
    parser.add_argument("--folds", type=int, nargs="*", default=FOLDS)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--strict", action="store_true", help="train without the sentences of the test file")
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    if asked.action == "train":
        from models.reading.folds import train_folds  # noqa: PLC0415  needs torch

        train_folds(asked)
        return
    if asked.action == "settle":
        settle(asked.annotation, asked.folder)
    print_scores(asked.annotation, asked.folder)


if __name__ == "__main__":
    main()

"""The folds of the published annotation, trained (needs torch, extra ``train``)."""

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from models.reading.annotation import Marked, read_marked
from models.reading.decoding import Stretch, chosen, likely
from models.reading.etip import Marks, f1, tally, total, unshared
from models.reading.labels import ELEMENTS
from models.reading.network import ReadingNetwork
from models.reading.pupils import element_lesson
from models.reading.stored import load_network, tokenizer_of_sentences
from models.reading.training import Course, elements_of, train

_STEPS = np.arange(-1.5, 1.51, 0.25)
_LEAST = -3.0
_LABELS, _NAMES = list(ELEMENTS), list(ELEMENTS.values())
_HELD = 8  # every eighth hundred of train sentences settles the thresholds


def train_folds(chosen: Namespace) -> None:
    """Train each fold and write what is found in its test file."""
    torch.set_num_threads(chosen.threads)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_of_sentences()
    for fold in chosen.folds:
        known = read_marked(chosen.annotation / f"train{fold}.txt")
        test = read_marked(chosen.annotation / f"test{fold}.txt")
        if chosen.strict:
            known = [known[at] for at in unshared(known, test)]
        found = _fold(load_network(chosen.start), tokenizer, known, test, chosen.epochs)
        _write(chosen.folder / f"predicted{fold}.json", found)
        gold = [marks for _, marks in test]
        print(
            f"fold {fold}: {[round(f1(total(tally(gold, found, exact=e))), 4) for e in (False, True)]}",
            flush=True,
        )


def _fold(
    network: ReadingNetwork,
    tokenizer: Tokenizer,
    known: Sequence[Marked],
    test: Sequence[Marked],
    epochs: int,
) -> list[Marks]:
    """Train on what is known but for a part, which settles the thresholds; read the test sentences."""
    held = [one for at, one in enumerate(known) if at // 100 % _HELD == _HELD - 1]
    taught = [one for at, one in enumerate(known) if at // 100 % _HELD != _HELD - 1]
    train(network, [element_lesson(tokenizer, one) for one in taught], Course(epochs, size=360))
    thresholds = settle([marks for _, marks in held], _stretches(network, tokenizer, held))
    print(f"thresholds {dict(zip(_LABELS, thresholds, strict=True))}", flush=True)
    return [marks_of(one, thresholds) for one in _stretches(network, tokenizer, test)]


def _stretches(
    network: ReadingNetwork, tokenizer: Tokenizer, sentences: Sequence[Marked]
) -> list[list[Stretch]]:
    lessons = [element_lesson(tokenizer, one) for one in sentences]
    return [likely(one.numpy(), _LEAST) for one in elements_of(network, lessons)]


def marks_of(stretches: Sequence[Stretch], thresholds: Sequence[float]) -> Marks:
    """The elements of one sentence, in words."""
    found = chosen(stretches, _NAMES, thresholds)
    return [(first, last + 1, _LABELS[label]) for _, label, first, last in found]


def settle(gold: Sequence[Marks], stretches: Sequence[Sequence[Stretch]]) -> list[float]:
    """Thresholds at which F1 of held out sentences is best, overlap and exact together, label after label."""
    best = [0.0] * len(_LABELS)
    reached = _reached(gold, stretches, best)
    for at, label in enumerate(_LABELS):
        if sum(mark[2] == label for marks in gold for mark in marks) < 20:
            continue
        for step in sorted(_STEPS, key=abs):
            tried = [float(step) if other == at else level for other, level in enumerate(best)]
            value = _reached(gold, stretches, tried)
            if value > reached + 0.001:
                reached, best = value, tried
    return best


def _reached(
    gold: Sequence[Marks], stretches: Sequence[Sequence[Stretch]], thresholds: Sequence[float]
) -> float:
    found = [marks_of(one, thresholds) for one in stretches]
    return sum(f1(total(tally(gold, found, exact=exact))) for exact in (False, True))


def _write(path: Path, found: Sequence[Marks]) -> None:
    path.write_text(json.dumps(found, separators=(",", ":")) + "\n", "utf-8")

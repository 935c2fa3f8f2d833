"""The folds of the published annotation, trained (needs torch, extra ``train``)."""

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.reading.annotation import Marked, read_marked
from models.reading.decoding import stretches
from models.reading.etip import Marks, f1, tally, total, unshared
from models.reading.labels import ELEMENTS
from models.reading.network import ReadingNetwork
from models.reading.pupils import element_lesson
from models.reading.stored import load_network, tokenizer_of_sentences
from models.reading.training import Course, elements_of, train

_STEPS = np.arange(-2.0, 2.01, 0.25)
_LABELS = list(ELEMENTS)
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
    scores = _scores(network, tokenizer, held)
    thresholds = settle([marks for _, marks in held], scores)
    return [marks_of(one, thresholds) for one in _scores(network, tokenizer, test)]


def _scores(
    network: ReadingNetwork, tokenizer: Tokenizer, sentences: Sequence[Marked]
) -> list[NDArray[np.float32]]:
    lessons = [element_lesson(tokenizer, one) for one in sentences]
    return [one.numpy() for one in elements_of(network, lessons)]


def marks_of(scores: NDArray[np.float32], thresholds: Sequence[float]) -> Marks:
    """The elements of one sentence, in words."""
    return [(first, last + 1, _LABELS[label]) for label, first, last, _ in stretches(scores, thresholds)]


def settle(gold: Sequence[Marks], scores: Sequence[NDArray[np.float32]]) -> list[float]:
    """The threshold of each label at which F1 is best on held out sentences, overlap and exact together."""
    best = [0.0] * len(_LABELS)
    for at, label in enumerate(_LABELS):
        golds = [[mark for mark in marks if mark[2] == label] for marks in gold]
        if sum(map(len, golds)) < 20:
            continue
        reached = -1.0
        for step in sorted(_STEPS, key=abs):
            levels = [float(step) if other == at else 99.0 for other in range(len(_LABELS))]
            found = [marks_of(one, levels) for one in scores]
            value = sum(f1(total(tally(golds, found, exact=exact))) for exact in (False, True))
            if value > reached + 0.002:
                reached, best[at] = value, float(step)
    return best


def _write(path: Path, found: Sequence[Marks]) -> None:
    path.write_text(json.dumps(found, separators=(",", ":")) + "\n", "utf-8")

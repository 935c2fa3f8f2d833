"""The folds of the published annotation, trained (needs torch, extra ``train``)."""

import itertools
import random
from argparse import Namespace
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from models.reading.annotation import read_marked
from models.reading.etip import unshared
from models.reading.lessons import Lesson
from models.reading.network import ReadingNetwork
from models.reading.pieces import TEXT
from models.reading.stored import load_network, tokenizer_of_sentences
from models.reading.training import Course, elements_of, train
from models.reading.windows import Cut, Window, alone, cut_sentences, in_turn

_KEPT = 0.995
_OFFSETS = (0, TEXT // 3, 2 * TEXT // 3)  # where the windows begin in which a sentence is read
_FARTHEST = 20.0  # scores are stored up to it, in half precision


def train_folds(chosen: Namespace) -> None:
    """Train one network on each fold and keep its scores of every stretch of the test file."""
    torch.set_num_threads(chosen.threads)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    tokenizer = tokenizer_of_sentences()
    for fold in chosen.folds:
        known = read_marked(chosen.annotation / f"train{fold}.txt")
        test = read_marked(chosen.annotation / f"test{fold}.txt")
        if chosen.strict:
            known = [known[at] for at in unshared(known, test)]
        network = load_network(chosen.start)
        _teach(network, cut_sentences(tokenizer, known), chosen)
        scores = _scores(network, cut_sentences(tokenizer, test), chosen.neighbours)
        manner = "among" if chosen.neighbours else "alone"
        kept = {str(at): one.astype(np.float16) for at, one in enumerate(scores)}
        np.savez_compressed(chosen.folder / f"scores{fold}-{manner}-{chosen.seed}.npz", **kept)
        print(f"fold {fold} read", flush=True)


def _teach(network: ReadingNetwork, cuts: Sequence[Cut], chosen: Namespace) -> None:
    if not chosen.neighbours:
        course = Course(chosen.epochs, size=360, seed=chosen.seed, kept=_KEPT)
        train(network, [one.lesson for one in alone(cuts)], course)
        return

    def windows(chance: random.Random) -> list[Lesson]:
        return [one.lesson for one in in_turn(cuts, chance.randrange(TEXT))]

    train(network, [], Course(chosen.epochs, size=480, seed=chosen.seed, kept=_KEPT), anew=windows)


def _scores(network: ReadingNetwork, cuts: Sequence[Cut], neighbours: bool) -> list[NDArray[np.float32]]:
    """Scores of every stretch of every sentence, (labels, words, words); among neighbours the mean of three windows."""
    ways = [in_turn(cuts, offset) for offset in _OFFSETS] if neighbours else [alone(cuts)]
    read = [_scores_in(network, windows) for windows in ways]
    return [np.mean(scores, axis=0) for scores in zip(*read, strict=True)]


def _scores_in(network: ReadingNetwork, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
    found: list[NDArray[np.float32]] = []
    for one, scores in zip(windows, elements_of(network, [one.lesson for one in windows]), strict=True):
        bounds = [*one.starts, len(one.lesson.begins)]
        for first, stop in itertools.pairwise(bounds):
            found.append(scores[:, first:stop, first:stop].clamp(-_FARTHEST, _FARTHEST).numpy())
    return found

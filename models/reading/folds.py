"""The folds of the published annotation, trained (needs torch, extra ``train``)."""

from argparse import Namespace
from collections.abc import Sequence

import numpy as np
import torch

from models.reading.annotation import Marked, read_marked
from models.reading.etip import unshared
from models.reading.lessons import Lesson
from models.reading.pupils import phrase_lesson
from models.reading.stored import load_network, tokenizer_of_sentences
from models.reading.training import Course, elements_of, settle_chance, train

_KEPT = 0.995
_FARTHEST = 20.0  # scores are stored up to it, in half precision


def train_folds(chosen: Namespace) -> None:
    """Train one network on each fold and keep its scores of every stretch of the test file, (labels, words, words)."""
    torch.set_num_threads(chosen.threads)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for fold in chosen.folds:
        known = read_marked(chosen.annotation / f"train{fold}.txt")
        test = read_marked(chosen.annotation / f"test{fold}.txt")
        if chosen.strict:
            known = [known[at] for at in unshared(known, test)]
        settle_chance(chosen.seed)
        network = load_network(chosen.start)
        train(network, _lessons(known), Course(chosen.epochs, size=360, seed=chosen.seed, kept=_KEPT))
        scores = elements_of(network, _lessons(test))
        halves = [one.clamp(-_FARTHEST, _FARTHEST).numpy().astype(np.float16) for one in scores]
        kept = {str(at): one for at, one in enumerate(halves)}
        np.savez_compressed(chosen.folder / f"scores{fold}.npz", **kept)
        print(f"fold {fold} read", flush=True)


def _lessons(sentences: Sequence[Marked]) -> list[Lesson]:
    tokenizer = tokenizer_of_sentences()
    return [phrase_lesson(tokenizer, one) for one in sentences]

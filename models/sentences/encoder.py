"""The sentence encoder at run time: numpy, and onnxruntime and tokenizers where they are installed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models import loading

WEIGHTS = Path(__file__).parent / "weights"
ENCODER, TOKENIZER, MEAN = "encoder.onnx", "tokenizer.json", "mean.json"
WIDTH = 384
_BEGIN, _FILLING, _END = 0, 1, 2  # pieces of the vocabulary
_WINDOW = 510  # tokens read at once; the model has 512 places, two are for begin and end
_BATCH = 2048  # tokens of a batch, its filling included

Kind = Literal["query", "passage"]
Floats = NDArray[np.float32]


def available(folder: Path = WEIGHTS) -> bool:
    """Whether vectors can be had: onnxruntime and tokenizers are installed and the weights are in ``folder``."""
    stored = all((folder / name).is_file() for name in (ENCODER, TOKENIZER, MEAN))
    return stored and loading.can_run()


@dataclass(frozen=True, slots=True)
class Encoder:
    """Texts to vectors. Costs nothing until the first vector; the weights are then loaded once a process.

    ``threads`` is for one batch; an encoder may be used from several threads at once.
    """

    folder: Path = WEIGHTS
    threads: int = 1

    def vectors(self, texts: Sequence[str], *, kind: Kind) -> Floats:
        """Vectors of ``texts``, (texts, 384) float32, each of unit length after the mean of its kind is subtracted.

        ``query`` is for what is searched with (an event in a reporter's words), ``passage`` for what is
        searched (a clause); texts of the same sort compared with each other are passages on both sides. The
        product of two vectors is their likeness, -1 to 1, about 0 for unrelated texts. A text longer than 510
        tokens is read in windows whose vectors are averaged. Raises ImportError where onnxruntime or tokenizers is
        missing and an error of the runtime where the weights are: ask ``available`` first.
        """
        return self.centred(self.raw(texts, kind=kind), kind=kind)

    def raw(self, texts: Sequence[str], *, kind: Kind) -> Floats:
        """As ``vectors``, unit length, with no mean subtracted."""
        tokenizer = loading.tokenizer(self.folder / TOKENIZER)
        windows: list[list[int]] = []
        owners: list[int] = []
        for owner, text in enumerate(texts):
            for window in _windows(tokenizer.encode(f"{kind}: {text}", add_special_tokens=False).ids):
                windows.append(window)
                owners.append(owner)
        pooled = self._pooled(windows)
        weights = np.array([len(window) - 2 for window in windows], np.float32)
        summed = np.zeros((len(texts), WIDTH), np.float32)
        np.add.at(summed, owners, pooled * weights[:, None])
        return unit(summed)

    def centred(self, vectors: Floats, *, kind: Kind) -> Floats:
        """Raw ``vectors`` less the mean of ``kind``, of unit length again."""
        return unit(vectors - _means(self.folder)[kind])

    def _pooled(self, windows: Sequence[Sequence[int]]) -> Floats:
        session = loading.network(self.folder / ENCODER, self.threads)
        pooled = np.empty((len(windows), WIDTH), np.float32)
        for batch in _batches(windows):
            longest = max(len(windows[at]) for at in batch)
            ids = np.full((len(batch), longest), _FILLING, np.int64)
            mask = np.zeros((len(batch), longest), np.int32)
            for row, at in enumerate(batch):
                ids[row, : len(windows[at])] = windows[at]
                mask[row, : len(windows[at])] = 1
            (pooled[batch],) = session.run(None, {"ids": ids, "mask": mask})
        return pooled


def _windows(tokens: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(tokens), _WINDOW):
        yield [_BEGIN, *tokens[start : start + _WINDOW], _END]


def _batches(windows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Places of ``windows`` in batches of like length, shortest first."""
    batch: list[int] = []
    for at in sorted(range(len(windows)), key=lambda at: len(windows[at])):
        if batch and len(windows[at]) * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


def unit(vectors: Floats) -> Floats:
    """Each row of ``vectors`` at length one."""
    scaled: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


@lru_cache(maxsize=2)
def _means(folder: Path) -> dict[Kind, Floats]:
    stored = json.loads((folder / MEAN).read_text("utf-8"))
    return {
        "query": np.array(stored["query"], np.float32),
        "passage": np.array(stored["passage"], np.float32),
    }

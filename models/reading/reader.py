"""The reader at run time: numpy, and onnxruntime and tokenizers where they are installed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models import loading
from models.reading.heads import Heads
from models.reading.labels import ROLES
from models.reading.pieces import FILLING, Pieces, cut
from models.reading.statements import Statement, Unit
from models.sentences.encoder import TOKENIZER
from models.sentences.encoder import WEIGHTS as SENTENCES

WEIGHTS = Path(__file__).parent / "weights"
ENCODER, HEADS = "encoder.onnx", "heads.npz"
_BATCH = 450  # pieces of a batch, its filling included
_LONGER = 1.15  # how much longer the last unit of a batch may be than its first


def available(folder: Path = WEIGHTS) -> bool:
    """Whether units can be read: onnxruntime and tokenizers are installed, and the weights are there."""
    stored = all(file.is_file() for file in (folder / ENCODER, folder / HEADS, SENTENCES / TOKENIZER))
    return stored and loading.can_run()


@dataclass(frozen=True, slots=True)
class Reader:
    """Units to what they state. The weights are loaded with the first unit, once a process."""

    folder: Path = WEIGHTS
    threads: int = 1

    def read(self, units: Sequence[Unit]) -> list[Statement]:
        """What each of ``units`` states, in their order. A unit is read as far as 230 pieces (about 350 characters).

        Raises ImportError where onnxruntime or tokenizers is missing: ask ``available`` first.
        """
        tokenizer, heads = loading.tokenizer(SENTENCES / TOKENIZER), _heads(self.folder)
        inputs = [cut(tokenizer, unit.text, unit.lead) for unit in units]
        found: dict[int, Statement] = {}
        for batch in _batches(inputs):
            hidden = self._hidden([inputs[at] for at in batch], [units[at].role for at in batch])
            for row, at in enumerate(batch):
                found[at] = heads.statement(hidden[row], inputs[at], len(units[at].text))
        return [found[at] for at in range(len(units))]

    def _hidden(self, batch: Sequence[Pieces], roles: Sequence[str]) -> NDArray[np.float32]:
        longest = max(len(one.ids) for one in batch)
        ids = np.full((len(batch), longest), FILLING, np.int64)
        mask, own = np.zeros_like(ids), np.zeros_like(ids)
        for row, one in enumerate(batch):
            ids[row, : len(one.ids)] = one.ids
            mask[row, : len(one.ids)] = 1
            own[row, one.first : one.first + len(one.places)] = 1
        known = [ROLES.index(role) for role in roles]
        given = {"ids": ids, "mask": mask, "own": own, "roles": np.array(known, np.int64)}
        hidden: NDArray[np.float32] = loading.network(self.folder / ENCODER, self.threads).run(None, given)[0]
        return hidden


def _batches(inputs: Sequence[Pieces]) -> Iterator[list[int]]:
    """Places of ``inputs`` in batches of like length, shortest first."""
    batch: list[int] = []
    for at in sorted(range(len(inputs)), key=lambda at: (len(inputs[at].ids), at)):
        length = len(inputs[at].ids)
        if batch and (length * (len(batch) + 1) > _BATCH or length > _LONGER * len(inputs[batch[0]].ids) + 1):
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


@lru_cache(maxsize=2)
def _heads(folder: Path) -> Heads:
    return Heads.load(folder / HEADS)

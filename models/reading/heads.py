"""From the encoder's last layer to what a unit states: classes and parts (numpy only)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.reading.decoding import chosen
from models.reading.labels import LIMITS, MODALITIES, PARTS, PORTIONS, TOPICS, TYPES
from models.reading.pieces import Pieces
from models.reading.statements import Part, Statement

Floats = NDArray[np.float32]
_PARTED = 0.3  # from this likelihood of an obligation or a coverage on its parts are read


@dataclass(frozen=True, slots=True)
class Heads:
    """Weights of the heads: ``classes`` (classes, 3 × width) and bias, ``ends`` (parts, 2, depth, width) and bias,
    ``lengths`` (farthest, parts).
    """

    classes: Floats
    classes_bias: Floats
    ends: Floats
    ends_bias: Floats
    lengths: Floats

    @classmethod
    def load(cls, path: Path) -> "Heads":
        """The heads that ``models.reading.export`` wrote."""
        with np.load(path) as stored:
            return cls(**{name: stored[name].astype(np.float32) for name in cls.__slots__})

    def statement(self, hidden: Floats, pieces: Pieces, length: int) -> Statement:
        """What one unit of ``length`` characters states; ``hidden`` is (pieces, width), filling at its end."""
        own = hidden[pieces.first : pieces.first + len(pieces.places)]
        scores = self.classes @ np.concatenate([hidden[0], own.mean(0), own.max(0)]) + self.classes_bias
        types = dict(zip(TYPES, (float(one) for one in _likely(scores[: len(TYPES)])), strict=True))
        ends = np.cumsum([len(names) for names in (TYPES, MODALITIES, TOPICS, LIMITS)])
        modality, topic, limit = (
            _likeliest(names, scores[end - len(names) : end])
            for names, end in zip((MODALITIES, TOPICS, LIMITS), ends[1:], strict=True)
        )
        return Statement(types, modality, topic, limit, self._parts(own, pieces, types, length))

    def _parts(self, own: Floats, pieces: Pieces, types: dict[str, float], length: int) -> tuple[Part, ...]:
        found = []
        for type_, labels in (
            ("obligation", range(len(PORTIONS))),
            ("coverage", range(len(PORTIONS), len(PARTS))),
        ):
            if types[type_] < _PARTED:
                continue
            wanted = slice(labels.start, labels.stop)
            for support, label, first, last in chosen(self.scores(own, wanted), PARTS[wanted]):
                start, end = pieces.places[first][0], min(pieces.places[last][1], length)
                found.append(Part(PARTS[wanted][label], start, end, round(support, 4)))
        return tuple(sorted(found, key=lambda part: (part.start, part.end, part.label)))

    def scores(self, own: Floats, wanted: slice) -> Floats:
        """Scores of every stretch, (labels, places, places)."""
        labels, _, depth, width = self.ends[wanted].shape
        sine, cosine = _turns(len(own), depth)
        flat = own @ self.ends[wanted].reshape(-1, width).T + self.ends_bias[wanted].reshape(-1)
        ends = flat.reshape(len(own), labels, 2, depth).transpose(2, 1, 0, 3)
        left, right = (_turned(one, sine, cosine) for one in ends)
        places = np.arange(len(own))
        apart = np.clip(places[None] - places[:, None], 0, len(self.lengths) - 1)
        near: Floats = self.lengths[:, wanted][apart].transpose(2, 0, 1)
        scores = left @ right.transpose(0, 2, 1) / np.float32(depth**0.5)
        return np.asarray(scores + near, np.float32)


def _likeliest(names: Sequence[str], scores: Floats) -> tuple[str, float]:
    shares = np.exp(scores - scores.max())
    best = int(shares.argmax())
    return names[best], float(shares[best] / shares.sum())


def _likely(scores: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)


@lru_cache(maxsize=256)
def _turns(places: int, depth: int) -> tuple[Floats, Floats]:
    rates = 1 / 10000 ** (np.arange(0, depth, 2) / depth)
    angles = np.repeat(np.arange(places)[:, None] * rates, 2, axis=-1)
    return np.asarray(np.sin(angles), np.float32), np.asarray(np.cos(angles), np.float32)


def _turned(vectors: Floats, sine: Floats, cosine: Floats) -> Floats:
    crossed = np.stack([-vectors[..., 1::2], vectors[..., ::2]], -1).reshape(vectors.shape)
    turned: Floats = vectors * cosine + crossed * sine
    return turned

"""The topic model as it is read at run time. Standard library only; no training code is imported."""

import json
import struct
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.topics.features import grams_of, share

WEIGHTS = Path(__file__).parent / "weights.json"
_LANE = 4  # bytes of a topic's lane in a packed row
_ZERO = 128  # what a weight of nought is stored as: lanes are unsigned


@dataclass(frozen=True, slots=True, eq=False)
class TopicClassifier:
    """One weight for each feature and topic, eight bits each, times ``scale``.

    A feature's weights are packed into one integer, a lane of four bytes a topic: adding two integers adds all
    their lanes at once, so a unit of sixty characters costs some two hundred additions. A lane holds sums of
    16 million features before it runs over.
    """

    topics: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    rows: Mapping[str, Mapping[str, int]]

    def scores(self, *, act: str, text: str, lead: str = "", role: str = "") -> dict[str, float]:
        """Distance of the norm from each topic's border, greater is likelier; about -1.5 to 1.5."""
        total = list(self.bias)
        for field, words in (("act", act), ("text", text), ("lead", lead), ("role", role)):
            grams = grams_of(field, words)
            rows = self.rows[field]
            known = [rows[gram] for gram in grams if gram in rows]
            if not known:
                continue
            value = share(field, len(grams)) * self.scale
            zero = _ZERO * len(known)
            for at, lane in enumerate(_lanes(sum(known), len(total))):
                total[at] += (lane - zero) * value
        return dict(zip(self.topics, total, strict=True))


def _lanes(packed: int, count: int) -> tuple[int, ...]:
    return struct.unpack(f"<{count}I", packed.to_bytes(_LANE * count, "little"))


def _packed(row: bytes) -> int:
    spread = bytearray(_LANE * len(row))
    spread[::_LANE] = row
    return int.from_bytes(spread, "little")


@lru_cache(maxsize=1)
def load_classifier(path: Path = WEIGHTS) -> TopicClassifier:
    """The model in ``path``, read once. Raises ValueError where grams and weights do not fit together."""
    stored = json.loads(path.read_text("utf-8"))
    width = len(stored["topics"])
    rows: dict[str, dict[str, int]] = {}
    for field, table in stored["fields"].items():
        weights = b64decode(table["weights"])
        if len(weights) != width * len(table["grams"]):
            raise ValueError(
                f"{path}: {field} has {len(weights)} weights for {len(table['grams'])} features of {width}"
            )
        cut = range(0, len(weights), width)
        rows[field] = {
            gram: _packed(weights[at : at + width]) for gram, at in zip(table["grams"], cut, strict=True)
        }
    return TopicClassifier(tuple(stored["topics"]), tuple(stored["bias"]), float(stored["scale"]), rows)

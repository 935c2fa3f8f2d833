"""Sentence vectors at run time: form, sameness alone and among others, long texts, cost, no network, no runtime."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from models import loading
from models.sentences import Encoder, available, encoder
from models.sentences.encoder import WEIGHTS, unit
from models.sentences.texts import ordinary_sentences

needs_runtime = pytest.mark.skipif(
    not available(), reason="onnxruntime, tokenizers or the weights are missing"
)

CLAUSES = (
    "保险车辆因暴雨、洪水造成的直接损失，保险人负责赔偿",
    "投保人未按照约定交付保险费的，保险人不承担责任",
    "本合同争议由当事人协商解决；协商不成的，向被告住所地人民法院起诉",
    "免赔额为人民币 500 元或者损失金额的 10%，以高者为准",
    "退保",
)
LONG = "".join(f"第{number}条 被保险人应当在{number}日以内书面通知保险人。" for number in range(1, 42))


@needs_runtime
def test_vectors_have_the_promised_form() -> None:
    vectors = Encoder().vectors(CLAUSES, kind="passage")
    assert vectors.shape == (len(CLAUSES), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(CLAUSES)), abs=1e-5)


@needs_runtime
def test_no_texts_give_no_rows() -> None:
    assert Encoder().vectors([], kind="query").shape == (0, 384)


@needs_runtime
def test_the_same_texts_give_the_same_vectors() -> None:
    first, second = (Encoder().vectors(CLAUSES, kind="query") for _ in range(2))
    assert np.array_equal(first, second)


@needs_runtime
def test_a_text_has_one_vector_alone_and_among_others_in_any_order() -> None:
    texts = [*CLAUSES, LONG[:300], *ordinary_sentences()[:8]]
    together = Encoder().vectors(texts, kind="passage")
    backwards = Encoder().vectors(texts[::-1], kind="passage")[::-1]
    alone = np.concatenate([Encoder().vectors([text], kind="passage") for text in texts])
    assert np.abs(together - alone).max() < 1e-5
    assert np.abs(together - backwards).max() < 1e-5


@needs_runtime
def test_a_query_is_not_a_passage() -> None:
    query, passage = (Encoder().raw([CLAUSES[0]], kind=kind)[0] for kind in ("query", "passage"))
    assert 0.8 < query @ passage < 0.999


@needs_runtime
def test_one_meaning_in_other_words_is_near_and_another_far() -> None:
    flood, unpaid = Encoder().vectors(["车子被大水泡了", "保费一直没交"], kind="query")
    clauses = Encoder().vectors(CLAUSES, kind="passage")
    assert (clauses @ flood).argmax() == 0
    assert (clauses @ unpaid).argmax() == 1
    assert clauses[2] @ flood < 0.1


@needs_runtime
def test_full_width_signs_are_read_as_their_plain_forms() -> None:
    plain, wide = Encoder().raw(["赔偿比例为 80%(含)", "赔偿比例为 ８０％（含）"], kind="passage")
    assert plain @ wide > 0.9999


@needs_runtime
@pytest.mark.parametrize("text", ["", " \n", "🙂", "讫", "ภาษาไทย", "\x00", "insurance policy", "─" * 40])
def test_any_text_has_a_vector(text: str) -> None:
    (vector,) = Encoder().vectors([text], kind="passage")
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@needs_runtime
def test_the_end_of_a_long_text_counts() -> None:
    end = "驾驶人饮酒后驾驶的，保险人不承担赔偿责任。" * 10
    event = Encoder().vectors(["司机酒驾出事了"], kind="query")[0]
    without, with_end = Encoder().vectors([LONG, LONG + end], kind="passage")
    assert len(loading.tokenizer(WEIGHTS / encoder.TOKENIZER).encode(LONG).ids) > 512
    assert with_end @ event > without @ event + 0.05


@needs_runtime
def test_windows_are_weighted_by_their_length(monkeypatch: pytest.MonkeyPatch) -> None:
    text = CLAUSES[0] * 2
    tokens = len(
        loading.tokenizer(WEIGHTS / encoder.TOKENIZER)
        .encode(f"passage: {text}", add_special_tokens=False)
        .ids
    )
    monkeypatch.setattr(encoder, "_WINDOW", tokens - 3)
    seen: list[list[int]] = []

    def pooled(self: Encoder, windows: list[list[int]]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        seen.extend(windows)
        return np.eye(2, 384, dtype=np.float32)

    monkeypatch.setattr(Encoder, "_pooled", pooled)
    (vector,) = Encoder().raw([text], kind="passage")
    assert [len(window) for window in seen] == [tokens - 1, 5]
    assert [(window[0], window[-1]) for window in seen] == [(0, 2), (0, 2)]
    assert vector[:2] == pytest.approx(np.array([tokens - 3, 3]) / np.hypot(tokens - 3, 3), abs=1e-6)


@needs_runtime
def test_the_stored_mean_is_that_of_the_ordinary_sentences() -> None:
    raw = Encoder().raw(ordinary_sentences(), kind="query")
    mean = encoder._means(WEIGHTS)["query"]
    assert np.abs(raw.mean(axis=0) - mean).max() < 1e-4
    assert Encoder().centred(raw, kind="query") == pytest.approx(unit(raw - mean), abs=1e-6)


@needs_runtime
def test_encoding_is_quick_and_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 20_000_000
    made = Encoder()
    made.vectors(CLAUSES, kind="passage")
    rounds = []
    for _ in range(3):
        start = time.process_time()
        made.vectors(ordinary_sentences()[:25], kind="query")
        rounds.append(time.process_time() - start)
    assert min(rounds) < 1.0  # 0.25 s on one core here


@needs_runtime
def test_vectors_need_no_network_and_nothing_of_ours() -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise OSError('no network')\n"
        "socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse\n"
        "from models.sentences import Encoder\n"
        "print(Encoder().vectors(['退保'], kind='query').shape)\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}))\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("(1, 384)")
    assert said.stderr == ""
    assert not [
        name for name in ("torch", "onnx", "extractor", "api", "corpora") if repr(name) in said.stdout
    ]


def test_importing_costs_no_runtime() -> None:
    code = "import sys, models.sentences as s; s.available(); s.Encoder(); print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "'numpy'" in loaded
    assert not [name for name in ("onnxruntime", "tokenizers") if repr(name) in loaded]


@pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers"])
def test_without_a_library_there_are_no_vectors(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "find_spec", lambda name: None if name == missing else object())
    assert not available()


def test_without_weights_there_are_no_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "find_spec", lambda _: object())
    assert not available(tmp_path)
    for name in ("encoder.onnx", "tokenizer.json", "mean.json"):
        (tmp_path / name).touch()
    assert available(tmp_path)

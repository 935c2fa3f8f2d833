"""The topic model at run time: arithmetic, integrity of the stored weights, speed, independence of sklearn."""

import json
import subprocess
import sys
import time
from base64 import b64encode
from pathlib import Path

import pytest

from models.topics import load_classifier
from models.topics.classifier import WEIGHTS, TopicClassifier
from models.topics.features import grams_of, share

UNIT = "投保人、被保险人知道保险事故发生后，应当及时通知保险人，并书面说明事故发生的原因、经过和损失情况"


def stored(weights: dict[str, tuple[int, int]]) -> dict[str, object]:
    """A model of two topics as it is stored; ``weights`` of features of the act."""
    rows = b64encode(bytes(128 + weight for pair in weights.values() for weight in pair)).decode()
    empty = {"grams": [], "weights": ""}
    act = {"grams": list(weights), "weights": rows}
    return {"topics": ["refund", "notice"], "bias": [0.5, -0.5], "scale": 0.01,
            "fields": {"act": act, "text": empty, "lead": empty, "role": empty}}  # fmt: skip


def small(tmp_path: Path, weights: dict[str, tuple[int, int]]) -> TopicClassifier:
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(stored(weights)), "utf-8")
    return load_classifier.__wrapped__(path)


def test_a_field_gives_its_characters_and_pairs() -> None:
    assert grams_of("act", "退保") == {"^", "退", "保", "$", "^退", "退保", "保$"}
    assert grams_of("role", "claims") == {"claims"}
    assert grams_of("lead", "") == frozenset()


def test_scores_are_the_sum_of_known_weights_over_the_root_of_all_features(tmp_path: Path) -> None:
    model = small(tmp_path, {"退": (100, -127), "退保": (27, 5)})
    scores = model.scores(act="退保", text="")
    value = share("act", 7) * 0.01
    assert scores == pytest.approx({"refund": 0.5 + 127 * value, "notice": -0.5 - 122 * value})


def test_unknown_characters_leave_the_intercepts(tmp_path: Path) -> None:
    assert small(tmp_path, {"退": (1, 2)}).scores(act="ABC", text="") == {"refund": 0.5, "notice": -0.5}


def test_many_features_do_not_run_into_the_next_lane(tmp_path: Path) -> None:
    words = "".join(map(chr, range(0x4E00, 0x4E00 + 5000)))
    model = small(tmp_path, dict.fromkeys(words, (127, -128)))
    scores = model.scores(act=words, text="")
    value = share("act", len(grams_of("act", words))) * 0.01
    assert scores["refund"] == pytest.approx(0.5 + 5000 * 127 * value)
    assert scores["notice"] == pytest.approx(-0.5 - 5000 * 128 * value)


def test_truncated_weights_are_refused(tmp_path: Path) -> None:
    model = stored({"退": (1, 2)})
    model["fields"]["act"]["weights"] = b64encode(b"\x80").decode()  # type: ignore[index]
    path = tmp_path / "weights.json"
    path.write_text(json.dumps(model), "utf-8")
    with pytest.raises(ValueError, match="1 weights for 1 features of 2"):
        load_classifier.__wrapped__(path)


def test_the_stored_model_is_small_and_holds_no_sentence() -> None:
    fields = json.loads(WEIGHTS.read_text("utf-8"))["fields"]
    assert WEIGHTS.stat().st_size < 1_000_000
    assert max(len(gram) for name in ("act", "text", "lead") for gram in fields[name]["grams"]) <= 2


def test_reading_is_quick() -> None:
    model = load_classifier()
    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(100):
            model.scores(act=UNIT[17:], text=UNIT, lead="发生保险事故时", role="insured_duties")
        rounds.append((time.perf_counter() - start) / 100)
    assert min(rounds) < 0.0006  # 0.1 ms on an idle core; room for a busy one


def test_reading_imports_no_training_code_and_nothing_of_ours() -> None:
    code = "import sys, models.topics as m; m.load_classifier(); print(sorted({n.split('.')[0] for n in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not [name for name in ("sklearn", "numpy", "extractor", "api", "corpora") if repr(name) in loaded]

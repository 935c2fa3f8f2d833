"""Train the topic model and measure it. Needs the extra ``train`` (scikit-learn).

    python -m models.topics.train EXAMPLES.jsonl [--test TEST.jsonl] [--folds 12] [--write]

Examples are JSON lines with topic, act, text, lead, role, source (the document, or ``written``) and evidence
(topic → weight of the cues that the extractor adds). Written examples are always trained on, never counted.
"""

import argparse
import json
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from models.topics.classifier import WEIGHTS, TopicClassifier, load_classifier
from models.topics.features import FIELDS, grams_of, share

Example = dict[str, Any]
Feature = tuple[str, str]
WRITTEN = "written"
RARE = 2  # a feature of fewer examples is left out


def read_examples(path: Path) -> list[Example]:
    """One example a line, in file order."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def features_of(example: Example) -> dict[Feature, float]:
    """Every feature of an example with its value."""
    found: dict[Feature, float] = {}
    for field in FIELDS:
        grams = grams_of(field, example[field])
        found.update(((field, gram), share(field, len(grams))) for gram in grams)
    return found


def matrix(rows: Sequence[dict[Feature, float]], columns: dict[Feature, int]) -> csr_matrix:
    """Examples by features; unknown features are left out."""
    known = [sorted((columns[name], value) for name, value in row.items() if name in columns) for row in rows]
    starts = np.cumsum([0, *map(len, known)], dtype=np.int32)
    places = np.array([at for row in known for at, _ in row], dtype=np.int32)
    values = np.array([value for row in known for _, value in row])
    return csr_matrix((values, places, starts), shape=(len(rows), len(columns)))


def fit(examples: Sequence[Example]) -> tuple[LinearSVC, dict[Feature, int]]:
    """A one-against-the-rest linear model and the column of each feature."""
    rows = [features_of(example) for example in examples]
    seen = Counter(name for row in rows for name in row)
    columns = {
        name: at for at, name in enumerate(sorted(name for name, count in seen.items() if count >= RARE))
    }
    model = LinearSVC(C=1.0, random_state=0).fit(
        matrix(rows, columns), [example["topic"] for example in examples]
    )
    return model, columns


def decide(scores: Iterable[float], topics: Sequence[str], evidence: dict[str, float]) -> str:
    """The topic as the reader would take it: learned score and evidence together."""
    return max(zip(scores, topics, strict=True), key=lambda pair: pair[0] + evidence.get(pair[1], 0.0))[1]


def cross_validate(examples: Sequence[Example], folds: int) -> None:
    """Print the accuracy on documents that were not trained on, by collection."""
    written = [example for example in examples if example["source"] == WRITTEN]
    read = [example for example in examples if example["source"] != WRITTEN]
    right: dict[str, list[int]] = defaultdict(list)
    for train, test in GroupKFold(folds).split(read, groups=[example["source"] for example in read]):
        model, columns = fit([*(read[at] for at in train), *written])
        scores = model.decision_function(matrix([features_of(read[at]) for at in test], columns))
        for at, row in zip(test, scores, strict=True):
            topic = decide(row, list(model.classes_), read[at]["evidence"])
            alone = decide(row, list(model.classes_), {})
            collection = read[at]["source"].split("/")[0]
            right[collection].append(topic == read[at]["topic"])
            right[f"{collection}, model alone"].append(alone == read[at]["topic"])
    for collection, hits in sorted(right.items()):
        print(f"out of fold  {collection:24s} {np.mean(hits):.3f}  of {len(hits)}")


def write(model: LinearSVC, columns: dict[Feature, int], path: Path) -> None:
    """Eight-bit weights by field, the features in sorted order."""
    scale = float(np.abs(model.coef_).max() / 127)
    bytes_of = (np.rint(model.coef_ / scale).astype(int) + 128).astype(np.uint8)
    fields = {}
    for field in FIELDS:
        grams = [(gram, at) for (name, gram), at in columns.items() if name == field]
        weights = bytes_of[:, [at for _, at in grams]].T.tobytes()
        fields[field] = {"grams": [gram for gram, _ in grams], "weights": b64encode(weights).decode("ascii")}
    bias = [round(float(value), 6) for value in model.intercept_]
    stored = {"topics": list(model.classes_), "bias": bias, "scale": scale, "fields": fields}
    path.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def measure(classifier: TopicClassifier, examples: Sequence[Example], name: str) -> None:
    """Print the accuracy of the stored model, evidence included."""
    right: dict[str, list[int]] = defaultdict(list)
    for example in examples:
        found = classifier.scores(**{field: example[field] for field in FIELDS})
        topic = decide(found.values(), list(found), example["evidence"])
        right[example["source"].split("/")[0]].append(topic == example["topic"])
    for collection, hits in sorted(right.items()):
        print(f"{name:12s} {collection:24s} {np.mean(hits):.3f}  of {len(hits)}")


def main() -> None:
    """Measure out of fold, train on everything, and with ``--write`` replace the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("examples", type=Path)
    parser.add_argument("--test", type=Path, help="examples that are only measured, never trained on")
    parser.add_argument("--folds", type=int, default=12)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    chosen = parser.parse_args()
    examples = read_examples(chosen.examples)
    cross_validate(examples, chosen.folds)
    if chosen.write:
        write(*fit(examples), WEIGHTS)
        load_classifier.cache_clear()
    measure(load_classifier(), examples, "in sample" if chosen.write else "stored")
    if chosen.test:
        measure(load_classifier(), read_examples(chosen.test), "test")


if __name__ == "__main__":
    main()

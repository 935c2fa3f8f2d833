"""Calibrate the joined readers, and measure rules, model and both on annotated documents that neither was made from.

    python -m corpora.reading.calibration ../shared/tools/score.py --set NAME DOCUMENTS GOLD [--set …] [--write]

The model is that of networks that were not taught the document (``untaught.py``). Everything is measured by leaving one
document out: confidence and bound for a document come from the others. ``--write`` stores the calibration over all of them in
``extractor/joining/calibration.json``. Matching is that of the scorer.
"""

import argparse
import importlib.util
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from corpora.reading.examples import read_units
from corpora.reading.regression import fitted
from corpora.reading.untaught import Untaught, reader_of
from extractor.joining.candidates import Candidate, evidence, find_candidates, unit_of
from extractor.joining.confidence import STORED, Calibration, group_of
from extractor.joining.writing import record_of
from extractor.records import Record, RecordType
from extractor.terms import read_terms
from extractor.terms.setting import read_setting
from models.reading import Reader, Statement

_TYPES = [kind.value for kind in RecordType]
_BOUNDS = np.arange(0.05, 0.8, 0.05)
_FIRM = 0.5
_DRAWS = 10_000
_PENALTY = 5.0  # what is told of a whole document is told by few documents: its weight is held small


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its record and whether the gold has it."""

    candidate: Candidate
    record: Record
    right: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """One annotated document: candidates judged, and counts (right, found, gold) by the rules and the model alone."""

    group: str
    name: str
    judged: list[Judged]
    gold: int
    rules: tuple[int, int, int]
    model: tuple[int, int, int]
    fields: dict[str, list[int]]


class Matching:
    """Records against gold as the scorer matches them."""

    def __init__(self, scorer: ModuleType, gold: list[dict[str, Any]], text: str) -> None:
        self._scorer = scorer
        self._source = scorer.squeeze(text)[0]
        self._gold = scorer.locate(gold, self._source)

    def right(self, records: Sequence[Record]) -> dict[int, dict[str, Any]]:
        """Places in ``records`` of the right ones, each with its gold."""
        plain = [{"type": one.type.value, "quote": one.quote} for one in records]
        found = self._scorer.locate(plain, self._source)
        pairs = [
            (self._scorer.iou(gold_place, place), -at, other)
            for other, (gold, gold_place) in enumerate(self._gold)
            for at, (record, place) in enumerate(found)
            if place and gold_place and gold["type"] == record["type"]
        ]
        met: dict[int, int] = {}
        taken: set[int] = set()
        for shared, negative, other in sorted(pairs, reverse=True):
            if shared >= 0.5 and -negative not in met and other not in taken:
                met[-negative] = other
                taken.add(other)
        return {at: self._gold[other][0] for at, other in met.items()}


def read_paper(scorer: ModuleType, reader: Reader, group: str, source: Path, annotated: Path) -> Paper:
    """Both readers on one document, judged by its gold."""
    document, passages = read_units(source)
    gold = json.loads(annotated.read_text("utf-8"))["records"]
    matching = Matching(scorer, gold, source.read_text("utf-8"))
    records = read_terms(document)
    setting = read_setting(document)
    units = [unit_of(passage) for passage in passages]
    if isinstance(reader, Untaught) and (unknown := reader.unknown(units)):
        print(f"{source.stem}: {unknown} of {len(units)} units are cut otherwise than when it was read")
    statements = reader.read(units)
    pairs = []
    for candidate in find_candidates(records, passages, statements):
        record = candidate.record or record_of(candidate, setting)
        if record is not None:
            pairs.append((candidate, record))
    right = matching.right([record for _, record in pairs])
    judged = [Judged(candidate, record, at in right) for at, (candidate, record) in enumerate(pairs)]
    alone = []
    for passage, statement in zip(passages, statements, strict=True):
        for kind in RecordType:
            made = record_of(Candidate(kind, None, passage, statement), setting)
            if made is not None and statement.types[kind.value] >= _FIRM:
                alone.append(made)
    counts = [(len(matching.right(found)), len(found), len(gold)) for found in (list(records), alone)]
    fields = _fields(judged, right)
    return Paper(group, source.stem, judged, len(gold), counts[0], counts[1], fields)


def _fields(judged: Sequence[Judged], right: dict[int, dict[str, Any]]) -> dict[str, list[int]]:
    """Fields of matched records of the rules: right by the rules, right by the model, asked."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for at, gold in right.items():
        candidate, record = judged[at].candidate, judged[at].record
        if candidate.record is None or candidate.statement is None:
            continue
        for name, told in _told(record.type, candidate.statement).items():
            if name in gold.get("fields", {}):
                truth = gold["fields"][name]
                row = counts[f"{record.type.value}.{name}"]
                row[:] = [row[0] + (record.fields.get(name) == truth), row[1] + (told == truth), row[2] + 1]
    return counts


def _told(kind: RecordType, statement: Statement) -> dict[str, str]:
    if kind is RecordType.OBLIGATION:
        return {"modality": statement.modality[0], "topic": statement.topic[0]}
    return {"kind": statement.limit[0]} if kind is RecordType.LIMIT else {}


def calibrated(papers: Sequence[Paper]) -> Calibration:
    """Weights fitted to the judged candidates of ``papers``, and the bound at which their F1 is best."""
    weights: dict[str, list[float]] = {}
    types: dict[str, dict[str, float]] = {}
    for finder in ("rule", "model"):
        judged = [one for paper in papers for one in paper.judged if group_of(one.candidate) == finder]
        rows = [[*evidence(one.candidate), *_one_hot(one.candidate.type)] for one in judged]
        found = fitted(np.array(rows), np.array([float(one.right) for one in judged]), _PENALTY)
        size = len(found) - len(_TYPES)
        weights[finder] = [round(float(one), 4) for one in found[:size]]
        types[finder] = {name: round(float(one), 4) for name, one in zip(_TYPES, found[size:], strict=True)}
    loose = Calibration(weights, types, 0.0)
    return replace(loose, least=_least(papers, loose))


def _one_hot(kind: RecordType) -> list[float]:
    return [float(name == kind.value) for name in _TYPES]


def _least(papers: Sequence[Paper], loose: Calibration) -> float:
    """The confidence from which what only the model finds is given, at which all records together are best."""
    rows = [(one.candidate, loose.confidence(one.candidate), one.right) for p in papers for one in p.judged]
    gold = sum(paper.gold for paper in papers)
    best, least = -1.0, 0.5
    for bound in (*_BOUNDS, 0.8, 0.9, 1.01):
        bounded = replace(loose, least=float(bound))
        kept = [right for candidate, sure, right in rows if bounded.shown(candidate, sure)]
        value = 2 * sum(kept) / (len(kept) + gold)
        if value > best + 1e-9:
            best, least = value, float(bound)
    return round(least, 2)


def main() -> None:
    """Print the tables; write the calibration where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--set", nargs=3, action="append", default=[], metavar=("NAME", "DOCUMENTS", "GOLD"))
    parser.add_argument(
        "--fresh", nargs=3, action="append", default=[], metavar=("NAME", "DOCUMENTS", "GOLD"),
        help="documents that the served weights were not taught: measured with them, fitted to nothing",
    )  # fmt: skip
    parser.add_argument("--weights", type=Path, help="read with these, not by what untaught networks said")
    parser.add_argument(
        "--folds", type=Path, help="weights of networks that were not taught a fifth each: 0 to 4"
    )
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    scorer = _loaded(chosen.scorer)
    papers, fresh = [], []
    for into, sets in ((papers, chosen.set), (fresh, chosen.fresh)):
        for name, documents, gold in sets:
            for annotated in sorted(Path(gold).glob("*.gold.json")):
                source = Path(documents) / f"{annotated.name.removesuffix('.gold.json')}.txt"
                served = Reader(chosen.weights) if chosen.weights else Reader()
                reader = reader_of(name, source) if into is papers and not chosen.weights else served
                into.append(read_paper(scorer, reader, name, source, annotated))
    _print_tables(papers, fresh)
    if chosen.write:
        found = calibrated(papers)
        stored = {"weights": found.weights, "types": found.types, "least": found.least}
        STORED.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _print_tables(papers: Sequence[Paper], fresh: Sequence[Paper]) -> None:
    told: list[tuple[str, float, bool]] = []
    joined: dict[str, tuple[int, int, int]] = {}
    for paper in (*papers, *fresh):
        measured = calibrated([other for other in papers if other is not paper])
        sure = [(one, measured.confidence(one.candidate)) for one in paper.judged]
        kept = [one.right for one, confidence in sure if measured.shown(one.candidate, confidence)]
        joined[paper.name] = (sum(kept), len(kept), paper.gold)
        told += [(group_of(one.candidate), confidence, one.right) for one, confidence in sure]
    print(f"{'':28}{'rules':>8}{'model':>8}{'join':>8}   right/found of rules, model, join, and gold")
    for group in dict.fromkeys(paper.group for paper in papers):
        _print_group(group, [paper for paper in papers if paper.group == group], joined)
    _print_group("all", papers, joined)
    _print_gain(papers, joined)
    for group in dict.fromkeys(paper.group for paper in fresh):
        _print_group(group, [paper for paper in fresh if paper.group == group], joined)
    if fresh:
        _print_gain(fresh, joined)
    for paper in (*papers, *fresh):
        _print_group(f"  {paper.name}", [paper], joined)
    _print_reliability("all candidates", told)
    for finder in ("rule", "model"):
        _print_reliability(finder, [one for one in told if one[0] == finder])
    _print_fields(papers)
    print("bound for what only the model finds, over all documents", calibrated(papers).least)


def _print_group(name: str, papers: Sequence[Paper], joined: dict[str, tuple[int, int, int]]) -> None:
    cells, counts = [], []
    for rows in ([p.rules for p in papers], [p.model for p in papers], [joined[p.name] for p in papers]):
        right, found, gold = (sum(column) for column in zip(*rows, strict=True))
        cells.append(2 * right / (found + gold))
        counts.append(f"{right}/{found}")
    gold = sum(paper.gold for paper in papers)
    print(f"{name:28}" + "".join(f"{one:8.3f}" for one in cells) + "   " + ", ".join(counts) + f", {gold}")


def _print_gain(papers: Sequence[Paper], joined: dict[str, tuple[int, int, int]]) -> None:
    """How much better the join is than the rules, and between what bounds 95 % of draws of the documents leave it."""
    counts = np.array([(*joined[paper.name], *paper.rules) for paper in papers], dtype=float)
    drawn = np.random.default_rng(0).integers(len(papers), size=(_DRAWS, len(papers)))
    right, found, gold, rules_right, rules_found, _ = np.moveaxis(counts[drawn].sum(axis=1), 1, 0)
    gains = 2 * right / (found + gold) - 2 * rules_right / (rules_found + gold)
    low, high = np.quantile(gains, (0.025, 0.975))
    print(
        f"join against rules: 95 % of {_DRAWS} draws of the documents between {low:+.4f} and {high:+.4f}, better in {(gains > 0).mean():.0%}"
    )


def _print_reliability(name: str, told: Sequence[tuple[str, float, bool]]) -> None:
    """Confidence in ten bands beside the share that was right, and the expected calibration error."""
    print(f"\n{name}: confidence, candidates, mean confidence, right")
    error = 0.0
    for band in range(10):
        inside = [(sure, right) for _, sure, right in told if min(int(sure * 10), 9) == band]
        if inside:
            sure = sum(one for one, _ in inside) / len(inside)
            right = sum(one for _, one in inside) / len(inside)
            error += abs(sure - right) * len(inside) / len(told)
            print(f"  {band / 10:.1f}-{band / 10 + 0.1:.1f}  {len(inside):5}  {sure:.3f}  {right:.3f}")
    print(f"  expected calibration error {error:.3f}")


def _print_fields(papers: Sequence[Paper]) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for paper in papers:
        for name, three in paper.fields.items():
            counts[name] = [a + b for a, b in zip(counts[name], three, strict=True)]
    print("\nfields of records that the rules found: right by the rules, by the model")
    for name, (rules, model, asked) in sorted(counts.items()):
        print(f"  {name:22} {rules / asked:.3f}  {model / asked:.3f}  ({asked})")


if __name__ == "__main__":
    main()

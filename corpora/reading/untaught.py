"""What networks say of annotated documents that they were not taught (未学过的文本), kept so that the join can be measured.

    python -m corpora.reading.untaught FOLDS ../shared/docs ../shared/gold shared …

``FOLDS/0`` to ``FOLDS/4`` hold weights of networks that were each taught all real documents but a fifth
(``models.reading.train --left-out``). A file of ``untaught/`` holds, for each unit of one document, what the network
that does not know it says, under a hash of the unit: likelihoods and names, no words.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpora.reading.examples import read_units
from extractor.joining.candidates import unit_of
from models.reading import Reader, Statement, Unit
from models.reading.labels import TYPES
from models.reading.leaving import fold_of

KEPT = Path(__file__).with_name("untaught")
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Untaught(Reader):
    """A reader that repeats what was kept of one document; of other units it says nothing."""

    said: dict[str, Any] = field(default_factory=dict)

    def read(self, units: Sequence[Unit]) -> list[Statement]:
        """What was kept of each unit, without its parts."""
        return [self._statement(self.said.get(key_of(unit))) for unit in units]

    def unknown(self, units: Sequence[Unit]) -> int:
        """Of how many units nothing was kept: the rules have cut the document otherwise since."""
        return sum(key_of(unit) not in self.said for unit in units)

    def _statement(self, kept: list[Any] | None) -> Statement:
        shares, modality, topic, limit = kept or ([0.0] * len(TYPES), ["duty", 0], ["other", 0], ["other", 0])
        types = dict(zip(TYPES, shares, strict=True))
        return Statement(types, tuple(modality), tuple(topic), tuple(limit), ())


def key_of(unit: Unit) -> str:
    """The name under which a unit is kept."""
    return sha256("\n".join((unit.text, unit.lead, unit.role)).encode()).hexdigest()[:16]


def reader_of(group: str, source: Path) -> Untaught:
    """What was kept of a document. Raises FileNotFoundError where nothing was: run ``make train``."""
    return Untaught(said=json.loads((KEPT / f"{group}-{source.stem}.json").read_text("utf-8")))


def keep(reader: Reader, group: str, source: Path) -> None:
    """Write what ``reader`` says of the units of a document."""
    _, passages = read_units(source)
    units = [unit_of(passage) for passage in passages]
    rows = {key_of(unit): _row(said) for unit, said in zip(units, reader.read(units), strict=True)}
    lines = ",\n".join(
        f"{json.dumps(key)}: {json.dumps(row, ensure_ascii=False)}" for key, row in sorted(rows.items())
    )
    (KEPT / f"{group}-{source.stem}.json").write_text(f"{{\n{lines}\n}}\n", "utf-8")


def _row(said: Statement) -> list[Any]:
    named = [[name, round(share, 3)] for name, share in (said.modality, said.topic, said.limit)]
    return [[round(share, 4) for share in said.types.values()], *named]


def main() -> None:
    """Read every annotated document of the collections with the network that was not taught it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folds", type=Path)
    parser.add_argument("--set", nargs=3, action="append", default=[], metavar=("NAME", "DOCUMENTS", "GOLD"))
    chosen = parser.parse_args()
    readers = [Reader(chosen.folds / str(fold)) for fold in range(FOLDS)]
    KEPT.mkdir(exist_ok=True)
    for name, documents, gold in chosen.set:
        for annotated in sorted(Path(gold).glob("*.gold.json")):
            source = Path(documents) / f"{annotated.name.removesuffix('.gold.json')}.txt"
            keep(readers[fold_of(f"{name}/{source.stem}", FOLDS)], name, source)


if __name__ == "__main__":
    main()

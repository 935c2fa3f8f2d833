"""Gold of documents whose words are not ours (留出文档的标注): kept as places, without their words.

    python -m corpora.reading.placed keep ../shared/pool FOLDER      # FOLDER/docs and FOLDER/gold to held_out/*.json
    python -m corpora.reading.placed unpack ../shared/pool FOLDER    # and back, for training, the scorer and the calibration

A file of ``held_out/`` names a document of the pool by its path and SHA-256 and holds ``[type, start, end, fields]`` of each
record, characters counted in the file, or null where nobody has annotated it yet; fields that quote the document are left
out. Where ``taught`` is true, the last course of the learned reader has it, and it is measured by networks that were not
taught it; the gold of the others goes to ``FOLDER/fresh`` and only measures.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpora.reading.places import Places

KEPT = Path(__file__).with_name("held_out")
_QUOTING = frozenset(
    ("covered", "conditions", "benefit", "period", "waiting", "ends", "exception", "consequence", "term", "name", "forum")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """One held-out document: its file in the pool and its annotation, None where it has none yet."""

    name: str
    source: Path
    taught: bool
    records: list[tuple[str, int, int, dict[str, Any]]] | None

    def gold(self) -> list[dict[str, Any]] | None:
        """The records with their quotes, in the form of the shared gold."""
        text = self.source.read_text("utf-8")
        return self.records and [
            {"type": kind, "quote": text[start:end], "fields": fields}
            for kind, start, end, fields in self.records
        ]


def held_out(pool: Path) -> Iterator[Placed]:
    """The held-out documents by name. Raises ValueError where the pool has another text than was annotated."""
    for file in sorted(KEPT.glob("*.json")):
        told = json.loads(file.read_text("utf-8"))
        source = pool / told["source"]
        if sha256(source.read_bytes()).hexdigest() != told["sha256"]:
            raise ValueError(f"{source} is not the text that {file.name} annotates: fetch that version again")
        yield Placed(file.stem, source, told["taught"], told["records"])


def keep(source: Path, pool: Path, gold: list[dict[str, Any]] | None, into: Path) -> int:
    """Write the places of a document's gold; gives how many quotes are not in the text (they are left out).

    What is taught stays taught; nothing new is.
    """
    taught = into.is_file() and json.loads(into.read_text("utf-8"))["taught"]
    rows = None if gold is None else list(_rows(Places(source.read_text("utf-8")), gold))
    lines = (
        "null"
        if rows is None
        else "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in rows) + "\n]"
    )
    head = json.dumps(str(source.relative_to(pool)), ensure_ascii=False)
    digest = sha256(source.read_bytes()).hexdigest()
    into.write_text(
        f'{{"source": {head}, "sha256": "{digest}", "taught": {json.dumps(taught)}, "records": {lines}}}\n',
        "utf-8",
    )
    return len(gold or ()) - len(rows or ())


def _rows(places: Places, gold: list[dict[str, Any]]) -> Iterator[list[Any]]:
    for one in gold:
        span = places.next(one["quote"], one["type"])
        if span is not None:
            told = {name: value for name, value in one["fields"].items() if name not in _QUOTING}
            yield [one["type"], span.start, span.end, told]


def _keep_all(pool: Path, folder: Path) -> None:
    KEPT.mkdir(exist_ok=True)
    for document in sorted((folder / "docs").glob("*.txt")):
        name = document.stem
        collection = next(one.name for one in pool.iterdir() if name.startswith(f"{one.name}-"))
        source = pool / collection / f"{name.removeprefix(f'{collection}-')}.txt"
        annotated = folder / "gold" / f"{name}.gold.json"
        gold = json.loads(annotated.read_text("utf-8"))["records"] if annotated.is_file() else None
        lost = keep(source, pool, gold, KEPT / f"{name}.json")
        print(
            f"{name}: {'not annotated' if gold is None else f'{len(gold)} records, {lost} quotes not in the text'}"
        )


def _unpack(pool: Path, folder: Path) -> None:
    for part in ("docs", "gold", "fresh"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for one in held_out(pool):
        (folder / "docs" / f"{one.name}.txt").write_bytes(one.source.read_bytes())
        gold = one.gold()
        if gold is not None:
            text = json.dumps({"document": {"name": one.name}, "records": gold}, ensure_ascii=False, indent=1)
            part = "gold" if one.taught else "fresh"
            (folder / part / f"{one.name}.gold.json").write_text(text + "\n", "utf-8")


def main() -> None:
    """Keep or unpack, as asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=("keep", "unpack"))
    parser.add_argument("pool", type=Path)
    parser.add_argument("folder", type=Path)
    chosen = parser.parse_args()
    if chosen.action == "keep":
        _keep_all(chosen.pool, chosen.folder)
    else:
        _unpack(chosen.pool, chosen.folder)


if __name__ == "__main__":
    main()

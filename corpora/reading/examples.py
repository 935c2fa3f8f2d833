"""Collect training examples of the learned reader: the units of documents, what they state and its parts.

    python -m corpora.reading.examples OUT.jsonl --gold own corpora/documents corpora/gold [--gold …]
        [--silver pool ../shared/pool/clauses …] [--without FOLDER …]

``--gold`` takes the records of annotated documents, ``--silver`` those of the rules. A silver document that is
near to a text in a ``--without`` folder is left out, and every unit that stands there too.
One JSON object a line; the form is told in models/reading/README.md.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from corpora.reading.places import Places
from corpora.reading.portions import Portion, portions_of
from extractor import pages
from extractor.document import Document, Span
from extractor.errors import UnreadableDocument
from extractor.records import Record
from extractor.structure.reading import read_document
from extractor.terms import read_terms
from extractor.terms.normative import find_norms
from extractor.terms.passages import Passage, read_passages
from extractor.terms.setting import read_setting

Example = dict[str, Any]
_SHINGLE, _SHARED = 13, 0.4  # characters of a shingle; the share of them that makes a document a known one


def read_units(source: Path) -> tuple[Document, list[Passage]]:
    """A document and its passages, as the rules read them."""
    data = source.read_bytes()
    document = read_document(pages.read(data, source.name), data)
    return document, read_passages(document)


def gold_examples(name: str, source: Path, annotated: Path) -> list[Example]:
    """The units of an annotated document with the records of its gold."""
    document, passages = read_units(source)
    places = Places(document.text)
    found = []
    for record in json.loads(annotated.read_text("utf-8"))["records"]:
        span = places.next(record["quote"], record["type"])
        if span is not None:
            found.append((record["type"], span, record["fields"], 1.0))
    return list(_examples(f"{name}/{source.stem}", document, passages, found))


def silver_examples(name: str, source: Path) -> list[Example]:
    """The units of any document with what the rules find in it; nothing where it cannot be read."""
    try:
        document, passages = read_units(source)
        records = read_terms(document)
    except UnreadableDocument:
        return []
    found = [_plain(record) for record in records]
    return list(_examples(f"{name}/{source.stem}", document, passages, found))


def _plain(record: Record) -> tuple[str, Span, dict[str, Any], float]:
    return record.type.value, record.span, dict(record.fields), record.confidence


def _examples(
    source: str,
    document: Document,
    passages: Sequence[Passage],
    records: Sequence[tuple[str, Span, dict[str, Any], float]],
) -> Iterator[Example]:
    norms = find_norms(passages, read_setting(document))
    starts = [passage.unit.span() for passage in passages]
    held: dict[int, list[tuple[str, dict[str, Any], float, Span]]] = {}
    for kind, span, fields, confidence in records:
        at = _home(starts, span)
        if at is not None:
            held.setdefault(at, []).append((kind, fields, confidence, span))
    for at, (passage, norm) in enumerate(norms):
        states = held.get(at, [])
        example: Example = {
            "source": source,
            "text": passage.text,
            "lead": passage.leads[0].text if passage.leads else "",
            "role": passage.role.value,
            "types": sorted({kind for kind, *_ in states}),
            "doubtful": sorted({kind for kind, _, sure, _ in states if sure < 0.8}),
        }
        for kind, fields, _, _ in states:
            if kind == "obligation":
                example["modality"], example["topic"] = fields.get("modality"), fields.get("topic")
            elif kind == "limit":
                example["limit"] = fields.get("kind")
        example["portions"] = [_told(one) for one in portions_of(passage, norm, example["types"])]
        yield example


def _told(portion: Portion) -> tuple[str, int, int]:
    return portion.label, portion.start, portion.end


def _home(units: Sequence[Span], span: Span) -> int | None:
    """The unit in which a record begins, or else the one that it overlaps most; None in no unit."""
    best, most = None, 0
    for at, unit in enumerate(units):
        shared = min(unit.end, span.end) - max(unit.start, span.start)
        if unit.start <= span.start < unit.end and 2 * shared >= min(8, span.end - span.start):
            return at
        if shared > most:
            best, most = at, shared
    return best


class Known:
    """The texts that are measured on. Nothing that is near to one of them, and no unit of theirs, is trained on."""

    def __init__(self, folders: Sequence[Path]) -> None:
        files = [file for folder in folders for file in sorted(folder.glob("*.txt"))]
        self._texts = [_squeezed(file) for file in files]
        self._shingles = [_shingles(text) for text in self._texts]

    def unlike(self, sources: Sequence[Path]) -> list[Path]:
        """The files that share few of their stretches with any known text."""
        return [file for file in sources if not self._near(_shingles(_squeezed(file)))]

    def _near(self, own: set[int]) -> bool:
        return not own or any(
            len(own & known) > _SHARED * min(len(own), len(known)) for known in self._shingles
        )

    def unsaid(self, examples: Sequence[Example]) -> list[Example]:
        """The examples whose words stand in no known text."""
        return [one for one in examples if not any(one["text"] in text for text in self._texts)]


def _squeezed(file: Path) -> str:
    return "".join(file.read_text("utf-8", errors="ignore").split())


def _shingles(squeezed: str) -> set[int]:
    return {hash(squeezed[at : at + _SHINGLE]) for at in range(len(squeezed) - _SHINGLE + 1)}


def main() -> None:
    """Write the examples and print how many each collection gave."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--gold", nargs=3, action="append", default=[], metavar=("NAME", "DOCUMENTS", "GOLD"))
    parser.add_argument("--silver", nargs=2, action="append", default=[], metavar=("NAME", "FOLDER"))
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--jobs", type=int, default=1)
    chosen = parser.parse_args()
    examples: list[Example] = []
    for name, documents, gold in chosen.gold:
        for annotated in sorted(Path(gold).glob("*.gold.json")):
            stem = annotated.name.removesuffix(".gold.json")
            examples.extend(gold_examples(name, Path(documents) / f"{stem}.txt", annotated))
    print(f"{len(examples)} units of gold", flush=True)
    known = Known(chosen.without)
    with ProcessPoolExecutor(chosen.jobs) as workers:
        for name, folder in chosen.silver:
            files = known.unlike(sorted(Path(folder).glob("*.txt")))
            read = workers.map(partial(silver_examples, name), files)
            found = known.unsaid(list(chain.from_iterable(read)))
            print(f"{len(found)} units of {len(files)} documents in {folder}", flush=True)
            examples.extend(found)
    chosen.out.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in examples), "utf-8")


if __name__ == "__main__":
    main()

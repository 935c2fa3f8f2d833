"""Collect training examples of topics: our written sentences, and the obligations of annotated documents.

    python -m corpora.topics.examples OUT.jsonl --collection own corpora/documents corpora/gold [--collection …]

With ``--no-written`` the written sentences are left out (for a test set). One JSON object a line; the form is
told in models/topics/README.md.
"""

import argparse
import json
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor import pages
from extractor.document import Document
from extractor.language.norms import Norm, find_norm
from extractor.structure.headings import Role
from extractor.structure.reading import read_document
from extractor.terms.normative import find_norms
from extractor.terms.obligations import act_of
from extractor.terms.passages import Passage, read_passages
from extractor.terms.setting import read_setting
from extractor.terms.topics import evidence, wording

_HERE = Path(__file__).parent
_MARKS = frozenset("*#`|_-•·")
Example = dict[str, Any]


def written_examples() -> Iterator[Example]:
    """The sentences of the TOML files here: topic, role of the section, ``lead-in|sentence``."""
    for file in sorted(_HERE.glob("*.toml")):
        for topic, roles in tomllib.loads(file.read_text("utf-8")).items():
            for role, sentences in roles.items():
                for sentence in sentences:
                    lead, _, text = sentence.rpartition("|")
                    yield _example("written", topic, _fields(text, find_norm(text), Role(role), lead))


def gold_examples(name: str, documents: Path, gold: Path) -> Iterator[Example]:
    """Each obligation of the gold that stands in the document, read as the extractor reads its passage."""
    for annotated in sorted(gold.glob("*.gold.json")):
        stem = annotated.name.removesuffix(".gold.json")
        source = documents / f"{stem}.txt"
        data = source.read_bytes()
        document = read_document(pages.read(data, source.name), data)
        norms = list(find_norms(read_passages(document), read_setting(document)))
        places = _Places(document)
        for record in json.loads(annotated.read_text("utf-8"))["records"]:
            span = places.next(record["quote"]) if record["type"] == "obligation" else None
            if span is not None:
                passage, norm = max(norms, key=lambda pair, span=span: _overlap(pair[0], span))  # type: ignore[misc]
                lead = "".join(above.text for above in passage.leads[:1])
                fields = _fields(passage.text, norm, passage.role, lead)
                yield _example(f"{name}/{stem}", record["fields"]["topic"], fields)


def _fields(text: str, norm: Norm | None, role: Role, lead: str) -> dict[str, str]:
    return wording(text, act_of(text, norm) if norm else text, role, lead)


def _example(source: str, topic: str, fields: dict[str, str]) -> Example:
    cues = evidence(fields["text"], fields["act"], fields["lead"])
    return {"source": source, "topic": topic, **fields, "evidence": cues}


class _Places:
    """Where quotes stand in a document; a repeated quote takes its next place. White space and width are ignored."""

    def __init__(self, document: Document) -> None:
        kept = [
            (char, at) for at, raw in enumerate(document.text) for char in unicodedata.normalize("NFKC", raw)
        ]
        self._kept = [(char, at) for char, at in kept if not char.isspace() and char not in _MARKS]
        self._text = "".join(char for char, _ in self._kept)
        self._after: dict[str, int] = {}

    def next(self, quote: str) -> tuple[int, int] | None:
        """Start and end in the document's text, None where the quote is not in it."""
        words = "".join(
            c for c in unicodedata.normalize("NFKC", quote) if not c.isspace() and c not in _MARKS
        )
        start = self._text.find(words, self._after.get(words, 0))
        start = start if start >= 0 else self._text.find(words)
        if start < 0 or not words:
            return None
        self._after[words] = start + 1
        return self._kept[start][1], self._kept[start + len(words) - 1][1] + 1


def _overlap(passage: Passage, span: tuple[int, int]) -> int:
    unit = passage.unit.span()
    return min(unit.end, span[1]) - max(unit.start, span[0])


def main() -> None:
    """Write the examples and print how many each source gave."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--collection", nargs=3, action="append", default=[], metavar=("NAME", "DOCUMENTS", "GOLD")
    )
    parser.add_argument("--no-written", action="store_true")
    chosen = parser.parse_args()
    examples = [] if chosen.no_written else list(written_examples())
    for name, documents, gold in chosen.collection:
        examples.extend(gold_examples(name, Path(documents), Path(gold)))
    chosen.out.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in examples), "utf-8")
    print(f"{len(examples)} examples in {chosen.out}")


if __name__ == "__main__":
    main()

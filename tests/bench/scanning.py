"""Our own documents as scans: character error, records, seconds (扫描识别评测).

``python -m tests.bench.scanning [--documents NAMES] [--pages N]``. The text layer of the same print is the truth. Records are
compared by the rule of the annotated documents (same type, places overlapping by half); places of the scan's records
are carried over to the text original by aligning the two texts.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time

from rapidfuzz.distance import Levenshtein

from extractor.document import Document
from extractor.extraction import extract
from extractor.pages.recognition import Picture, recogniser
from extractor.pages.scanned import read_picture
from extractor.records import Extraction
from tests.extraction.test_accuracy import CORE, Interval, Tally, matched
from tests.scans.handing_in import as_image, as_photo, as_tiff
from tests.scans.printing import DOCUMENTS, font_file, pictures, print_document
from tests.scans.wear import CONDITIONS, Condition

_DOCUMENTS = ("liability-public", "accident-group", "brokerage")
_LEADERS = re.compile("[…．·.]{3,}")
_FIGURE = re.compile(r"\d[\d,.]*|[壹贰叁肆伍陆柒捌玖拾佰仟]{2,}|百分之[一二三四五六七八九十]+")
_TOLD = {"doubtful-figure", "doubtful-text", "garbled"}
_A4 = 595.0


@dataclass
class Row:
    """What was measured under one condition."""

    errors: int = 0
    characters: int = 0
    figures: int = 0
    digits_wrong: int = 0
    digits_told: int = 0
    alarms: int = 0
    core: Tally = field(default_factory=Tally)
    every: Tally = field(default_factory=Tally)
    pages: int = 0
    seconds: float = 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", nargs="+", default=list(_DOCUMENTS))
    parser.add_argument("--conditions", nargs="+", type=int, default=list(range(len(CONDITIONS))))
    given = parser.parse_args(arguments)
    print(
        "| print | condition | dpi | character error | figures | wrong (told) | right, told | core F1 | all F1 | pages | s/page |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for at in given.conditions:
        condition = CONDITIONS[at]
        if font_file(condition.font) is None:
            print(f"| {condition.font} | not installed |", flush=True)
            continue
        print(_told(condition, measured(condition, given.documents)), flush=True)
    _beside_tesseract()
    return 0


def measured(condition: Condition, names: Sequence[str]) -> Row:
    """All the documents under one condition."""
    row = Row()
    for name in names:
        data = print_document(name, condition.font)
        pages = [condition.worn(page, seed) for seed, page in enumerate(pictures(data, condition.dpi))]
        began = perf_counter()
        scan = extract(_file(pages, condition))
        row.seconds += perf_counter() - began
        row.pages += len(pages)
        compare(row, extract(data), scan)
    return row


def _file(pages: Sequence[Picture], condition: Condition) -> bytes:
    if len(pages) == 1:
        return (
            as_photo(pages[0], 1) if condition.name == "photo" else as_image(pages[0], "PNG", condition.dpi)
        )
    return as_tiff(pages, condition.dpi)


def compare(row: Row, text: Extraction, scan: Extraction) -> None:
    """Count what differs between a document and its scan."""
    truth, _ = squeezed(text.document)
    read, read_at = squeezed(scan.document)
    edits = Levenshtein.opcodes(truth, read)
    row.errors += Levenshtein.distance(_LEADERS.sub("…", truth), _LEADERS.sub("…", read))
    row.characters += len(truth)
    row.figures += len(_FIGURE.findall(truth))
    told = [finding.span for finding in scan.findings if finding.code in _TOLD]
    wrong = set()
    for edit in edits:
        if edit.tag == "equal":
            continue
        changed = truth[edit.src_start : edit.src_end] + read[edit.dest_start : edit.dest_end]
        if not re.search(r"[\d%‰壹贰叁肆伍陆柒捌玖拾佰仟]", changed):
            continue
        place = read_at[min(edit.dest_start, len(read) - 1)]
        hits = [at for at, span in enumerate(told) if span.start - 2 <= place <= span.end + 2]
        row.digits_wrong += 1
        row.digits_told += bool(hits)
        wrong.update(hits)
    row.alarms += len(told) - len(wrong)
    _count_records(row, text, scan)


def squeezed(document: Document) -> tuple[str, list[int]]:
    """The text without white space, and where each character stands in it."""
    places = [at for at, char in enumerate(document.text) if not char.isspace()]
    return "".join(document.text[at] for at in places), places


def _count_records(row: Row, text: Extraction, scan: Extraction) -> None:
    (truth, truth_at), (read, read_at) = squeezed(text.document), squeezed(scan.document)
    carried = _carried(truth, read)
    back = {place: at for at, place in enumerate(read_at)}
    own = {place: at for at, place in enumerate(truth_at)}
    for kind in {record.type for record in (*text.records, *scan.records)}:
        wanted = [
            _interval(record.span.start, record.span.end, own)
            for record in text.records
            if record.type is kind
        ]
        given = [
            _interval(record.span.start, record.span.end, back)
            for record in scan.records
            if record.type is kind
        ]
        moved = [(carried[first], carried[last - 1] + 1) for first, last in given]
        right = len(matched(wanted, [(a, max(b, a + 1)) for a, b in moved]))
        for tally in [row.every, *([row.core] if kind.value in CORE else [])]:
            tally.add(right, len(given), len(wanted))


def _interval(start: int, end: int, places: dict[int, int]) -> Interval:
    inside = [places[at] for at in range(start, end) if at in places]
    return inside[0], inside[-1] + 1


def _carried(truth: str, read: str) -> list[int]:
    """For each character of the scan, the one of the original that it stands for."""
    carried = [0] * len(read)
    for edit in Levenshtein.opcodes(truth, read):
        for at in range(edit.dest_start, edit.dest_end):
            carried[at] = min(edit.src_start + at - edit.dest_start, max(edit.src_end - 1, edit.src_start))
    return carried


def _told(condition: Condition, row: Row) -> str:
    error = f"{100 * row.errors / row.characters:.2f} %"
    figures = f"{row.figures} | {row.digits_wrong} ({row.digits_told})"
    scores = f"{row.core.f1:.3f} | {row.every.f1:.3f}"
    pace = row.seconds / row.pages
    return (
        f"| {condition.font} | {condition.name} | {condition.dpi} | {error} | {figures} | {row.alarms} "
        f"| {scores} | {row.pages} | {pace:.1f} |"
    )


def _beside_tesseract() -> None:
    """One sealed page by both: characters wrong, processor seconds."""
    if shutil.which("tesseract") is None:
        print("tesseract is not installed (tesseract-ocr, tesseract-ocr-chi-sim)")
        return
    condition = CONDITIONS[2]
    data = print_document("liability-public", condition.font)
    page = condition.worn(pictures(data, condition.dpi)[1], 1)
    recogniser()
    began = process_time()
    scan = read_picture(page, width=_A4)
    ours = "".join(run.text for run in sorted(scan.runs, key=lambda run: (round(run.base), run.left)))
    own_seconds = process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.png"
        file.write_bytes(as_image(page, "PNG", condition.dpi))
        began = perf_counter()
        command = ["tesseract", str(file), "-", "-l", "chi_sim", "--psm", "6"]
        said = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin"},
        )
        seconds = perf_counter() - began
    truth = _page_text(data, 1)
    for name, read, spent in (("rapidocr", ours, own_seconds), ("tesseract", said.stdout, seconds)):
        wrong = Levenshtein.distance(sorted_lines(truth), sorted_lines(read)) / len(sorted_lines(truth))
        print(
            f"{name}: {100 * wrong:.2f} % of characters, {spent:.1f} s for a sealed page at {condition.dpi} dpi"
        )


def _page_text(data: bytes, number: int) -> str:
    from extractor.pages.pdf import read_pdf  # noqa: PLC0415  # only where tesseract is

    lines = read_pdf(data).pages[number].lines
    return "\n".join(line.text for line in sorted(lines, key=lambda line: line.box.top if line.box else 0.0))


def sorted_lines(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


if __name__ == "__main__":
    assert DOCUMENTS.is_dir()
    sys.exit(main())

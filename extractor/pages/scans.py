"""Scans among the pages of a document (扫描页入文): what was recognised takes the place of a page's text."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from extractor.document import Remark
from extractor.pages.glyphs import Frame, Glyphs
from extractor.pages.printed import Printed
from extractor.pages.recognising import Unrecognised
from extractor.pages.ruled import tables_among
from extractor.pages.scanned import Patch, Scan

Rows = list[list[Printed]]

_SEAL = "第{page}页盖有印章，印章文字未读取；被印章遮盖的文字请对照图像核对"
_PATCHES = {
    "handwriting": "第{page}页有手写或签名，未读取，请对照图像",
    "unread": "第{page}页有一处文字未能识别，请对照图像",
    "seal": _SEAL,
}
_CODES = {"handwriting": "handwriting", "unread": "unread-region", "seal": "seal"}


def glyphs_of(scan: Scan) -> tuple[Glyphs, Rows]:
    """The characters of a scanned page, and the rows of its ruled tables, whose characters are taken out."""
    found = tables_among(scan.rules, scan.runs)
    frame = Frame(0, 0, 0.0, 0.0, scan.width, scan.height)
    count = sum(len(run.text) - run.text.count(" ") for run in scan.runs)
    glyphs = Glyphs(frame, found.others, [], count, 0, straightening=scan.straightening)
    return glyphs, [[row._replace(table=at) for row in rows] for at, rows in enumerate(found.tables)]


def scan_remarks(found: Mapping[int, Scan | Unrecognised], reasons: Mapping[int, str]) -> list[Remark]:
    """What a reader must know of the scanned pages; ``reasons`` say in Chinese why each was read from its picture."""
    remarks: list[Remark] = []
    read = sorted(number for number, scan in found.items() if isinstance(scan, Scan) and scan.runs)
    for pages in _stretches(read):
        remarks.append(Remark("recognised", _recognised(pages, reasons[pages[0]]), pages[0]))
    for number, scan in sorted(found.items()):
        if isinstance(scan, Unrecognised):
            remarks.append(Remark("no-text-layer", f"第{number}页{reasons[number]}，{scan.reason}", number))
            continue
        remarks += [_patch_remark(patch, number) for patch in scan.patches]
        if not scan.runs:
            message = f"第{number}页{reasons[number]}，图像中也没有识别出文字"
            remarks.append(Remark("no-text-layer", message, number))
    return remarks


def _patch_remark(patch: Patch, number: int) -> Remark:
    return Remark(_CODES[patch.kind], _PATCHES[patch.kind].format(page=number), number, patch.box)


def _recognised(pages: list[int], reason: str) -> str:
    where = f"第{pages[0]}页" if len(pages) == 1 else f"第{pages[0]}至{pages[-1]}页"
    return f"{where}{reason}，文字由图像识别得到，请以图像为准"


def _stretches(numbers: Iterable[int]) -> Iterator[list[int]]:
    """Numbers that follow each other."""
    for _, group in groupby(enumerate(numbers), key=lambda entry: entry[1] - entry[0]):
        yield [number for _, number in group]

"""Characters of pages to printed lines in reading order (版面还原), the same for text layers and for scans."""

from collections.abc import Sequence

from extractor.document import Box, Doubt, Line, LineKind, Page
from extractor.pages.columns import arrange, find_gutters
from extractor.pages.emphasis import stretches
from extractor.pages.furniture import Sheet, body_size, mark_furniture, watermarks
from extractor.pages.glyphs import Glyphs
from extractor.pages.paragraphing import joins, mark_headings, mark_notes
from extractor.pages.printed import Printed, printed
from extractor.pages.runs import Run, marked_confidence, standing_out

_LARGER = 1.1  # times the body's size
_TOLERANCE = 3.0  # points between edges of one table on two pages
_SURE = 0.999  # a character that is right so probably is not told of


def set_pages(pages: Sequence[Glyphs], tables: Sequence[list[list[Printed]]]) -> tuple[Page, ...]:
    """The pages of a document with their lines in reading order.

    ``tables`` holds, for each page, the rows of its ruled tables, whose characters are not among its runs.
    """
    body = body_size(pages)
    aside = watermarks(pages, body)
    texts = [
        [_larger_marked(run, body) for at, run in enumerate(page.runs) if at not in marks]
        for page, marks in zip(pages, aside, strict=True)
    ]
    gutters = find_gutters(texts, [page.frame.size[0] for page in pages])
    sheets = []
    for number, (page, runs, rows, gutter) in enumerate(zip(pages, texts, tables, gutters, strict=True), 1):
        recognised = page.straightening is not None
        sheets.append(Sheet(number, *page.frame.size, arrange(runs, rows, gutter), recognised))
    sheets = [mark_notes(mark_headings(sheet, body), body) for sheet in _numbered(mark_furniture(sheets))]
    watermarked = [
        [*page.slanted, *(page.runs[at] for at in sorted(marks))]
        for page, marks in zip(pages, aside, strict=True)
    ]
    return tuple(
        _page(sheet, goes_on, page, marks)
        for sheet, goes_on, page, marks in zip(sheets, joins(sheets), pages, watermarked, strict=True)
    )


def _larger_marked(run: Run, body: float) -> Run:
    """Type larger than the body's stands out."""
    return run._replace(marks=standing_out(run.marks)) if run.size >= _LARGER * body > 0 else run


def _numbered(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Tables numbered through the document; one that goes on at the top of the next page keeps its number."""
    numbered: list[Sheet] = []
    last: Printed | None = None
    number = -1
    for sheet in sheets:
        lines: list[Printed] = []
        known: dict[int | None, int] = {}
        for line in sheet.lines:
            if line.kind is LineKind.ROW and line.table not in known:
                number += not (last is not None and not known and _same_columns(last, line))
                known[line.table] = number
            if line.kind is not LineKind.FURNITURE:
                last = line
            lines.append(line._replace(table=known[line.table]) if line.kind is LineKind.ROW else line)
        numbered.append(sheet._replace(lines=lines))
    return numbered


def _same_columns(above: Printed, below: Printed) -> bool:
    return (
        above.kind is LineKind.ROW
        and above.text.count("\t") == below.text.count("\t")
        and max(abs(above.left - below.left), abs(above.right - below.right)) <= _TOLERANCE
    )


def _page(sheet: Sheet, goes_on: Sequence[bool], page: Glyphs, marks: Sequence[Run]) -> Page:
    lines = [_line(line, follows, page) for line, follows in zip(sheet.lines, goes_on, strict=True)]
    lines += [_line(printed([run])._replace(kind=LineKind.FURNITURE), False, page) for run in marks]
    return Page(sheet.number, tuple(lines), *page.shown_size)


def _line(line: Printed, follows: bool, page: Glyphs) -> Line:
    box, edges = _place(line, page)
    return Line(
        line.text,
        line.kind,
        box,
        edges,
        follows,
        line.bold,
        round(line.size, 2),
        line.table,
        stretches(line.marks),
        doubts_of(line.marks),
    )


def _place(line: Printed, page: Glyphs) -> tuple[Box, tuple[float, ...]]:
    """Box and edges on the page as it is shown; no edges where its text does not run from left to right."""
    box = Box(line.left, line.top, line.right, line.bottom)
    if page.straightening is not None:
        edges = page.straightening.edges(line.edges, (line.top + line.bottom) / 2)
        return page.straightening.box(box), edges
    upright = page.frame.turn == page.frame.shown
    return (box, line.edges) if upright else (page.frame.as_shown(box), ())


def doubts_of(marks: bytes) -> tuple[Doubt, ...]:
    """The characters that were not surely recognised; neighbours with one confidence together."""
    found: list[Doubt] = []
    for at, mark in enumerate(marks):
        confidence = round(marked_confidence(mark), 4)
        if confidence >= _SURE:
            continue
        if found and found[-1].end == at and found[-1].confidence == confidence:
            found[-1] = Doubt(found[-1].start, at + 1, confidence)
        else:
            found.append(Doubt(at, at + 1, confidence))
    return tuple(found)

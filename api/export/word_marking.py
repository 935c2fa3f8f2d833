"""A document's Word file opened for marking (标注): the original where there is one, else one made of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby

from docx.document import Document as WordDocument

from api.export.marked import Marked, NotMarkable, say
from api.export.printable import printable
from api.export.word_comments import Comments
from api.export.word_cuts import Cuts, Numbers
from api.export.word_file import WordFile
from api.export.word_letters import Letter, Letters
from api.export.word_report import written
from api.export.word_revisions import Revisions
from api.export.word_styles import TEXT_WIDTH, add_row, add_table, new_report
from extractor.document import Block, BlockKind, Document, Source, Span

_HEADINGS = {BlockKind.HEADING: "Heading 2"}


@dataclass(slots=True)
class Marking:
    """One file being marked: where its letters are, and the makers of what is put among them."""

    file: WordFile
    letters: Letters
    cuts: Cuts
    revisions: Revisions
    comments: Comments
    missed: list[str] = field(default_factory=list)

    def miss(self, what: str, text: str) -> None:
        """Say what could not be marked."""
        self.missed.append(say(what, text))

    def found(self, span: Span) -> list[Letter]:
        """The letters of a span, at whose edges runs are going to be cut."""
        letters = self.letters.of(span)
        self.cuts.around(letters)
        return letters

    def finished(self) -> Marked:
        """The file and what is missing in it."""
        return Marked(self.file.save(), tuple(dict.fromkeys(self.missed)))


def open_marking(document: Document, original: bytes | None, made: datetime) -> Marking:
    """The Word file of ``document`` where ``original`` is one; else a new one of its text, and a word about it.

    Raises ValueError where ``original`` is not the file that the document was read from.
    """
    if original is not None and sha256(original).hexdigest() != document.sha256:
        raise ValueError("the bytes are not the file that the document was read from")
    if original is not None and document.source is Source.DOCX:
        try:
            return _marking(WordFile(original), document, made)
        except NotMarkable as error:
            reason = str(error)
    else:
        reason = "原件不是 .docx 文件"
    marking = _marking(WordFile(_written(document)), document, made)
    marking.missed.append(f"{reason}，已按读出的文本另建 Word 文件；版式与原件不同")
    return marking


def _marking(file: WordFile, document: Document, made: datetime) -> Marking:
    comments = file.comments()
    numbers = Numbers([file.root] if comments is None else [file.root, comments])
    return Marking(
        file,
        Letters(file.body, document.text, [block.span for block in document.blocks]),
        Cuts(numbers),
        Revisions(numbers, made),
        Comments(file, numbers, made),
    )


def _written(document: Document) -> bytes:
    """A plain Word file of the text: paragraphs and tables, without running heads and other noise."""
    report = new_report()
    told = [block for block in document.blocks if block.kind is not BlockKind.NOISE]
    for table, blocks in groupby(told, key=lambda block: (block.kind is BlockKind.ROW, block.table)):
        if table[0]:
            _write_table(report, document.text, list(blocks))
            continue
        for block in blocks:
            paragraph = report.add_paragraph(style=_HEADINGS.get(block.kind))
            run = paragraph.add_run(printable(block.span.quote(document.text)))
            run.bold = block.bold or None
    return written(report)


def _write_table(report: WordDocument, text: str, blocks: Sequence[Block]) -> None:
    rows = [printable(block.span.quote(text)).split("\t") for block in blocks]
    columns = max(map(len, rows))
    table = add_table(report, [TEXT_WIDTH / columns] * columns)
    for row in rows:
        for cell, words in zip(add_row(table), row, strict=False):
            cell.paragraphs[0].add_run(words)

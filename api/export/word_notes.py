"""Notes as comments in a document's own Word file (Word 批注), without tracked changes."""

from collections.abc import Sequence
from datetime import datetime

from api.export.marked import Marked
from api.export.notes import Note
from api.export.word_marking import open_marking
from extractor.document import Document


def annotate_word(
    original: bytes | None, document: Document, notes: Sequence[Note], made: datetime
) -> Marked:
    """The Word file of ``document`` with a comment for every note at its words.

    ``original`` are its bytes; where they are no .docx, or None, the file is made of its text. ``made`` (with a zone)
    dates the comments. Raises ValueError where ``original`` is not the file that the document was read from.
    """
    marking = open_marking(document, original, made)
    found = [(note, marking.found(note.span)) for note in notes]
    marking.cuts.make()
    for note, letters in found:
        if letters:
            first, last = min(letters, key=lambda one: one.order), max(letters, key=lambda one: one.order)
            marking.comments.add(marking.cuts.run_of(first), marking.cuts.run_of(last), note.title, note.body)
        else:
            quote = note.span.quote(document.text)
            marking.miss(f"批注“{note.title}”所指的文字未能在 Word 文件中定位", quote)
    return marking.finished()

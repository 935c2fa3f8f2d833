"""Comments of Word (批注): w:comment, its range in the text and its reference (ISO/IEC 29500-1 §17.13.4)."""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from api.export.word_cuts import Numbers, outside
from api.export.word_file import W, WordFile, element, text_element
from api.export.word_revisions import AUTHOR, INITIALS, stamped


@dataclass(frozen=True, slots=True)
class Comments:
    """Writes comments of one author and one moment into a file."""

    file: WordFile
    numbers: Numbers
    made: datetime

    def add(self, first: etree._Element, last: etree._Element, title: str, body: str) -> None:
        """A comment on everything from ``first`` to ``last`` (runs or tracked changes, in document order)."""
        key = self.numbers.take()
        self.file.make_comments().append(self._comment(key, title, body))
        start = outside(_beyond_boxes(first), self.numbers, after=False)
        end = outside(_beyond_boxes(last), self.numbers, after=True)
        start.addprevious(element("commentRangeStart", id=key))
        closing = element("commentRangeEnd", id=key)
        reference = element("r")
        reference.append(element("commentReference", id=key))
        end.addnext(closing)
        closing.addnext(reference)

    def _comment(self, key: str, title: str, body: str) -> etree._Element:
        comment = element("comment", id=key, author=AUTHOR, date=stamped(self.made), initials=INITIALS)
        for at, line in enumerate([title, *body.split("\n")] if body else [title]):
            comment.append(_paragraph(line, opening=not at))
        return comment


def _beyond_boxes(marked: etree._Element) -> etree._Element:
    """Word has no comments in text boxes: they stand at the run that holds the box."""
    boxes = list(marked.iterancestors(W + "txbxContent"))
    return next(boxes[-1].iterancestors(W + "r"), marked) if boxes else marked


def _paragraph(text: str, *, opening: bool) -> etree._Element:
    paragraph = element("p")
    if opening:
        mark = element("r")
        mark.append(element("annotationRef"))
        paragraph.append(mark)
    run = element("r")
    if opening:
        properties = element("rPr")
        properties.append(element("b"))
        run.append(properties)
    run.append(text_element("t", text))
    paragraph.append(run)
    return paragraph

"""The redline in Word (Word 修订稿): B's own file that shows what became of A, as tracked changes and comments.

Accepting all changes gives B, rejecting all gives A for the passages that were compared; numbers that Word counts by
itself stay B's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from api.export import notes
from api.export.lost_passages import LostPassages
from api.export.marked import Marked
from api.export.provisions import whole_provisions
from api.export.word_file import W
from api.export.word_letters import Letter, Letters
from api.export.word_marking import Marking, open_marking
from extractor.differences import Change, Comparison, Likeness, Mark, Pair, Stroke
from extractor.document import Document, Span

_BREAKS = ("\t", "\n")


def redline_word(
    comparison: Comparison, a: Document, b: Document, original: bytes | None, made: datetime
) -> Marked:
    """B's Word file with A → B as tracked changes, and a comment on every change.

    ``original`` are the bytes of B; where they are no .docx, or None, the file is made of B's text. ``made`` (with a
    zone) dates the marks. Raises ValueError where ``original`` is not the file that B was read from.
    """
    marking = open_marking(b, original, made)
    redline = _Redline(marking, comparison.pairs, a, b)
    redline.draw()
    redline.comment()
    return marking.finished()


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A mark of a pair with the letters of its words in B."""

    mark: Mark
    letters: Sequence[Letter]


class _Redline:
    """Everything is looked up and the runs are cut before anything is put among them."""

    def __init__(self, marking: Marking, pairs: Sequence[Pair], a: Document, b: Document) -> None:
        self._marking, self._pairs, self._a, self._b = marking, pairs, a, b
        self._deleted: dict[int, list[tuple[Span, etree._Element]]] = defaultdict(list)
        self._passages = [[letter for one in pair.b for letter in marking.found(one.span)] for pair in pairs]
        self._strokes = [list(self._read_strokes(pair)) for pair in pairs]
        alone = [one.span for pair in pairs if pair.likeness is Likeness.ONLY_B for one in pair.b]
        self._fresh = {span: marking.found(whole) for span, whole in whole_provisions(b, alone).items()}
        self._afters = {
            change.after.span: marking.found(change.after.span)
            for pair in pairs
            for change in pair.changes
            if change.after
        }
        marking.cuts.make()

    def _read_strokes(self, pair: Pair) -> Iterator[_Stroke]:
        for mark in pair.marks:
            letters = self._marking.found(mark.b) if mark.b is not None else []
            if mark.stroke is Stroke.INSERTED and mark.b is not None:
                self._check(mark.b, letters, pair.b[0].path)
            yield _Stroke(mark, letters)

    def _check(self, span: Span, letters: Sequence[Letter], path: str) -> None:
        quote = span.quote(self._b.text)
        if len(letters) < Letters.compared(quote) or (quote.strip() and not letters):
            part = "部分文字" if letters else "文字"
            self._marking.miss(f"{path}：新增的{part}未能在 Word 文件中定位，没有标为插入", quote)

    def draw(self) -> None:
        """The tracked changes."""
        for at, pair in enumerate(self._pairs):
            self._draw_strokes(at)
            if pair.likeness is Likeness.ONLY_B:
                for one in pair.b:
                    self._check(one.span, self._marking.letters.of(one.span), one.path)
                    self._insert(self._fresh[one.span])
        self._mark_ends([letter for letters in self._fresh.values() for letter in letters])
        lost = LostPassages(self._marking, self._a, self._b)
        for at, placed in lost.draw(self._pairs, self._passages):
            self._deleted[at].append(placed)

    def _insert(self, letters: Sequence[Letter]) -> None:
        self._marking.revisions.insert(self._marking.cuts.runs_of(letters))

    def _draw_strokes(self, at: int) -> None:
        placed: etree._Element | None = None
        breaks = False  # a cell or a paragraph of B ended: what comes next belongs to the following one
        for number, stroke in enumerate(self._strokes[at]):
            if stroke.mark.stroke is Stroke.DELETED:
                placed, breaks = self._delete(at, number, placed, breaks=breaks), False
                continue
            if stroke.mark.stroke is Stroke.INSERTED:
                self._insert(stroke.letters)
            if stroke.letters:
                placed = self._marking.cuts.run_of(stroke.letters[-1])
            if stroke.mark.b is not None:
                breaks = stroke.mark.b.quote(self._b.text).endswith(_BREAKS)

    def _delete(
        self, at: int, number: int, placed: etree._Element | None, *, breaks: bool
    ) -> etree._Element | None:
        """Put A's words after what was placed last, or before what comes next; the element placed last."""
        strokes = self._strokes[at]
        span = strokes[number].mark.a
        text = span.quote(self._a.text) if span is not None else ""
        if span is None or not text.strip():
            return placed
        coming = next((one.letters[0] for one in strokes[number:] if one.letters), None)
        follows = placed is not None and not (breaks and coming)
        beside = placed if follows else self._marking.cuts.run_of(coming) if coming else None
        if beside is None:
            path = self._pairs[at].b[0].path
            self._marking.miss(f"{path}：文本一被删的文字未能在 Word 文件中找到位置，没有标为删除", text)
            return None
        like = beside if beside.tag == W + "r" else beside.find(W + "r")
        deleted = self._marking.revisions.deleted(text, like)
        self._marking.revisions.beside(beside, deleted, after=follows)
        self._deleted[at].append((span, deleted))
        return deleted

    def _mark_ends(self, inserted: Sequence[Letter]) -> None:
        """A paragraph, or a row of cells, that is new as a whole is taken away as a whole by rejecting."""
        counted = Counter(letter.paragraph for letter in dict.fromkeys(inserted))
        totals = self._marking.letters.by_paragraph
        whole = {paragraph for paragraph, count in counted.items() if count == totals[paragraph]}
        for paragraph in whole:
            row = next(paragraph.iterancestors(W + "tr"), None)
            if row is None:
                self._mark_end(paragraph)
            elif all(one in whole for one in row.iter(W + "p") if totals.get(one)):
                self._marking.revisions.insert_row_mark(row)
            elif paragraph.getnext() is not None:
                self._mark_end(paragraph)

    def _mark_end(self, paragraph: etree._Element) -> None:
        following = paragraph.getnext()
        ends_section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
        if following is not None and following.tag != W + "sectPr" and not ends_section:
            self._marking.revisions.insert_paragraph_mark(paragraph)

    # --- comments -----------------------------------------------------------------------------------------

    def comment(self) -> None:
        """A comment on every change, and on every passage that was moved, split or merged."""
        order = {one: at for at, one in enumerate(self._marking.file.root.iter())}
        for at, pair in enumerate(self._pairs):
            for change in pair.changes:
                found = sorted(self._touched(at, change), key=lambda one: order[one])
                self._say(found, notes.title_of(change), notes.body_of(change))
            if pair.place in notes.PLACED and pair.a and pair.b:
                note = notes.place_note(pair)
                self._say(self._runs(self._passages[at]), note.title, note.body)

    def _touched(self, at: int, change: Change) -> list[etree._Element]:
        """The words of B, and those of A that were deleted; the passage where neither has a place of its own."""
        found = self._runs(self._afters[change.after.span]) if change.after else []
        for span, deleted in self._deleted[at]:
            before = change.before
            if before is not None and span.start < before.span.end and before.span.start < span.end:
                found.append(deleted)
        return found or [one for _, one in self._deleted[at]] or self._runs(self._passages[at])

    def _runs(self, letters: Sequence[Letter]) -> list[etree._Element]:
        return self._marking.cuts.runs_of(letters)

    def _say(self, found: Sequence[etree._Element], title: str, body: str) -> None:
        if found:
            self._marking.comments.add(found[0], found[-1], title, body)
        else:
            self._marking.miss("以下变化未能在 Word 文件中定位，没有加批注", f"{title} {body}")

"""Notes as comments in a Word file, without tracked changes."""

import io
from datetime import UTC, datetime

import docx

from api.export.notes import Note, Tone, notes_of_review
from api.export.word_file import W
from api.export.word_notes import annotate_word
from extractor.document import Span
from extractor.extraction import read
from tests.documents import document_of
from tests.export import word_revising as revising
from tests.export.results import FIRST, review_of

MADE = datetime(2026, 11, 22, tzinfo=UTC)


def word_of(text: str) -> bytes:
    made, written = docx.Document(), io.BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(written)
    return written.getvalue()


def test_a_review_becomes_comments_at_its_quotes_and_the_text_stays() -> None:
    original = word_of(FIRST)
    document = read(original, "a.docx")
    marked = annotate_word(original, document, notes_of_review(review_of(document)), MADE)
    assert marked.missed == ()
    told = revising.comments(marked.content)
    assert [words for _, _, words in told] == [
        "保险人可以在三十日内赔付",
        '=HYPERLINK("http://x")所列的损失',
        '<script>alert("战争")</script>',
    ]
    assert told[0][1].splitlines()[0] == "低于要求：赔付期限（重要）"
    assert not list(revising.tree_of(marked.content).iter(W + "ins", W + "del"))
    assert revising.accepted(marked.content) == FIRST.splitlines()


def test_notes_that_overlap_each_have_their_own_words() -> None:
    original = word_of("第一条 保险人应当在三十日内赔付。")
    document = read(original, "a.docx")
    start = document.text.index("应当")
    spans = (Span(start, start + 7), Span(start + 3, start + 6), Span(start + 3, start + 9))
    notes = [Note(span, f"批注{at}", "", Tone.PLAIN) for at, span in enumerate(spans)]
    marked = annotate_word(original, document, notes, MADE)
    assert [words for _, _, words in revising.comments(marked.content)] == [
        span.quote(document.text) for span in spans
    ]


def test_a_note_over_several_paragraphs_reaches_from_the_first_to_the_last() -> None:
    document = document_of(FIRST)
    span = Span(document.text.index("每次"), document.text.index("三十日内") + 4)
    marked = annotate_word(None, document, [Note(span, "跨段", "控制符\x00", Tone.PLAIN)], MADE)
    ((_, told, words),) = revising.comments(marked.content)
    assert words == "每次事故免赔率为5%。第二条 保险人可以在三十日内"
    assert told == "跨段\n控制符�"
    assert "另建 Word 文件" in marked.missed[0]

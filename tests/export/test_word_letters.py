"""Where the words of a document stand in its Word file, whatever the file is made of."""

from datetime import UTC, datetime

import pytest

from api.export.notes import Note, Tone
from api.export.word_notes import annotate_word
from extractor.document import Span
from extractor.extraction import read
from tests.export import word_revising as revising
from tests.pages import word_fixtures as markup

MADE = datetime(2026, 11, 22, tzinfo=UTC)
TITLE = markup.paragraph("山雀财产保险条款")
LISTS = markup.abstract(
    0, markup.level(0, "chineseCounting", "第%1条 "), markup.level(1, "decimal", "（%2）")
)
BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def marked_words(original: bytes, words: str) -> tuple[str, tuple[str, ...]]:
    """The words of the file that a note on ``words`` stands at, and what could not be marked."""
    document = read(original, "a.docx")
    start = document.text.index(words)
    marked = annotate_word(
        original, document, [Note(Span(start, start + len(words)), "批注", "", Tone.PLAIN)], MADE
    )
    found = revising.comments(marked.content) if not marked.missed else []
    return "".join(words for _, _, words in found), marked.missed


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (markup.paragraph("保险人应当在三十日内赔付。", number=(1, 0)), "三十日内"),
        (
            markup.paragraph("一般约定", number=(1, 0)) + markup.paragraph("保险人应当赔付。", number=(1, 1)),
            "保险人应当",
        ),
        (markup.paragraph(markup.run("第一条 保险") + markup.run("人应", "<w:b/>") + markup.run("当赔付。")), "保险人应当"),
        (
            markup.paragraph(markup.run("第一条 甲方应当付款。") + "<w:r><w:br/></w:r>" + markup.run("乙方应当赔付。")),
            "乙方应当",
        ),
        (
            markup.paragraph(
                markup.run("第一条 保险人应当")
                + '<w:r><w:sym w:font="Wingdings" w:char="F06F"/></w:r>'
                + markup.run("在三十日内赔付。")
            ),
            "三十日内",
        ),
        (
            markup.paragraph(markup.run("第一条 赔偿限额") + markup.run("      ", "<w:u w:val='single'/>") + markup.run("万元。")),
            "万元",
        ),
        (
            f"<w:sdt><w:sdtContent>{markup.paragraph('第一条 保险人应当赔付。')}</w:sdtContent></w:sdt>",
            "应当赔付",
        ),
        (
            markup.paragraph(markup.run("第一条 ") + markup.run("不", "<w:strike/>") + markup.run("应当赔付。")),
            "应当赔付",
        ),
        (markup.table(markup.row("项目", "限额"), markup.row("火灾", "100万元"), markup.row("爆炸", "50万元")), "50万元"),
        (
            markup.table(
                markup.row(markup.cell("项目"), markup.cell("限额")),
                markup.row(markup.cell("火灾", "爆炸"), markup.cell("100万元", "（含施救费）")),
            ),
            "（含施救费）",
        ),
        (
            markup.paragraph(
                markup.run("第一条 保险人应当"), properties="<w:rPr><w:del w:id='1' w:author='x'/></w:rPr>"
            )
            + markup.paragraph("在三十日内赔付。"),
            "应当在三十日内",
        ),
    ],
    ids=[
        "numbered", "second level", "runs", "line break", "symbol", "blank", "content control",
        "struck", "cell", "cell of paragraphs", "run together",
    ],
)  # fmt: skip
def test_a_note_stands_at_the_words_that_the_reader_sees(body: str, words: str) -> None:
    original = markup.docx(TITLE + body, numbering=LISTS + markup.listing(1, 0))
    assert marked_words(original, words) == (words, ())


def test_a_note_on_words_of_a_text_box_stands_at_the_box_where_word_allows_comments() -> None:
    box = BOX.format(markup.paragraph("保险人应当赔付。"))
    original = markup.docx(TITLE + markup.paragraph(markup.run("第一条 其他。") + box))
    document = read(original, "a.docx")
    start = document.text.index("应当")
    marked = annotate_word(original, document, [Note(Span(start, start + 2), "批注", "", Tone.PLAIN)], MADE)
    ((_, _, words),) = revising.comments(marked.content)
    assert words == "保险人应当赔付。"
    marks = revising.tree_of(marked.content).iter(
        revising.W + "commentRangeStart", revising.W + "commentReference"
    )
    assert not any(list(mark.iterancestors(revising.W + "txbxContent")) for mark in marks)


def test_words_that_stand_twice_are_marked_where_they_are_meant() -> None:
    body = TITLE + "".join(
        markup.paragraph(f"第{n}条 同前。") + markup.paragraph("保险人应当赔付。") for n in "一二三"
    )
    original = markup.docx(body)
    document = read(original, "a.docx")
    last = document.text.rindex("应当")
    marked = annotate_word(original, document, [Note(Span(last, last + 2), "批注", "", Tone.PLAIN)], MADE)
    text = "".join(one.text or "" for one in revising.tree_of(marked.content).iter() if one.text)
    assert text.count("应当") == 3
    root = revising.tree_of(marked.content)
    paragraphs = list(root.iter(revising.W + "p"))
    (start,) = root.iter(revising.W + "commentRangeStart")
    assert paragraphs.index(start.getparent()) == 6


def test_a_strict_file_is_marked_in_a_copy_made_of_its_text() -> None:
    parts = {
        name: part.replace(markup.W_URI, markup.STRICT_W_URI) if isinstance(part, str) else part
        for name, part in markup.parts_of(TITLE + markup.paragraph("第一条 保险人应当赔付。")).items()
    }
    original = markup.zipped(parts)
    document = read(original, "a.docx")
    start = document.text.index("应当")
    marked = annotate_word(original, document, [Note(Span(start, start + 2), "批注", "", Tone.PLAIN)], MADE)
    assert [words for _, _, words in revising.comments(marked.content)] == ["应当"]
    assert "严格" in marked.missed[0] and "另建 Word 文件" in marked.missed[0]

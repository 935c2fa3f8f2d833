"""The redline in Word: accepting all changes gives B, rejecting all gives A, and the rest of the file stays."""

import io
import shutil
import subprocess
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.export.marked import Marked
from api.export.redline_word import redline_word
from api.export.word_file import W
from extractor.differences import Change, ChangeKind, Comparison, Gain, Likeness, Pair, Place, Weight
from extractor.document import Document
from extractor.extraction import read
from extractor.quotations import quoted
from tests.documents import document_of
from tests.export import word_revising as revising
from tests.export.comparing import hand_made, redline
from tests.pages import word_fixtures as markup

MADE = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
A = """山雀财产保险条款
第一条 保险人承担赔偿责任，每次事故免赔率为3%。
第二条 保险人应当在三十日内赔付。
第三条 投保人应当如实告知。
第四条 发生下列情形的，保险人有权解除合同：
（一）投保人故意不告知；
（二）标的转让。
第五条 争议提交仲裁。
第六条 本条款自签发之日起生效。
"""


def word_of(text: str) -> bytes:
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    return saved(made)


def saved(made: Any) -> bytes:
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def redlined(a: Document, original: bytes) -> Marked:
    b = read(original, "b.docx")
    return redline_word(hand_made(a, b), a, b, original, MADE)


def lines(text: str) -> list[str]:
    return text.splitlines()


def test_accepting_gives_b_and_rejecting_gives_a() -> None:
    b = A.replace("3%", "5%").replace("应当在三十日内", "可以在六十日内").replace("（二）标的转让。\n", "")
    b += "第七条 未尽事宜，双方另行协商。\n"
    marked = redlined(document_of(A), word_of(b))
    assert marked.missed == ()
    assert revising.accepted(marked.content) == lines(b)
    assert revising.rejected(marked.content) == lines(A)
    assert revising.changes(marked.content, "del") == ["3", "应当", "三", "（二）标的转让。"]
    assert "".join(revising.changes(marked.content, "ins")) == "5可以六第七条 未尽事宜，双方另行协商。"


def test_a_provision_that_stood_first_or_last_in_a_comes_back_there() -> None:
    b = A.replace("第五条 争议提交仲裁。\n", "").replace("第六条 本条款自签发之日起生效。\n", "")
    a = document_of(A)
    marked = redlined(a, word_of(b))
    assert revising.rejected(marked.content) == lines(A)
    first = "第一条 保险人承担赔偿责任，每次事故免赔率为3%。\n"
    marked = redlined(document_of(first + "第二条 其他。\n"), word_of("第二条 其他。\n"))
    assert revising.rejected(marked.content) == [first.strip(), "第二条 其他。"]
    assert revising.accepted(marked.content) == ["第二条 其他。"]


def test_a_provision_under_a_heading_of_its_own_is_new_with_its_heading() -> None:
    b = A + "第七条 通知\n通知应当采用书面形式。\n"
    marked = redlined(document_of(A), word_of(b))
    assert revising.accepted(marked.content) == lines(b)
    assert revising.rejected(marked.content) == lines(A)


def test_every_change_has_a_comment_at_its_words_with_the_wording_of_a() -> None:
    marked = redlined(document_of(A), word_of(A.replace("3%", "5%")))
    ((author, told, words),) = revising.comments(marked.content)
    assert author == "条款比对"
    assert told.splitlines() == [
        "比例：免赔率（有利于保险人，重要）",
        "数值变了。",
        "文本一（第一条）：3",
        "文本二（第一条）：5",
    ]
    assert words == "35"
    opened = docx.Document(io.BytesIO(marked.content))
    (comment,) = list(opened.comments)
    assert (comment.author, comment.timestamp) == ("条款比对", MADE)


def test_marks_are_dated_and_signed_and_their_ids_are_unique() -> None:
    marked = redlined(document_of(A), word_of(A.replace("3%", "5%").replace("应当", "可以")))
    ids = revising.ids(marked.content)
    assert len(ids) == len(set(ids)) >= 6
    for change in revising.tree_of(marked.content).iter(W + "ins", W + "del"):
        assert change.get(W + "author") == "条款比对"
        assert change.get(W + "date") == "2026-11-22T08:30:00Z"


def test_runs_keep_their_properties_where_they_are_cut() -> None:
    made = docx.Document()
    made.add_paragraph("山雀财产保险条款")
    paragraph = made.add_paragraph("第一条 保险人")
    paragraph.add_run("应当在六十日内").bold = True
    paragraph.add_run("赔付。").italic = True
    a = document_of("山雀财产保险条款\n第一条 保险人应当在三十日内赔付。\n")
    marked = redlined(a, saved(made))
    root = revising.tree_of(marked.content)
    for name in ("ins", "del"):
        (change,) = root.iter(W + name)
        assert change.find(f"{W}r/{W}rPr/{W}b") is not None
    bold = [t.text for t in root.iter(W + "t") if t.getparent().find(f"{W}rPr/{W}b") is not None]
    assert bold == ["应当在", "六", "十日内"]
    assert revising.rejected(marked.content)[1] == "第一条 保险人应当在三十日内赔付。"


def test_other_parts_of_the_file_stay_byte_for_byte() -> None:
    original = word_of(A.replace("3%", "5%"))
    marked = redlined(document_of(A), original)
    with ZipFile(io.BytesIO(original)) as before, ZipFile(io.BytesIO(marked.content)) as after:
        touched = {
            "word/document.xml",
            "word/comments.xml",
            "word/_rels/document.xml.rels",
            "[Content_Types].xml",
        }
        same = [name for name in before.namelist() if name not in touched]
        assert len(same) > 5
        assert all(before.read(name) == after.read(name) for name in same)


NUMBERING = markup.abstract(0, markup.level(0, "chineseCounting", "第%1条 ")) + markup.listing(1, 0)


def test_numbers_that_word_counts_are_no_text_of_the_file() -> None:
    body = "".join(
        markup.paragraph(text, number=(1, 0))
        for text in (
            "保险人承担赔偿责任，每次事故免赔率为5%。",
            "保险人应当在三十日内赔付。",
            "争议提交仲裁。",
        )
    )
    original = markup.docx(body, numbering=NUMBERING)
    a = document_of(
        "第一条 保险人承担赔偿责任，每次事故免赔率为3%。\n第二条 保险人应当在三十日内赔付。\n第三条 争议提交仲裁。\n"
    )
    b = read(original, "b.docx")
    assert b.text.startswith("第一条 ")
    marked = redlined(a, original)
    assert marked.missed == ()
    assert revising.changes(marked.content, "del") == ["3"]
    assert revising.rejected(marked.content)[0] == "保险人承担赔偿责任，每次事故免赔率为3%。"


def table_of(*rows: tuple[str, ...]) -> bytes:
    made = docx.Document()
    made.add_paragraph("山雀财产保险条款")
    made.add_paragraph("第一条 赔偿限额见下表。")
    table = made.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    made.add_paragraph("第二条 争议提交仲裁。")
    return saved(made)


def test_cells_and_rows_of_tables_are_marked_where_they_stand() -> None:
    head, first, second = ("项目", "限额", "免赔"), ("火灾", "100万元", "500元"), ("爆炸", "50万元", "300元")
    third = ("盗窃", "10万元", "200元")
    left, right = table_of(head, first, second), table_of(head, ("火灾", "80万元", "500元"), third)
    a, b = read(left, "a.docx"), read(right, "b.docx")
    comparison = rows_side_by_side(a, b)
    marked = redline_word(comparison, a, b, right, MADE)
    assert marked.missed == ()
    assert cells(revising.rejected(marked.content)) == [*head, *first, *second]
    assert cells(revising.accepted(marked.content)) == [*head, "火灾", "80万元", "500元", *third]
    rows = list(revising.tree_of(marked.content).iter(W + "tr"))
    tracked = [
        [kind for kind in ("ins", "del") if row.find(f"{W}trPr/{W}{kind}") is not None] for row in rows
    ]
    assert tracked == [[], [], ["del"], ["ins"]]


def cells(texts: list[str]) -> list[str]:
    return texts[2:-1]


def rows_side_by_side(a: Document, b: Document) -> Comparison:
    """The head and the first row are pairs; the last row of each side stands alone."""
    left = [quoted(a, "第一条", block.span) for block in a.blocks if block.table is not None]
    right = [quoted(b, "第一条", block.span) for block in b.blocks if block.table is not None]
    change = Change(ChangeKind.AMOUNT, Gain.INSURER, Weight.HIGH, "限额", "降低了。", left[1], right[1])
    return Comparison(
        (
            Pair(Likeness.SAME, Place.SAME, (left[0],), (right[0],)),
            Pair(
                Likeness.CHANGED,
                Place.SAME,
                (left[1],),
                (right[1],),
                0.9,
                (change,),
                redline(left[1], right[1]),
            ),
            Pair(Likeness.ONLY_A, Place.SAME, (left[2],), ()),
            Pair(Likeness.ONLY_B, Place.SAME, (), (right[2],)),
        )
    )


def test_links_and_fields_keep_working() -> None:
    body = markup.paragraph("山雀财产保险条款") + markup.paragraph(
        markup.run("第一条 请见")
        + f'<w:hyperlink w:anchor="x">{markup.run("保险人网站公布的六十日规则")}</w:hyperlink>'
        + markup.run("，并按")
        + markup.field("REF x", markup.run("第九条"))
        + markup.run("执行。")
    )
    a = document_of("山雀财产保险条款\n第一条 请见保险人网站公布的三十日规则，并按第八条执行。\n")
    marked = redlined(a, markup.docx(body))
    assert marked.missed == ()
    assert revising.rejected(marked.content)[1] == "第一条 请见保险人网站公布的三十日规则，并按第八条执行。"
    assert revising.accepted(marked.content)[1] == "第一条 请见保险人网站公布的六十日规则，并按第九条执行。"
    root = revising.tree_of(marked.content)
    (link,) = root.iter(W + "hyperlink")
    assert {change.tag for change in link.iter(W + "ins", W + "del")} == {W + "ins", W + "del"}
    marks = list(root.iter(W + "fldChar"))
    assert [mark.get(W + "fldCharType") for mark in marks] == ["begin", "separate", "end"]
    assert not any(list(mark.iterancestors(W + "ins", W + "del")) for mark in marks)


def test_what_others_have_marked_stays_and_is_never_nested() -> None:
    theirs = 'w:id="7" w:author="王律师" w:date="2026-01-01T00:00:00Z"'
    body = markup.paragraph("山雀财产保险条款") + markup.paragraph(
        markup.run("第一条 保险人")
        + f"<w:del {theirs}><w:r><w:delText>原来的话</w:delText></w:r></w:del>"
        + f"<w:ins {theirs.replace('7', '8')}>{markup.run('应当在六十日内尽快')}</w:ins>"
        + markup.run("赔付。")
    )
    a = document_of("山雀财产保险条款\n第一条 保险人应当在三十日内赔付。\n")
    marked = redlined(a, markup.docx(body))
    root = revising.tree_of(marked.content)
    assert revising.accepted(marked.content)[1] == "第一条 保险人应当在六十日内尽快赔付。"
    others = [change for change in root.iter(W + "ins", W + "del") if change.get(W + "author") == "王律师"]
    assert "".join(t.text for change in others for t in change.iter(W + "t")) == "应当在六十日内尽快"
    assert [t.text for change in others for t in change.iter(W + "delText")] == ["原来的话"]
    assert not any(
        list(change.iterancestors(W + "ins", W + "del")) for change in root.iter(W + "ins", W + "del")
    )
    assert revising.changes(marked.content, "del") == ["三"]
    ids = revising.ids(marked.content)
    assert len(ids) == len(set(ids))


def test_comments_that_are_there_stay_and_ours_come_beside_them() -> None:
    made = docx.Document(io.BytesIO(word_of(A.replace("3%", "5%"))))
    made.add_comment(made.paragraphs[2].runs, "请核对期限。", author="王律师")
    marked = redlined(document_of(A), saved(made))
    found = revising.comments(marked.content)
    assert [(author, words) for author, _, words in found] == [
        ("王律师", "第二条 保险人应当在三十日内赔付。"),
        ("条款比对", "35"),
    ]
    keys = [one.get(W + "id") for one in revising.tree_of(marked.content, "word/comments.xml")]
    assert len(set(keys)) == len(keys) == 2


def test_words_that_the_body_does_not_hold_are_told() -> None:
    note = markup.paragraph("注：本款所称事故不含战争，另有约定的除外。")
    body = markup.paragraph(
        markup.run("第一条 保险人负责赔偿。") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    )
    original = markup.docx(body, footnotes=f'<w:footnote w:id="2">{note}</w:footnote>')
    b = read(original, "b.docx")
    start = b.text.index("不含战争")
    words = quoted(b, "第一条", type(b.blocks[0].span)(start, start + 4))
    change = Change(ChangeKind.SCOPE, Gain.INSURER, Weight.HIGH, "范围", "缩小了。", None, words)
    comparison = Comparison((Pair(Likeness.ONLY_B, Place.SAME, (), (words,), 0, (change,)),))
    marked = redline_word(comparison, document_of("第一条 其他。\n"), b, original, MADE)
    assert any("不含战争" in one and "没有标为插入" in one for one in marked.missed)
    assert any("没有加批注" in one for one in marked.missed)


def test_a_moved_passage_says_from_where() -> None:
    a, original = document_of(A), word_of(A)
    b = read(original, "b.docx")
    moved = quoted(a, "第二条", a.nodes[2].paragraphs[0]), quoted(b, "第五条", b.nodes[2].paragraphs[0])
    comparison = Comparison((Pair(Likeness.SAME, Place.MOVED, moved[:1], moved[1:]),))
    marked = redline_word(comparison, a, b, original, MADE)
    ((_, told, words),) = revising.comments(marked.content)
    assert told.splitlines()[0] == "移动：第二条 → 第五条"
    assert words == moved[1].quote


def test_a_source_without_a_word_file_gets_one_made_of_its_text() -> None:
    a, b = document_of(A), document_of(A.replace("3%", "5%") + "项目\t金额\n")
    marked = redline_word(hand_made(a, b), a, b, None, MADE)
    assert len(marked.missed) == 1 and "另建 Word 文件" in marked.missed[0]
    assert revising.rejected(marked.content)[:2] == lines(A)[:2]
    assert docx.Document(io.BytesIO(marked.content)).paragraphs[0].text == "山雀财产保险条款"


def test_bytes_of_another_file_are_refused() -> None:
    a, b = document_of(A), read(word_of(A), "b.docx")
    with pytest.raises(ValueError, match="not the file"):
        redline_word(hand_made(a, b), a, b, word_of(A + "第七条 其他。\n"), MADE)


WORDS = st.text("保险人赔付应当可以三五十日内％%，ab1<&", min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, min_size=1, max_size=4))
def test_any_two_texts_come_out_of_one_file(left: list[str], right: list[str]) -> None:
    numbers = "一二三四"
    texts = [
        "".join(
            f"第{numbers[at]}条 发生保险事故后，甲方{words}，乙方应当赔付。\n"
            for at, words in enumerate(side)
        )
        for side in (left, right)
    ]
    a, original = document_of(texts[0]), word_of(texts[1])
    b = read(original, "b.docx")
    marked = redline_word(hand_made(a, b), a, b, original, MADE)
    assert marked.missed == ()
    assert squeezed(revising.accepted(marked.content)) == squeezed(lines(texts[1]))
    if {node.path for node in a.nodes} == {f"第{numbers[at]}条" for at in range(len(left))}:
        assert squeezed(revising.rejected(marked.content)) == squeezed(lines(a.text))
    ids = revising.ids(marked.content)
    assert len(ids) == len(set(ids))


SENTENCE = "第一条 发生保险事故后，保险人应当在六十日内赔付，但另有约定的除外。"


@settings(max_examples=25, deadline=None)
@given(
    st.sets(st.integers(1, len(SENTENCE) - 1)),
    st.lists(st.sampled_from(["", "<w:b/>", "<w:i/>"]), min_size=40),
)
def test_every_character_keeps_its_look_however_the_runs_lie(cuts: set[int], looks: list[str]) -> None:
    edges = [0, *sorted(cuts), len(SENTENCE)]
    pieces = [SENTENCE[start:end] for start, end in pairwise(edges)]
    body = "".join(markup.run(piece, look) for piece, look in zip(pieces, looks, strict=False))
    a = document_of(
        "山雀财产保险条款\n第一条 发生事故后，保险人可以在三十日内赔付，但另有约定的除外，从其约定。\n"
    )
    original = markup.docx(markup.paragraph("山雀财产保险条款") + markup.paragraph(body))
    marked = redlined(a, original)
    assert marked.missed == ()
    assert revising.accepted(marked.content)[1] == SENTENCE
    assert revising.rejected(marked.content)[1] == a.text.splitlines()[1]
    assert characters(marked.content) == characters(original)


def characters(data: bytes) -> list[tuple[str, str]]:
    """Every printed character with the names of its run's properties."""
    return [
        (character, ",".join(one.tag for one in holder.getparent().find(W + "rPr")))
        for holder in revising.tree_of(data).iter(W + "t")
        for character in holder.text or ""
    ]


def squeezed(texts: list[str]) -> list[str]:
    return ["".join(text.split()) for text in texts]


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed (make test installs it)"
)
def test_libreoffice_opens_the_file_and_shows_both_wordings(tmp_path: Path) -> None:
    b = A.replace("3%", "5%").replace("（二）标的转让。\n", "") + "第七条 未尽事宜，双方另行协商。\n"
    (tmp_path / "b.docx").write_bytes(redlined(document_of(A), word_of(b)).content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "b.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    text = "".join(read((tmp_path / "b.pdf").read_bytes(), "b.pdf").text.split())
    assert "每次事故免赔率为35%" in text
    assert "（二）标的转让。" in text and "第七条未尽事宜" in text

"""Where the notes of a comparison and of a review stand, and what they say."""

from api.export.notes import Tone, notes_of_comparison, notes_of_exemptions, notes_of_review
from extractor.assessments import Exemption, ExemptionMap, Extent, Prompt
from extractor.differences import Change, ChangeKind, Comparison, Gain, Likeness, Pair, Place, Weight
from extractor.document import Span
from extractor.quotations import quoted
from tests.documents import document_of
from tests.export.comparing import hand_made
from tests.export.results import FIRST, review_of

A = "山雀财产保险条款\n第一条 保险人承担赔偿责任，免赔率为3%。\n第二条 投保人应当如实告知。\n第三条 争议提交仲裁。\n"


def test_a_change_is_noted_at_the_words_of_b() -> None:
    a, b = document_of(A), document_of(A.replace("3%", "5%"))
    (note,) = notes_of_comparison(hand_made(a, b))
    assert note.span.quote(b.text) == "5"
    assert note.title == "比例：免赔率（有利于保险人，重要）"
    assert note.body.splitlines() == ["数值变了。", "文本一（第一条）：3", "文本二（第一条）：5"]
    assert note.tone is Tone.AGAINST


def test_what_b_lost_is_noted_before_its_place() -> None:
    a, b = document_of(A), document_of(A.replace("第三条 争议提交仲裁。\n", ""))
    (note,) = notes_of_comparison(hand_made(a, b))
    assert note.span.quote(b.text) == "实告知。"
    assert "争议提交仲裁。" in note.body


def test_what_b_lost_at_the_beginning_is_noted_at_its_first_words() -> None:
    a, b = document_of("第一条 其他。\n"), document_of("第二条 争议提交仲裁。\n")
    lost = quoted(a, "第一条", a.nodes[0].paragraphs[0])
    kept = quoted(b, "第二条", b.nodes[0].paragraphs[0])
    change = Change(ChangeKind.ITEM_DROPPED, Gain.UNKNOWN, Weight.LOW, "整条", "", lost, None)
    pairs = (
        Pair(Likeness.ONLY_A, Place.SAME, (lost,), (), 0, (change,)),
        Pair(Likeness.ONLY_B, Place.SAME, (), (kept,)),
    )
    (note,) = notes_of_comparison(Comparison(pairs))
    assert note.span.quote(b.text) == "争议提交"
    assert notes_of_comparison(Comparison(pairs[:1])) == ()


def test_words_that_were_deleted_inside_a_passage_are_noted_before_their_place() -> None:
    a, b = document_of(A), document_of(A.replace("，免赔率为3%", ""))
    (note,) = notes_of_comparison(hand_made(a, b))
    assert note.span.quote(b.text) == "赔偿责任"


def test_a_moved_passage_is_noted() -> None:
    a, b = document_of(A), document_of(A)
    pair = hand_made(a, b).pairs[1]
    moved = Pair(pair.likeness, Place.MOVED, pair.a, pair.b)
    (note,) = notes_of_comparison(Comparison((moved,)))
    assert (note.title, note.tone) == ("移动：第一条 → 第一条", Tone.PLAIN)


def test_notes_of_a_review_stand_at_its_quotes_in_document_order_and_leave_out_what_is_fine() -> None:
    document = document_of(FIRST)
    notes = notes_of_review(review_of(document))
    assert [(note.title, note.tone) for note in notes] == [
        ("低于要求：赔付期限（重要）", Tone.AGAINST),
        ("需人工判断：链接（重要）", Tone.OPEN),
        ("优于要求：<b>战争</b>（次要）", Tone.FOR),
    ]
    assert notes[0].body.splitlines() == [
        "要求：赔付期限应当合规。",
        "结论：赔付期限的理由。",
        "建议：改为“应当”。",
        "依据：《保险法》第二十三条第一款（2015-04-24版）",
        "实际适用：三十日内核定，十日内赔付",
    ]


def test_every_exemption_has_a_note_at_its_words() -> None:
    document = document_of("第一条 被保险人故意造成的损失，保险人不负责赔偿，但为救助他人的除外。\n")
    words = quoted(document, "第一条", Span(4, 27))
    one = Exemption(
        words, "", Extent.FULL, False, Prompt.NOT_SHOWN, "故意行为", "文字未突出显示", "为救助他人的除外"
    )
    (note,) = notes_of_exemptions(ExemptionMap((one,)))
    assert (note.span, note.title, note.tone) == (
        Span(4, 27),
        "免责事项：故意行为（不承担责任）",
        Tone.AGAINST,
    )
    assert note.body.splitlines() == [
        "位置：责任免除部分之外",
        "提示：未提示。文字未突出显示",
        "例外：为救助他人的除外",
    ]

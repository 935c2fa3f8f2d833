"""Whether an exemption is shown as the law asks: type, signs, prompts, a heading of its own; and what cannot be told."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt, RGBColor
from docx.text.run import Run

from extractor.assessments import Exemption, Prompt
from extractor.document import Line, LineKind, Page, Reading, Remark, Source
from extractor.extraction import extract, read_extraction
from extractor.records import Extraction
from extractor.structure.reading import read_document
from tests.exemptions.clauses import checked, mapped, only, word_file

FOLDER = Path(__file__).parents[2] / "corpora" / "documents"
DUTY = "第一条 被保险人应当及时通知保险人。"
SANCTION = "第二条 被保险人未履行通知义务的，保险人对无法确定的部分不承担赔偿责任。"


def of_word(*paragraphs: list[tuple[str, bool]]) -> Exemption:
    (exemption,) = checked(extract(word_file([[("河岸责任保险条款", False)], *paragraphs]))).exemptions
    return exemption


def test_a_bold_paragraph_of_a_word_file_is_shown() -> None:
    exemption = of_word([(DUTY, False)], [(SANCTION, True)])
    assert exemption.prompt is Prompt.SHOWN
    assert exemption.evidence == "文字加粗"


def test_a_paragraph_that_is_not_bold_is_not_shown() -> None:
    exemption = of_word([(DUTY, True)], [(SANCTION, False)])
    assert exemption.prompt is Prompt.NOT_SHOWN
    assert exemption.evidence == "没有提示符号、提示语，且不在责任免除标题下；文字未突出显示"


def test_only_its_own_words_count_in_a_partly_bold_paragraph() -> None:
    shown = of_word([(DUTY, False), (SANCTION[4:], True)])
    assert (shown.prompt, shown.evidence) == (Prompt.SHOWN, "文字突出显示")
    plain = of_word([(DUTY, True), (SANCTION[4:], False)])
    assert (plain.prompt, "文字未突出显示" in plain.evidence) == (Prompt.NOT_SHOWN, True)


@pytest.mark.parametrize(
    ("characters", "prompt", "told"),
    [(13, Prompt.NOT_SHOWN, "仅少部分文字突出显示"), (14, Prompt.SHOWN, "文字突出显示")],
)
def test_at_least_half_of_the_letters_make_an_exemption_shown(
    characters: int, prompt: Prompt, told: str
) -> None:
    words = "被保险人未履行通知义务的，保险人不承担任何的赔偿责任"
    assert sum(map(str.isalnum, words)) == 25
    exemption = of_word(
        [(DUTY, False)], [("第二条 ", False), (words[:characters], True), (words[characters:], False)]
    )
    assert exemption.quotation.quote == words
    assert (exemption.prompt, told in exemption.evidence) == (prompt, True)


@pytest.mark.parametrize(
    "shows",
    [
        lambda run: setattr(run, "underline", True),
        lambda run: setattr(run.font, "highlight_color", WD_COLOR_INDEX.YELLOW),
        lambda run: setattr(run.font.color, "rgb", RGBColor(0xC0, 0, 0)),
        lambda run: setattr(run.font, "size", Pt(18)),
    ],
    ids=["underlined", "highlighted", "coloured", "larger"],
)
def test_other_type_that_stands_out_shows_it(shows: Callable[[Run], None]) -> None:
    document = docx.Document()
    document.add_paragraph("河岸责任保险条款")
    document.add_paragraph(3 * DUTY)
    shows(document.add_paragraph().add_run(SANCTION))
    written = io.BytesIO()
    document.save(written)
    found = checked(extract(written.getvalue()))
    assert [(one.prompt, one.evidence) for one in found.exemptions] == [(Prompt.SHOWN, "文字突出显示")]
    assert any("下划线、底纹、颜色、着重号" in note for note in found.notes)


def test_where_all_the_text_is_underlined_that_marks_nothing() -> None:
    document = docx.Document()
    for text in ("河岸责任保险条款", DUTY, SANCTION):
        document.add_paragraph().add_run(text).underline = True
    written = io.BytesIO()
    document.save(written)
    found = checked(extract(written.getvalue()))
    assert [one.prompt for one in found.exemptions] == [Prompt.NOT_SHOWN]
    assert "全文突出显示，突出显示不起区别作用" in found.exemptions[0].evidence
    assert any("正文几乎全部突出显示" in note for note in found.notes)


@pytest.mark.parametrize(
    ("markup", "prompt", "told"),
    [
        (f"<p>{DUTY}</p><p>{SANCTION}</p>", Prompt.UNKNOWN, "字体无从判断"),
        (f"<p>{DUTY}</p><p><u>{SANCTION}</u></p>", Prompt.SHOWN, "文字突出显示"),
        (f"<p><b>{DUTY}</b></p><p>{SANCTION}</p>", Prompt.NOT_SHOWN, "文字未突出显示"),
        (
            f"<p>{DUTY}{SANCTION[4:16]}<span style='color:red'>{SANCTION[16:]}</span></p>",
            Prompt.SHOWN,
            "文字突出显示",
        ),
    ],
)
def test_a_web_page_tells_where_any_of_its_text_stands_out(markup: str, prompt: Prompt, told: str) -> None:
    page = f"<!DOCTYPE html><html><body><h1>河岸责任保险条款</h1>{markup}</body></html>"
    found = checked(extract(page.encode()))
    assert [(one.prompt, told in one.evidence) for one in found.exemptions] == [(prompt, True)]


def test_where_all_the_text_is_bold_bold_marks_nothing() -> None:
    found = checked(extract(word_file([[(DUTY, True)], [(SANCTION, True)]])))
    assert [one.prompt for one in found.exemptions] == [Prompt.NOT_SHOWN]
    assert "全文加粗" in found.exemptions[0].evidence
    assert any("几乎全部加粗" in note for note in found.notes)


def test_a_plain_text_cannot_tell() -> None:
    found = mapped(f"{DUTY}\n{SANCTION}")
    assert [one.prompt for one in found.exemptions] == [Prompt.UNKNOWN]
    assert any("没有字体信息" in note for note in found.notes)


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ("第一条 ★被保险人未履行通知义务的，保险人不承担赔偿责任。", "有提示符号"),
        ("第一条 请您特别注意：被保险人未履行通知义务的，保险人不承担赔偿责任。", "有提示语"),
        ("第一条 【被保险人未履行通知义务的，保险人不承担赔偿责任】。", "以【】标示"),
    ],
)
def test_signs_and_words_of_warning_show_it_in_any_source(clause: str, reason: str) -> None:
    exemption = only(clause)
    assert exemption.prompt is Prompt.SHOWN
    assert reason in exemption.evidence


def test_a_term_in_brackets_is_no_sign() -> None:
    exemption = only(
        "第一章 保险责任\n第一条 被保险人住院治疗的，保险人按照约定给付保险金。\n"
        "第二章 释义\n第二条\n【住院】指入住医院正式病房治疗，不包括挂床住院。\n"
    )
    assert exemption.prompt is Prompt.UNKNOWN


def test_a_heading_of_its_own_shows_it_and_the_notes_warn() -> None:
    found = mapped(
        "第一章 责任免除\n第一条 下列原因造成的损失，保险人不负责赔偿：\n（一）战争；\n（二）地震。\n"
    )
    assert [one.prompt for one in found.exemptions] == [Prompt.SHOWN, Prompt.SHOWN]
    assert found.exemptions[0].evidence == "单列于“责任免除”标题下；字体无从判断"
    assert any("有2条仅凭单列标题" in note for note in found.notes)


def printed(*lines: tuple[str, bool, float]) -> Reading:
    """A page of printed lines: text, whether bold, size in points."""
    body = tuple(
        Line(
            text,
            LineKind.BODY,
            joins=not text.startswith("第"),
            bold=bold,
            size=size,
            emphasis=((0, len(text)),) if bold or size > 10.5 else (),
        )
        for text, bold, size in lines
    )
    return Reading(Source.PDF, (Page(1, body, 595.0, 842.0),))


def of_print(*lines: tuple[str, bool, float]) -> Exemption:
    (exemption,) = checked(read_extraction(read_document(printed(*lines), b"page"))).exemptions
    return exemption


FIRST, SECOND = "第二条 被保险人未履行通知义务的，保险人", "对此不承担赔偿责任。"


@pytest.mark.parametrize(
    ("first", "second", "prompt", "told"),
    [
        ((True, 10.5), (True, 10.5), Prompt.SHOWN, "文字加粗"),
        ((False, 14.0), (False, 14.0), Prompt.SHOWN, "字号大于正文"),
        ((False, 10.5), (False, 10.5), Prompt.NOT_SHOWN, "文字未突出显示"),
        ((False, 10.5), (False, 14.0), Prompt.NOT_SHOWN, "仅少部分文字突出显示"),
        ((True, 10.5), (False, 10.5), Prompt.SHOWN, "文字加粗"),
        ((False, 10.5), (True, 10.5), Prompt.NOT_SHOWN, "仅少部分文字突出显示"),
    ],
)
def test_printed_lines_are_judged_by_their_own_type(
    first: tuple[bool, float], second: tuple[bool, float], prompt: Prompt, told: str
) -> None:
    plain = "第一条 被保险人应当及时通知保险人，并提供与确认事故有关的证明和资料，以便保险人查勘核定。"
    exemption = of_print(
        (plain, False, 10.5), (plain.replace("一", "三"), False, 10.5), (FIRST, *first), (SECOND, *second)
    )
    assert (exemption.prompt, told in exemption.evidence) == (prompt, True)


def test_a_pdf_of_ours_has_nothing_bold_and_says_so() -> None:
    path = FOLDER / "liability-public.pdf"
    found = checked(extract(path.read_bytes(), path.name))
    assert {one.prompt for one in found.exemptions if one.section} == {Prompt.SHOWN}
    assert {one.prompt for one in found.exemptions if not one.section} == {Prompt.NOT_SHOWN}
    assert any("没有任何加粗或以其他字体方式突出显示的文字" in note for note in found.notes)
    assert any("表格单元格与图片上的底纹未能读取" in note for note in found.notes)


def test_a_document_kept_before_emphasis_was_has_bold_lines_and_paragraphs() -> None:
    def without(extraction: Extraction) -> Extraction:
        document = extraction.document
        blocks = tuple(replace(block, emphasis=()) for block in document.blocks)
        placements = tuple(replace(one, line=replace(one.line, emphasis=())) for one in document.placements)
        return replace(extraction, document=replace(document, blocks=blocks, placements=placements))

    plain = "第一条 被保险人应当及时通知保险人，并提供与确认事故有关的证明和资料，以便保险人查勘核定。"
    page = printed((plain, False, 10.5), (FIRST, True, 10.5), (SECOND, False, 10.5))
    words = word_file([[("河岸责任保险条款", False)], [(DUTY, False)], [(SANCTION, True)]])
    for extraction in (read_extraction(read_document(page, b"page")), extract(words)):
        (exemption,) = checked(without(extraction)).exemptions
        assert (exemption.prompt, exemption.evidence) == (Prompt.SHOWN, "文字加粗")


def test_what_was_not_read_is_named() -> None:
    scanned = Remark("no-text-layer", "第2页没有文字层", 2)
    reading = replace(printed((FIRST + SECOND, False, 10.5)), remarks=(scanned,))
    notes = checked(read_extraction(read_document(reading, b"page"))).notes
    assert notes[0].startswith("文件有内容未能完整读取（第2页没有文字层）")

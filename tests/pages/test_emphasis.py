"""What stands out in Word files and web pages: the very characters, wherever the line carries them."""

from collections.abc import Sequence
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_fixtures import abstract, cell, docx, level, listing, paragraph, row, run, table

from extractor.document import Line, Reading
from extractor.pages.emphasis import Marked, joined, marked, marked_line, stretches, with_text
from extractor.pages.webpage import read_html
from extractor.pages.word import read_docx
from extractor.structure.reading import read_document

BOLD = "<w:b/>"
CLAUSE = "被保险人应当及时通知保险人，"
SANCTION = "否则保险人不承担赔偿责任。"


def emphasised(line: Line) -> list[str]:
    return [line.text[start:end] for start, end in line.emphasis]


def word(body: str, **parts: str) -> list[tuple[str, list[str]]]:
    return [(line.text, emphasised(line)) for line in read_docx(docx(body, **parts)).pages[0].lines]


def web(body: str) -> list[tuple[str, list[str]]]:
    data = f"<!DOCTYPE html><html><body>{body}</body></html>".encode()
    return [(line.text, emphasised(line)) for line in read_html(data).pages[0].lines]


# --- what stands out in Word ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "properties",
    [
        BOLD,
        '<w:u w:val="single"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>',
        '<w:shd w:val="pct15" w:color="auto" w:fill="FFFFFF"/>',
        '<w:highlight w:val="yellow"/>',
        '<w:color w:val="C00000"/>',
        '<w:em w:val="dot"/>',
        '<w:sz w:val="28"/>',
        '<w:rFonts w:eastAsia="黑体"/>',
    ],
)
def test_part_of_a_paragraph_stands_out(properties: str) -> None:
    body = paragraph(run(CLAUSE) + run(SANCTION, properties)) + paragraph(run(3 * CLAUSE))
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    assert word(body, styles=styles) == [(CLAUSE + SANCTION, [SANCTION]), (3 * CLAUSE, [])]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:b w:val="0"/>',
        '<w:u w:val="none"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>',
        '<w:shd w:val="nil"/>',
        '<w:highlight w:val="none"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="000000"/>',
        '<w:color w:val="333333"/>',
        '<w:em w:val="none"/>',
        '<w:sz w:val="18"/>',
        '<w:rFonts w:eastAsia="宋体"/>',
    ],
)
def test_what_is_stated_and_does_not_show_is_no_emphasis(properties: str) -> None:
    body = paragraph(run(CLAUSE) + run(SANCTION, properties)) + paragraph(run(3 * CLAUSE))
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    assert [marks for _, marks in word(body, styles=styles)] == [[], []]


def test_the_face_and_size_of_the_body_do_not_stand_out() -> None:
    heavy = '<w:rFonts w:eastAsia="SimHei"/><w:sz w:val="32"/>'
    assert [marks for _, marks in word(paragraph(run(CLAUSE, heavy) + run("其他约定")))] == [[]]


def test_type_larger_than_a_body_without_a_stated_size_stands_out() -> None:
    body = paragraph(run(CLAUSE) + run("重要", '<w:sz w:val="24"/>') + run("提示", '<w:sz w:val="20"/>'))
    assert word(body) == [(CLAUSE + "重要提示", ["重要"])]


def test_styles_give_and_take_emphasis() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Warn"><w:name w:val="Warn"/><w:rPr><w:color w:val="FF0000"/>'
        '</w:rPr></w:style><w:style w:type="character" w:styleId="Calm"><w:name w:val="Calm"/>'
        '<w:rPr><w:color w:val="auto"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Grey"><w:name w:val="Grey"/>'
        '<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/></w:pPr></w:style>'
    )
    body = paragraph(run(CLAUSE) + run("其他", '<w:rStyle w:val="Calm"/>'), style="Warn") + paragraph(
        "底纹段落", style="Grey"
    )
    assert word(body, styles=styles) == [(CLAUSE + "其他", [CLAUSE]), ("底纹段落", ["底纹段落"])]


def test_an_automatic_number_moves_the_emphasis() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "第%1条")) + listing(1, 0)
    content = run("  " + CLAUSE) + run(SANCTION, '<w:u w:val="single"/>')
    assert word(paragraph(content, number=(1, 0)), numbering=numbering) == [
        (f"第一条 {CLAUSE}{SANCTION}", [SANCTION])
    ]


def test_a_shaded_paragraph_stands_out_with_its_number() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + listing(1, 0)
    shading = '<w:shd w:val="clear" w:color="auto" w:fill="C0C0C0"/>'
    body = paragraph(CLAUSE, number=(1, 0), properties=shading)
    assert word(body, numbering=numbering) == [(f"1. {CLAUSE}", [f"1. {CLAUSE}"])]


def test_cells_keep_their_emphasis_in_a_row() -> None:
    head = row(cell(paragraph(run("项目", BOLD))), cell(paragraph(run("免赔"))))
    mixed = cell(
        paragraph(run("每次") + run("五百元", '<w:color w:val="FF0000"/>')), paragraph(run("另计", BOLD))
    )
    wide = '<w:gridSpan w:val="2"/>'
    body = table(head, row("医疗", mixed), row(cell(paragraph(run("合计", BOLD)), properties=wide)))
    assert word(body) == [
        ("项目\t免赔", ["项目"]),
        ("医疗\t每次五百元 另计", ["五百元", "另计"]),
        ("合计", ["合计"]),
    ]


def test_a_shaded_box_stands_out_and_the_shaded_head_of_a_table_does_not() -> None:
    grey = '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'
    box = table(row(cell(SANCTION, properties=grey)))
    data = table(row(cell("项目", properties=grey), cell("限额", properties=grey)), row("医疗", "一万元"))
    assert word(box + data) == [(SANCTION, [SANCTION]), ("项目\t限额", []), ("医疗\t一万元", [])]


def test_tabs_that_set_columns_and_invisible_marks_keep_the_places() -> None:
    tab = "<w:r><w:tab/></w:r>"
    columns = [
        paragraph(run("甲", BOLD) + tab + run("\u200b乙") + tab + run("丙\u200b丁", BOLD)),
        paragraph(run("一") + tab + tab + run("二", BOLD) + tab + run("三")),
    ]
    indent = paragraph(run("1.") + tab + run("第二项", BOLD))
    assert word("".join(columns) + indent) == [
        ("甲\t乙\t丙丁", ["甲", "丙丁"]),
        ("一\t二\t三", ["二"]),
        ("1. 第二项", ["第二项"]),
    ]


def test_line_breaks_part_the_emphasis() -> None:
    content = f"<w:r><w:rPr>{BOLD}</w:rPr><w:t>甲乙</w:t><w:br/><w:t>丙</w:t></w:r>" + run("丁")
    assert word(paragraph(content)) == [("甲乙", ["甲乙"]), ("丙丁", ["丙"])]


# --- what stands out on a web page ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<strong>", "</strong>"),
        ("<u>", "</u>"),
        ("<mark>", "</mark>"),
        ('<font color="#c00">', "</font>"),
        ('<font size="5">', "</font>"),
        ('<span style="font-weight: 700">', "</span>"),
        ('<span style="text-decoration:underline">', "</span>"),
        ('<span style="color:rgb(200, 0, 0)">', "</span>"),
        ('<span style="margin:0; COLOR: Red">', "</span>"),
        ('<span style="background-color: yellow">', "</span>"),
        ('<span style="background:#ddd">', "</span>"),
        ('<span style="font-size:larger">', "</span>"),
        ('<span style="text-emphasis: dot">', "</span>"),
    ],
)
def test_part_of_a_web_paragraph_stands_out(opening: str, closing: str) -> None:
    body = f"<ol><li>\n {CLAUSE}{opening}{SANCTION}{closing}</li></ol>"
    assert web(body) == [(f"1. {CLAUSE}{SANCTION}", [SANCTION])]


@pytest.mark.parametrize(
    "style",
    [
        "font-weight: normal",
        "text-decoration: none",
        "color: #333",
        "color: black",
        "background: white",
        "background-color: transparent",
        "background-color: rgba(255, 0, 0, 0)",
        "background-image: url(red.png)",
        "border-color: red",
        "font-size: 14px",
        "text-emphasis: none",
    ],
)
def test_a_style_that_shows_nothing_is_no_emphasis(style: str) -> None:
    assert web(f'<p>{CLAUSE}<span style="{style}">{SANCTION}</span></p>') == [(CLAUSE + SANCTION, [])]


def test_web_tables_keep_the_emphasis_of_their_cells() -> None:
    rows = (
        "<tr><td rowspan=2>甲 <b>B乙</b></td><td><u>丙 D</u></td></tr>"
        "<tr style='font-weight:bold'><td>戊<span style='display:none'>己</span></td></tr>"
    )
    assert web(f"<table>{rows}</table>") == [("甲 B乙\t丙 D", ["B乙", "丙 D"]), ("\t戊", ["戊"])]
    assert web(f"<b><table>{rows}</table></b>")[0] == ("甲 B乙\t丙 D", ["甲 B乙", "丙 D"])


def test_a_table_that_lays_out_provisions_keeps_it_too() -> None:
    rows = (
        "<tr><td>1.1</td><td>等待期</td><td>自生效之日起<b>九十日</b>为等待期。</td></tr>"
        "<tr><td>1.2</td><td><strong>免责</strong></td><td>下列情形<u>不予赔偿</u>：战争、核辐射以及其他情形。</td></tr>"
    )
    assert web(f"<table>{rows}</table>") == [
        ("1.1 等待期", []),
        ("自生效之日起九十日为等待期。", ["九十日"]),
        ("1.2 免责", ["免责"]),
        ("下列情形不予赔偿：战争、核辐射以及其他情形。", ["不予赔偿"]),
    ]


# --- any boundaries ---------------------------------------------------------------------------------------

LOUD, QUIET = "甲乙丙丁", "子丑寅卯"  # the letters of runs that stand out, and of those that do not
_SPACES = " \t\u3000\u200b"


def _runs(spaces: str) -> st.SearchStrategy[list[tuple[str, bool]]]:
    """Runs of text, and whether they stand out, which their letters tell."""
    one = st.booleans().flatmap(
        lambda loud: st.tuples(st.text((LOUD if loud else QUIET) + spaces, max_size=6), st.just(loud))
    )
    return st.lists(one, min_size=1, max_size=7)


def check(reading: Reading) -> None:
    """Every letter of every line and of every block is marked as its run was, and no range is odd."""
    for line in reading.pages[0].lines:
        check_text(line.text, line.emphasis)
    document = read_document(reading, b"")
    for block in document.blocks:
        start = block.span.start
        ranges = tuple((span.start - start, span.end - start) for span in block.emphasis)
        check_text(block.span.quote(document.text), ranges)


def check_text(text: str, ranges: Sequence[tuple[int, int]]) -> None:
    ends = [0, *(end for start, end in ranges), len(text)]
    starts = [start for start, _ in ranges]
    assert all(before <= start for before, start in zip(ends, starts, strict=False))
    assert all(start < end <= len(text) for start, end in ranges)
    inside = {at for start, end in ranges for at in range(start, end)}
    for at, character in enumerate(text):
        assert character not in LOUD or at in inside
        assert character not in QUIET or at not in inside


def _written(runs: Sequence[tuple[str, bool]]) -> str:
    return "".join(run(text, BOLD if loud else "") for text, loud in runs)


@given(_runs(_SPACES + "\n"), _runs(_SPACES), _runs(_SPACES))
def test_any_runs_of_a_word_file(
    first: list[tuple[str, bool]], second: list[tuple[str, bool]], third: list[tuple[str, bool]]
) -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + listing(1, 0)
    one, two, three = map(_written, (first, second, third))
    cells = [cell(paragraph(one), paragraph(two)), cell(paragraph(three) if third else "")]
    body = (
        paragraph(one, number=(1, 0))
        + table(row(*cells), row("", cells[0]))
        + paragraph(two)
        + paragraph(three)
        + paragraph("终")
    )
    check(read_docx(docx(body, numbering=numbering)))


@given(_runs(_SPACES + "\n"), _runs(_SPACES + "\n"), st.sampled_from(["p", "li", "pre", "h2"]))
def test_any_runs_of_a_web_page(
    first: list[tuple[str, bool]], second: list[tuple[str, bool]], tag: str
) -> None:
    one, two = (
        "".join(f"<b>{escape(text)}</b>" if loud else escape(text) for text, loud in runs)
        for runs in (first, second)
    )
    loudly = "".join(escape(text) for text, loud in first if loud)  # a heading stands out as a whole
    held = f"<ol><{tag}>{loudly if tag == 'h2' else one}</{tag}></ol>"
    rows = f"<tr><td>{one}</td><td>{two}</td></tr><tr><td>{two}</td><td>终</td></tr>"
    check(read_html(f"<!DOCTYPE html><body>{held}<table>{rows}</table><p>终</p>".encode()))


# --- texts with marks -------------------------------------------------------------------------------------


@given(_runs(_SPACES))
def test_marks_keep_to_their_characters(runs: list[tuple[str, bool]]) -> None:
    whole = joined(marked(text, loud) for text, loud in runs)
    for one in (
        whole,
        whole.strip(),
        whole.lstrip(),
        joined(whole.part(at, at + 1) for at in range(len(whole.text))),
    ):
        check_text(one.text, stretches(one.marks))
    assert marked_line(with_text(Line(""), whole)) == whole
    assert whole.strip().text == whole.text.strip()


def test_a_separator_never_stands_out() -> None:
    assert joined([marked("甲", True), marked("乙", True)], "\t") == Marked("甲\t乙", b"\x01\x00\x01")

"""How the Word report looks (版式): A4, Chinese fonts, headings that Word navigates by, page numbers."""

from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

# Ids of our own styles; the names are what Word lists.
TABLE_TEXT, TABLE_HEAD, NOTE, LABEL = "TableText", "TableHead", "Note", "Label"
_NAMES = {TABLE_TEXT: "表格文字", TABLE_HEAD: "表头", NOTE: "附注", LABEL: "表格标签"}
_SONG, _HEI = ("Times New Roman", "宋体"), ("Arial", "黑体")
_INK, _PALE = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x6B, 0x72, 0x80)
_SHADE, _RULE = "E8EEF4", "B8C2CC"
TEXT_WIDTH = 16.6  # cm
_MARGIN = Cm((21 - TEXT_WIDTH) / 2)
# Style, fonts, size in points, bold, colour, space before and after in points.
_STYLES = (
    ("Normal", _SONG, 10.5, False, None, 0, 6),
    ("Title", _HEI, 20, True, _INK, 0, 4),
    ("Subtitle", _HEI, 12, False, _PALE, 0, 14),
    ("Heading 1", _HEI, 15, True, _INK, 18, 6),
    ("Heading 2", _HEI, 12, True, _INK, 12, 4),
    ("Header", _SONG, 8.5, False, _PALE, 0, 0),
    ("Footer", _SONG, 8.5, False, _PALE, 0, 0),
    (_NAMES[TABLE_TEXT], _SONG, 9, False, None, 1, 1),
    (_NAMES[TABLE_HEAD], _HEI, 9, True, _INK, 2, 2),
    (_NAMES[NOTE], _SONG, 9, False, _PALE, 18, 0),
)


def new_report() -> WordDocument:
    """An empty report on A4 with our styles and nothing of the template that a reader would see."""
    report = docx.Document()
    _drop_template_parts(report)
    _prepare_styles(report)
    (section,) = report.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    return report


def _drop_template_parts(report: WordDocument) -> None:
    """The template's picture of itself, its second set of styles, and table styles that nobody uses."""
    for related in (report.part.rels, report.part.package.rels):
        for key in [
            key for key, rel in related.items() if rel.reltype.endswith(("/thumbnail", "/stylesWithEffects"))
        ]:
            del related[key]
    for style in list(report.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _prepare_styles(report: WordDocument) -> None:
    styles = report.styles
    for key, name in _NAMES.items():
        kind = WD_STYLE_TYPE.CHARACTER if key == LABEL else WD_STYLE_TYPE.PARAGRAPH
        styles.add_style(name, kind).element.styleId = key
    for name, fonts, size, bold, colour, before, after in _STYLES:
        style: Any = styles[name]
        _set_fonts(style, fonts)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = colour
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.15
    for border in styles["Title"].element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    label: Any = styles[_NAMES[LABEL]]
    label.font.color.rgb = _PALE
    _speak_chinese(styles.element)
    _rule_lightly(styles["Table Grid"].element)


def _set_fonts(style: Any, fonts: tuple[str, str]) -> None:
    _name_fonts(style.element.get_or_add_rPr().get_or_add_rFonts(), fonts)


def _name_fonts(named: Any, fonts: tuple[str, str]) -> None:
    """Fonts by name in place of the theme's, which have no Chinese one."""
    latin, chinese = fonts
    named.attrib.clear()
    for script, font in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese), ("cs", latin)):
        named.set(qn(f"w:{script}"), font)
    # Quotation marks, which both scripts have, are set as Chinese ones.
    named.set(qn("w:hint"), "eastAsia")


def _speak_chinese(styles: Any) -> None:
    """Language and fonts of everything that names none."""
    for language in styles.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")
    for fonts in styles.xpath("w:docDefaults//w:rFonts"):
        _name_fonts(fonts, _SONG)


def _rule_lightly(style: Any) -> None:
    for edge in style.xpath("w:tblPr/w:tblBorders/*"):
        edge.set(qn("w:color"), _RULE)


def add_page_numbers(report: WordDocument, head: str) -> None:
    """The document's title at the head of each page, ``第 1 页 / 共 9 页`` at its foot."""
    (section,) = report.sections
    section.header.paragraphs[0].text = head
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, field, after in (("第 ", "PAGE", " 页"), (" / 共 ", "NUMPAGES", " 页")):
        foot.add_run(before)
        _add_field(foot, field)
        foot.add_run(after)


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, shown = OxmlElement("w:r"), OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)


def add_table(report: WordDocument, widths: Sequence[float], head: Sequence[str] = ()) -> Any:
    """An empty table whose columns are ``widths`` cm wide; its head is repeated on every page."""
    table: Any = report.add_table(0, len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    if head:
        cells = add_row(table)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, name in zip(cells, head, strict=True):
            fill_head(cell, name)
    return table


def add_row(table: Any) -> tuple[Any, ...]:
    """The cells of a new row, which no page break divides unless it is longer than a page."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells: tuple[Any, ...] = row.cells
    return cells


def fill_head(cell: Any, name: str) -> None:
    """Write a heading into an empty cell."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(shading)
    set_style(cell.paragraphs[0], TABLE_HEAD)
    cell.paragraphs[0].add_run(name)


def set_style(paragraph: Paragraph, key: str) -> None:
    """Give a paragraph one of our styles by its id: looked up by name, all styles are searched each time."""
    paragraph._p.style = key


def add_label(paragraph: Paragraph, label: str) -> None:
    """Write what the words after it are, in a paler colour."""
    paragraph.add_run(label)._r.style = LABEL

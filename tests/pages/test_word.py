"""What a Word file prints, line by line, and what the reader must be told about it."""

from io import BytesIO

from docx import Document as python_docx
from word_fixtures import (
    STRICT_W_URI,
    W_URI,
    abstract,
    cell,
    docx,
    field,
    level,
    listing,
    paragraph,
    parts_of,
    relationships,
    row,
    run,
    table,
    zipped,
)  # fmt: skip

from extractor.document import Line, LineKind, Reading, Source
from extractor.pages.word import read_docx

_BOLD = "<w:b/>"


def lines(data: bytes) -> tuple[Line, ...]:
    return read_docx(data).pages[0].lines


def texts(data: bytes) -> list[str]:
    return [line.text for line in lines(data)]


def remarks(reading: Reading) -> dict[str, str]:
    return {remark.code: remark.message for remark in reading.remarks}


def test_paragraphs_are_lines_that_do_not_join() -> None:
    reading = read_docx(
        docx(paragraph("第一条 保险标的") + paragraph("") + paragraph("　　以保单载明的为准。"))
    )
    assert reading.source is Source.DOCX
    assert [page.number for page in reading.pages] == [0]
    found = reading.pages[0].lines
    assert [(line.text, line.joins) for line in found] == [
        ("第一条 保险标的", False),
        ("以保单载明的为准。", False),
    ]


def test_small_signs_in_runs() -> None:
    content = (
        run("赔偿限额") + "<w:r><w:tab/></w:r>" + run("为每人") + "<w:r><w:noBreakHyphen/></w:r>" + run("每次")
        + '<w:r><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("5万元\u200b")
    )  # fmt: skip
    assert texts(docx(paragraph(content))) == ["赔偿限额 为每人-每次☑≥5万元"]


def test_a_line_break_begins_a_line_and_the_label_stands_on_the_first() -> None:
    body = paragraph(run("承保") + "<w:r><w:br/></w:r>" + run("甲方"), number=(1, 0))
    numbering = abstract(0, level(0, "decimal", "%1.")) + listing(1, 0)
    assert texts(docx(body, numbering=numbering)) == ["1. 承保", "甲方"]


def test_superscript_digits_do_not_run_into_figures() -> None:
    mark = run("2", '<w:vertAlign w:val="superscript"/>')
    assert texts(docx(paragraph(run("等待期为90") + mark + run("日")))) == ["等待期为90²日"]


def test_underlined_spaces_are_a_blank_to_fill_in() -> None:
    line = '<w:u w:val="single"/>'
    blank = run("免赔额为") + run("   ", line) + run("  ", line) + run("元")
    filled = run("免赔额为") + run("  ", line) + run("500", line) + run("  ", line) + run("元")
    assert texts(docx(paragraph(blank) + paragraph(filled))) == ["免赔额为_____元", "免赔额为  500  元"]


def test_wrappers_are_looked_through() -> None:
    content = (
        f'<w:hyperlink r:id="x">{run("保险")}</w:hyperlink><w:smartTag>{run("条")}</w:smartTag>'
        f"<w:sdt><w:sdtContent>{run('款')}</w:sdtContent></w:sdt>"
        f'<w:fldSimple w:instr="TITLE">{run("总则")}</w:fldSimple>'
        f"<w:r><w:ruby><w:rt>{run('pinyin')}</w:rt><w:rubyBase>{run('甲')}</w:rubyBase></w:ruby></w:r>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('第二段')}</w:sdtContent></w:sdt>"
    assert texts(docx(paragraph(content) + control)) == ["保险条款总则甲", "第二段"]


def test_fields_show_their_result_and_never_their_instruction() -> None:
    nested = field("IF 1 = 1", run("是") + field("REF _Ref1", run("第三条")))
    assert texts(docx(paragraph(run("见") + nested + run("。")))) == ["见是第三条。"]


def test_a_field_without_end_swallows_nothing() -> None:
    stray = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    found = lines(docx(paragraph(stray + run("第一条")) + paragraph("第二条")))
    assert [(line.text, line.kind) for line in found] == [
        ("第一条", LineKind.BODY),
        ("第二条", LineKind.BODY),
    ]


def test_form_fields_and_ringed_characters_print_what_they_hold() -> None:
    box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
        '</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    ringed = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,</w:instrText></w:r>'
        '<w:r><w:instrText>21</w:instrText></w:r><w:r><w:instrText>)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    assert texts(docx(paragraph(ringed + run("投保") + box))) == ["㉑投保☑"]


def test_contents_are_furniture() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('目录')}</w:sdtContent></w:sdt>"
    )
    tabbed = run("第二章") + "<w:r><w:tab/></w:r>" + run("3")
    body = (
        gallery + paragraph(begin + run("第一章 1")) + paragraph(tabbed) + paragraph(end)
        + paragraph("附录", style="T1") + paragraph("第一章")
    )  # fmt: skip
    assert [(line.text, line.kind.value) for line in lines(docx(body, styles=styles))] == [
        ("目录", "furniture"), ("第一章 1", "furniture"), ("第二章 3", "furniture"), ("附录", "furniture"),
        ("第一章", "body"),
    ]  # fmt: skip


def test_tracked_changes_read_as_accepted() -> None:
    change = (
        run("赔偿限额为") + f"<w:del><w:r><w:delText>200</w:delText></w:r></w:del><w:ins>{run('100')}</w:ins>"
        + run("万元。") + f"<w:moveFrom>{run('原处')}</w:moveFrom>"
    )  # fmt: skip
    merged = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>" + paragraph(
        "后半。"
    )
    row_gone = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("旧") + cell("行") + "</w:tr>"
    reading = read_docx(docx(paragraph(change) + merged + table(row("新", "行"), row_gone)))
    assert [line.text for line in reading.pages[0].lines] == ["赔偿限额为100万元。", "前半后半。", "新\t行"]
    assert remarks(reading)["tracked-changes"] == "文档含修订痕迹：插入1处、删除3处，已按接受修订后的文本读取"


def test_a_deleted_numbered_paragraph_is_not_counted() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>旧条</w:delText></w:r></w:del></w:p>"
    )
    body = paragraph("甲", number=(1, 0)) + gone + paragraph("乙", number=(1, 0))
    numbering = abstract(0, level(0, "decimal", "%1.")) + listing(1, 0)
    assert texts(docx(body, numbering=numbering)) == ["1. 甲", "2. 乙"]


def test_hidden_text_is_left_out_and_said() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = paragraph(run("可见") + run("起草说明", "<w:vanish/>")) + paragraph("全隐", style="H")
    shown = paragraph(run("不隐", '<w:vanish w:val="0"/>'), style="H")
    reading = read_docx(docx(body + shown, styles=styles))
    assert [line.text for line in reading.pages[0].lines] == ["可见", "不隐"]
    assert remarks(reading) == {"hidden-text": "文档含隐藏文字6字，未读入正文"}


def test_struck_text_is_left_out_and_said() -> None:
    struck = run("200", "<w:strike/>")
    reading = read_docx(docx(paragraph(run("限额") + struck + run("100万元", '<w:strike w:val="0"/>'))))
    assert [line.text for line in reading.pages[0].lines] == ["限额100万元"]
    assert remarks(reading) == {"struck-text": "文档含删除线文字3字，按已删除处理，未读入正文，请人工核对"}


def test_a_struck_article_keeps_its_number_and_prints_nothing() -> None:
    body = (
        paragraph("甲", number=(1, 0))
        + paragraph(run("乙", "<w:strike/>"), number=(1, 0))
        + paragraph("丙", number=(1, 0))
    )
    numbering = abstract(0, level(0, "decimal", "%1.")) + listing(1, 0)
    assert texts(docx(body, numbering=numbering)) == ["1. 甲", "3. 丙"]


def test_a_hidden_paragraph_mark_runs_a_heading_into_its_text() -> None:
    hidden_mark = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    body = (
        paragraph("保险期间", number=(1, 0), properties=hidden_mark)
        + paragraph(" 一年。")
        + paragraph("次条", number=(1, 0))
    )
    numbering = abstract(0, level(0, "decimal", "%1.")) + listing(1, 0)
    assert texts(docx(body, numbering=numbering)) == ["1. 保险期间 一年。", "2. 次条"]


def test_a_file_of_python_docx_with_its_whole_template() -> None:
    made = python_docx()
    made.core_properties.title = "雇主责任保险合同"
    made.add_heading("雇主责任保险合同", 0)
    made.add_heading("第一章 总则", 1)
    for text, style in (
        ("甲", "List Number"), ("乙", "List Number"), ("丙", "List Bullet"), ("丁", "List Number 2"),
        ("戊", "List Number"),
    ):  # fmt: skip
        made.add_paragraph(text, style=style)
    grid = made.add_table(2, 3)
    grid.cell(0, 0).merge(grid.cell(1, 0)).text = "项目"
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "限额"
    grid.cell(1, 1).text, grid.cell(1, 2).text = "人身", "财产"
    made.sections[0].header.paragraphs[0].text = "某财产保险公司"
    buffer = BytesIO()
    made.save(buffer)
    reading = read_docx(buffer.getvalue())
    assert reading.title == "雇主责任保险合同"
    assert [(line.text, line.kind.value) for line in reading.pages[0].lines] == [
        ("某财产保险公司", "furniture"), ("雇主责任保险合同", "heading"), ("第一章 总则", "heading"),
        ("1. 甲", "body"), ("2. 乙", "body"), ("丙", "body"), ("1. 丁", "body"), ("3. 戊", "body"),
        ("项目\t限额\t", "row"), ("\t人身\t财产", "row"),
    ]  # fmt: skip


def test_comments_are_counted_and_not_read() -> None:
    comments = f'<w:comment w:id="1">{paragraph("请核对金额")}</w:comment>'
    reading = read_docx(docx(paragraph("正文。"), comments=comments))
    assert [line.text for line in reading.pages[0].lines] == ["正文。"]
    assert remarks(reading) == {"comments": "文档含批注1条，批注内容未读入正文"}


def test_notes_follow_the_paragraph_that_cites_them() -> None:
    footnotes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("指保险单载明的医院。"))}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="2">{paragraph("尾注。")}</w:endnote>'
    body = (
        paragraph(run("医院") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("费用"))
        + paragraph(run("下段") + '<w:r><w:endnoteReference w:id="2"/></w:r>')
    )  # fmt: skip
    found = lines(docx(body, footnotes=footnotes, endnotes=endnotes))
    assert [(line.text, line.kind.value) for line in found] == [
        ("医院费用", "body"), ("指保险单载明的医院。", "note"), ("下段", "body"), ("尾注。", "note")
    ]  # fmt: skip


def test_a_text_box_is_read_once() -> None:
    inner = f"<w:txbxContent>{paragraph('重要提示')}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    found = lines(docx(paragraph(run("投保须知") + box) + paragraph("正文")))
    assert [(line.text, line.kind.value) for line in found] == [
        ("投保须知", "body"), ("重要提示", "note"), ("正文", "body")
    ]  # fmt: skip
    only = paragraph(box)
    assert [(line.text, line.kind.value) for line in lines(docx(only))] == [("重要提示", "body")]


def test_headers_and_footers_are_furniture_once_each() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/><w:headerReference w:type="first" '
        'r:id="rheader2"/><w:footerReference w:type="default" r:id="rfooter1"/></w:sectPr>'
    )
    mark = '<w:p><w:r><w:pict><v:shape><v:textpath string="样本"/></v:shape></w:pict></w:r></w:p>'
    data = docx(
        paragraph("正文") + section,
        header1=paragraph("某财产保险公司") + mark, header2=paragraph("某财产保险公司"),
        footer1=paragraph(run("第") + field("PAGE", run("1")) + run("页")),
    )  # fmt: skip
    assert [(line.text, line.kind.value) for line in lines(data)] == [
        ("某财产保险公司", "furniture"), ("样本", "furniture"), ("正文", "body"), ("第1页", "furniture")
    ]  # fmt: skip


def test_headings_bold_and_size() -> None:
    styles = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    )  # fmt: skip
    centre = '<w:jc w:val="center"/>'
    body = (
        paragraph("责任免除", style="H1") + paragraph("被保险人故意造成的损失，保险人不负责赔偿。", style="H1")
        + paragraph(run("货物运输保险条款", _BOLD), properties=centre)
        + paragraph("居中而不粗", properties=centre) + paragraph(run("半") + run("粗", _BOLD))
        + paragraph(run("加重", '<w:rStyle w:val="Strong"/>'))
        + paragraph(run("标题里加重即不加重", '<w:rStyle w:val="Strong"/>'), style="H1")
    )  # fmt: skip
    found = [(line.kind.value, line.bold, line.size) for line in lines(docx(body, styles=styles))]
    assert found == [
        ("heading", True, 16.0), ("body", True, 16.0), ("heading", True, 10.5), ("body", False, 10.5),
        ("body", False, 10.5), ("body", True, 10.5), ("heading", False, 16.0),
    ]  # fmt: skip


def test_formulas_are_written_in_a_line() -> None:
    part = "<m:r><m:t>{}</m:t></m:r>".format
    fraction = f"<m:f><m:num>{part('实际天数')}</m:num><m:den>{part('365')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{part('x')}</m:e><m:sup>{part('2')}</m:sup></m:sSup>"
    content = run("赔款=") + f"<m:oMath>{part('保额×')}{fraction}{part('+')}{power}</m:oMath>"
    assert texts(docx(paragraph(content))) == ["赔款=保额×实际天数/365+x^2"]


def test_pictures_and_objects_are_said() -> None:
    picture = '<w:r><w:drawing><a:blip r:embed="x"/></w:drawing></w:r>'
    reading = read_docx(
        docx(paragraph(run("附图") + picture) + paragraph(run("甲") + "<w:r><w:object/></w:r>"))
    )
    assert set(remarks(reading)) == {"pictures", "lost-text"}


def test_macros_and_title() -> None:
    parts = parts_of(paragraph("正文"))
    parts["word/vbaProject.bin"] = b"\xd0\xcf"
    parts["docProps/core.xml"] = (
        '<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> 公众责任保险条款 '
        "</dc:title></cp:coreProperties>"
    )
    parts["_rels/.rels"] = relationships(
        {
            "r1": ("officeDocument", "/word/document.xml"),
            "r2": ("metadata/core-properties", "docProps/core.xml"),
        }
    )
    reading = read_docx(zipped(parts))
    assert reading.title == "公众责任保险条款"
    assert set(remarks(reading)) == {"macro"}


def test_strict_documents_read_alike() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "第%1条")) + listing(1, 0)
    parts = parts_of(paragraph("保险标的", number=(1, 0)), numbering=numbering)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = {
        name: str(content).replace(W_URI, STRICT_W_URI).replace(
            office, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, content in parts.items()
    }  # fmt: skip
    assert texts(zipped(strict)) == ["第一条 保险标的"]


def test_parts_in_utf_16_read_alike() -> None:
    parts = parts_of(paragraph("保险标的"))
    document = str(parts["word/document.xml"]).replace("UTF-8", "UTF-16")
    parts["word/document.xml"] = document.encode("utf-16")
    assert texts(zipped(parts)) == ["保险标的"]


def test_a_file_pasted_from_a_pdf_leaves_joining_to_the_text() -> None:
    sentence = "保险期间内被保险人因意外伤害事故在约定医院接受治疗的保险人按照约定给付保险金"
    body = "".join(paragraph(sentence) + paragraph("并承担合理费用。") for _ in range(15))
    reading = read_docx(docx(body))
    assert [line.joins for line in reading.pages[0].lines[:4]] == [False, None, False, None]
    assert set(remarks(reading)) == {"hard-wrapped"}
    whole = "".join(paragraph(sentence + "。") for _ in range(30))
    assert {line.joins for line in lines(docx(whole))} == {False}

"""Tables of Word: rows and columns where they hold data, ordinary lines where they only lay out text."""

from word_fixtures import abstract, cell, docx, level, listing, paragraph, row, run, table

from extractor.document import Line, LineKind
from extractor.pages.word import read_docx

_TAB = "<w:r><w:tab/></w:r>"
_MERGED = '<w:vMerge w:val="restart"/>'
_COVERED = "<w:vMerge/>"
_WIDE = '<w:gridSpan w:val="2"/>'


def lines(body: str, **parts: str) -> tuple[Line, ...]:
    return read_docx(docx(body, **parts)).pages[0].lines


def rows(body: str) -> list[tuple[str, int | None]]:
    return [(line.text, line.table) for line in lines(body)]


def test_rows_keep_their_columns_under_merged_cells() -> None:
    plan = table(
        row("保障计划", cell("每人限额", properties=_WIDE)),
        row(cell("身故", properties=_MERGED), "10万元", "20万元"),
        row(cell("", properties=_COVERED), "5万元", ""),
        row(cell("合计每人不超过20万元", properties='<w:gridSpan w:val="3"/>')),
    )
    assert rows(plan + paragraph("正文。") + table(row("甲", "乙"))) == [
        ("保障计划\t每人限额\t", 0),
        ("身故\t10万元\t20万元", 0),
        ("\t5万元\t", 0),
        ("合计每人不超过20万元", 0),
        ("正文。", None),
        ("甲\t乙", 1),
    ]


def test_cells_join_paragraphs_and_flatten_nested_tables() -> None:
    nested = table(row("甲类", "80%"), row("乙类", "60%"))
    found = lines(table(row("赔付比例", cell("按类别：", nested, "以上均含税")), row("免赔额", "500元")))
    assert [(line.text, line.kind, line.table) for line in found] == [
        ("赔付比例\t按类别： 甲类 80% 乙类 60% 以上均含税", LineKind.ROW, 0),
        ("免赔额\t500元", LineKind.ROW, 0),
    ]


def test_bold_rows_and_notes_in_cells() -> None:
    head = row(cell(paragraph(run("项目", "<w:b/>"))), cell(paragraph(run("限额", "<w:b/>"))))
    cited = cell(paragraph(run("医疗") + '<w:r><w:footnoteReference w:id="1"/></w:r>'))
    notes = f'<w:footnote w:id="1">{paragraph("含门诊。")}</w:footnote>'
    found = lines(table(head, row(cited, "1万元"), row("住院", "2万元")), footnotes=notes)
    assert [(line.text, line.bold, line.kind.value) for line in found] == [
        ("项目\t限额", True, "row"),
        ("医疗\t1万元", False, "row"),
        ("含门诊。", False, "note"),
        ("住院\t2万元", False, "row"),
    ]


def test_a_table_of_one_column_is_text() -> None:
    found = lines(table(row(cell("第一条 总则", "（一）适用范围")), row("第二条 责任")))
    assert [(line.text, line.kind) for line in found] == [
        ("第一条 总则", LineKind.BODY),
        ("（一）适用范围", LineKind.BODY),
        ("第二条 责任", LineKind.BODY),
    ]


def test_a_frame_around_articles_is_text_and_a_table_in_it_stays_one() -> None:
    inner = table(row("项目", "费率"), row("火灾", "0.1%"))
    framed = table(row(cell("第一条 保险标的", "第二条 保险费", inner), "（盖章处）"))
    assert rows(framed) == [
        ("第一条 保险标的", None),
        ("第二条 保险费", None),
        ("项目\t费率", 0),
        ("火灾\t0.1%", 0),
        ("（盖章处）", None),
    ]


def test_articles_beside_their_text_or_translation_are_text() -> None:
    beside = table(row("第一条 标的", "机器设备。"), row("第二条 期间", "一年。"))
    assert rows(beside) == [("第一条 标的 机器设备。", None), ("第二条 期间 一年。", None)]
    translated = table(row("第一条 本合同自签订之日起生效，并以书面形式变更。", "This contract takes effect on signature."),
                       row("第二条 双方应当友好协商解决争议，协商不成的提交仲裁。", "Disputes shall be settled by arbitration."))  # fmt: skip
    assert [line.kind for line in lines(translated)] == [LineKind.BODY] * 4
    compared = table(row("第一条 保险费为一百元，一次交清。", "第一条 保险费为二百元，分期交清。"),
                     row("第二条 保险期间为一年，期满终止。", "第二条 保险期间为二年，期满终止。"))  # fmt: skip
    assert [line.kind for line in lines(compared)] == [LineKind.ROW] * 2


def test_short_lists_in_cells_stay_rows() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + listing(1, 0)
    items = cell(*(paragraph(name, number=(1, 0)) for name in ("床位费", "膳食费", "护理费")))
    found = lines(table(row("住院费用", items), row("门诊费用", "诊查费")), numbering=numbering)
    assert [line.text for line in found] == ["住院费用\t1. 床位费 2. 膳食费 3. 护理费", "门诊费用\t诊查费"]


def test_tabs_that_set_columns_make_rows_and_others_a_space() -> None:
    def tabbed(*cells: str) -> str:
        return paragraph(_TAB.join(run(one) for one in cells))

    body = (
        tabbed("被保险人", "年龄", "保险费") + tabbed("甲", "30", "120元") + tabbed("（一）", "火灾、爆炸；")
        + tabbed("甲方：", "", "乙方：") + paragraph("完")
    )  # fmt: skip
    assert rows(body + table(row("丙", "丁"))) == [
        ("被保险人\t年龄\t保险费", 0),
        ("甲\t30\t120元", 0),
        ("（一） 火灾、爆炸；", None),
        ("甲方： 乙方：", None),
        ("完", None),
        ("丙\t丁", 1),
    ]

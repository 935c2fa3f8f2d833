"""Web pages: blocks, lists, tables, and the contract among the site's own words."""

import time

import pytest

from extractor.document import Line, LineKind, Reading
from extractor.errors import OversizedDocument
from extractor.pages.webpage import read_html


def page(body: str, head: str = "") -> Reading:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def lines_of(body: str) -> tuple[Line, ...]:
    return page(body).pages[0].lines


def texts_of(body: str) -> list[str]:
    return [line.text for line in lines_of(body)]


@pytest.mark.parametrize("encoding", ["gb2312", "GBK", "utf-8", "big5"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    text = "第一條 保險金額" if encoding == "big5" else "第一条 保险金额"
    data = f'<html><head><meta charset="{encoding}"></head><body><p>{text}</p></body></html>'.encode(encoding)
    assert [line.text for line in read_html(data).pages[0].lines] == [text]


def test_a_wrong_declaration_does_not_garble_the_text() -> None:
    data = '<meta charset="iso-8859-1"><p>第一条 保险人按照约定负责赔偿。</p>'.encode("gb18030")
    assert read_html(data).pages[0].lines[0].text == "第一条 保险人按照约定负责赔偿。"


def test_blocks_and_breaks_are_lines_and_source_wraps_are_not() -> None:
    body = "<div>第一条　本合同由\n    保险单组成。<br>其他约定\n  Web 应用</div><p>第二条</p>"
    assert texts_of(body) == ["第一条　本合同由保险单组成。", "其他约定 Web 应用", "第二条"]
    assert {line.joins for line in lines_of(body)} == {False}


def test_headings_and_bold_paragraphs_are_told() -> None:
    found = lines_of("<h2>总则</h2><p><b>第一条</b></p><p>第二条 <strong>免赔额</strong>为五百元。</p>")
    assert [(line.kind, line.bold) for line in found] == [
        (LineKind.HEADING, False),
        (LineKind.BODY, True),
        (LineKind.BODY, False),
    ]


def test_list_numbers_are_counted_as_a_browser_prints_them() -> None:
    body = (
        '<ol start="3"><li>火灾<li value="7">爆炸<li>雷击</ol><ol type="i"><li>甲<ol type="A"><li>乙</ol></ol>'
        '<ol style="list-style-type: cjk-ideographic"><li>丙</ol><ul><li>丁</ul>'
        '<ol style="list-style:none"><li>1. 戊</ol><ol><li>1. 己</ol><ol reversed><li>庚<li>辛</ol>'
    )
    assert texts_of(body) == [
        "3. 火灾", "7. 爆炸", "8. 雷击", "i. 甲", "A. 乙", "一、丙", "丁", "1. 戊", "1. 己", "2. 庚", "1. 辛",
    ]  # fmt: skip


def test_hidden_and_deleted_text_goes_and_inserted_text_stays() -> None:
    reading = page(
        "<p>限额为<del>10</del><ins>20</ins>万元</p><script>第九条</script><p hidden>甲</p>"
        '<div style="display: none">第八条 保险人对下列损失不负责赔偿。</div>'
    )
    assert [line.text for line in reading.pages[0].lines] == ["限额为20万元"]
    assert [remark.code for remark in reading.remarks] == ["hidden-text"]


def test_a_table_of_data_is_rows_and_a_layout_table_is_text() -> None:
    found = lines_of(
        "<table><tr><th>月</th><th>比例</th></tr><tr><td>1</td><td><p>10%</p></td></tr></table>"
        "<table><tr><td>左栏</td><td><p>第一条 甲。</p><p>第二条 乙。</p></td></tr></table>"
    )
    assert [(line.text, line.kind, line.table) for line in found] == [
        ("月\t比例", LineKind.ROW, 0),
        ("1\t10%", LineKind.ROW, 0),
        ("左栏", LineKind.FURNITURE, None),
        ("第一条 甲。", LineKind.BODY, None),
        ("第二条 乙。", LineKind.BODY, None),
    ]


def test_what_the_site_puts_around_the_contract_is_furniture() -> None:
    reading = page(
        '<div class="nav"><a href="/">首页</a> <a href="/p">产品中心</a></div><div>当前位置：首页 &gt; 条款</div>'
        "<h1>家庭财产保险条款</h1><div><p>示例财产保险有限公司</p><p>第一条　本保险合同由保险条款组成。</p>"
        "<p>第二条　保险期间为一年。</p><p>（一）火灾；</p></div><div>热线电话：400</div>"
        '<div id="footer"><p>版权所有 示例网 京ICP备0000号</p></div>',
        "<title>家庭财产保险条款_示例网</title>",
    )
    kept = [line.text for line in reading.pages[0].lines if line.kind is not LineKind.FURNITURE]
    assert kept == [
        "家庭财产保险条款",
        "示例财产保险有限公司",
        "第一条　本保险合同由保险条款组成。",
        "第二条　保险期间为一年。",
        "（一）火灾；",
    ]
    assert reading.title == "家庭财产保险条款_示例网"


def test_a_contract_inside_a_form_or_aside_is_kept() -> None:
    found = lines_of("<form><p>第一条　甲方应当支付保险费。</p><p>第二条　乙方应当提供服务。</p></form>")
    assert {line.kind for line in found} == {LineKind.BODY}


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "第一条",
        "<b>" * 100_000,
        "<div></span>" * 100_000,
        "<table><tr><td>" * 100_000,
        "<p " + " ".join(f'a{number}="x"' for number in range(50_000)) + ">第一条</p>",
    ],
    ids=["div", "inline", "stray-end-tags", "tables", "attributes"],
)
def test_a_hostile_page_is_refused_before_it_is_parsed(markup: str) -> None:
    began = time.process_time()
    with pytest.raises(OversizedDocument):
        read_html(markup.encode())
    assert time.process_time() - began < 1


def test_deep_text_within_the_limit_is_not_lost() -> None:
    assert texts_of("<div>" * 1_000 + "保险责任") == ["保险责任"]

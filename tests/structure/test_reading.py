"""A document from its pages: title, kind, hash, and what was set apart."""

from hashlib import sha256

import pytest

from extractor.document import BlockKind, DocumentKind, Line, LineKind, Page, Reading, Remark, Source
from extractor.structure.reading import contents_of, read_document
from tests.documents import document_of


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        ("松陵货物运输保险条款\n第一条 责任。\n第二条 附则。", "松陵货物运输保险条款", DocumentKind.CLAUSES),
        (
            "团体意外险条款（2024版）\n第一条 责任。\n第二条 附则。",
            "团体意外险条款（2024版）",
            DocumentKind.CLAUSES,
        ),
        (
            "苍屏财产保险股份有限公司\n家庭财产保险条款\n第一条 责任。",
            "家庭财产保险条款",
            DocumentKind.CLAUSES,
        ),
        (
            "车辆保险服务合同\n甲方：青屿公司\n乙方：苍屏公司\n第一条 标的。",
            "车辆保险服务合同",
            DocumentKind.CONTRACT,
        ),
        ("合作协议书\n甲方：青屿公司\n第一条 标的。", "合作协议书", DocumentKind.CONTRACT),
        (
            "青屿市车辆保险采购\n\n合 同\n\n甲方：青屿市\n第一条 标的。",
            "青屿市车辆保险采购 合同",
            DocumentKind.CONTRACT,
        ),
        ("关于承保的几点想法\n没有编号。", "关于承保的几点想法", DocumentKind.CLAUSES),
    ],
)
def test_title_and_kind(text: str, title: str, kind: DocumentKind) -> None:
    document = document_of(text)
    assert (document.title, document.kind) == (title, kind)


def test_a_document_says_where_it_came_from() -> None:
    pages = (
        Page(1, (Line("松陵保险条款", joins=False), Line("第一条 战争除外。", joins=False))),
        Page(2, (Line("第二条 附则。", joins=False), Line("第 2 页", LineKind.FURNITURE))),
    )
    remark = Remark("repaired", "文件结构已修复。")
    document = read_document(Reading(Source.PDF, pages, (remark,)), b"bytes")
    assert document.sha256 == sha256(b"bytes").hexdigest()
    assert (document.source, document.pages, document.remarks) == (Source.PDF, 2, (remark,))
    assert document.text.split("\n") == ["松陵保险条款", "第一条 战争除外。", "第二条 附则。", "第 2 页"]
    assert document.blocks[-1].kind is BlockKind.NOISE


def test_the_title_that_the_file_claims_is_the_last_resort() -> None:
    page = Page(0, (Line("没有编号的一段文字，也没有标题。"),))
    assert read_document(Reading(Source.DOCX, (page,), (), "承保须知"), b"").title == "承保须知"


def test_contents_are_read_from_what_was_set_apart() -> None:
    pages = (Page(1, (Line("1.1 合同构成", LineKind.FURNITURE), Line("1.2 犹豫期", joins=False))),)
    document = read_document(Reading(Source.PDF, pages), b"")
    assert [entry.title for entry in contents_of(document.text, document.blocks)] == ["合同构成"]

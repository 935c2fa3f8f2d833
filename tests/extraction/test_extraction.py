"""What holds of every extraction, whatever the text: sources, order, determinism, and errors only of our own."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractor.document import BlockKind, DocumentKind, Source, Span
from extractor.errors import EmptyDocument, TiaokuanError, UnreadableDocument, UnsupportedFormat
from extractor.extraction import extract, read, read_extraction
from extractor.records import Extraction, Finding, Record, RecordType, Reference
from tests.documents import document_of

CLAUSES = """松陵货物运输保险条款

保险责任
第一条 下列原因造成的货物损失，保险人负责赔偿：
（一）火灾、爆炸；
（二）车辆倾覆。

责任免除
第二条 下列损失，保险人不负责赔偿：
（一）战争；
（二）货物的自然损耗，但另有约定的除外。

赔偿处理
第三条 被保险人应当在事故发生后四十八小时内通知保险人。
第四条 每次事故免赔额为500元。保险人按照第二条核定后十日内赔付。
第五条 因本合同发生的争议，提交松陵仲裁委员会仲裁。
"""


def test_bytes_become_sourced_records() -> None:
    extraction = extract(CLAUSES.encode(), "clauses.txt")
    document = extraction.document
    assert (document.title, document.kind, document.source) == (
        "松陵货物运输保险条款", DocumentKind.CLAUSES, Source.TEXT,
    )  # fmt: skip
    assert [(r.type.value, r.path, r.quote) for r in extraction.records] == [
        ("coverage", "第一条（一）", "火灾、爆炸"),
        ("coverage", "第一条（二）", "车辆倾覆"),
        ("exclusion", "第二条（一）", "战争"),
        ("exclusion", "第二条（二）", "货物的自然损耗，但另有约定的除外"),
        ("obligation", "第三条", "被保险人应当在事故发生后四十八小时内通知保险人"),
        ("limit", "第四条", "每次事故免赔额为500元"),
        ("obligation", "第四条", "保险人按照第二条核定后十日内赔付"),
        ("dispute", "第五条", "因本合同发生的争议，提交松陵仲裁委员会仲裁"),
    ]
    assert [(r.path, r.quote, r.targets) for r in extraction.references] == [
        ("第四条", "第二条", ("第二条",))
    ]


def test_the_parts_of_extract_give_the_same() -> None:
    data = CLAUSES.encode()
    assert read_extraction(read(data)) == extract(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_the_encoding_makes_no_difference(encoding: str) -> None:
    found = extract(CLAUSES.encode(encoding))
    assert found.document.text == extract(CLAUSES.encode()).document.text
    assert found.records == extract(CLAUSES.encode()).records


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocument),
        (b" \n\r\n\t", EmptyDocument),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), UnreadableDocument),
        (b"GIF89a" + bytes(40), UnsupportedFormat),
        (b"PK\x03\x04" + bytes(60), UnreadableDocument),
        (b"%PDF-1.7\nnothing", UnreadableDocument),
    ],
)
def test_bytes_without_a_document_are_refused_with_advice(data: bytes, error: type[TiaokuanError]) -> None:
    with pytest.raises(error, match=r"[\u4e00-\u9fff]"):
        extract(data, "来件")


def test_a_quote_that_is_not_the_text_is_refused() -> None:
    document = document_of(CLAUSES)
    wrong = Record(RecordType.EXCLUSION, "第二条（一）", Span(0, 2), "战争", {}, 0.9, "test", {})
    with pytest.raises(ValueError, match="quote"):
        Extraction(document, (wrong,), (), ())


# --- any text ---------------------------------------------------------------------------------------

_LABELS = st.sampled_from([
    "第一条 ", "第二条　", "第三条：", "第 十 条 ", "（一）", "（二）", "(三)", "1．", "2、", "3. ", "（1）", "（2）", "①", "②", "2.1 ",
    "2.2 ", "2.2.1 ", "一、", "二、", "第一章 ", "第二章 ", "第二节 ", "附件一 ", "附录 ", "", "", "", "# ",
])  # fmt: skip
_BODIES = st.sampled_from([
    "责任免除", "保险责任", "释义", "保险人的义务", "赔偿处理", "争议处理", "目录", "下列原因造成的损失，保险人不负责赔偿：",
    "保险人按下列约定给付保险金：", "申请保险金时，应当提供下列证明和资料：", "战争、军事行动；", "战争、军事行动。", "身份证明；",
    "保险人应当自收到请求之日起三十日内作出核定，情形复杂的除外；未履行的，按日万分之五支付违约金。",
    "投保人未如实告知的，保险人有权解除合同，并不退还保险费。", "甲方应于2025年1月1日前支付保险费人民币12,000元（大写：壹万贰仟元整）。",
    "乙方不得转包；否则，甲方有权终止合同（甲方可另行选择供应商）。", "等待期为90日，犹豫期15日。", "每次事故免赔额为____元或损失的10%，以高者为准。",
    "货物：指运单列明的物品，包括：（一）机器；（二）仪器。", "本合同所称“团体”，是指依法成立的组织（以下简称“单位”）。", "按照第三条第（二）项办理。",
    "前款约定的责任，见附件一。", "类别\t费率\t保险费", "一类\t0.8\t80", "甲方（盖章）：\t乙方（盖章）：", "风险提示：", "以下无正文",
    "提交松陵仲裁委员会仲裁，仲裁费由败诉方承担", "（本条不适用。）", "“”（（））；；。。", "　", "１２３．４５％", "保险期间为一年，自起保日零时起",
])  # fmt: skip
_LINES = st.lists(
    st.tuples(_LABELS, _BODIES, st.sampled_from(["", "\n", " ", "。"])).map("".join), min_size=1, max_size=30
)
_ANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def in_order(spans: Sequence[Span]) -> bool:
    return all(before.end <= after.start for before, after in pairwise(spans))


@_ANY
@given(_LINES.map("\n".join))
@example("第一条 货物：指运单列明的物品，包括：（一）机器；（二）仪器。第一条 \u3000。")
def test_every_extraction_is_sound(lines: str) -> None:
    data = f"松陵货物运输保险条款\n{lines}".encode()
    extraction = extract(data)
    assert_sound(extraction)
    assert extract(data) == extraction


def assert_sound(extraction: Extraction) -> None:
    """Blocks, nodes and sources of an extraction stand where they say."""
    document = extraction.document
    assert in_order([block.span for block in document.blocks])
    assert "\n".join(block.span.quote(document.text) for block in document.blocks) == document.text
    owned = sorted(span for node in document.nodes for span in node.paragraphs)
    assert in_order(owned)
    noise = [block.span for block in document.blocks if block.kind is BlockKind.NOISE]
    assert not [span for span in owned if any(aside.covers(span) for aside in noise)]
    for index, node in enumerate(document.nodes):
        assert -1 <= node.parent < index
        assert node.parent < 0 or document.nodes[node.parent].span.covers(node.span)
        assert all(node.span.covers(span) for span in node.paragraphs)
        assert in_order(node.paragraphs)
    paths = {node.path for node in document.nodes}
    everything: tuple[Record | Reference | Finding, ...] = (
        *extraction.records, *extraction.references, *extraction.findings,
    )  # fmt: skip
    for sourced in everything:
        assert sourced.span.quote(document.text) == sourced.quote
    for record in extraction.records:
        assert record.path in paths | {"前言"}
        assert 0 < record.confidence <= 1
        assert record.quote == record.quote.strip()
        assert all(evidence.end <= len(document.text) for evidence in record.evidence.values())
    for reference in extraction.references:
        assert all(target in paths for target in reference.targets)
    assert [r.span for r in extraction.records] == sorted(r.span for r in extraction.records)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_unicode_text_gives_an_extraction_or_our_error(text: str) -> None:
    try:
        extraction = extract(text.encode("utf-8", "replace"))
    except TiaokuanError as error:
        assert any("\u4e00" <= character <= "\u9fff" for character in str(error))
    else:
        assert_sound(extraction)


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.sampled_from(
            "第一二三条（）()1２．.、，。；：“”【】指按不得应当保险人甲方赔偿责任免除日年元%\t\n \u3000①附件"
        ),
        max_size=120,
    )
)
def test_any_heap_of_marks_gives_an_extraction_or_our_error(text: str) -> None:
    try:
        extraction = extract(text.encode())
    except TiaokuanError:
        return
    assert_sound(extraction)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_an_extraction_or_our_error(data: bytes) -> None:
    try:
        extraction = extract(data)
    except TiaokuanError:
        return
    assert_sound(extraction)

"""A small extraction made by hand: overlapping records, marks that a page or a sheet might take for its own."""

from decimal import Decimal
from hashlib import sha256

import pytest

from extractor.document import (
    Block,
    BlockKind,
    Box,
    Document,
    DocumentKind,
    Level,
    Line,
    Node,
    Placement,
    Remark,
    Source,
    Span,
)
from extractor.quantities import Deadline, DeadlineKind, Unit
from extractor.records import (
    Extraction,
    FieldValue,
    Finding,
    Record,
    RecordType,
    Reference,
    Status,
)

TEXT = """山雀财产保险条款<b>（甲款）</b>
责任免除
第一条 下列损失，保险人不负责赔偿：
（一）<script>alert("战争")</script>造成的损失；
（二）=HYPERLINK("http://x")所列的损失，但火灾除外。
第二条 保险人应当自收到索赔之日起三十日内，按照第九条赔付，每次事故赔偿限额为100万元，逾期的按日万分之五支付违约金。
项目\t金额（元）
-12\t@SUM(A1)
"""


def _at(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


def _record(of: RecordType, path: str, quote: str, **fields: FieldValue) -> Record:
    return Record(of, path, _at(quote), quote, fields, 0.9, f"test.{of}", {})


def _blocks() -> tuple[Block, ...]:
    blocks, start = [], 0
    for line in TEXT.splitlines():
        kind = BlockKind.ROW if "\t" in line else BlockKind.PARAGRAPH
        if line == "责任免除":
            kind = BlockKind.HEADING
        blocks.append(Block(Span(start, start + len(line)), kind, 0 if kind is BlockKind.ROW else None))
        start += len(line) + 1
    return tuple(blocks)


def _nodes() -> tuple[Node, ...]:
    first, second = TEXT.index("第一条"), TEXT.index("第二条")
    return (
        Node("", "", Level.SECTION, "责任免除", Span(TEXT.index("责任免除"), len(TEXT))),
        Node("第一条", "第一条", Level.ARTICLE, "", Span(first, second), parent=0),
        Node(
            "第一条（一）",
            "（一）",
            Level.ITEM,
            "",
            Span(TEXT.index("（一）"), TEXT.index("（二）")),
            parent=1,
        ),
        Node("第一条（二）", "（二）", Level.ITEM, "", Span(TEXT.index("（二）"), second), parent=1),
        Node("第二条", "第二条", Level.ARTICLE, "", Span(second, len(TEXT)), parent=0),
    )


def _placements() -> tuple[Placement, ...]:
    """Every line on a page of its own height; the second article begins page 2."""
    placements, start = [], 0
    for number, line in enumerate(TEXT.splitlines()):
        box = Box(72, 72 + 20 * number, 72 + 10 * len(line), 84 + 20 * number)
        page = 1 if start < TEXT.index("第二条") else 2
        placements.append(Placement(Span(start, start + len(line)), page, Line(line, box=box), 0))
        start += len(line) + 1
    return tuple(placements)


def _records() -> tuple[Record, ...]:
    duty = (
        "保险人应当自收到索赔之日起三十日内，按照第九条赔付，每次事故赔偿限额为100万元，"
        "逾期的按日万分之五支付违约金"
    )
    thirty = Deadline(30, Unit.DAY, DeadlineKind.WITHIN)
    return (
        _record(RecordType.PARTY, "前言", "山雀财产保险", role="保险人", name="山雀财产保险"),
        _record(
            RecordType.EXCLUSION,
            "第一条（一）",
            '<script>alert("战争")</script>造成的损失',
            placement="section",
        ),
        _record(
            RecordType.EXCLUSION,
            "第一条（二）",
            '=HYPERLINK("http://x")所列的损失，但火灾除外',
            placement="section",
            exception="但火灾除外",
        ),
        _record(
            RecordType.OBLIGATION,
            "第二条",
            duty,
            bearer="保险人",
            modality="duty",
            topic="settlement",
            deadline=thirty,
        ),
        _record(
            RecordType.LIMIT,
            "第二条",
            "每次事故赔偿限额为100万元",
            kind="per_occurrence",
            amount=Decimal(1_000_000),
        ),
        _record(
            RecordType.PENALTY,
            "第二条",
            "逾期的按日万分之五支付违约金",
            rate=Decimal("0.0005"),
            per="日",
            targets=("第二条",),
        ),
    )


@pytest.fixture
def text() -> str:
    """The canonical text of ``extraction``."""
    return TEXT


@pytest.fixture
def extraction() -> Extraction:
    """Six records, a dangling reference and a finding in three provisions, over two pages."""
    document = Document(
        text=TEXT,
        title="山雀财产保险条款<b>（甲款）</b>",
        kind=DocumentKind.CLAUSES,
        source=Source.PDF,
        sha256=sha256(TEXT.encode()).hexdigest(),
        blocks=_blocks(),
        nodes=_nodes(),
        pages=2,
        placements=_placements(),
        remarks=(Remark("no-text-layer", "第 3 页没有文字层", 3),),
    )
    dangling = Reference("第二条", _at("第九条"), "第九条", Status.DANGLING, ())
    finding = Finding("dangling-reference", "第二条", _at("第九条"), "第九条", "本条款没有第九条。")
    return Extraction(document, _records(), (dangling,), (finding,))

"""Claim documents: the papers of a list, in running text, and lists that are about something else."""

import pytest

from extractor.records import RecordType
from tests.documents import quotes_of

TITLE = "松陵财产保险条款\n\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "赔偿处理\n第一条 被保险人索赔时，应当提供下列证明和资料：\n（一）保险单正本；\n（二）损失清单、发票。\n第二条 附则。",
            [("第一条（一）", "保险单正本"), ("第一条（二）", "损失清单、发票")],
        ),
        (
            "保险金的申请\n第一条 申请身故保险金的，应当提供下列资料：\n（一）下列证明：\n1．死亡证明；\n2．户籍注销证明。\n（二）申请人身份证明。\n第二条 附则。",
            [
                ("第一条（一）1", "死亡证明"),
                ("第一条（一）2", "户籍注销证明"),
                ("第一条（二）", "申请人身份证明"),
            ],
        ),
        (
            "赔偿处理\n第一条 被保险人请求赔偿时应当提交以下单证：保险单、事故证明和修理发票。\n第二条 附则。",
            [("第一条", "保险单、事故证明和修理发票")],
        ),
        (
            "赔偿处理\n第一条 被保险人索赔时，应当提供下列资料：\n（一）诊断证明。原件由保险人留存。\n（二）病历。\n第二条 附则。",
            [("第一条（一）", "诊断证明。原件由保险人留存"), ("第一条（二）", "病历")],
        ),
    ],
)
def test_papers_to_hand_in(body: str, expected: list[tuple[str, str]]) -> None:
    assert quotes_of(TITLE + body, RecordType.CLAIM_DOCUMENT) == expected


@pytest.mark.parametrize(
    "body",
    [
        "合同解除\n第一条 投保人解除合同时，应当提供下列资料：\n（一）保险单；\n（二）身份证明。\n第二条 附则。",
        "投保\n第一条 投保时应当提供下列资料：\n（一）营业执照；\n（二）名册。\n第二条 附则。",
        "责任免除\n第一条 下列损失，保险人不负责赔偿：\n（一）单证灭失；\n（二）罚款。\n第二条 附则。",
    ],
)
def test_lists_of_other_papers(body: str) -> None:
    assert quotes_of(TITLE + body, RecordType.CLAIM_DOCUMENT) == []


def test_papers_named_in_a_sentence() -> None:
    body = "赔偿处理\n第一条 被保险人索赔时，应当提供保险单、损失清单和事故证明。\n第二条 附则。"
    assert [quote for _, quote in quotes_of(TITLE + body, RecordType.CLAIM_DOCUMENT)] == [
        "被保险人索赔时，应当提供保险单、损失清单和事故证明"
    ]


def test_evidence_in_general_names_no_paper() -> None:
    body = "赔偿处理\n第一条 被保险人索赔时，应当提供所能提供的与损失程度有关的证明和资料。\n第二条 附则。"
    assert quotes_of(TITLE + body, RecordType.CLAIM_DOCUMENT) == []

"""Parties: who is named at the head of a contract, and the insurer of general terms."""

import pytest

from extractor.records import RecordType
from tests.documents import records_of


def parties(text: str) -> list[tuple[object, object]]:
    return [(r.fields["role"], r.fields["name"]) for r in records_of(text, RecordType.PARTY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "服务合同\n甲方：青屿物流有限公司\n乙方：苍屏财产保险股份有限公司\n第一条 标的。\n第二条 期限。",
            [("甲方", "青屿物流有限公司"), ("乙方", "苍屏财产保险股份有限公司")],
        ),
        (
            "采购合同\n甲方（采购人）：青屿市机关事务中心\n乙方（供应商）：苍屏财产保险股份有限公司\n第一条 标的。\n第二条 期限。",
            [("甲方", "青屿市机关事务中心"), ("乙方", "苍屏财产保险股份有限公司")],
        ),
        (
            "服务合同\n投保人：青屿物流有限公司\n保险人：苍屏财产保险股份有限公司\n第一条 标的。\n第二条 期限。",
            [("投保人", "青屿物流有限公司"), ("保险人", "苍屏财产保险股份有限公司")],
        ),
        (
            "苍屏财产保险股份有限公司\n家庭财产保险条款\n第一条 责任。\n第二条 附则。",
            [("保险人", "苍屏财产保险股份有限公司")],
        ),
        ("服务合同\n甲方：________\n乙方：【  】\n第一条 标的。\n第二条 期限。", []),
        ("家庭财产保险条款\n第一条 责任。\n第二条 附则。", []),
        ("云麓终身寿险条款\n第一条 责任。\n第二条 附则。", []),
        ("安康定期寿险条款\n第一条 责任。\n第二条 附则。", []),
        (
            "家庭财产保险条款\n第一条 责任。\n第二条 附则。\n释义\n保险人：指与投保人签订本合同的苍屏财产保险股份有限公司。",
            [("保险人", "苍屏财产保险股份有限公司")],
        ),
        (
            "云麓两全保险条款\n在本条款中，“您”指投保人，“苍屏人寿”、“本公司”均指苍屏人寿保险股份有限公司。\n第一条 责任。\n第二条 附则。",
            [("保险人", "苍屏人寿保险股份有限公司")],
        ),
        (
            "云麓女性疾病保险条款 苍屏人寿保险股份有限公司\n第一条 责任。\n第二条 附则。",
            [("保险人", "苍屏人寿保险股份有限公司")],
        ),
        ("苍 屏 人 寿 保 险 有 限 公 司\n第一条 责任。\n第二条 附则。", [("保险人", "苍屏人寿保险有限公司")]),
    ],
)
def test_who_the_contract_is_between(text: str, expected: list[tuple[object, object]]) -> None:
    assert parties(text) == expected


def test_a_party_is_quoted_with_its_role() -> None:
    (record,) = records_of(
        "服务合同\n甲方： 青屿物流有限公司\n第一条 标的。\n第二条 期限。", RecordType.PARTY
    )
    assert record.quote == "甲方： 青屿物流有限公司"
    assert record.path == "前言"

"""Which lines of insurance a document is about."""

import pytest

from extractor.assessments import LineOfCover
from extractor.elements.covers import lines_of_cover
from tests.documents import document_of
from tests.elements.texts import own

LINE = LineOfCover
BODY = "\n\n第一条　保险人按照本合同的约定承担保险责任。\n\n第二条　投保人应当交纳保险费。\n"


def lines(title: str, body: str = BODY) -> tuple[LineOfCover, ...]:
    return lines_of_cover(document_of(title + body))


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("公众责任保险条款", LINE.LIABILITY),
        ("网络安全保险条款", LINE.LIABILITY),
        ("企业财产一切险条款", LINE.PROPERTY),
        ("航空货物运输保险条款", LINE.CARGO),
        ("机动车损失保险条款", LINE.MOTOR),
        ("小额贷款保证保险条款", LINE.CREDIT),
        ("能繁母猪养殖保险条款", LINE.AGRICULTURE),
        ("定期寿险条款", LINE.LIFE),
        ("住院医疗保险条款", LINE.HEALTH),
        ("失能收入损失保险条款", LINE.HEALTH),
        ("航空意外伤害保险条款", LINE.ACCIDENT),
    ],
)
def test_by_the_title(title: str, line: LineOfCover) -> None:
    assert lines(title) == (line,)


def test_two_lines_of_one_title() -> None:
    assert lines("附加意外伤害医疗保险条款") == (LINE.HEALTH, LINE.ACCIDENT)
    assert lines("终身重大疾病保险条款") == (LINE.HEALTH, LINE.LIFE)


def test_the_insurer_names_no_line() -> None:
    assert lines("澄江人寿保险股份有限公司住院医疗保险条款") == (LINE.HEALTH,)
    assert lines("澄江健康保险股份有限公司意外伤害保险条款") == (LINE.ACCIDENT,)


def test_by_what_the_text_speaks_of() -> None:
    body = "\n\n第一条　被保险人遭受意外伤害的，保险人给付保险金。\n第二条　意外伤害由伤残评定确定。\n第三条　意外伤害。\n"
    assert lines("第一部分　您与我们的合同", body)[0] is LINE.ACCIDENT


@pytest.mark.parametrize("name", ["brokerage", "platform-agency", "fleet-procurement"])
def test_a_deal_is_a_service(name: str) -> None:
    assert LINE.SERVICE in own(name).lines


def test_a_policy_between_named_parties_is_no_service() -> None:
    body = (
        "\n\n投保人：某某学校\n保险人：某某财产保险股份有限公司\n\n"
        "第一条　被保险人遭受意外伤害的，保险人给付保险金。\n\n第二条　意外伤害身故的，给付意外伤害保险金。\n"
    )
    assert LINE.SERVICE not in lines("学生意外伤害保险合同", body)

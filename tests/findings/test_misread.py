"""Figures that the words around them show to be misread."""

import pytest

from extractor.document import Box, Line, Page, Reading, Remark, Source
from extractor.extraction import read_extraction
from extractor.structure.reading import read_document

_RECOGNISED = (Remark("recognised", "第1页为图像，已识别文字", 1),)


def _told(words: str, remarks: tuple[Remark, ...] = _RECOGNISED) -> list[str]:
    lines = (
        Line("海棠财产保险股份有限公司商铺综合保险条款", box=Box(0, 0, 100, 10)),
        Line(f"第五条 {words}", box=Box(0, 20, 100, 30)),
    )
    reading = Reading(Source.IMAGE, (Page(1, lines, 595, 842),), remarks=remarks)
    found = read_extraction(read_document(reading, b""))
    return [one.quote for one in found.findings if one.code == "doubtful-figure"]


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("保险人应当在个工作日内通知被保险人。", "应当在个工作日"),
        ("被保险人应当自收到通知之日起日内交齐单证。", "日起日内"),
        ("被保险人年龄须满周岁。", "须满周岁"),
        ("违约金按第条的约定计算。", "按第条"),
        ("每次事故免赔额为元。", "额为元"),
        ("免赔率为%。", "率为%"),
        ("赔偿金额以实际损失的百分之为限。", "失的百分之"),
        ("保险人须在 个工作日内把保险单交给投保人。", "须在 个工作日"),
        ("保险费为人民币底佰万元。", "人民币底佰"),
        ("本协议于2625年6月18日签订。", "2625年6月18日"),
        ("本协议于2025年16月8日签订。", "2025年16月8日"),
    ],
)
def test_what_cannot_be_is_told(words: str, quote: str) -> None:
    (told,) = _told(words)
    assert told.endswith(quote[-4:])


@pytest.mark.parametrize(
    "words",
    [
        "保险人应当在5个工作日内通知被保险人。",
        "保险费每三个月交付一次，上个月的单证应当随附。",
        "被保险人应当自收到通知之日起___日内交齐单证。",
        "被保险人年龄须满十八周岁，免赔率为10%。",
        "违约金按第五条第二款的约定计算，以人民币元为单位。",
        "给付倍数为二倍，缴费期间为（    ）个月，或者  个月。",
        "保险费为人民币贰佰万元整，大写：叁拾伍元，人民币二百万元，于2025年6月18日交付。",
    ],
)
def test_what_can_be_is_not_told(words: str) -> None:
    assert _told(words) == []


def test_a_text_that_was_no_picture_is_taken_at_its_word() -> None:
    assert _told("保险人应当在个工作日内通知被保险人。", ()) == []

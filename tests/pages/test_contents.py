"""Contents, reading guides, page marks and site boilerplate: what is furniture and what never is."""

import pytest

from extractor.document import LineKind
from extractor.pages.contents import front_matter, furniture, page_marks, running_heads, site_noise
from extractor.pages.plain import read_plain

GUIDE = [
    "安居家庭财产保险条款",
    "阅读指引",
    "本阅读指引有助于您理解条款。",
    "您拥有的重要权益",
    "您有退保的权利......5.1",
    "您应当特别注意的事项",
    "在某些情况下，我们不承担保险责任.....2.4",
]
CONTENTS = [
    "条款目录",
    "1.您与我们的合同",
    "1.1 合同构成",
    "1.2 投保年龄",
    "2.我们提供的保障",
    "2.4 责任免除",
]
CLAUSE = ["安居家庭财产保险条款", "1.您与我们的合同", "1.1 合同构成", "本合同由保险单组成。", "1.2 投保年龄"]


def test_guide_and_contents_end_where_the_clause_begins() -> None:
    texts = GUIDE + CONTENTS + CLAUSE
    assert front_matter(texts) == frozenset(range(1, len(GUIDE + CONTENTS)))


def test_a_guide_without_contents_ends_with_its_last_reference() -> None:
    texts = [*GUIDE, "第一条 本合同由保险单组成。"]
    assert front_matter(texts) == frozenset(range(1, len(GUIDE)))


def test_contents_in_columns_and_with_numbers_apart_are_followed() -> None:
    texts = [
        "条款目录", "1.您与我们的合同 3.如何申请 7.释义", "1.1 合同构成 3.1 受益人 7.1 周岁", "1.2", "投保年龄",
        "2.我们提供的保障 3.2 保险金申请", "1.", "您与我们的合同", "1.1", "合同构成", "本合同由保险单组成。",
    ]  # fmt: skip
    assert front_matter(texts) == frozenset(range(6))


def test_contents_with_leaders_on_lines_of_their_own_are_followed() -> None:
    texts = [
        "目 录",
        "第一条 合同构成",
        "..........",
        "3",
        "第二条 投保",
        "..........",
        "4",
        "第一条 合同构成",
        "本合同。",
    ]
    assert front_matter(texts) == frozenset(range(7))


def test_a_list_of_provisions_is_no_contents() -> None:
    texts = [
        "保险责任",
        "（一）火灾",
        "（二）爆炸",
        "（三）雷击",
        "责任免除",
        "（一）战争",
        "（二）核辐射",
        "释义",
    ]
    assert furniture(texts) == frozenset()


def test_a_drug_list_is_no_contents() -> None:
    texts = ["符合《药品目录》", "1. 甲类药品", "2. 乙类药品", "基本医疗保险药品目录"]
    assert furniture(texts) == frozenset()


@pytest.mark.parametrize(
    "text", ["第 3 页 共 39 页", "第3页", "- 3 -", "—12—", "Page 3 of 9", "第 9页，共 33页"]
)
def test_page_numbers_are_marks(text: str) -> None:
    assert page_marks(["保险责任", text, "第一条"]) == {1}


def test_fractions_are_marks_only_as_a_run_of_pages() -> None:
    assert page_marks(["2/46", "保险责任", "3/46"]) == {0, 2}
    assert page_marks(["给付比例", "1/2", "保险责任"]) == frozenset()


def test_running_heads_stand_beside_page_marks() -> None:
    texts = [
        line
        for page in range(1, 5)
        for line in ("示例财产保险", "正文各不相同" + "甲乙丙丁"[page - 1], f"- {page} -")
    ]
    assert running_heads(texts, page_marks(texts)) == {0, 3, 6, 9}


def test_a_heading_that_comes_again_is_no_running_head() -> None:
    texts = [
        "责任免除",
        "本条为第一项险种的约定。",
        "责任免除",
        "本条为第二项险种的约定。",
        "责任免除",
        "第三项。",
    ]
    assert running_heads(texts, frozenset()) == frozenset()


def test_what_download_sites_say_of_themselves_is_noise() -> None:
    texts = [
        "服务协议.docxVIP", "4、该文档为VIP文档，如果想要下载，成为VIP会员后，下载免费。", "查看更多", "服务协议",
        "第一条 甲方应当按期支付服务费。", "2.乙方有权", "文档评论(0)", "某某 + 关注", "坚持做正确的事。", "相关文档",
    ]  # fmt: skip
    assert site_noise(texts) == {0, 1, 2, 6, 7, 8, 9}


@pytest.mark.parametrize(
    "text",
    [
        "第二十条 甲方不得将VIP会员名单提供给第三方，本站不承担责任。",
        "被保险人可以在首页下载电子保单。",
        "本公司版权所有的软件不在保障范围内，但另有约定的除外。",
        "保险期间：1/2年",
        "3",
        "×",
        "（一）打印费用；",
        "乙方应当上传资料，并登录系统查看更多信息。",
    ],
)
def test_a_provision_is_never_noise(text: str) -> None:
    assert furniture(["第一条 总则", text, "第二条 其他"]) == frozenset()


def test_styles_and_scripts_left_by_a_scraper_are_noise() -> None:
    texts = [
        "@font-face { font-family: Arial; }",
        "export default {",
        "type: 'html',",
        "},",
        "第一条 本合同。",
    ]
    assert site_noise(texts) == {0, 1, 2, 3}


def test_the_text_reader_marks_and_keeps_furniture() -> None:
    lines = read_plain("\n".join(GUIDE + CONTENTS + CLAUSE).encode()).pages[0].lines
    assert [line.text for line in lines if line.kind is not LineKind.FURNITURE] == [
        "安居家庭财产保险条款",
        *CLAUSE,
    ]
    assert len(lines) == len(GUIDE + CONTENTS + CLAUSE)

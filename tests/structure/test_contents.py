"""The table of contents as data, and the numbers it gives back to headings that lost theirs."""

import pytest

from extractor.document import Level
from extractor.structure.contents import read_contents
from tests.documents import document_of, own_text, paths_of


def entries(*lines: str) -> list[tuple[str, str]]:
    return [(entry.label.text, entry.title) for entry in read_contents(lines)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1.1 合同构成", "1.2 犹豫期"], [("1.1", "合同构成"), ("1.2", "犹豫期")]),
        (["2.4 责任免除 ........ 5"], [("2.4", "责任免除")]),
        (["3.1 受益人……………… 12"], [("3.1", "受益人")]),
        (["4.1保险费的支付 7.2 意外伤害"], [("4.1", "保险费的支付"), ("7.2", "意外伤害")]),
        (["2.2 保险期间", "1.3 投保年龄"], [("1.3", "投保年龄"), ("2.2", "保险期间")]),
        (["1.1 合同构成", "1.1 合同的构成"], [("1.1", "合同构成")]),
        (["您与我们的合同", "第 3 页", "阅读指引"], []),
        (["1.1 本合同由条款组成，自签字之日起生效。"], []),
    ],
)
def test_entries_are_numbers_with_headings(lines: list[str], expected: list[tuple[str, str]]) -> None:
    assert entries(*lines) == expected


CONTENTS = """云麓终身寿险条款

目录
1.1 合同构成
1.2 犹豫期
2.1 保险责任
2.2 责任免除
3.1 受益人
3.2 诉讼时效

云麓终身寿险条款

1.1 合同构成
本合同由条款组成。
1.2 犹豫期
您有十五日犹豫期。
2.1 保险责任
被保险人身故的，我们给付身故保险金。
{exclusion}
（1）投保人故意杀害被保险人；
（2）被保险人酒后驾驶。
3.1 受益人
您可以指定受益人。
{limitation}
请求给付保险金的诉讼时效期间为五年。
"""


@pytest.mark.parametrize(
    ("exclusion", "limitation"),
    [
        ("2.2 责任免除\n因下列情形身故的，我们不承担给付保险金的责任：", "3.2 诉讼时效"),
        ("因下列情形身故的，我们不承担给付保险金的责任：", "诉讼时效"),
    ],
)
def test_lost_numbers_come_back_from_the_contents(exclusion: str, limitation: str) -> None:
    text = CONTENTS.format(exclusion=exclusion, limitation=limitation)
    assert paths_of(text) == ["1.1", "1.2", "2.1", "2.2", "2.2（1）", "2.2（2）", "3.1", "3.2"]
    document = document_of(text)
    assert own_text(document, "2.2") == ["因下列情形身故的，我们不承担给付保险金的责任："]
    assert own_text(document, "3.2") == ["请求给付保险金的诉讼时效期间为五年。"]


def test_the_contents_themselves_are_no_provisions() -> None:
    text = CONTENTS.format(exclusion="2.2 责任免除\n我们不承担责任：", limitation="3.2 诉讼时效")
    document = document_of(text)
    assert len([n for n in document.nodes if n.level is Level.ARTICLE]) == 6
    assert not [n.path for n in document.nodes if "#" in n.path]


def test_without_contents_nothing_is_renumbered() -> None:
    text = "云麓寿险条款\n\n1.1 构成\n由条款组成。\n1.2 生效\n次日生效。\n2.1 责任\n身故给付。\n诉讼时效\n为五年。\n3.1 受益人\n可以指定。"
    assert paths_of(text) == ["1.1", "1.2", "2.1", "3.1"]

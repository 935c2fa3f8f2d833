"""Bad declarations are named with their lines."""

import pytest

from extractor.elements.catalogue import ElementGroup
from extractor.elements.declared import LONGEST, DeclarationProblem, read_declared

GOOD = """\
group: 期间
elements:
  - key: waiting
    title: 等待期
    select:
      - {type: period, fields: {kind: waiting}}
    value: value
"""


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(DeclarationProblem) as problem:
        read_declared(text, ElementGroup, "期间.yaml")
    assert "期间.yaml" in str(problem.value)
    return [(fault.line, fault.message) for fault in problem.value.faults]


def test_a_good_one_is_read() -> None:
    group = read_declared(GOOD, ElementGroup, "期间.yaml")
    assert [element.key for element in group.elements] == ["waiting"]
    assert group.elements[0].select[0].fields == {"kind": ("waiting",)}


def test_a_missing_name() -> None:
    assert faults(GOOD.replace("    title: 等待期\n", "")) == [(3, "缺少此项")]


def test_an_unknown_name() -> None:
    assert faults(GOOD.replace("title:", "titel:")) == [
        (3, "缺少此项"),
        (4, "没有这个名称，请检查拼写"),
    ]


def test_the_same_name_twice() -> None:
    assert faults(GOOD + "    value: deadline\n") == [(8, "“value”写了两次")]


def test_a_pattern_that_does_not_close() -> None:
    ((line, message),) = faults(GOOD.replace("fields: {kind: waiting}", "words: '等(待'"))
    assert line == 6
    assert "不是有效的正则表达式" in message


def test_a_type_that_is_none() -> None:
    ((line, message),) = faults(GOOD.replace("type: period", "type: periods"))
    assert line == 6
    assert message.startswith("“periods”不是记录类型")


def test_a_sentence_has_no_fields() -> None:
    ((line, message),) = faults(GOOD.replace("type: period", "type: sentence"))
    assert line == 6
    assert "请用 words" in message


def test_a_line_of_insurance_that_is_none() -> None:
    ((line, message),) = faults(GOOD.replace("    value: value", "    lines: [life, boats]"))
    assert line == 7
    assert "“boats”不在可选值内" in message


def test_an_alias() -> None:
    text = GOOD.replace("title: 等待期", "title: &name 等待期").replace("value: value", "value: *name")
    assert faults(text) == [(7, "不支持别名（*名称），请写出全文")]


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "- 一\n- 二\n", "等待期\n"])
def test_no_table(text: str) -> None:
    assert faults(text) == [(1, "最外层应是“名称: 值”的对照表")]


def test_no_yaml() -> None:
    ((line, message),) = faults("group: 期间\nelements: [\n")
    assert line == 3
    assert message.startswith("不是有效的 YAML")


def test_too_long() -> None:
    ((line, message),) = faults("a" * (LONGEST + 1))
    assert line == 1
    assert "超过" in message


def test_an_empty_list() -> None:
    assert faults("group: 期间\nelements: []\n") == [(2, "不能为空")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: " + "[" * 900 + "]" * 900, "层次超过30层"),
        ("[" * 5000 + "]" * 5000, "层次超过30层"),
        ("? [a]\n: b\n", "名称应为文字"),
        ("\ud800a: b", "不是有效的 YAML"),
        ("a: !!python/object/apply:os.system [ls]", "没有这个名称"),
    ],
)
def test_what_would_break_the_reader_is_refused(text: str, told: str) -> None:
    with pytest.raises(DeclarationProblem) as refused:
        read_declared(text, ElementGroup, "要素")
    assert told in str(refused.value)

"""What a person can get wrong in a playbook is named with its line, in Chinese."""

import pytest

from extractor.elements.declared import DeclarationProblem, Fault
from extractor.playbooks import read_playbook
from tests.playbooks.texts import HEAD, playbook_text

_SELECT = "select: [{type: obligation, words: 核定}]"


def _faults(text: str) -> list[Fault]:
    with pytest.raises(DeclarationProblem) as caught:
        read_playbook(text, "自拟.yaml")
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("check", "line", "message"),
    [
        (
            "element: excl-wra\nrequire: absent",
            14,
            "没有名为“excl-wra”的要素；是否为“excl-war”（战争、军事行动）？",
        ),
        ("require: present", 9, "缺少 element（要素名称）或 select（选取规则）"),
        (f"element: excl-war\n{_SELECT}\nrequire: absent", 15, "element 与 select 只能写一个"),
        (f"{_SELECT}\nat_most: 很快\nvalue: deadline", 15, "“很快”不是时间、比例或金额"),
        (f"{_SELECT}\nat_most: 30日\nrequire: absent", 15, "require 与 at_most 只能写一个"),
        (f"{_SELECT}\nat_most: 30日\nat_least: 10日\nvalue: deadline", 16, "两端都有界限时用 between"),
        (f"{_SELECT}\nbetween: [30日, 10日]\nvalue: deadline", 15, "前一个界限应不大于后一个"),
        (f"{_SELECT}\nbetween: [30日]\nvalue: deadline", 15, "缺少此项"),
        (f"{_SELECT}\nbetween: [30日, 5%]\nread: '(?P<value>.+)'", 15, "两端不是同一种量"),
        (f"{_SELECT}\nat_most: 30日\nvalue: rate", 15, "界限是时间，而 rate 是比例"),
        (f"{_SELECT}\nat_most: 30日", 15, "没有可比较的值"),
        (f"{_SELECT}\nat_most: 30日\nvalue: dedline", 16, "“dedline”不在可选值内"),
        (f"{_SELECT}\nat_most: 30日\nread: '[0-9]+日'", 16, "read 应含名为 value 的分组"),
        (f"{_SELECT}\nat_most: 30日\nvalue: deadline\nread: '(?P<value>.+)'", 17, "value 与 read 只能写一个"),
        (f"{_SELECT}", 9, "缺少条件"),
        (f"{_SELECT}\nrequire: maybe", 15, "“maybe”不在可选值内"),
        (f"{_SELECT}\nrequire: absent\nany_of: {{甲: 乙}}", 16, "any_of 只能与 require: present 一起用"),
        (f"{_SELECT}\nrequire: present\nunless: {{甲: 乙}}", 16, "unless 只能与 require: absent 一起用"),
        (f"{_SELECT}\nrequire: absent\nif_silent: fine", 16, "没有此类约定即为符合"),
        (f"{_SELECT}\nrequire: present\nvalue: rate", 16, "value 只能与 at_most"),
        ("select: [{type: obligation, words: '(核定'}]\nrequire: present", 14, "不是有效的正则表达式"),
        ("select: [{type: duty}]\nrequire: present", 14, "“duty”不是记录类型"),
        (f"{_SELECT}\nrequire: present\nif: excl-wer", 16, "没有名为“excl-wer”的要素"),
        (f"{_SELECT}\nrequire: present\nadvise: 请改", 16, "没有这个名称，请检查拼写"),
        (f"{_SELECT}\nrequire: present\nrequire: absent", 16, "“require”写了两次"),
    ],
)
def test_slips_of_a_check(check: str, line: int, message: str) -> None:
    faults = _faults(playbook_text(check))
    assert [(fault.line, message in fault.message) for fault in faults] == [(line, True)], faults


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("id: own", "id: 自拟 标准", 1, "不能作编号"),
        ("stance: insured", "stance: buyer", 3, "“buyer”不在可选值内"),
        ("lines: [liability]", "lines: [boats]", 4, "“boats”不在可选值内"),
        ("lines: [liability]", "lines: []", 4, "不能为空"),
        ("version: '1'", "", 1, "缺少此项"),
        ("weight: high", "weight: heavy", 11, "“heavy”不在可选值内"),
        ("advice: 请改", "advice: ''", 13, "不能为空"),
        ("title: 一组", "title: [一组", 7, "不是有效的 YAML"),
    ],
)
def test_slips_of_a_playbook(before: str, after: str, line: int, message: str) -> None:
    text = playbook_text(f"{_SELECT}\nrequire: present")
    faults = _faults(text.replace(before, after))
    assert any(abs(fault.line - line) <= (line == 7) and message in fault.message for fault in faults), faults


def test_an_id_that_stands_twice() -> None:
    text = playbook_text(f"{_SELECT}\nrequire: present")
    faults = _faults(text + text.removeprefix(HEAD))
    assert [(fault.line, fault.message) for fault in faults] == [(16, "编号“point”重复")]


def test_all_slips_are_named_at_once() -> None:
    text = playbook_text("element: excl-wra\nrequire: maybe").replace("weight: high", "weight: heavy")
    assert [fault.line for fault in _faults(text)] == [11, 14, 15]


def test_a_message_names_the_file() -> None:
    with pytest.raises(DeclarationProblem, match=r"自拟\.yaml有1处错误：第9行"):
        read_playbook(playbook_text(_SELECT), "自拟.yaml")

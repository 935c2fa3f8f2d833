"""What a check asks, in words."""

import pytest

from extractor.playbooks import read_playbook, shipped, telling
from extractor.playbooks.declared import Check
from tests.playbooks.texts import playbook_text

_SUBJECT = "select: [{type: exclusion, words: 重大过失}]\n"


def _check(written: str) -> Check:
    return read_playbook(playbook_text(written), "自拟.yaml").checks[0]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("require: present", ("应当载明", "没有写明的，为应有而未载明")),
        (
            "require: present\nany_of: {起算时间: 起算, 起算日: 之日}\nall_of: {期限: 日}\nshown: exclusion",
            (
                "应当载明，并写明“期限”，至少写明“起算时间”或“起算日”，写在“责任免除”部分",
                "没有写明的，为应有而未载明",
            ),
        ),
        ("require: absent", ("不得有此类约定", "没有此类约定的，为符合")),
        (
            "require: absent\nunless: {抢救的除外: 除外, 有通知: 通知}",
            ("不得有此类约定；同一句写有“抢救的除外”或“有通知”的可以接受", "没有此类约定的，为符合"),
        ),
        ("at_most: 30日\nvalue: deadline\nif_silent: fine", ("不超过30日", "没有写明的，不涉及")),
        ("between: [3%, 5%]\nvalue: rate\nif_silent: person", ("在3%至5%之间", "没有写明的，由人工判断")),
    ],
)
def test_condition_and_silence(condition: str, told: tuple[str, str]) -> None:
    check = _check(_SUBJECT + condition)
    assert (telling.condition(check), telling.silence(check)) == told
    assert (telling.subject(check), telling.premise(check)) == ("", "")


def test_elements_go_by_their_names() -> None:
    check = _check("element: waiting-period\nrequire: present\nif: excl-war")
    assert telling.subject(check) == "等待期、观察期"
    assert telling.premise(check).startswith("文本载有“战争")


def test_every_shipped_check_is_told() -> None:
    for playbook in shipped().values():
        for check in playbook.checks:
            assert telling.condition(check)
            assert telling.silence(check).endswith(("未载明", "不涉及", "判断", "符合"))

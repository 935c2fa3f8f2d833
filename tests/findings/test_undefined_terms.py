"""Terms marked （见释义） that nothing defines."""

from extractor.extraction import extract

TEXT = """海岚意外伤害保险条款

保险责任

第一条 被保险人遭受意外伤害（见释义）身故的，保险人给付身故保险金。

第二条 被保险人驾驶无有效行驶证（见释义）的机动车（见释义）的，保险人不承担给付保险金的责任。

释义

意外伤害：指外来的、突发的、非本意的客观事件致使身体受到的伤害。

机动车：指以动力装置驱动、上道路行驶的轮式车辆。

周岁：指按照有效身份证件记载的出生日期计算的年龄。
"""


def _undefined(text: str) -> list[str]:
    return [finding.quote for finding in extract(text.encode()).findings if finding.code == "undefined-term"]


def test_a_marked_term_without_a_definition_is_found_once() -> None:
    assert _undefined(TEXT) == ["被保险人驾驶无有效行驶证（见释义）"]


def test_nothing_is_found_once_it_is_defined() -> None:
    defined = TEXT + "\n无有效行驶证：指机动车被依法注销登记或者未按规定检验。\n"
    assert _undefined(defined) == []


def test_an_entry_whose_meaning_is_a_table_is_still_an_entry() -> None:
    text = TEXT.replace("无有效行驶证（见释义）", "无有效行驶证（释义4）").replace(
        "周岁：指按照有效身份证件记载的出生日期计算的年龄。",
        "1. 周岁 以证件记载的出生日期计算。\n2. 医院 指二级以上医院。\n3. 全残 指丧失机能。\n4. 无有效行驶证\n证件\t状态\t等级\n行驶证\t注销\t1\n登记证\t未检\t2\n",
    )
    assert _undefined(text) == []

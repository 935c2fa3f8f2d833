"""JSON Schema of playbooks, for editors that complete and check while one writes."""

from typing import Any

from extractor.playbooks.declared import Playbook

_ABOUT = {
    "Check": "审查要点：require 与数值界限（at_most、at_least、between）恰好写一种",
    "IfSilent": "文本未载明时：absent 应有而缺失；fine 不涉及；person 需人工判断",
    "LineOfCover": "险种：liability 责任；property 财产；cargo 货运；motor 车险；credit 保证信用；agriculture 农业；life 人寿；"
    "health 健康；accident 意外；service 采购、代理、经纪等合同",
    "Require": "present 应当载明；absent 不得有",
    "Role": "所在部分：general 总则；coverage 保险责任；exclusion 责任免除；limit 限额免赔；period 期间；premium 保险费；"
    "insurer_duties 保险人义务；insured_duties 投保人、被保险人义务；claims 赔偿处理；termination 解除；dispute 争议；"
    "definitions 释义；appendix 附录；other 其他",
    "Section": "一组审查要点",
    "Selector": "选取规则：所写各项须同时满足",
    "Stance": "立场：insured 投保人、被保险人；insurer 保险人；broker 经纪人、代理人、合作平台",
    "Subject": "审查对象：要素（element）或选取规则（select）",
    "Weight": "重要程度：high 高；medium 中；low 低",
}


def playbook_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a playbook, with Chinese descriptions."""
    schema: dict[str, Any] = _without_titles(Playbook.model_json_schema())
    for name, definition in schema["$defs"].items():
        definition["description"] = _ABOUT[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "审查标准",
        "description": "审查标准：从某一立场看，条款或合同应当写什么、不得写什么、数值应在什么范围",
    }


def _without_titles(node: Any) -> Any:
    """The schema without the names that were made up from the fields."""
    if isinstance(node, list):
        return [_without_titles(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_titles(value)
        for key, value in node.items()
        if key != "title" or not isinstance(value, str)
    }

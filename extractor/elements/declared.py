"""Data that people write (YAML): read into a frozen model, or refused with the line and what to mend.

Aliases are refused (they can grow without bound), and so are keys given twice.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from extractor.errors import TiaokuanError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is ten times as fast
Model = TypeVar("Model", bound=BaseModel)
LONGEST = 1_000_000  # characters
DEEPEST = 30  # tables and lists in each other


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the text: its 1-based line, the place (``checks.3.at_most``) and a Chinese message."""

    line: int
    place: str
    message: str

    def __str__(self) -> str:
        return f"第{self.line}行{f'（{self.place}）' if self.place else ''}：{self.message}"


class DeclarationProblem(TiaokuanError):
    """The text is no such declaration; ``faults`` says where and why, in order of the lines."""

    code = "declaration"

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(
            f"{name}有{len(faults)}处错误：" + "；".join(str(fault) for fault in faults[:20]) + "。"
        )
        self.name = name
        self.faults = faults

    def __reduce__(self) -> tuple[type[Self], tuple[str, tuple[Fault, ...]]]:
        """It comes back whole from a child process."""
        return type(self), (self.name, self.faults)


class Misplaced(ValueError):
    """Raised in a validator of a whole model or list: ``steps`` lead from there to the place that is wrong."""

    def __init__(self, message: str, *steps: str | int) -> None:
        super().__init__(message)
        self.steps = steps


def read_declared(text: str, model: type[Model], name: str) -> Model:
    """The declaration in ``text`` as ``model``; ``name`` names it in messages. Raises DeclarationProblem."""
    root = _composed(text, name)
    faults = tuple(_twice(root, ""))
    if faults:
        raise DeclarationProblem(name, faults)
    try:
        return model.model_validate(_plain(root))
    except ValidationError as error:
        raise DeclarationProblem(name, _faults(error, root)) from None


def _composed(text: str, name: str) -> yaml.Node:
    if len(text) > LONGEST:
        raise DeclarationProblem(name, (Fault(1, "", f"内容超过{LONGEST}个字符，请拆分或删减"),))
    try:
        fault = _unwelcome(text)
        if fault is not None:
            raise DeclarationProblem(name, (fault,))
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DeclarationProblem(name, (Fault(line, "", f"不是有效的 YAML：{error.problem}"),)) from None
    except (yaml.YAMLError, RecursionError, UnicodeError):
        raise DeclarationProblem(name, (Fault(1, "", "不是有效的 YAML"),)) from None
    if not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1 if node is not None else 1
        raise DeclarationProblem(name, (Fault(line, "", "最外层应是“名称: 值”的对照表"),))
    return node


def _unwelcome(text: str) -> Fault | None:
    """The first alias, or the first place that is nested too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return Fault(line, "", "不支持别名（*名称），请写出全文")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return Fault(line, "", f"层次超过{DEEPEST}层")
    return None


def _twice(node: yaml.Node, place: str) -> list[Fault]:
    """Keys that stand twice in one table, anywhere below ``node``."""
    found = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                found.append(Fault(key.start_mark.line + 1, place, "名称应为文字"))
                continue
            if key.value in seen:
                found.append(Fault(key.start_mark.line + 1, place, f"“{key.value}”写了两次"))
            seen.add(str(key.value))
            found += _twice(value, f"{place}.{key.value}".lstrip("."))
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            found += _twice(value, f"{place}.{at}".lstrip("."))
    return found


def _plain(node: yaml.Node) -> Any:
    """The value of a node; scalars keep the letters they were written with (``0.30``, ``30日``), save true, false, null."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value) for value in node.value]
    if node.tag == "tag:yaml.org,2002:bool" and node.value in {"true", "false"}:
        return node.value == "true"
    if node.tag == "tag:yaml.org,2002:null":
        return None
    return node.value


_MESSAGES = {
    "missing": "缺少此项",
    "extra_forbidden": "没有这个名称，请检查拼写",
    "string_type": "应为文字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "tuple_type": "应为列表",
    "list_type": "应为列表",
    "dict_type": "应为“名称: 值”的对照表",
    "mapping_type": "应为“名称: 值”的对照表",
    "model_type": "应为“名称: 值”的对照表",
    "too_short": "不能为空",
    "string_too_short": "不能为空",
    "int_parsing": "应为整数",
    "date_from_datetime_parsing": "应为日期，如 2025-01-31",
    "date_parsing": "应为日期，如 2025-01-31",
    "decimal_parsing": "应为数字",
}


def _faults(error: ValidationError, root: yaml.Node) -> tuple[Fault, ...]:
    details = error.errors(include_url=False)
    faults = {_fault(detail, root) for detail in details if not _follows(detail, details)}
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.place, fault.message)))


def _follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Is the list too short only because an entry of it was refused?"""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(
        len(other["loc"]) > len(place) and other["loc"][: len(place)] == place for other in details
    )


def _fault(detail: ErrorDetails, root: yaml.Node) -> Fault:
    raised = detail.get("ctx", {}).get("error")
    steps = (*detail["loc"], *raised.steps) if isinstance(raised, Misplaced) else detail["loc"]
    place = ".".join(str(step) for step in steps)
    return Fault(_line(root, steps), place, _message(detail))


def _message(detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind in {"enum", "literal_error"}:
        return f"“{detail['input']}”不在可选值内（{detail['ctx']['expected'].replace(' or ', '、').replace(', ', '、')}）"
    if kind in {"value_error", "assertion_error"}:
        return str(detail["ctx"]["error"])
    return _MESSAGES.get(kind, f"值不合要求（{detail['msg']}）")


def _line(node: yaml.Node, steps: tuple[Hashable, ...]) -> int:
    """1-based line of the place that ``steps`` lead to, or of the last one on the way that exists."""
    line = node.start_mark.line + 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == step]
            if not found:
                continue
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line

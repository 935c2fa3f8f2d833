"""Playbooks as people write them (审查标准的写法): YAML into frozen models, every slip named with its line."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, field_validator, model_validator

from extractor.assessments import LineOfCover, Stance
from extractor.differences import Weight
from extractor.elements.catalogue import Element, catalogue
from extractor.elements.declared import Misplaced, read_declared
from extractor.elements.measures import Measure, parse_measure
from extractor.elements.selection import Declared, Pattern, Selector
from extractor.structure.headings import Role


class Require(StrEnum):
    """Whether the text must say it or must not."""

    PRESENT = "present"  # 应当载明
    ABSENT = "absent"  # 不得有


class IfSilent(StrEnum):
    """What the silence of the text means."""

    ABSENT = "absent"  # 应有而未载明
    FINE = "fine"  # 不涉及
    PERSON = "person"  # 需人工判断


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise ValueError(f"“{text}”不能作编号；请用小写字母、数字和连字符，如 settlement-days")
    return text


def _key(text: str) -> str:
    known = catalogue()
    if text not in known:
        near = get_close_matches(text, known, n=1, cutoff=0.4)
        hint = f"；是否为“{near[0]}”（{known[near[0]].title}）？" if near else "；可用的要素见要素目录"
        raise ValueError(f"没有名为“{text}”的要素{hint}")
    return text


def _measure(value: object) -> Measure:
    if isinstance(value, Measure):
        return value
    if not isinstance(value, str):
        raise ValueError("应为时间、比例或金额，如 30日、5%、10000元")
    return parse_measure(value)


def _valued(text: str) -> str:
    if "value" not in re.compile(text).groupindex:
        raise ValueError("read 应含名为 value 的分组，如 不低于(?P<value>[0-9]+%)")
    return text


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _grounded(value: object) -> object:
    return {"element": value} if isinstance(value, str) else value


Identifier = Annotated[str, AfterValidator(_identifier)]
Key = Annotated[str, AfterValidator(_key)]
Bound = Annotated[Measure, PlainValidator(_measure, json_schema_input_type=str)]
Labelled = Mapping[str, Pattern]
Roles = Annotated[tuple[Role, ...], BeforeValidator(_several, json_schema_input_type=Role | tuple[Role, ...])]
Reading = Annotated[Pattern, AfterValidator(_valued)]
Readings = Annotated[
    tuple[Reading, ...], BeforeValidator(_several, json_schema_input_type=str | tuple[str, ...])
]


class Subject(Declared):
    """What is asked about: an element of the catalogue, or selectors of its own."""

    element: Key | None = Field(None, description="要素目录中的要素名称（与 select 二选一）")
    select: tuple[Selector, ...] = Field((), description="自行规定选取哪些记录或句子（与 element 二选一）")

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        if self.element and self.select:
            raise Misplaced("element 与 select 只能写一个", "select")
        if not self.element and not self.select:
            raise ValueError("缺少 element（要素名称）或 select（选取规则）")
        return self

    @property
    def known(self) -> Element | None:
        """The element, where one is named."""
        return catalogue()[self.element] if self.element else None

    @property
    def selectors(self) -> tuple[Selector, ...]:
        """What selects the statements on the subject."""
        return self.known.select if self.known else self.select


Ground = Annotated[Subject, BeforeValidator(_grounded, json_schema_input_type=str | Subject)]


class Check(Subject):
    """One point of a playbook (审查要点). Exactly one form of condition: ``require``, or bounds on a value."""

    id: Identifier = Field(description="编号：小写字母、数字和连字符，在本标准内不重复")
    title: str = Field(min_length=1, description="要点名称，如“核定期限”")
    weight: Weight = Field(description="重要程度：high 影响是否赔、赔多少；medium 时间、义务、条件；low 形式")
    requirement: str = Field(min_length=1, description="要求什么，用自己的话写")
    advice: str = Field(min_length=1, description="不符合时怎么办")
    given: Ground | None = Field(
        None, alias="if", description="前提：文本载有此要素（或选取到内容）时才审查，否则为“不涉及”"
    )
    require: Require | None = Field(None, description="present 应当载明；absent 不得有")
    any_of: Labelled = Field({}, description="名称: 正则。至少写明其中一项（仅用于 require: present）")
    all_of: Labelled = Field({}, description="名称: 正则。每一项都要写明（仅用于 require: present）")
    shown: Roles = Field((), description="应当写在哪类标题之下（仅用于 require: present）")
    unless: Labelled = Field({}, description="名称: 正则。同一句中写有其一即可接受（仅用于 require: absent）")
    at_most: Bound | None = Field(None, description="不超过，如 30日、5%、10000元")
    at_least: Bound | None = Field(None, description="不低于，如 2年、1000000元")
    between: tuple[Bound, Bound] | None = Field(None, description="两数之间（含），如 [10日, 30日]")
    value: Literal["deadline", "amount", "rate", "value"] | None = Field(
        None, description="与界限比较的字段；使用 element 时默认为该要素的值"
    )
    read: Readings = Field(
        (), description="从文字中取值的正则（可多个），含名为 value 的分组；与 value 二选一"
    )
    if_silent: IfSilent = Field(
        IfSilent.ABSENT, description="文本未载明时：absent 缺失；fine 不涉及；person 需人工判断"
    )

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        for slip in _slips(self):
            raise slip
        return self

    @property
    def bounds(self) -> tuple[Measure | None, Measure | None]:
        """Least and greatest value that is acceptable."""
        return self.between or (self.at_least, self.at_most)

    @property
    def field(self) -> str:
        """The field whose value the bounds are for."""
        return self.value or (self.known.value if self.known else "") or ""


def _slips(check: Check) -> Iterator[ValueError]:
    """What contradicts itself in a check."""
    bounds = [name for name in ("at_most", "at_least", "between") if getattr(check, name) is not None]
    if check.require and bounds:
        yield Misplaced(f"require 与 {bounds[0]} 只能写一个；请拆成两个要点", bounds[0])
    if not check.require and not bounds:
        yield ValueError("缺少条件：请写 require、at_most、at_least 或 between 之一")
    if len(bounds) > 1:
        yield Misplaced(f"{'、'.join(bounds)}只能写一个；两端都有界限时用 between", bounds[1])
    for name in ("any_of", "all_of", "shown"):
        if getattr(check, name) and check.require is not Require.PRESENT:
            yield Misplaced(f"{name} 只能与 require: present 一起用", name)
    if check.unless and check.require is not Require.ABSENT:
        yield Misplaced("unless 只能与 require: absent 一起用", "unless")
    if check.require is Require.ABSENT and "if_silent" in check.model_fields_set:
        yield Misplaced("if_silent 不能与 require: absent 一起用：没有此类约定即为符合", "if_silent")
    yield from _slips_of_value(check, bounds)


_DIMENSIONS = {"deadline": "days", "value": "days", "rate": "share", "amount": "yuan"}
_DIMENSION_NAMES = {"days": "时间", "share": "比例", "yuan": "金额"}


def _slips_of_value(check: Check, bounds: list[str]) -> Iterator[ValueError]:
    for name in ("value", "read"):
        if not bounds and getattr(check, name):
            yield Misplaced(f"{name} 只能与 at_most、at_least 或 between 一起用", name)
    if check.value and check.read:
        yield Misplaced("value 与 read 只能写一个", "read")
    if not bounds:
        return
    if not check.field and not check.read:
        yield Misplaced("没有可比较的值：请写 value（字段）或 read（从文字中取值）", bounds[0])
    dimensions = {bound.dimension for bound in check.bounds if bound}
    if len(dimensions) > 1:
        yield Misplaced("两端不是同一种量", bounds[0])
    asked = _DIMENSIONS.get(check.field)
    if asked and not check.read and asked not in dimensions:
        names = f"{_DIMENSION_NAMES[dimensions.pop()]}，而 {check.field} 是{_DIMENSION_NAMES[asked]}"
        yield Misplaced(f"界限是{names}", bounds[0])
    least, most = check.bounds
    if least and most and least.at_most(most) is not True:
        yield Misplaced("前一个界限应不大于后一个", bounds[0])


class Section(Declared):
    """Checks on one matter."""

    title: str = Field(min_length=1, description="分组名称，如“理赔时效”")
    checks: tuple[Check, ...] = Field(min_length=1, description="审查要点")


class Playbook(Declared):
    """A standard to check documents against (审查标准)."""

    id: Identifier = Field(description="编号：小写字母、数字和连字符")
    title: str = Field(min_length=1, description="名称")
    stance: Stance = Field(
        description="立场：insured 投保人、被保险人；insurer 保险人；broker 经纪人、代理人、合作平台"
    )
    lines: tuple[LineOfCover, ...] = Field(min_length=1, description="适用的险种")
    version: str = Field(min_length=1, description="版本，写在引号内，如 '2025-06'")
    about: str = Field("", description="说明：适用范围、依据、使用方法")
    sections: tuple[Section, ...] = Field(min_length=1, description="审查要点，按事项分组")

    @field_validator("sections")
    @classmethod
    def _own_ids(cls, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        seen: set[str] = set()
        for at, section in enumerate(sections):
            for place, check in enumerate(section.checks):
                if check.id in seen:
                    raise Misplaced(f"编号“{check.id}”重复", at, "checks", place, "id")
                seen.add(check.id)
        return sections

    @property
    def checks(self) -> tuple[Check, ...]:
        """All checks, in order."""
        return tuple(check for section in self.sections for check in section.checks)


def read_playbook(text: str, name: str) -> Playbook:
    """The playbook written in ``text`` (YAML); ``name`` names it in messages. Raises DeclarationProblem."""
    return read_declared(text, Playbook, name)

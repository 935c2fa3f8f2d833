"""Playbooks on the wire (审查标准)."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from extractor.assessments import LineOfCover
from extractor.differences import Weight
from extractor.playbooks import Check, Playbook, telling


class CheckOut(BaseModel):
    """审查标准的一个要点。"""

    id: str = Field(description="要点编号，与审查结果的 rule 一致", examples=["settlement-days"])
    title: str = Field(description="要点名称", examples=["核定期限"])
    weight: Weight = Field(description="重要程度：high、medium、low")
    requirement: str = Field(description="要求什么")
    advice: str = Field(description="不符合时怎么办")
    subject: str = Field(description="审查的要素；自行规定选取哪些原文的为空", examples=["核定期限"])
    condition: str = Field(description="怎样算符合", examples=["不超过30日"])
    premise: str = Field(description="前提；总要审查的为空")
    silence: str = Field(description="文本没有写明时怎么算")

    @classmethod
    def of(cls, check: Check) -> Self:
        """From what the playbook declares."""
        return cls(
            id=check.id,
            title=check.title,
            weight=check.weight,
            requirement=check.requirement,
            advice=check.advice,
            subject=telling.subject(check),
            condition=telling.condition(check),
            premise=telling.premise(check),
            silence=telling.silence(check),
        )


class SectionOut(BaseModel):
    """审查标准的一组要点。"""

    title: str = Field(description="分组名称", examples=["理赔时效"])
    checks: list[CheckOut] = Field(description="要点")


class PlaybookOut(BaseModel):
    """一份审查标准。"""

    id: str = Field(description="编号：随附的为英文名称，自有的以 pbk_ 开头", examples=["liability"])
    title: str = Field(description="名称", examples=["责任保险审查标准"])
    stance: Literal["insured", "insurer", "broker"] = Field(
        description="立场：insured 投保方、insurer 保险人、broker 经纪人或代理人"
    )
    checks: int = Field(description="检查项数")
    own: bool = Field(description="是否为工作区自有")
    revision: int = Field(description="修改次数，与 ETag 一致；随附的为 0")
    about: str = Field(default="", description="说明：适用范围、依据、使用方法；没有写的为空")
    lines: list[LineOfCover] = Field(default=[], description="适用的险种")
    version: str = Field(default="", description="版本", examples=["2026-11"])
    text: str | None = Field(default=None, description="YAML 全文，仅取一份时有")
    sections: list[SectionOut] | None = Field(
        default=None, description="各组要点，仅取一份时有；按旧格式写成、已不能使用的没有此项"
    )

    def explained(self, playbook: Playbook, *, whole: bool) -> Self:
        """With what the playbook says of itself; ``whole`` with its checks."""
        sections = [
            SectionOut(title=section.title, checks=[CheckOut.of(check) for check in section.checks])
            for section in playbook.sections
        ]
        told = {"about": playbook.about, "lines": list(playbook.lines), "version": playbook.version}
        return self.model_copy(update=told | {"sections": sections if whole else None})


class PlaybookIn(BaseModel):
    """一份审查标准的 YAML。"""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "id: short-wait\ntitle: 等待期标准\nstance: insured\nlines: [health]\nversion: '2026-11'\n"
                    "sections:\n  - title: 期间\n    checks:\n      - id: waiting\n        title: 等待期不超过90日\n"
                    "        weight: high\n        requirement: 等待期不超过九十日\n        advice: 缩短等待期\n"
                    "        element: waiting-period\n        at_most: 90日\n"
                }
            ]
        },
    )
    text: str = Field(min_length=1, max_length=1_000_000, description="YAML 全文；格式见“审查标准的格式”")


class ElementOut(BaseModel):
    """一个要素。"""

    key: str = Field(description="要素代码", examples=["waiting-period"])
    title: str = Field(description="要素名称", examples=["等待期"])
    group: str = Field(description="所属类别", examples=["期间"])

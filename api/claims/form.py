"""The form that a claim comes in (案件格式): every field checked, none taken that is not known."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StrictBool,
    StrictStr,
    StringConstraints,
    WithJsonSchema,
)

from extractor.claim import Bound, Claim, Event, Loss, LossKind, Moment, OtherInsurance, Schedule

_HERE = ZoneInfo("Asia/Shanghai")
_KINDS = Literal[
    "sum_insured",
    "per_occurrence",
    "aggregate",
    "per_person",
    "per_item",
    "sub_limit",
    "deductible",
    "copay",
    "contribution",
    "other",
]
_BOUND_KINDS = (
    "sum_insured 保险金额、per_occurrence 每次事故、aggregate 累计、per_person 每人、per_item 每项、sub_limit 分项、"
    "deductible 免赔、copay 自负比例、contribution 分摊、other 其他"
)
_MOST = 1000  # entries of a list
_MOST_FACTS = 200


def read_day(value: object) -> date:
    """A day in ISO form. ValueError otherwise."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str):
            return date.fromisoformat(value.strip())
    except ValueError:
        pass
    raise ValueError("应为日期，例如 2025-06-01")


def read_moment(value: object) -> Moment:
    """A day, or a day with a time, in ISO form; another zone's time becomes that of the contract. ValueError otherwise."""
    if isinstance(value, Moment):
        return value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return Moment(value)
    try:
        if isinstance(value, str):
            told = value.strip()
            return (
                Moment(date.fromisoformat(told)) if len(told) <= 10 else _moment(datetime.fromisoformat(told))
            )
    except (ValueError, OverflowError):
        pass
    raise ValueError("应为日期或日期加时间，例如 2025-06-01 或 2025-06-01T03:20")


def _moment(instant: datetime) -> Moment:
    here = instant.astimezone(_HERE) if instant.tzinfo else instant
    return Moment(here.date(), time(here.hour, here.minute, here.second))


def _no_truth(value: object) -> object:
    """True is 1 to Python, and to nobody else."""
    if isinstance(value, bool):
        raise ValueError("应为数字")
    return value


_DAY_FORM = {"type": "string", "format": "date"}
_MOMENT_FORM = {"anyOf": [_DAY_FORM, {"type": "string", "format": "date-time"}]}
Day = Annotated[date, PlainValidator(read_day), PlainSerializer(str), WithJsonSchema(_DAY_FORM)]
When = Annotated[Moment, PlainValidator(read_moment), PlainSerializer(str), WithJsonSchema(_MOMENT_FORM)]
_Figure = Annotated[
    Decimal, BeforeValidator(_no_truth), Field(max_digits=15)
]  # fifteen digits pass through a binary fraction unharmed
_FIGURE_FORM = {"anyOf": [{"type": "number"}, {"type": "string"}]}
Amount = Annotated[_Figure, WithJsonSchema(_FIGURE_FORM)]
Fact = Annotated[
    StrictBool | Annotated[_Figure, WithJsonSchema({"type": "number"})] | StrictStr,
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "number"}, {"type": "string"}]}),
]
Words = Annotated[str, StringConstraints(max_length=400)]
Prose = Annotated[str, StringConstraints(max_length=20_000)]


class Form(BaseModel):
    """A misspelt field that were passed over would be a fact that nobody weighs."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class PeriodIn(Form):
    """保险期间。"""

    start: Day | None = Field(default=None, alias="from", description="起期", examples=["2025-01-01"])
    end: Day | None = Field(default=None, alias="to", description="止期（含当日）", examples=["2025-12-31"])


class BoundIn(Form):
    """保险单载明的一项限额或免赔。"""

    kind: _KINDS = Field(description=f"种类：{_BOUND_KINDS}")
    amount: Amount | None = Field(default=None, description="金额（元）")
    rate: Amount | None = Field(default=None, description="比例（小数，10% 写作 0.1）")
    name: Words | None = Field(default=None, description="指什么，如“单一账户”“医疗费用”；不写则指全部")

    def bound(self) -> Bound:
        """As the domain has it."""
        return Bound(self.kind, self.amount, self.rate, self.name or None)


class ScheduleIn(Form):
    """保险单载明事项。没有写的会在 questions 中询问，不会猜测。"""

    period: PeriodIn | None = Field(default=None, description="保险期间")
    retroactive_from: Day | None = Field(default=None, description="追溯期起始日")
    limits: list[BoundIn] = Field(default=[], max_length=_MOST, description="限额")
    deductibles: list[BoundIn] = Field(default=[], max_length=_MOST, description="免赔")
    premium: Amount | None = Field(default=None, description="保险费（元）")
    agreed: list[Prose] = Field(default=[], max_length=_MOST, description="特别约定的原文")

    def schedule(self) -> Schedule:
        """As the domain has it."""
        period = self.period or PeriodIn()
        return Schedule(
            period.start,
            period.end,
            self.retroactive_from,
            tuple(one.bound() for one in self.limits),
            tuple(one.bound() for one in self.deductibles),
            self.premium,
            tuple(self.agreed),
        )


class LossIn(Form):
    """一项损失。"""

    name: Words = Field(min_length=1, description="损失名称", examples=["账户A被盗转资金"])
    amount: Amount = Field(description="金额（元）", examples=[60000])
    kind: LossKind = Field(
        default=LossKind.DIRECT,
        description="性质：direct 直接损失、indirect 间接损失、cost 诉讼鉴定等费用、mitigation 施救费用、benefit 定额给付",
    )
    item: Words | None = Field(default=None, description="所涉标的或账户")
    person: Words | None = Field(default=None, description="受损失的人")
    occurrence: Words | None = Field(default=None, description="所属事故；一案有多次事故时写，如“其一”“其二”")

    def loss(self) -> Loss:
        """As the domain has it."""
        return Loss(
            self.name,
            self.amount,
            self.kind,
            self.item or None,
            self.person or None,
            self.occurrence or None,
        )


class OtherInsuranceIn(Form):
    """同一损失的其他保险。"""

    limit: Amount | None = Field(default=None, description="限额（元）")
    paid: Amount | None = Field(default=None, description="已赔付（元）")
    name: Words | None = Field(default=None, description="名称")

    def other(self) -> OtherInsurance:
        """As the domain has it."""
        return OtherInsurance(self.limit, self.paid, self.name)


class EventIn(Form):
    """出险与索赔情况。"""

    occurred: When | None = Field(default=None, description="出险时间；带时区的换算为北京时间")
    discovered: When | None = Field(default=None, description="发现时间")
    notified: When | None = Field(default=None, description="通知保险人的时间")
    claimed: When | None = Field(default=None, description="提出索赔的时间")
    complete_documents: When | None = Field(default=None, description="索赔单证齐全的时间")
    place: Words = Field(default="", description="出险地点")
    cause: Prose = Field(default="", description="出险原因，一句话", examples=["黑客远程控制电脑转走资金"])
    description: Prose = Field(default="", description="经过、损失、采取的措施")
    losses: list[LossIn] = Field(default=[], max_length=_MOST, description="损失")
    recovered: Amount | None = Field(default=None, description="已从第三方追回或获偿（元）；没有请写 0")
    paid_before: Amount | None = Field(default=None, description="本保险期间此前已赔付（元）；没有请写 0")
    other_insurance: list[OtherInsuranceIn] | None = Field(
        default=None, max_length=_MOST, description="其他保险；没有请写 []，不写为不清楚"
    )
    documents: list[Words] | None = Field(
        default=None, max_length=_MOST, description="已提交的单证；不写为不清楚"
    )
    facts: dict[Words, Fact] = Field(
        default={},
        max_length=_MOST_FACTS,
        description="对各问题的答复，名称见 questions 中的 about",
        examples=[{"reported_to_police": True}],
    )

    def event(self) -> Event:
        """As the domain has it."""
        others = self.other_insurance
        return Event(
            self.occurred,
            self.discovered,
            self.notified,
            self.claimed,
            self.complete_documents,
            self.place,
            self.cause,
            self.description,
            tuple(one.loss() for one in self.losses),
            self.recovered,
            self.paid_before,
            None if others is None else tuple(one.other() for one in others),
            None if self.documents is None else tuple(self.documents),
            dict(self.facts),
        )


_EXAMPLE: dict[str, Any] = {
    "document": "doc_7h2k9m4q8w3r5t6y1z0a",
    "schedule": {
        "period": {"from": "2025-01-01", "to": "2025-12-31"},
        "limits": [{"kind": "per_occurrence", "amount": 1_000_000}],
        "deductibles": [{"kind": "deductible", "amount": 5000}],
    },
    "event": {
        "occurred": "2025-06-01T03:20",
        "notified": "2025-06-02T10:00",
        "cause": "仓库电线短路引发火灾",
        "losses": [{"name": "库存货物", "amount": 60000}],
        "recovered": 0,
        "paid_before": 0,
        "other_insurance": [],
        "documents": ["保险单", "索赔申请书"],
        "facts": {"reported_to_police": True},
    },
}


class CaseIn(Form):
    """案情：保险单载明事项，以及出险与索赔。没有写的会在 questions 中询问，不会猜测。"""

    event: EventIn = Field(description="出险与索赔")
    schedule: ScheduleIn | None = Field(default=None, description="保险单载明事项")

    def under(self, document: str) -> Claim:
        """As the domain has it, a claim under that document."""
        return Claim(document, self.event.event(), (self.schedule or ScheduleIn()).schedule())


class ClaimIn(CaseIn):
    """一个理赔案件。只有 document 和 event 必填；没有写的会在 questions 中询问，不会猜测。"""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})
    document: Annotated[str, StringConstraints(min_length=1, max_length=400)] = Field(
        description="条款：文档编号；命令行中为文件"
    )

    def claim(self) -> Claim:
        """As the domain has it."""
        return self.under(self.document)


def written(form: BaseModel | Mapping[str, Any]) -> dict[str, Any]:
    """The form as JSON has it: what was said, and nothing else; amounts stay decimals."""
    if isinstance(form, BaseModel):
        return form.model_dump(by_alias=True, exclude_unset=True)
    return dict(form)

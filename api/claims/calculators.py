"""What the calculators take (条款计算的输入): forms whose every field is checked. None is "not said", and is asked for."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from api.claims.form import Amount, Day, Form, When, Words

_MOST = 1000
_MOST_FACTS = 200
_Whole = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]


class Calculator(StrEnum):
    """What can be computed from a document's terms."""

    REFUND = "refund"
    PREMIUM_ADJUSTMENT = "premium-adjustment"
    PENALTIES = "penalties"
    WAITING = "waiting-period"
    SURVIVAL = "survival-period"
    DISABILITY = "disability-benefit"
    BY_AGE = "benefit-by-age"
    ALLOWANCE = "hospital-allowance"
    INSTALMENTS = "instalments"
    PERIODIC = "periodic-instalments"


class RefundIn(Form):
    """解除合同（退保）的情况。没有写的会在 questions 中询问。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "by": "policyholder",
                    "on": "2025-05-10",
                    "start": "2025-01-01",
                    "end": "2025-12-31",
                    "premium": 12000,
                    "paid": 0,
                }
            ]
        }
    )
    by: Literal["policyholder", "insurer", "agreement"] | None = Field(
        default=None, description="解除方：policyholder 投保人、insurer 保险人、agreement 双方协商"
    )
    on: Day | None = Field(default=None, description="合同解除之日")
    start: Day | None = Field(default=None, description="保险期间起期")
    end: Day | None = Field(default=None, description="保险期间止期（含当日）")
    premium: Amount | None = Field(default=None, description="已收保险费（元）")
    annual_premium: Amount | None = Field(default=None, description="年保险费（元），保险期间不是一年时")
    paid: Amount | None = Field(default=None, description="保险人已赔付（元）；没有请写 0")
    paid_on: Day | None = Field(default=None, description="最近一次赔付之日")
    limit: Amount | None = Field(default=None, description="累计限额或保险金额（元）")
    received: Day | None = Field(default=None, description="签收保险单之日（犹豫期从此日起算）")
    fee: Amount | None = Field(default=None, description="手续费（元）")
    cash_value: Amount | None = Field(default=None, description="现金价值（元）")
    net_premium: Amount | None = Field(default=None, description="净保险费（元）")
    barred: bool | None = Field(default=None, description="是否有文本载明不得解除合同的情形")
    figures: dict[Words, Amount] = Field(
        default={},
        max_length=_MOST,
        description="文本自有的数字，名称用文本的用语",
        examples=[{"退保系数": 0.8}],
    )


class PremiumAdjustmentIn(Form):
    """预付与实际。没有写的会在 questions 中询问。"""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"prepaid": 50000, "expected": 1000000, "actual": 1300000}]}
    )
    prepaid: Amount | None = Field(default=None, description="预付保险费（元）")
    expected: Amount | None = Field(default=None, description="预计的营业额、保险金额或人数")
    actual: Amount | None = Field(default=None, description="实际的营业额、保险金额或人数")
    rate: Amount | None = Field(default=None, description="费率（小数）")
    minimum: Amount | None = Field(default=None, description="保险单载明的最低保险费（元）")


class BreachIn(Form):
    """一项违约。"""

    what: Words = Field(default="", description="违约行为，用一句话说明", examples=["逾期交付车辆"])
    path: Words = Field(default="", description="所违反的条号；与违约行为至少写一项")
    count: int = Field(default=1, ge=-1_000_000, le=1_000_000, description="次数")
    days: int | None = Field(default=None, ge=-100_000, le=100_000, description="逾期天数")
    base: Amount | None = Field(default=None, description="计算比例的基数（元）")
    units: Amount | None = Field(default=None, description="按件计算时的件数（人、辆、亩）")
    on: Day | None = Field(default=None, description="日期，仅供记录")


class PenaltiesIn(Form):
    """一并结算的违约。"""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"breaches": [{"what": "逾期交付车辆", "days": 3}], "price": 200000}]}
    )
    breaches: Annotated[list[BreachIn], Field(min_length=1, max_length=_MOST)] = Field(description="各项违约")
    price: Amount | None = Field(default=None, description="合同总价（元）")


class WaitingIn(Form):
    """等待期的情况。没有写的会在 questions 中询问。"""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"effective": "2025-01-01", "day": "2025-03-15", "accident": False}]}
    )
    effective: Day | None = Field(default=None, description="合同生效日")
    day: Day | None = Field(default=None, description="确诊日或出险日")
    renewal: bool | None = Field(default=None, description="是否为不间断续保")
    accident: bool | None = Field(default=None, description="是否由意外伤害引起")
    reinstated: Day | None = Field(default=None, description="最近一次复效日")
    agreed_days: int | None = Field(
        default=None, ge=-100_000, le=100_000, description="保险单载明的等待期天数"
    )


class SurvivalIn(Form):
    """生存期的情况。没有写的会在 questions 中询问。"""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"diagnosed": "2025-03-15", "died": "2025-03-30"}]}
    )
    diagnosed: Day | None = Field(default=None, description="确诊日")
    died: Day | None = Field(default=None, description="身故日")
    alive_on: Day | None = Field(default=None, description="已知仍生存的日期")


class DisabilityIn(Form):
    """一次事故的伤残。没有写的会在 questions 中询问。"""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"grades": [8, 9], "sum_insured": 100000, "paid_before": 0}]}
    )
    grades: list[_Whole] = Field(
        default=[], max_length=_MOST, description="各处伤残的等级，1（最重）至 10", examples=[[8, 9]]
    )
    sum_insured: Amount | None = Field(default=None, description="保险金额（元）")
    paid_before: Amount | None = Field(default=None, description="此前已给付的伤残保险金（元）；没有请写 0")
    prior_grade: _Whole | None = Field(default=None, description="事故前原有伤残的等级；没有请写 0")


class AgedIn(Form):
    """按年龄给付的情况。没有写的会在 questions 中询问。"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"age": 35, "premiums_paid": 20000}]})
    age: _Whole | None = Field(default=None, description="出险时的周岁")
    sum_insured: Amount | None = Field(default=None, description="基本保险金额（元）")
    premiums_paid: Amount | None = Field(default=None, description="已交保险费（元）")
    cash_value: Amount | None = Field(default=None, description="现金价值（元）")
    name: Words = Field(default="", description="文本有几项按年龄的给付时，写其名称", examples=["身故保险金"])


class StayIn(Form):
    """一次住院。没有写的会在 questions 中询问。"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"days": 12, "daily": 100, "days_before": 0}]})
    days: _Whole | None = Field(default=None, description="住院天数")
    daily: Amount | None = Field(default=None, description="保险单载明的每日津贴（元）")
    deductible_days: _Whole | None = Field(default=None, description="免赔天数")
    days_before: _Whole | None = Field(default=None, description="本年度此前已给付的天数；没有请写 0")


class PriceIn(Form):
    """分期支付的总价。没有写的会在 questions 中询问。"""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"total": 100000, "facts": {"contract_made": "2025-01-10"}}]}
    )
    total: Amount | None = Field(default=None, description="总价或保险费（元）")
    facts: dict[Words, When] = Field(
        default={}, max_length=_MOST_FACTS, description="起算各期的事实，名称同期限表的 counted_from"
    )
    name: Words = Field(default="", description="文本有几处分期时，写其用词", examples=["咨询费"])


class PeriodicIn(Form):
    """按期交付的保险费。没有写的会在 questions 中询问。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"total": 12000, "first": "2025-01-31", "count": 12, "frequency": "monthly"}]
        }
    )
    total: Amount | None = Field(default=None, description="总额（元），平均分期；与每期金额写一项")
    each: Amount | None = Field(default=None, description="每期金额（元）")
    first: Day | None = Field(default=None, description="首期日期")
    count: _Whole | None = Field(default=None, description="期数")
    frequency: Literal["monthly", "quarterly", "half_yearly", "yearly"] | None = Field(
        default=None, description="monthly 每月、quarterly 每季、half_yearly 每半年、yearly 每年"
    )


class DeadlinesIn(Form):
    """起算各期限的事实。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"facts": {"discovered": "2025-06-01T09:00", "complete_documents": "2025-07-20"}}]
        }
    )
    facts: dict[Words, When] = Field(
        default={},
        max_length=_MOST_FACTS,
        description="事实的日期或时间，名称见应答中的 counted_from",
        examples=[{"complete_documents": "2025-07-20"}],
    )


Asked = (
    RefundIn
    | PremiumAdjustmentIn
    | PenaltiesIn
    | WaitingIn
    | SurvivalIn
    | DisabilityIn
    | AgedIn
    | StayIn
    | PriceIn
    | PeriodicIn
)
FORMS: Mapping[Calculator, type[Asked]] = {
    Calculator.REFUND: RefundIn,
    Calculator.PREMIUM_ADJUSTMENT: PremiumAdjustmentIn,
    Calculator.PENALTIES: PenaltiesIn,
    Calculator.WAITING: WaitingIn,
    Calculator.SURVIVAL: SurvivalIn,
    Calculator.DISABILITY: DisabilityIn,
    Calculator.BY_AGE: AgedIn,
    Calculator.ALLOWANCE: StayIn,
    Calculator.INSTALMENTS: PriceIn,
    Calculator.PERIODIC: PeriodicIn,
}

"""The facts that set off a clock (起算事实), each with its Chinese name, and where a claim tells them.

The keys are what ``TimelineEntry.counted_from`` holds and what ``event.facts`` may give as an ISO date or date and time
(``"facts": {"contract_made": "2025-01-01"}``).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from types import MappingProxyType

from extractor.claim import Event, FactValue, Moment, Schedule


class Fact(StrEnum):
    """An event from which a document counts time."""

    # the contract
    CONTRACT_MADE = "contract_made"
    CONTRACT_EFFECTIVE = "contract_effective"
    POLICY_RECEIVED = "policy_received"
    APPLICATION_RECEIVED = "application_received"
    APPLICATION_ACCEPTED = "application_accepted"
    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    AWARD_RECEIVED = "award_received"
    # premium and money
    PREMIUM_DUE = "premium_due"
    PREMIUM_DEMANDED = "premium_demanded"
    INVOICE_RECEIVED = "invoice_received"
    PAYMENT_RECEIVED = "payment_received"
    POLICY_ANNIVERSARY = "policy_anniversary"
    ACCOUNT_SETTLED = "account_settled"
    LOAN_RELEASED = "loan_released"
    # suspension, rescission, end
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    RESCISSION_GROUND_KNOWN = "rescission_ground_known"
    TERMINATION_NOTICE = "termination_notice"
    TERMINATION_PAPERS = "termination_papers"
    TERMINATION_PLANNED = "termination_planned"
    TERMINATED = "terminated"
    # the insured event and the claim
    OCCURRED = "occurred"
    DISCOVERED = "discovered"
    NOTIFIED = "notified"
    SURVEYED = "surveyed"
    CLAIMED = "claimed"
    COMPLETE_DOCUMENTS = "complete_documents"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENT_RECEIVED = "supplement_received"
    LOSS_ASCERTAINED = "loss_ascertained"
    DECIDED = "decided"
    AGREEMENT_REACHED = "agreement_reached"
    PUBLICITY_ENDED = "publicity_ended"
    INDEMNIFIED = "indemnified"
    ACCIDENT_RECORDED = "accident_recorded"
    REAPPEARED = "reappeared"
    HOSPITALISED = "hospitalised"
    DISCHARGED = "discharged"
    DIAGNOSED = "diagnosed"
    REPAIRED = "repaired"
    # the risk and the thing insured
    RISK_CHANGED = "risk_changed"
    RISK_NOTICE = "risk_notice"
    TRANSFERRED = "transferred"
    DETAILS_CHANGED = "details_changed"
    CHANGE_PLANNED = "change_planned"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    UNLOADED = "unloaded"
    # dealings between the parties
    LAWSUIT_RECEIVED = "lawsuit_received"
    THIRD_PARTY_CLAIM = "third_party_claim"
    COMPLAINT_RECEIVED = "complaint_received"
    REQUEST_RECEIVED = "request_received"
    NOTICE_RECEIVED = "notice_received"
    DELIVERED = "delivered"
    BREACH = "breach"
    DATA_INCIDENT = "data_incident"
    FORCE_MAJEURE = "force_majeure"


FACT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        Fact.CONTRACT_MADE: "合同成立（签订）日",
        Fact.CONTRACT_EFFECTIVE: "合同生效日",
        Fact.POLICY_RECEIVED: "签收保险单（合同）日",
        Fact.APPLICATION_RECEIVED: "收到投保（保全）申请日",
        Fact.APPLICATION_ACCEPTED: "同意承保日",
        Fact.PERIOD_START: "保险（合同）期间开始日",
        Fact.PERIOD_END: "保险（合同）期间届满日",
        Fact.AWARD_RECEIVED: "收到中标通知书日",
        Fact.PREMIUM_DUE: "保险费应付日",
        Fact.PREMIUM_DEMANDED: "催告交费日",
        Fact.INVOICE_RECEIVED: "收到发票日",
        Fact.PAYMENT_RECEIVED: "收到款项日",
        Fact.ACCOUNT_SETTLED: "结算（对账）日",
        Fact.POLICY_ANNIVERSARY: "保单周年日（生效对应日）",
        Fact.LOAN_RELEASED: "贷款发放日",
        Fact.SUSPENDED: "合同效力中止日",
        Fact.REINSTATED: "合同复效日",
        Fact.RESCISSION_GROUND_KNOWN: "知道解除事由日",
        Fact.TERMINATION_NOTICE: "解除（终止）合同的通知、申请到达日",
        Fact.TERMINATION_PAPERS: "收到解除合同的证明文件和资料日",
        Fact.TERMINATION_PLANNED: "拟解除（终止）合同日",
        Fact.TERMINATED: "合同解除（终止）日",
        Fact.OCCURRED: "保险事故发生时间",
        Fact.DISCOVERED: "知道（应当知道）保险事故时间",
        Fact.NOTIFIED: "出险通知（报案）时间",
        Fact.SURVEYED: "查勘日",
        Fact.CLAIMED: "提出索赔（保险人收到索赔请求）日",
        Fact.COMPLETE_DOCUMENTS: "索赔单证齐全（保险人收齐）日",
        Fact.SUPPLEMENT_REQUESTED: "补充材料通知到达日",
        Fact.SUPPLEMENT_RECEIVED: "补充材料到达保险人日",
        Fact.LOSS_ASCERTAINED: "损失金额确定日",
        Fact.DECIDED: "作出核定日",
        Fact.AGREEMENT_REACHED: "达成赔偿（给付）协议日",
        Fact.PUBLICITY_ENDED: "公示期满日",
        Fact.INDEMNIFIED: "保险人赔付（给付）日",
        Fact.ACCIDENT_RECORDED: "事故（货运）记录、认定书签发日",
        Fact.REAPPEARED: "知道被保险人生还日",
        Fact.HOSPITALISED: "入院（就诊）时间",
        Fact.DISCHARGED: "出院（治疗结束）日",
        Fact.DIAGNOSED: "确诊（鉴定）日",
        Fact.REPAIRED: "修复（更换）完成日",
        Fact.RISK_CHANGED: "危险程度增加（风险变化）时间",
        Fact.RISK_NOTICE: "保险人收到危险增加（转让）通知日",
        Fact.TRANSFERRED: "保险标的转让日",
        Fact.DETAILS_CHANGED: "信息（地址、职业、资质等）变更日",
        Fact.CHANGE_PLANNED: "拟变更日",
        Fact.DEPARTED: "起运（出发）时间",
        Fact.ARRIVED: "到达（提货）时间",
        Fact.UNLOADED: "卸货（卸离）完毕日",
        Fact.LAWSUIT_RECEIVED: "收到起诉状（仲裁申请书、传票）或者获悉诉讼日",
        Fact.THIRD_PARTY_CLAIM: "第三者提出赔偿请求日",
        Fact.COMPLAINT_RECEIVED: "收到投诉（咨询）时间",
        Fact.REQUEST_RECEIVED: "收到对方要求（申请、意见）时间",
        Fact.NOTICE_RECEIVED: "收到对方通知时间",
        Fact.DELIVERED: "交付（提交、验收）日",
        Fact.BREACH: "违约（逾期）发生日",
        Fact.DATA_INCIDENT: "发现信息泄露（安全事件）时间",
        Fact.FORCE_MAJEURE: "不可抗力发生时间",
    }
)
_BEIJING = timezone(timedelta(hours=8))
_TOLD = (Fact.OCCURRED, Fact.DISCOVERED, Fact.NOTIFIED, Fact.CLAIMED, Fact.COMPLETE_DOCUMENTS)


def facts_of(event: Event, schedule: Schedule) -> dict[str, Moment]:
    """The moments that a claim tells, by fact. What it does not tell is left out; nothing is inferred.

    A field of the event or the schedule is preferred to an entry of ``event.facts`` of the same key.
    """
    found = {key: moment for key in FACT_NAMES if (moment := _moment(event.facts.get(key))) is not None}
    for fact in _TOLD:
        moment = getattr(event, fact.value)
        if moment is not None:
            found[fact] = moment
    for fact, day in ((Fact.PERIOD_START, schedule.start), (Fact.PERIOD_END, schedule.end)):
        if day is not None:
            found[fact] = Moment(day)
    return {str(key): moment for key, moment in found.items()}


def unread_facts(event: Event) -> tuple[str, ...]:
    """Keys of ``event.facts`` that name a moment of this vocabulary but hold no ISO date."""
    return tuple(key for key in FACT_NAMES if key in event.facts and _moment(event.facts[key]) is None)


def _moment(value: FactValue | None) -> Moment | None:
    """``2025-06-01`` or ``2025-06-01T09:00``, in Beijing time unless it names its offset; None for anything else."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if len(text) == len("2025-06-01"):
            return Moment(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    local = moment.astimezone(_BEIJING) if moment.tzinfo else moment
    return Moment(local.date(), local.time())

"""Claim checks on the wire (理赔核定): what :mod:`api.claims.writing` tells, as models."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.service.wire.documents import FailureOut
from api.store.claims import Counts
from api.store.tables_claims import ClaimBatch
from extractor.determination import (
    ClaimVerdict,
    CoverageStatus,
    DutyStatus,
    Effect,
    ExclusionStatus,
    PeriodStatus,
)

Number = int | float
_AMOUNT = "金额（元）"


class SourceOut(BaseModel):
    """所依据的原文。"""

    path: str = Field(description="条号", examples=["第五条（三）"])
    quote: str = Field(description="原文，与全文中该位置逐字相同")
    start: int | None = Field(default=None, description="起始位置（Unicode 码位）；依据不在文本中时为空")
    end: int | None = Field(default=None, description="结束位置（不含）；依据不在文本中时为空")


class RecordedOut(SourceOut):
    """所依据的记录。"""

    record: str = Field(description="记录编号；不是一条记录时为空")


class QuestionOut(BaseModel):
    """待查问题。"""

    ask: str = Field(description="问题")
    about: str = Field(
        description="答复应写在案件的哪一项（JSON 指针）", examples=["/event/facts/reported_to_police"]
    )
    because: list[str] = Field(description="所依据的条号")
    sources: list[SourceOut] = Field(description="所依据的原文")


class PeriodStandingOut(BaseModel):
    """是否在保险期间内。"""

    status: PeriodStatus = Field(description="inside 在期间内、outside 不在期间内、unknown 尚不清楚")
    why: str = Field(description="理由")
    evidence: list[str] = Field(description="所依据的条号")
    sources: list[SourceOut] = Field(description="所依据的原文")
    questions: list[QuestionOut] = Field(description="待查问题")


class CoverageMatchOut(RecordedOut):
    """一项保险责任与案情的比对。"""

    status: CoverageStatus = Field(description="met 符合、possible 可能符合（须人工核实）、not_met 不符合")
    score: float = Field(description="相符程度，0–1，用于排序")
    why: str = Field(description="理由")
    questions: list[QuestionOut] = Field(description="待查问题")


class ExclusionMatchOut(RecordedOut):
    """一项责任免除与案情的比对。"""

    status: ExclusionStatus = Field(
        description="applies 适用、possible 可能适用（须人工核实）、ruled_out 不适用"
    )
    score: float = Field(description="相符程度，0–1，用于排序")
    why: str = Field(description="理由")
    questions: list[QuestionOut] = Field(description="待查问题")


class _DueOut(BaseModel):
    due: str | None = Field(
        default=None,
        description="到期：日期，或日期加时间（北京时间）；不能确定时为空",
        examples=["2025-08-19"],
    )
    estimated: bool = Field(description="是否为估算：所涉年份的节假日安排尚未公布")
    counting: str = Field(description="如何计算")


class DutyStandingOut(RecordedOut, _DueOut):
    """被保险人一方的一项义务。"""

    bearer: str = Field(description="义务人")
    status: DutyStatus = Field(description="kept 已履行、broken 未履行、unknown 尚不清楚")
    why: str = Field(description="理由")
    effect: Effect = Field(
        description="违反的后果：whole 全部不赔、enlarged 扩大部分不赔、unverifiable 无法核实部分不赔、"
        "rescission 可解除合同、reduction 按比例减付、none 文本未载明"
    )
    consequence: str = Field(description="后果的原文；文本未载明时为空")
    consequence_source: SourceOut | None = Field(default=None, description="后果的出处")
    questions: list[QuestionOut] = Field(description="待查问题")


class PaperStandingOut(RecordedOut):
    """一项索赔单证。"""

    status: Literal["present", "missing", "unknown"] = Field(
        description="present 已提交、missing 未提交、unknown 案件没有说明，或是否需要尚不清楚"
    )
    given: str = Field(description="与之相符的已交单证；没有则为空")
    score: float = Field(description="名称相符程度，0–1")
    case: str = Field(description="只在这种情形下需要，如“涉及诉讼的”；任何情形都需要时为空")


class StepOut(SourceOut):
    """一步计算。"""

    label: str = Field(description="这一步是什么", examples=["每次事故免赔额"])
    law: str = Field(description="所依据的法条；没有则为空")
    formula: str = Field(description="代入数字的算式", examples=["max(0, 60000 - 5000)"])
    value: Number = Field(description="这一步之后的金额（元）")
    change: Number = Field(description="这一步对结果的增减（元）；各步之和等于结果")


class ReadingOfTermsOut(BaseModel):
    """文本有两种解释时的一种。"""

    title: str = Field(description="解释")
    amount: Number = Field(description=_AMOUNT)
    favoured: bool = Field(description="是否为保险法第三十条所取的解释")
    why: str = Field(description="理由")
    steps: list[StepOut] = Field(description="各步计算")


class CalculationOut(BaseModel):
    """金额及其计算过程。"""

    amount: Number | None = Field(
        default=None, description="金额（元）；缺少所需数字或文本没有写明算法时为空，见 questions 和 note"
    )
    steps: list[StepOut] = Field(description="各步计算，按文本的次序；最后一步为结果")
    readings: list[ReadingOfTermsOut] = Field(description="文本有两种解释时，各种解释的结果；否则为空")
    questions: list[QuestionOut] = Field(description="待查问题")
    note: str = Field(description="说明")


class TimelineEntryOut(SourceOut, _DueOut):
    """文本的一项期限。"""

    bearer: str = Field(description="谁应当做")
    action: str = Field(description="做什么")
    counted_from: str = Field(
        description="从哪一事实起算，如 complete_documents；文本没有写明时为空",
        examples=["complete_documents"],
    )
    earliest: bool = Field(description="是否为最早日期（此日起方可），而不是最迟日期")
    open_because: str = Field(description="不能确定到期的原因；能确定时为空")


class ClaimedDocumentOut(BaseModel):
    """所依据的条款。"""

    title: str = Field(description="标题")
    sha256: str = Field(description="文件的校验值")


class DeterminationOut(BaseModel):
    """核定意见。仅供理赔人员判断时参考。"""

    document: ClaimedDocumentOut | None = Field(default=None, description="所依据的条款")
    verdict: ClaimVerdict = Field(
        description="covered 属于保险责任、partly_covered 部分属于、excluded 责任免除、not_covered 不属于保险责任、"
        "needs_information 尚需核实"
    )
    why: str = Field(description="理由")
    period: PeriodStandingOut = Field(description="是否在保险期间内")
    coverage: list[CoverageMatchOut] = Field(description="保险责任，相符的在前")
    exclusions: list[ExclusionMatchOut] = Field(description="责任免除，可能适用的在前")
    duties: list[DutyStandingOut] = Field(description="被保险人一方的义务")
    documents: list[PaperStandingOut] = Field(description="索赔单证")
    payout: CalculationOut = Field(description="赔款计算")
    timeline: list[TimelineEntryOut] = Field(description="各方的期限")
    questions: list[QuestionOut] = Field(description="待查问题，先后按处理的需要")
    notice: str = Field(description="使用提示")


class InstalmentOut(SourceOut, _DueOut):
    """一期付款。"""

    label: str = Field(description="哪一期", examples=["第1期"])
    amount: Number | None = Field(default=None, description="金额（元）；总价未知时为空")
    open_because: str = Field(description="不能确定日期的原因；能确定时为空")


class PlanOut(BaseModel):
    """付款计划。"""

    instalments: list[InstalmentOut] = Field(description="各期，按先后")
    calculation: CalculationOut = Field(description="各期金额的计算")


class TimelineOut(BaseModel):
    """文本的各项期限。"""

    items: list[TimelineEntryOut] = Field(description="各项期限，按原文次序")


class WantedBoundOut(SourceOut):
    """一项限额或免赔：条款要求保险单载明，或者条款已写明数额。"""

    field: Literal["limits", "deductibles"] = Field(description="写在案件的 schedule 的哪一项")
    kind: str = Field(description="种类，写入 kind", examples=["per_occurrence"])
    name: str = Field(description="指什么，写入 name；为空则指全部")
    label: str = Field(description="中文名称", examples=["每次事故赔偿限额"])
    amount: Number | None = Field(default=None, description="条款已写明的金额（元）")
    rate: Number | None = Field(
        default=None, description="条款已写明的比例（小数）；种类为 copay 的，为保险人赔付的比例"
    )
    needed: bool = Field(description="条款没有写明数额，须由保险单载明")
    case: str = Field(description="只在这种情形下适用；任何情形都适用时为空")


class StartOut(BaseModel):
    """起算期限的一个日期。"""

    fact: str = Field(description="名称，同期限的 counted_from", examples=["complete_documents"])
    name: str = Field(description="中文名称", examples=["索赔单证齐全（保险人收齐）日"])
    sources: list[SourceOut] = Field(description="从此起算的各项期限")


class ClaimFormOut(BaseModel):
    """按一份文本核定案件所需的内容。"""

    bounds: list[WantedBoundOut] = Field(description="限额和免赔，须由保险单载明的在前")
    questions: list[QuestionOut] = Field(description="案情尚未写明时的各项问题，先后按处理的需要")
    documents: list[PaperStandingOut] = Field(description="索赔单证")
    starts: list[StartOut] = Field(description="起算各项期限的日期，按原文次序")


MOST_LISTED = 10_000


class ClaimBatchIn(BaseModel):
    """要核定的一批案件。"""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "六月案件",
                    "document_id": "doc_7h2k9m4q8w3r5t6y1z0a",
                    "claims": [{"id": "A-1", "event": {"occurred": "2025-06-01", "cause": "仓库火灾"}}],
                }
            ]
        },
    )
    claims: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=MOST_LISTED)] = Field(
        description="案件，每个的格式同“核定案件”的请求，另可有 id（案件号）；有误的单独报告，不影响其他案件"
    )
    document_id: str = Field(default="", max_length=64, description="没有写 document 的案件所用的文档")
    name: str = Field(default="", max_length=400, description="名称；不写则自动拟定")


class ClaimBatchOut(BaseModel):
    """一批案件。"""

    id: str = Field(description="批次编号", examples=["clb_3k9x2m4q7w8r5t6y1z0a"])
    name: str = Field(description="名称")
    state: Literal["queued", "running", "ready", "failed", "cancelled"] = Field(
        description="状态：排队、进行中、完成、失败、已取消"
    )
    failure: FailureOut | None = Field(default=None, description="失败的原因")
    total: int = Field(description="案件总数；文档删除时，其案件一并删除")
    done: int = Field(description="已有结果或已判定有误的案件数")
    failed: int = Field(description="其中未能核定的案件数")
    created_at: datetime = Field(description="建立时间（UTC）")
    job_id: str | None = Field(default=None, description="任务编号，仅提交时的应答中有")

    @classmethod
    def of(cls, row: ClaimBatch, counts: Counts, job_id: str | None = None) -> "ClaimBatchOut":
        """From its row."""
        failure = None
        if row.state == "failed":
            failure = FailureOut(code=row.failure_code or "", reason=row.failure_reason or "")
        told = {"id": row.id, "name": row.name, "state": row.state, "created_at": row.created_at}
        numbers = {"total": counts.total, "done": counts.done, "failed": counts.failed}
        return cls.model_validate({**told, **numbers, "failure": failure, "job_id": job_id})


class ClaimBatchPage(BaseModel):
    """批次列表的一页。"""

    items: list[ClaimBatchOut] = Field(description="批次，新的在前")
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")

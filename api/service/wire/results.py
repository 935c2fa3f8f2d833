"""Results of analyses on the wire (分析结果). They mirror the domain values; positions are code points."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AliasChoices, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field

from api.analysis.orders import Kind
from api.analysis.results import Result
from api.claims.writing import Ids, determination_form
from api.service.wire.claims import DeterminationOut
from extractor.answers import Matrix, Standing, Surroundings
from extractor.assessments import ExemptionMap, Extent, LineOfCover, Prompt, Review, Verdict
from extractor.determination import Determination
from extractor.differences import ChangeKind, Comparison, Gain, Likeness, Place, Stroke, Weight

_MIRROR = ConfigDict(from_attributes=True)
# From the domain value, and again from what was sent.
_start, _end = (AliasChoices(name, AliasPath("span", name)) for name in ("start", "end"))


def _shortest(value: object) -> object:
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


Number = Annotated[int | float, BeforeValidator(_shortest)]


class QuotationOut(BaseModel):
    """引文：某份文档的原文。"""

    model_config = _MIRROR

    path: str = Field(description="条号", examples=["第五条（三）"])
    start: int = Field(validation_alias=_start, description="起始位置（Unicode 码位）")
    end: int = Field(validation_alias=_end, description="结束位置（不含）")
    quote: str = Field(description="原文，与全文中该位置逐字相同")


class SpanOut(BaseModel):
    """文档中的一段位置。"""

    model_config = _MIRROR

    start: int = Field(description="起始位置（Unicode 码位）")
    end: int = Field(description="结束位置（不含）")


class ChangeOut(BaseModel):
    """一处变更。"""

    model_config = _MIRROR

    kind: ChangeKind = Field(
        description="变更种类：amount 金额、rate 比例、duration 期限、day_kind 日历日与工作日、party 主体、"
        "modality 应当/可以、condition 条件、exception 除外、scope 范围词、item_added 增加、item_dropped 减少、"
        "reference 引用、negation 否定、wording 文字"
    )
    gain: Gain = Field(
        description="有利于谁：policyholder 投保方、insurer 保险人、neither 均无、unknown 无法判断"
    )
    weight: Weight = Field(description="重要程度：high、medium、low")
    subject: str = Field(description="变的是什么", examples=["免赔率"])
    why: str = Field(description="变化及其影响的说明")
    before: QuotationOut | None = Field(default=None, description="第一份文档的相应原文")
    after: QuotationOut | None = Field(default=None, description="第二份文档的相应原文")


class MarkOut(BaseModel):
    """修订痕迹的一段。"""

    model_config = _MIRROR

    stroke: Stroke = Field(description="kept 保留、deleted 删除（仅第一份有）、inserted 插入（仅第二份有）")
    a: SpanOut | None = Field(default=None, description="在第一份文档中的位置")
    b: SpanOut | None = Field(default=None, description="在第二份文档中的位置")


class PairOut(BaseModel):
    """一对条款。"""

    model_config = _MIRROR

    likeness: Likeness = Field(
        description="same 相同、reworded 表述不同、changed 实质变更、only_a 仅第一份有、only_b 仅第二份有"
    )
    place: Place = Field(
        description="same 同一位置、renumbered 编号变化、moved 移动、split 拆分、merged 合并"
    )
    a: list[QuotationOut] = Field(description="第一份文档的条文")
    b: list[QuotationOut] = Field(description="第二份文档的条文")
    similarity: float = Field(description="相似度，0–1")
    changes: list[ChangeOut] = Field(description="变更")
    marks: list[MarkOut] = Field(description="逐字的修订痕迹；相同或仅一份有时为空")


class ComparisonOut(BaseModel):
    """双文本比对。"""

    model_config = _MIRROR

    pairs: list[PairOut] = Field(description="各对条款，按第二份文档的次序；仅第一份有的列在原处")


class FigureOut(BaseModel):
    """数值。"""

    model_config = _MIRROR

    number: Number = Field(description="数值；比例为小数（5% 为 0.05）")
    unit: str = Field(
        description="yuan 元、share 比例，或 day、working_day、month、year 等", examples=["day"]
    )


class EntryOut(BaseModel):
    """对某一要素的一处约定。"""

    model_config = _MIRROR

    quotation: QuotationOut = Field(description="原文")
    shown: str = Field(description="对照表中显示的文字", examples=["30日"])
    figure: FigureOut | None = Field(default=None, description="数值；原文没有写明数值时没有此项")


class AnswerOut(BaseModel):
    """一份文档对某一要素的约定。"""

    model_config = _MIRROR

    standing: Standing = Field(
        description="stated 已载明、schedule 以保险单载明为准、silent 文本未载明、unreadable 未能读取"
    )
    entries: list[EntryOut] = Field(description="各处约定；未载明时为空")


class RowOut(BaseModel):
    """一个要素。"""

    model_config = _MIRROR

    key: str = Field(description="要素代码", examples=["waiting-period"])
    title: str = Field(description="要素名称", examples=["等待期"])
    group: str = Field(description="所属类别", examples=["期间"])
    differs: bool = Field(description="各文档是否不一致")
    answers: list[AnswerOut] = Field(description="各文档的约定，次序与 documents 一致")


class MatrixOut(BaseModel):
    """要素对照表。"""

    model_config = _MIRROR

    documents: list[str] = Field(description="各文档的标题")
    rows: list[RowOut] = Field(description="各要素")


class CitationOut(BaseModel):
    """法条。"""

    model_config = _MIRROR

    law: str = Field(description="法律名称", examples=["保险法"])
    article: str = Field(description="条", examples=["第二十三条"])
    paragraph: int = Field(description="款；0 表示全条")
    version: date = Field(description="所引文本的施行日期")


class AssessmentOut(BaseModel):
    """一项检查的结论。"""

    model_config = _MIRROR

    rule: str = Field(description="检查项代码")
    title: str = Field(description="检查项名称")
    verdict: Verdict = Field(
        description="agrees 符合、better 优于要求、worse 不符合、absent 应有而未载明、person 需人工判断、"
        "not_concerned 不涉及"
    )
    weight: Weight = Field(description="重要程度：high、medium、low")
    requirement: str = Field(description="要求（本系统的概括，不是法条原文）")
    reason: str = Field(description="结论的理由")
    advice: str = Field(description="建议；没有时为空")
    sources: list[QuotationOut] = Field(description="所依据的原文；未载明或不涉及时为空")
    citations: list[CitationOut] = Field(description="法条依据")
    prevails: str = Field(description="文本约定以法律为准时，实际生效的内容；否则为空")


class ReviewOut(BaseModel):
    """按审查标准或法律检查的结果，符合的也列出。"""

    model_config = _MIRROR

    standard: str = Field(description="标准代码", examples=["liability"])
    title: str = Field(description="标准名称", examples=["责任保险审查标准"])
    lines: list[LineOfCover] = Field(description="文档所属险种")
    assessments: list[AssessmentOut] = Field(description="各项检查")


class ExemptionOut(BaseModel):
    """一项免除或减轻保险人责任的约定。"""

    model_config = _MIRROR

    quotation: QuotationOut = Field(description="原文")
    heading: str = Field(description="所在标题")
    extent: Extent = Field(
        description="full 不承担责任、part 减轻、time 一段时间内不承担、forfeit 因当事人行为丧失权利、share 与其他保险分摊"
    )
    section: bool = Field(description="是否在责任免除部分之内")
    prompt: Prompt = Field(
        description="是否作了足以引起注意的提示：shown、not_shown、unknown（原件不含字体信息）"
    )
    subject: str = Field(description="事由", examples=["逾期通知"])
    evidence: str = Field(description="提示与否的依据")
    exception: str = Field(description="但书原文；没有时为空")
    lead: QuotationOut | None = Field(default=None, description="所依附的总括语或义务；没有时没有此项")


class ExemptionMapOut(BaseModel):
    """免责事项。"""

    model_config = _MIRROR

    exemptions: list[ExemptionOut] = Field(description="各项免责约定，按原文次序")
    notes: list[str] = Field(description="阅读说明")


class NeighbourOut(BaseModel):
    """文档库中的一份文档。"""

    model_config = _MIRROR

    reading_id: str = Field(
        validation_alias=AliasChoices("reading_id", "key"), description="该文档的读取结果编号"
    )
    verbatim: float = Field(description="本文档的条文在其中逐字出现的比例，0–1")
    similar: float = Field(description="本文档的条文在其中有相同或相近条文的比例，0–1")


class EchoOut(BaseModel):
    """本文档的一段条文在文档库中的情况。"""

    model_config = _MIRROR

    path: str = Field(description="条号")
    start: int = Field(validation_alias=_start, description="起始位置（Unicode 码位）")
    end: int = Field(validation_alias=_end, description="结束位置（不含）")
    held: int = Field(description="有相同或相近条文的文档数；0 为少见条款")
    verbatim: list[str] = Field(description="逐字相同的相近文档（读取结果编号）")
    similar: list[str] = Field(description="仅相近的相近文档（读取结果编号）")


class SurroundingsOut(BaseModel):
    """与文档库的比较。"""

    model_config = _MIRROR

    searched: int = Field(description="所比较的文档数")
    neighbours: list[NeighbourOut] = Field(description="最相近的文档，相近的在前，最多 50 份")
    echoes: list[EchoOut] = Field(description="各段条文，按原文次序")


class ResultOut(BaseModel):
    """分析的结果；按种类只有其中一项。"""

    kind: Kind = Field(description="分析种类")
    comparison: ComparisonOut | None = Field(default=None, description="双文本比对，kind 为 comparison 时有")
    matrix: MatrixOut | None = Field(default=None, description="要素对照表，kind 为 matrix 时有")
    review: ReviewOut | None = Field(default=None, description="检查结果，kind 为 playbook 或 law 时有")
    exemptions: ExemptionMapOut | None = Field(default=None, description="免责事项，kind 为 exemptions 时有")
    neighbours: SurroundingsOut | None = Field(
        default=None, description="与文档库的比较，kind 为 neighbours 时有"
    )
    claim: DeterminationOut | None = Field(default=None, description="核定意见，kind 为 claim 时有")
    case: dict[str, Any] | None = Field(default=None, description="所核定的案情，kind 为 claim 时有")

    @classmethod
    def of(
        cls, kind: str, result: Result, ids: Ids | None = None, case: dict[str, Any] | None = None
    ) -> "ResultOut":
        """From the domain value; ``ids`` are those of records in the store, ``case`` the claim asked about."""
        told: dict[str, Any] = {"kind": kind, "case": case}
        match result:
            case Comparison():
                told["comparison"] = ComparisonOut.model_validate(result)
            case Matrix():
                told["matrix"] = MatrixOut.model_validate(result)
            case Review():
                told["review"] = ReviewOut.model_validate(result)
            case ExemptionMap():
                told["exemptions"] = ExemptionMapOut.model_validate(result)
            case Surroundings():
                told["neighbours"] = SurroundingsOut.model_validate(result)
            case Determination():
                told["claim"] = DeterminationOut.model_validate(determination_form(result, None, ids))
        return cls.model_validate(told)

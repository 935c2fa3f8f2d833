"""Analyses on the wire (分析)."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.analysis.orders import MOST_COMPARED, Kind
from api.claims.form import CaseIn
from api.service.wire.documents import FailureOut
from api.store.tables_analysis import Analysis, AnalysisSubject

StateName = Literal["queued", "running", "ready", "failed", "cancelled"]


class SubjectIn(BaseModel):
    """要分析的一份文档。"""

    model_config = ConfigDict(extra="forbid")

    document_id: str = Field(max_length=64, description="文档编号", examples=["doc_7h2k9m4q8w3r5t6y1z0a"])
    version: int | None = Field(default=None, ge=1, le=100_000, description="版本号；不写为当前内容")


class AnalysisIn(BaseModel):
    """要做的分析。"""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "kind": "comparison",
                    "documents": [
                        {"document_id": "doc_7h2k9m4q8w3r5t6y1z0a", "version": 1},
                        {"document_id": "doc_7h2k9m4q8w3r5t6y1z0a", "version": 2},
                    ],
                },
                {
                    "kind": "playbook",
                    "documents": [{"document_id": "doc_7h2k9m4q8w3r5t6y1z0a"}],
                    "playbook": "liability",
                },
                {
                    "kind": "claim",
                    "documents": [{"document_id": "doc_7h2k9m4q8w3r5t6y1z0a"}],
                    "claim": {"event": {"occurred": "2025-06-01", "cause": "仓库电线短路引发火灾"}},
                },
            ]
        },
    )
    kind: Kind = Field(
        description="comparison：两份文档比对；matrix：二至二十份文档的要素对照；playbook：按审查标准检查；"
        "law：与法律核对；exemptions：免责事项；neighbours：与工作区的其他文档比较，找出最相近的和少见的条款；claim：理赔核定"
    )
    documents: Annotated[list[SubjectIn], Field(min_length=1, max_length=MOST_COMPARED)] = Field(
        description="文档；比对以第一份为基准"
    )
    name: str = Field(default="", max_length=400, description="名称；不写则按文档名称拟定")
    playbook: str = Field(
        default="",
        max_length=64,
        description="审查标准的编号，kind 为 playbook 时必填",
        examples=["liability"],
    )
    elements: list[str] | None = Field(
        default=None, max_length=500, description="要素代码，kind 为 matrix 时可选；不写为全部"
    )
    claim: CaseIn | None = Field(default=None, description="案情，kind 为 claim 时必填")


class AnalysisSubjectOut(BaseModel):
    """所分析的一份文档。"""

    document_id: str = Field(description="文档编号")
    reading_id: str = Field(description="读取结果编号")
    name: str = Field(description="文档名称")
    title: str = Field(description="文档标题")
    version: int = Field(description="所读的版本号")
    current: bool = Field(description="所读的是否仍为文档的当前内容；否则文档后来有了新版本或重新读取过")

    @classmethod
    def of(cls, subject: AnalysisSubject) -> "AnalysisSubjectOut":
        """From its row."""
        reading, document = subject.reading, subject.document
        (version,) = (one.number for one in document.versions if one.id == reading.version_id)
        return cls(
            document_id=document.id,
            reading_id=reading.id,
            name=document.name,
            title=reading.title,
            version=version,
            current=reading.is_current,
        )


class AnalysisOut(BaseModel):
    """一项分析。"""

    id: str = Field(description="分析编号", examples=["ana_3k9x2m4q7w8r5t6y1z0a"])
    kind: Kind = Field(description="分析种类")
    name: str = Field(description="名称")
    state: StateName = Field(description="状态：排队、进行中、完成、失败、已取消")
    failure: FailureOut | None = Field(default=None, description="失败的原因")
    documents: list[AnalysisSubjectOut] = Field(description="所分析的文档，按所给次序")
    playbook: str | None = Field(default=None, description="审查标准的名称，kind 为 playbook 时有")
    tally: dict[str, int] = Field(description="结果的计数，按结论或种类；未完成时为空")
    revision: int = Field(description="修改次数，与 ETag 一致")
    created_at: datetime = Field(description="建立时间（UTC）")
    job_id: str | None = Field(default=None, description="任务编号；当场完成的没有此项，列表中也没有")

    @classmethod
    def of(cls, row: Analysis, job_id: str | None = None) -> "AnalysisOut":
        """From its row."""
        failure = None
        if row.state == "failed":
            failure = FailureOut(code=row.failure_code or "", reason=row.failure_reason or "")
        return cls.model_validate(
            {
                "id": row.id,
                "kind": row.kind,
                "name": row.name,
                "state": row.state,
                "failure": failure,
                "documents": [AnalysisSubjectOut.of(one) for one in row.subjects],
                "playbook": row.parameters.get("playbook_name") or None,
                "tally": row.tally,
                "revision": row.revision,
                "created_at": row.created_at,
                "job_id": job_id,
            }
        )


class AnalysisPage(BaseModel):
    """分析列表的一页。"""

    items: list[AnalysisOut] = Field(description="分析，新的在前")
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")


class AnalysisPatch(BaseModel):
    """对分析的修改。"""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "2026 版与 2025 版比对"}]}
    )
    name: str = Field(min_length=1, max_length=400, pattern=r"\S", description="新的名称")

"""Documents, versions, readings and jobs on the wire (文档、任务)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from api.export.comparison_wording import LINES as LINE_NAMES
from api.export.wording import FINDINGS
from api.service.paging import Cursor, Limit
from api.service.wire.examples import example
from api.service.wire.reviews import Word
from api.store.catalogue import DocumentFilter, Facets, Kind, Progress, Sort
from api.store.jobs import JobView
from api.store.tables import Document, Reading, Version
from extractor.assessments import LineOfCover

State = Literal["queued", "reading", "ready", "failed", "cancelled"]
JobState = Literal["queued", "running", "succeeded", "failed", "cancelled"]
LINES = "；".join(f"{line} {name}" for line, name in LINE_NAMES.items())
_OF_ROW = ("created_at", "updated_at", "revision", "records", "findings", "reviewed", "pending")


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("年份超出范围") from None


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class FailureOut(BaseModel):
    """没有读出的原因。"""

    code: str = Field(description="原因代码", examples=["encrypted"])
    reason: str = Field(
        description="原因，以及可以怎么做", examples=["文件已加密。请用密码打开后，另存为不加密的文件再试。"]
    )


class RemarkOut(BaseModel):
    """阅读说明：读者应当知道的情况，如某页没有文字层。"""

    code: str = Field(description="说明代码", examples=["no-text-layer"])
    message: str = Field(description="说明")
    page: int = Field(description="页码，从 1 起；0 表示不分页")
    box: list[float] | None = Field(
        default=None,
        description="所说的区域（印章、手写等）：左、上、右、下（点）；说的是整页或全文时没有此项",
        examples=[[310.2, 402, 430.6, 521.4]],
    )


class VersionOut(BaseModel):
    """文档的一个版本：一次上传的文件。"""

    number: int = Field(description="版本号，从 1 起", examples=[1])
    filename: str = Field(description="上传时的文件名", examples=["网络安全保险条款.pdf"])
    sha256: str = Field(description="原件的 SHA-256")
    size: int = Field(description="原件大小（字节）")
    format: str = Field(description="原件格式", examples=["pdf"])
    state: State = Field(description="读取状态：排队、读取中、已读出、失败、已取消")
    failure: FailureOut | None = Field(default=None, description="失败的原因；未失败时没有此项")
    created_at: datetime = Field(description="上传时间（UTC）")

    @classmethod
    def of(cls, version: Version) -> "VersionOut":
        """From its row."""
        failure = None
        if version.state == "failed":
            failure = FailureOut(code=version.failure_code or "", reason=version.failure_reason or "")
        return cls.model_validate(
            {
                "number": version.number,
                "filename": version.filename,
                "sha256": version.sha256,
                "size": version.size,
                "format": version.source,
                "state": version.state,
                "failure": failure,
                "created_at": version.created_at,
            }
        )


class ReadingOut(BaseModel):
    """一次读取的结果。重新读取会产生新的结果，旧的保留。"""

    id: str = Field(description="读取结果编号", examples=["rdg_3k9x2m4q7w8r5t6y1z0a"])
    version: int = Field(description="所读的版本号")
    extractor: str = Field(description="提取程序及其版本", examples=["tiaokuan 0.1.0"])
    current: bool = Field(description="是否为当前结果")
    title: str = Field(description="文档标题", examples=["网络安全保险条款"])
    kind: Literal["clauses", "contract"] = Field(description="条款或合同")
    pages: int = Field(description="页数；0 表示不分页")
    remarks: list[RemarkOut] = Field(description="阅读说明")
    created_at: datetime = Field(description="读出时间（UTC）")

    @classmethod
    def of(cls, reading: Reading, number: int) -> "ReadingOut":
        """From its row and the number of its version."""
        return cls.model_validate(
            {
                "id": reading.id,
                "version": number,
                "extractor": reading.extractor,
                "current": reading.is_current,
                "title": reading.title,
                "kind": reading.kind,
                "pages": reading.pages,
                "remarks": reading.remarks,
                "created_at": reading.created_at,
            }
        )


class DocumentOut(BaseModel):
    """一份文档。"""

    model_config = ConfigDict(json_schema_extra=example("document"))

    id: str = Field(description="文档编号", examples=["doc_7h2k9m4q8w3r5t6y1z0a"])
    name: str = Field(description="名称；默认取自文件名，可修改", examples=["网络安全保险条款"])
    state: State = Field(description="最新版本的读取状态")
    created_at: datetime = Field(description="建立时间（UTC）")
    revision: int = Field(description="修改次数，与 ETag 一致", examples=[1])
    updated_at: datetime = Field(description="最近变化的时间（UTC）：上传、改名、读出或复核")
    version: VersionOut = Field(description="最新版本")
    versions: int = Field(description="版本数", examples=[1])
    job_id: str | None = Field(default=None, description="正在进行或排队的读取任务；没有时没有此项")
    lines: list[LineOfCover] = Field(
        description=f"险种，主要的在前：{LINES}；尚未读出时为空", examples=[["liability"]]
    )
    insurer: str | None = Field(
        default=None,
        description="保险人，按文档所写；没有写明时没有此项",
        examples=["山雀财产保险股份有限公司"],
    )
    records: int = Field(description="当前内容的记录条数，驳回的不计", examples=[86])
    findings: int = Field(description="当前内容的发现条数，驳回的不计", examples=[5])
    reviewed: int = Field(description="记录和发现中已复核的条数", examples=[61])
    pending: int = Field(description="记录和发现中尚未复核的条数", examples=[30])
    reading: ReadingOut | None = Field(default=None, description="当前读取结果；尚未读出时没有此项")

    @classmethod
    def of(cls, document: Document, reading: Reading | None, job_id: str | None) -> "DocumentOut":
        """From its row, the reading in force and the job that reads it now."""
        newest = document.versions[-1]
        numbers = {version.id: version.number for version in document.versions}
        return cls.model_validate(
            {
                "id": document.id,
                "name": document.name,
                "state": newest.state,
                **{name: getattr(document, name) for name in _OF_ROW},
                "version": VersionOut.of(newest),
                "versions": len(document.versions),
                "job_id": job_id,
                "lines": [] if reading is None else reading.lines.split(),
                "insurer": (reading.insurer or None) if reading is not None else None,
                "reading": None if reading is None else ReadingOut.of(reading, numbers[reading.version_id]),
            }
        )


class DocumentPage(BaseModel):
    """文档列表的一页。"""

    items: list[DocumentOut] = Field(description="文档，按所要求的次序")
    total: int = Field(description="符合条件的文档总数", examples=[128])
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")


class DocumentFilters(BaseModel):
    """筛选；各项条件须同时满足，同一项可写多个值，满足其一即可。"""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = Field(
        default="", description="名称或标题中包含的文字"
    )
    state: State | None = Field(default=None, description="最新版本的读取状态")
    kind: Kind | None = Field(default=None, description="clauses：条款；contract：合同")
    line: list[LineOfCover] = Field(default=[], description=f"险种，可写多个：{LINES}")
    insurer: list[Word] = Field(default=[], max_length=50, description="保险人全称，可写多个")
    finding: list[Word] = Field(default=[], max_length=50, description="有这种发现的：发现代码，可写多个")
    has_findings: bool | None = Field(default=None, description="是否有未驳回的发现；只看已读出的")
    review: Progress | None = Field(
        default=None,
        description="复核进度，只看已读出的：none 尚未开始、partial 进行中、done 已全部复核",
    )
    created_from: Moment | None = Field(default=None, description="此时或之后建立的；须写明时区")
    created_to: Moment | None = Field(default=None, description="此时之前建立的；须写明时区")

    def wanted(self) -> DocumentFilter:
        """The filter for the store."""
        return DocumentFilter(
            name=self.name,
            state=self.state,
            kind=self.kind,
            lines=tuple(self.line),
            insurers=tuple(self.insurer),
            findings=tuple(self.finding),
            has_findings=self.has_findings,
            review=self.review,
            created_from=self.created_from,
            created_to=self.created_to,
        )


class DocumentQuery(DocumentFilters):
    """筛选、排序和分页。"""

    sort: Sort = Field(
        default=Sort.CREATED,
        description="次序：created 建立时间、name 名称（拼音）、updated 最近变化、findings 发现条数、pending 待复核条数",
    )
    order: Literal["asc", "desc"] = Field(default="desc", description="asc 从小到大、从早到晚；desc 相反")
    cursor: Cursor = None
    limit: Limit = 50

    def asked(self) -> str:
        """The question, whatever the page."""
        return self.model_dump_json(exclude={"cursor", "limit"}, exclude_defaults=True)


class FacetOut(BaseModel):
    """一个可供筛选的值。"""

    value: str = Field(description="值", examples=["liability"])
    name: str | None = Field(default=None, description="中文名称，险种和发现代码才有", examples=["责任保险"])
    count: int = Field(description="有此值的文档份数", examples=[12])


class FacetsOut(BaseModel):
    """各筛选项现有的值，份数多的在前，每项最多 200 个。计数时不受该项自身条件的限制。"""

    states: list[FacetOut] = Field(description="读取状态")
    kinds: list[FacetOut] = Field(description="条款或合同")
    lines: list[FacetOut] = Field(description="险种")
    insurers: list[FacetOut] = Field(description="保险人")
    findings: list[FacetOut] = Field(description="发现代码")
    reviews: list[FacetOut] = Field(description="复核进度")

    @classmethod
    def of(cls, facets: Facets) -> "FacetsOut":
        """From the counts."""
        told: dict[str, Mapping[str, int]] = {name: getattr(facets, name) for name in cls.model_fields}
        names = {"lines": LINE_NAMES, "findings": FINDINGS}
        return cls(
            **{
                name: [
                    FacetOut(value=value, name=names.get(name, {}).get(value), count=count)
                    for value, count in counts.items()
                ]
                for name, counts in told.items()
            }
        )


class BelongingsOut(BaseModel):
    """随文档一并删除的内容。"""

    model_config = ConfigDict(from_attributes=True)

    versions: int = Field(description="版本数，每个版本有一份原件", examples=[1])
    readings: int = Field(description="读取结果数", examples=[2])
    records: int = Field(description="当前内容的记录条数", examples=[86])
    findings: int = Field(description="当前内容的发现条数", examples=[5])
    decisions: int = Field(description="复核结论条数：采纳、更正、驳回和补充", examples=[61])
    analyses: int = Field(description="用到它的分析项数：比对、对照、审查等", examples=[3])
    claims: int = Field(description="按它核定的案件数", examples=[0])


class DocumentPatch(BaseModel):
    """对文档的修改。"""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "网络安全保险条款（2026 版）"}]}
    )
    name: str = Field(min_length=1, max_length=400, pattern=r"\S", description="新的名称")


class JobOut(BaseModel):
    """一项任务：读取一份文档，或完成一项分析。"""

    model_config = ConfigDict(json_schema_extra=example("job"))

    id: str = Field(description="任务编号", examples=["job_5t6y1z0a7h2k9m4q8w3r"])
    kind: Literal["read", "analyse", "claims"] = Field(
        description="read：读取文档；analyse：完成一项分析；claims：批量核定案件"
    )
    state: JobState = Field(description="状态：排队、进行中、成功、失败、已取消")
    stage: str = Field(
        description="进行到哪一步：queued、reading、analysing、checking、saving、done", examples=["reading"]
    )
    position: int | None = Field(default=None, description="在队列中的位置，从 1 起；仅排队时有")
    document_id: str = Field(description="文档编号；分析任务为第一份文档的编号，批量核定为空")
    upload_id: str | None = Field(default=None, description="所属的批量上传编号")
    attempts: int = Field(description="已尝试次数")
    cancel_asked: bool = Field(description="是否已要求取消")
    failure: FailureOut | None = Field(default=None, description="失败的原因")
    reading_id: str | None = Field(default=None, description="读取结果编号，读取成功后才有")
    analysis_id: str | None = Field(default=None, description="分析编号，仅分析任务有")
    batch_id: str | None = Field(default=None, description="批次编号，仅批量核定任务有")
    done: int | None = Field(
        default=None, description="已完成的案件数（批量核定）或已识别的扫描页数（读取扫描件）"
    )
    total: int | None = Field(
        default=None, description="案件总数（批量核定）或须识别的扫描页数（读取扫描件）"
    )
    revision: int = Field(description="变化次数；订阅进度时作为事件编号")
    created_at: datetime = Field(description="提交时间（UTC）")
    started_at: datetime | None = Field(default=None, description="开始时间（UTC）")
    finished_at: datetime | None = Field(default=None, description="结束时间（UTC）")

    @classmethod
    def of(cls, job: JobView) -> "JobOut":
        """From a job at one moment."""
        failure = None
        if job.failure_code is not None:
            failure = FailureOut(code=job.failure_code, reason=job.failure_reason or "")
        told = {name: getattr(job, name) for name in cls.model_fields if name != "failure"}
        return cls.model_validate(told | {"failure": failure, "state": job.state.value})


class JobPage(BaseModel):
    """任务列表的一页。"""

    items: list[JobOut] = Field(description="任务，新的在前")
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")


class RefusalOut(BaseModel):
    """一个文件未被接收的原因。"""

    code: str = Field(description="原因代码", examples=["unsupported"])
    reason: str = Field(description="原因，以及可以怎么做")


class UploadItem(BaseModel):
    """上传的一个文件的结果：已接收、已有，或未接收。"""

    filename: str = Field(description="文件名；压缩包内的文件为“压缩包名/路径”")
    outcome: Literal["accepted", "existing", "refused"] = Field(
        description="accepted：已接收，正在排队读取；existing：工作区已有完全相同的文件；refused：未接收"
    )
    document_id: str | None = Field(default=None, description="文档编号")
    job_id: str | None = Field(default=None, description="读取任务编号，仅 accepted 有")
    refusal: RefusalOut | None = Field(default=None, description="未接收的原因，仅 refused 有")


class UploadOut(BaseModel):
    """一次上传的结果，每个文件一项。"""

    model_config = ConfigDict(json_schema_extra=example("upload"))

    id: str = Field(description="上传编号，可用于查询各任务", examples=["upl_9m4q8w3r5t6y1z0a7h2k"])
    items: list[UploadItem] = Field(description="各文件的结果，按上传次序")

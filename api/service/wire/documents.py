"""Documents, versions, readings and jobs on the wire (文档、任务)."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.service.wire.examples import example
from api.store.jobs import JobView
from api.store.tables import Document, Reading, Version

State = Literal["queued", "reading", "ready", "failed", "cancelled"]
JobState = Literal["queued", "running", "succeeded", "failed", "cancelled"]


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
    version: VersionOut = Field(description="最新版本")
    reading: ReadingOut | None = Field(default=None, description="当前读取结果；尚未读出时没有此项")

    @classmethod
    def of(cls, document: Document, reading: Reading | None) -> "DocumentOut":
        """From its row and the reading in force."""
        newest = document.versions[-1]
        numbers = {version.id: version.number for version in document.versions}
        return cls.model_validate(
            {
                "id": document.id,
                "name": document.name,
                "state": newest.state,
                "created_at": document.created_at,
                "revision": document.revision,
                "version": VersionOut.of(newest),
                "reading": None if reading is None else ReadingOut.of(reading, numbers[reading.version_id]),
            }
        )


class DocumentPage(BaseModel):
    """文档列表的一页。"""

    items: list[DocumentOut] = Field(description="文档，新的在前")
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")


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

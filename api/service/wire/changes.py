"""What others changed in a document, on the wire (变动)."""

from pydantic import BaseModel, Field

from api.service.wire.findings import FindingOut
from api.service.wire.records import RecordOut
from api.store.changes import Changes


class ChangesOut(BaseModel):
    """一份文档自某时以来的变动。"""

    revision: int = Field(
        description="变动的序号，与 ETag 一致；下次以 since 送回，只取其后的变动", examples=[1024]
    )
    reading_id: str | None = Field(
        default=None, description="当前的读取结果；与手头的不同即已重新读取，应重新取全部内容"
    )
    records: list[RecordOut] = Field(description="有变动的记录，现在的样子；驳回的也在内")
    findings: list[FindingOut] = Field(description="有变动的发现，现在的样子；驳回的也在内")
    more: bool = Field(description="是否还有更晚的变动；有则请以新的 since 再取")

    @classmethod
    def of(cls, changes: Changes) -> "ChangesOut":
        """From what the store tells."""
        return cls(
            revision=changes.revision,
            reading_id=changes.reading_id,
            records=[RecordOut.of(row) for row in changes.records],
            findings=[FindingOut.of(row) for row in changes.findings],
            more=changes.more,
        )

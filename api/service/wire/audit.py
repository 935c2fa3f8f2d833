"""The audit trail on the wire (审计)."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from api.store.tables_work import AuditChange, AuditEvent


class AuditOut(BaseModel):
    """一条审计记录：何人何时做了什么。"""

    id: int = Field(description="序号，只增不减")
    at: datetime = Field(description="时间（UTC）")
    actor: str = Field(description="用户或密钥的编号；system 为系统本身")
    actor_name: str = Field(description="用户或密钥的名称")
    action: str = Field(description="做了什么", examples=["record.corrected"])
    document_id: str | None = Field(default=None, description="涉及的文档")
    subject: str | None = Field(default=None, description="涉及的记录、发现、版本、密钥等")
    request_id: str | None = Field(default=None, description="请求标识")
    before: dict[str, Any] | None = Field(default=None, description="改动之前；文档删除后不再保留")
    after: dict[str, Any] | None = Field(default=None, description="改动之后；文档删除后不再保留")

    @classmethod
    def of(cls, event: AuditEvent, change: AuditChange | None) -> "AuditOut":
        """From its rows."""
        names = ["id", "at", "actor", "actor_name", "action", "document_id", "subject", "request_id"]
        told = {name: getattr(event, name) for name in names}
        if change is not None:
            told |= {"before": change.before, "after": change.after}
        return cls.model_validate(told)


class AuditPage(BaseModel):
    """审计记录的一页。"""

    items: list[AuditOut] = Field(description="审计记录，新的在前")
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")

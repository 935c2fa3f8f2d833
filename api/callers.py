"""Who asks, and what they may do (调用者)."""

from dataclasses import dataclass
from enum import StrEnum

from api.problems import NotAllowed


class Scope(StrEnum):
    """What a key or a person may do in a workspace (权限)."""

    READ = "read"  # 查看
    WRITE = "write"  # 上传、重读、删除
    REVIEW = "review"  # 复核
    ADMIN = "admin"  # 管理密钥、成员，查看审计；包含其余各项


@dataclass(frozen=True, slots=True)
class Caller:
    """A key or a person at work in one workspace. ``id`` is theirs, ``name`` for the audit trail."""

    id: str
    name: str
    workspace_id: str
    scopes: frozenset[Scope]

    def may(self, scope: Scope) -> bool:
        """True where the caller has the scope, or all of them."""
        return scope in self.scopes or Scope.ADMIN in self.scopes

    def demand(self, scope: Scope) -> None:
        """Raises NotAllowed without the scope."""
        if not self.may(scope):
            raise NotAllowed(
                "scope-missing", f"需要 {scope} 权限。请向工作区管理员申请，或换用有此权限的密钥。"
            )

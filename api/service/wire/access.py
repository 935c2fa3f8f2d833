"""People, sessions, keys and members on the wire (登录、密钥、成员)."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, WithJsonSchema

from api.access.keys import NewKey
from api.access.names import ID, LABEL, USER, Form
from api.access.passwords import SHORTEST
from api.callers import Scope
from api.store.tables import ApiKey


def _formed(form: Form) -> Callable[[str], str]:
    def formed(text: str) -> str:
        if not form.fits(text):
            raise ValueError(form.told)
        return text

    return formed


def _schema(form: Form) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": form.pattern})


def _whole(value: object) -> object:
    """JSON has one kind of numbers: 30.0 is 30, while "30" is none."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Id = Annotated[str, AfterValidator(_formed(ID)), _schema(ID)]
UserName = Annotated[str, AfterValidator(_formed(USER)), _schema(USER)]
Label = Annotated[str, AfterValidator(_formed(LABEL)), _schema(LABEL)]
Password = Annotated[SecretStr, Field(min_length=1, max_length=1000)]
NewPassword = Annotated[SecretStr, Field(min_length=SHORTEST, max_length=1000)]
ScopeName = Annotated[Scope, WithJsonSchema({"type": "string", "enum": [scope.value for scope in Scope]})]
Days = Annotated[int, Field(ge=1, le=3650, strict=True), BeforeValidator(_whole)]
Scopes = Annotated[
    list[ScopeName],
    Field(
        min_length=1,
        max_length=len(Scope),
        description="权限：read 查看；write 上传、重读、删除；review 复核；admin 管理密钥和成员、查看审计，包含其余各项",
        examples=[["read", "write"]],
    ),
]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SignInIn(_In):
    """用户名和密码。"""

    name: str = Field(min_length=1, max_length=200, description="用户名", examples=["admin"])
    password: Password = Field(description="密码")
    workspace_id: Id | None = Field(default=None, description="进入哪个工作区；不写时为名称排在最前的一个")


class SwitchIn(_In):
    """要换到的工作区。"""

    workspace_id: Id = Field(description="工作区编号，见 GET /v1/session")


class PasswordIn(_In):
    """当前密码和新密码。"""

    current: Password = Field(description="当前密码")
    password: NewPassword = Field(description="新密码，至少 12 个字符，不能与用户名相同")


class PlaceOut(BaseModel):
    """一个可以进入的工作区。"""

    model_config = ConfigDict(from_attributes=True)
    id: str = Field(description="工作区编号", examples=["ws_8m2k4x0q6z1y7w3v5t9s"])
    name: str = Field(description="工作区名称", examples=["默认工作区"])
    scopes: list[ScopeName] = Field(description="在该工作区的权限")


class SessionOut(BaseModel):
    """谁在调用，能做什么。"""

    kind: Literal["person", "key"] = Field(description="person 为登录的用户，key 为密钥")
    id: str = Field(description="用户或密钥的编号", examples=["usr_8m2k4x0q6z1y7w3v5t9s"])
    name: str = Field(description="用户或密钥的名称", examples=["admin"])
    workspace_id: str = Field(description="当前工作区编号")
    scopes: list[ScopeName] = Field(description="在当前工作区能做什么；admin 已展开为全部权限")
    workspaces: list[PlaceOut] = Field(description="可以进入的工作区，按名称排列；密钥只有一个")


class KeyIn(_In):
    """要新建的密钥。"""

    name: Label = Field(description="用途，便于辨认", examples=["核保系统"])
    scopes: Scopes
    days: Days | None = Field(default=None, description="有效天数；不写为长期有效", examples=[90])


class KeyOut(BaseModel):
    """一个密钥（不含密钥本身）。"""

    model_config = ConfigDict(from_attributes=True)
    id: str = Field(description="编号", examples=["key_8m2k4x0q6z1y7w3v5t9s"])
    name: str = Field(description="用途", examples=["核保系统"])
    prefix: str = Field(description="密钥的开头，便于辨认", examples=["tk_7c1d9e2f"])
    scopes: list[ScopeName] = Field(description="权限")
    created_at: datetime = Field(description="新建时间（UTC）")
    created_by: str = Field(description="由谁新建（用户或密钥的编号；system 为命令行）")
    expires_at: datetime | None = Field(default=None, description="到期时间（UTC）；长期有效的没有此项")
    revoked_at: datetime | None = Field(default=None, description="停用时间（UTC）；未停用的没有此项")


class NewKeyOut(KeyOut):
    """刚新建的密钥。"""

    key: str = Field(description="密钥本身，只在这一次应答中出现，请妥善保存")


class KeysOut(BaseModel):
    """工作区的密钥，新的在前。"""

    items: list[KeyOut] = Field(description="密钥，含已停用和已到期的")


class MemberIn(_In):
    """要加入的成员。"""

    name: UserName = Field(description="用户名：汉字、字母、数字或 . _ - @ ·，至多 64 个", examples=["张三"])
    scopes: Scopes
    password: NewPassword | None = Field(
        default=None, description="新用户的初始密码，至少 12 个字符；已有用户加入时不写"
    )


class ScopesIn(_In):
    """成员的新权限。"""

    scopes: Scopes


class MemberOut(BaseModel):
    """一位成员。"""

    model_config = ConfigDict(from_attributes=True)
    user_id: str = Field(description="用户编号", examples=["usr_8m2k4x0q6z1y7w3v5t9s"])
    name: str = Field(description="用户名", examples=["张三"])
    scopes: list[ScopeName] = Field(description="在本工作区的权限")
    disabled: bool = Field(description="已停用的用户不能登录")


class MembersOut(BaseModel):
    """工作区的成员，按用户名排列。"""

    items: list[MemberOut] = Field(description="成员")


def key_out(row: ApiKey) -> KeyOut:
    """A key as it is listed."""
    return KeyOut.model_validate(row)


def new_key_out(made: NewKey) -> NewKeyOut:
    """A key as it is told once."""
    return NewKeyOut(**key_out(made.row).model_dump(), key=made.token)

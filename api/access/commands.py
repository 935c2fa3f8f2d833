"""The commands ``tiaokuan user`` and ``tiaokuan key`` (命令行：用户、密钥).

What they need is imported where it is used, so that ``--help`` answers at once.
"""

from typing import Annotated

import typer

from api.access.names import FIRST_WORKSPACE

users = typer.Typer(
    name="user", help="管理用户：新建、列出、停用、修改密码。", no_args_is_help=True, rich_markup_mode=None
)
keys = typer.Typer(
    name="key", help="管理密钥：新建、列出、停用。", no_args_is_help=True, rich_markup_mode=None
)

_Name = Annotated[str, typer.Argument(metavar="用户名", help="用户名。", show_default=False)]
_Workspace = Annotated[str, typer.Option("--workspace", "-w", metavar="名称", help="工作区名称。")]
_Scopes = Annotated[
    str,
    typer.Option(
        "--scopes",
        "-s",
        metavar="权限",
        help="逗号分隔：read 查看、write 上传和删除、review 复核、admin 管理（包含其余各项）。",
    ),
]
_FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="从标准输入读取密码（第一行），不在终端询问。")
]


@users.command("add")
def add_user(
    name: _Name,
    workspace: _Workspace = FIRST_WORKSPACE,
    scopes: _Scopes = "read",
    password_stdin: _FromStdin = False,
) -> None:
    """新建用户并加入工作区；已有的用户只加入工作区，不问密码。工作区不存在时新建。"""
    from api.access import console  # noqa: PLC0415

    console.add_user(name, workspace, scopes, password_stdin=password_stdin)


@users.command("list")
def list_users() -> None:
    """列出全部用户及其工作区和权限。"""
    from api.access import console  # noqa: PLC0415

    console.list_users()


@users.command("disable")
def disable_user(name: _Name) -> None:
    """停用用户：不能再登录，已有的登录立即失效。"""
    from api.access import console  # noqa: PLC0415

    console.set_disabled(name, disabled=True)


@users.command("enable")
def enable_user(name: _Name) -> None:
    """恢复停用的用户。"""
    from api.access import console  # noqa: PLC0415

    console.set_disabled(name, disabled=False)


@users.command("password")
def set_password(name: _Name, password_stdin: _FromStdin = False) -> None:
    """设置新密码；该用户已有的登录立即失效。"""
    from api.access import console  # noqa: PLC0415

    console.set_password(name, password_stdin=password_stdin)


@keys.command("create")
def create_key(
    name: Annotated[
        str, typer.Option("--name", "-n", metavar="用途", help="用途，便于辨认。", show_default=False)
    ],
    workspace: _Workspace = FIRST_WORKSPACE,
    scopes: _Scopes = "read",
    days: Annotated[
        int | None,
        typer.Option(min=1, max=3650, metavar="天数", help="有效天数。", show_default="长期有效"),
    ] = None,
) -> None:
    """新建密钥，在标准输出给出；只显示这一次。工作区不存在时新建。"""
    from api.access import console  # noqa: PLC0415

    console.create_key(name, workspace, scopes, days)


@keys.command("list")
def list_keys(workspace: _Workspace = FIRST_WORKSPACE) -> None:
    """列出工作区的密钥（不含密钥本身）。"""
    from api.access import console  # noqa: PLC0415

    console.list_keys(workspace)


@keys.command("revoke")
def revoke_key(
    key_id: Annotated[
        str, typer.Argument(metavar="编号", help="密钥编号，见 tiaokuan key list。", show_default=False)
    ],
    workspace: _Workspace = FIRST_WORKSPACE,
) -> None:
    """停用密钥，立即生效，不能恢复。"""
    from api.access import console  # noqa: PLC0415

    console.revoke_key(key_id, workspace)

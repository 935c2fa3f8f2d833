"""The commands ``tiaokuan backup`` and ``tiaokuan restore`` (命令行：备份与恢复), to be mounted.

What they need is imported where it is used, so that ``--help`` answers at once.
"""

from pathlib import Path
from typing import Annotated

import typer

_EPILOG = "退出码：0 完成；4 未能完成，原因见错误信息，且没有留下任何改动。"


def backup_command(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="文件", help="备份文件，如 tiaokuan-20260301.zip；不覆盖已有文件。", show_default=False
        ),
    ],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和小结；出错时仍会说明。")] = False,
) -> None:
    """备份全部数据和原件到一个文件；服务可以照常运行。"""
    from api.backups import make_backup  # noqa: PLC0415

    raise typer.Exit(make_backup(path, quiet=quiet))


def restore_command(
    path: Annotated[
        Path, typer.Argument(metavar="文件", help="tiaokuan backup 生成的文件。", show_default=False)
    ],
) -> None:
    """从备份恢复到空的数据库和数据目录；SQLite 与 PostgreSQL 的备份可以互相恢复。"""
    from api.backups import bring_back  # noqa: PLC0415

    raise typer.Exit(bring_back(path))


def mount(app: typer.Typer) -> None:
    """Add both to the command line."""
    app.command("backup", epilog=_EPILOG)(backup_command)
    app.command("restore", epilog=_EPILOG)(restore_command)

"""The command ``tiaokuan`` (命令行): files in, records out; every message in Chinese.

What it needs is imported where it is used, so that ``--help`` answers at once.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from api.export.formats import Format

_EPILOG = (
    "退出码：0 全部读出；1 部分文件未能读取；2 用法错误；3 没有读出任何文件；4 输出无法写入。"
    "未能读取的文件在最后逐一列出原因。"
)

app = typer.Typer(
    name="tiaokuan",
    help="读取中文保险条款和合同，输出带出处的结构化记录。",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Entry point of the installed command."""
    import api.commands  # noqa: PLC0415, F401  they add themselves to the command line

    app()


def refuse(message: str) -> NoReturn:
    """Say what is wrong with the use of a command, and end with the exit code for it."""
    typer.secho(message, fg="red", err=True)
    sys.exit(2)


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # noqa: PLC0415

        typer.echo(f"tiaokuan {version('tiaokuan')}")
        raise typer.Exit


@app.callback()
def _tiaokuan(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="显示版本号。")
    ] = False,
) -> None:
    """读取中文保险条款和合同，输出带出处的结构化记录。"""


@app.command("extract", epilog=_EPILOG)
def extract_command(  # noqa: PLR0917  the command line's own shape
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件或文件夹...",
            help="txt、md、html、docx、doc、pdf、图片；文件夹会逐层查找。",
            show_default=False,
        ),
    ],
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="输出格式；不写时按 --output 的后缀，单个文件则在终端显示表格。csv 只含记录。",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="路径",
            help="单个文件：输出文件，不写则输出到终端。多个文件：输出文件夹，每份一个；"
            "路径带 .csv、.xlsx、.jsonl 后缀时合并为一个文件。",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, max=64, help="同时读取的进程数。", show_default="处理器数")
    ] = min(os.cpu_count() or 1, 8),
    records_only: Annotated[
        bool, typer.Option("--records-only", help="只输出记录，不含目录树、引用、发现和全文。")
    ] = False,
    rules_only: Annotated[
        bool,
        typer.Option("--rules-only", help="只按规则读取，不用学习模型（也可设 TIAOKUAN_LEARNED=false）。"),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="不显示进度和小结；失败的文件仍会列出。")
    ] = False,
) -> None:
    """提取记录、引用和发现，输出 JSON、表格或审阅报告。"""
    from api.delivery import deliver  # noqa: PLC0415
    from api.destinations import Order  # noqa: PLC0415
    from api.settings import settings  # noqa: PLC0415

    learned = settings().learned and not rules_only
    order = Order(
        tuple(inputs), form, output, jobs=jobs, records_only=records_only, learned=learned, quiet=quiet
    )
    raise typer.Exit(deliver(order))

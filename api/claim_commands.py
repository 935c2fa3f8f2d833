"""Commands of claims (理赔命令): claim checks on files. What they need is imported when they run."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from api.claims.calculators import Calculator
from api.cli import app, refuse

_EPILOG = "退出码：0 完成；1 部分案件未能核定；2 用法或案件有误；3 文件未能读取，或没有核定任何案件；4 输出无法写入。"
_EPILOG_OF_ONE = "退出码：0 完成；2 用法或数据有误；3 文件未能读取；4 输出无法写入。"
_DOCUMENT = typer.Argument(metavar="条款文件", help="条款或合同。", show_default=False)
_SET = typer.Option(
    "--set", "-s", metavar="名称=值", help="其他数据，可写多次，如 annual_premium=12000。", show_default=False
)
_RESULT = typer.Option(
    "--output", "-o", metavar="文件", help=".xlsx 或 .json；不写则显示在终端。", show_default=False
)


class Terminator(StrEnum):
    """Who ends the contract."""

    POLICYHOLDER = "policyholder"
    INSURER = "insurer"
    AGREEMENT = "agreement"


@app.command("claim", epilog=_EPILOG)
def claim_command(  # noqa: PLR0917  the command line's own shape
    source: Annotated[
        Path | None,
        typer.Argument(
            metavar="案件文件",
            help="json：一个案件；jsonl、csv、xlsx：每行一个案件。格式见 --template 和说明文档。",
            show_default=False,
        ),
    ] = None,
    document: Annotated[
        Path | None,
        typer.Option(
            "--document",
            "-d",
            metavar="文件",
            help="全部案件所用的条款；不写则按案件中的 document（条款）。",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="文件",
            help="一个案件：.html、.docx、.xlsx、.json；多个案件：.xlsx、.csv、.jsonl。不写则显示在终端。",
            show_default=False,
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template", metavar="文件", help="写出空白的案件表（.xlsx 或 .csv）。", show_default=False
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, max=64, help="同时核定的进程数。", show_default="处理器数")
    ] = min(os.cpu_count() or 1, 8),
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和小结。")] = False,
) -> None:
    """按条款核定案件：是否承保、应付多少、缺什么、谁应在何时前做什么；每一项都附原文，供人判断时参考。"""
    from api.claims.delivering import Task, carry_out, write_template  # noqa: PLC0415

    if template is not None:
        raise typer.Exit(write_template(template))
    if source is None:
        refuse("请给出案件文件；需要空白的案件表请用 --template 案件.xlsx。")
    raise typer.Exit(carry_out(Task(source, document, output, jobs, quiet)))


@app.command("refund", epilog=_EPILOG_OF_ONE)
def refund_command(  # noqa: PLR0917  the command line's own shape
    document: Annotated[Path, _DOCUMENT],
    on: Annotated[str, typer.Option("--on", metavar="日期", help="合同解除之日。")],
    start: Annotated[str | None, typer.Option("--start", metavar="日期", help="保险期间起期。")] = None,
    end: Annotated[str | None, typer.Option("--end", metavar="日期", help="保险期间止期（含当日）。")] = None,
    premium: Annotated[str | None, typer.Option("--premium", metavar="元", help="已收保险费。")] = None,
    by: Annotated[
        Terminator, typer.Option("--by", help="解除方：投保人、保险人、双方协商。")
    ] = Terminator.POLICYHOLDER,
    paid: Annotated[
        str | None, typer.Option("--paid", metavar="元", help="保险人已赔付的金额；没有请写 0。")
    ] = None,
    given: Annotated[list[str] | None, _SET] = None,
    output: Annotated[Path | None, _RESULT] = None,
) -> None:
    """按条款自己的约定计算解除合同应退的保险费，每步附原文。"""
    options = {"on": on, "start": start, "end": end, "premium": premium, "by": by.value, "paid": paid}
    values = {name: value for name, value in options.items() if value is not None}
    _calculate(Calculator.REFUND, document, None, given, values, output)


@app.command("calculate", epilog=_EPILOG_OF_ONE)
def calculate_command(
    which: Annotated[
        Calculator,
        typer.Argument(
            metavar="项目",
            help="refund 退费、premium-adjustment 保险费调整、penalties 违约金、waiting-period 等待期、"
            "survival-period 生存期、disability-benefit 伤残保险金、benefit-by-age 按年龄给付、"
            "hospital-allowance 住院津贴、instalments 分期付款、periodic-instalments 按期交费。",
        ),
    ],
    document: Annotated[Path, _DOCUMENT],
    source: Annotated[
        Path | None, typer.Option("--input", "-i", metavar="文件", help="输入数据的 JSON 文件。")
    ] = None,
    given: Annotated[list[str] | None, _SET] = None,
    output: Annotated[Path | None, _RESULT] = None,
) -> None:
    """按条款计算退费、违约金、给付、分期等。缺少的数据会逐项询问，不会猜测。

    数据用 --set 或 --input 给出，名称写错时会逐项指出；例：tiaokuan calculate penalties 合同.docx -i 违约.json
    """
    _calculate(which, document, source, given, {}, output)


@app.command("deadlines", epilog=_EPILOG_OF_ONE)
def deadlines_command(
    document: Annotated[Path, _DOCUMENT],
    fact: Annotated[
        list[str] | None,
        typer.Option(
            "--fact",
            "-f",
            metavar="事实=时间",
            help="起算的事实，可写多次，如 discovered=2025-06-01T09:00。写错名称会列出全部名称。",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="文件",
            help=".ics 日历、.xlsx、.json；不写则显示在终端。",
            show_default=False,
        ),
    ] = None,
) -> None:
    """列出条款的每一项期限：谁应在何时前做什么；给出事实即得日期，可存为日历。"""
    from api.claims.consulting import Task, date_all, values_of  # noqa: PLC0415
    from api.claims.delivering import Refusal  # noqa: PLC0415

    try:
        values = values_of(fact or ())
    except Refusal as refusal:
        refuse(str(refusal))
    raise typer.Exit(date_all(Task(document, values, output)))


def _calculate(  # noqa: PLR0917  the options of two commands
    which: Calculator,
    document: Path,
    source: Path | None,
    given: list[str] | None,
    values: dict[str, str],
    output: Path | None,
) -> NoReturn:
    from api.claims.consulting import Task, calculate, values_of  # noqa: PLC0415
    from api.claims.delivering import Refusal  # noqa: PLC0415

    try:
        told = values_of(given or (), source)
    except Refusal as refusal:
        typer.secho(str(refusal), fg="red", err=True)
        raise typer.Exit(refusal.code) from None
    raise typer.Exit(calculate(which, Task(document, {**values, **told}, output)))

"""Commands of comparison and checks (比对与审查命令). What they need is imported when they run."""

from pathlib import Path
from typing import Annotated

import typer

from api.analysis.forms import Form
from api.analysis.orders import MOST_COMPARED, Kind, Order
from api.cli import app, refuse

_FORM = typer.Option("--format", "-f", help="报告格式；不写时按 --output 的后缀。", show_default=False)
_OUTPUT = typer.Option(
    "--output", "-o", metavar="文件", help="报告写到哪个文件；不写则显示在终端。", show_default=False
)
_EPILOG = "退出码：0 完成；2 用法错误；3 有文件未能读取；4 报告无法写入。"


@app.command("compare", epilog=_EPILOG)
def compare_command(
    inputs: Annotated[
        list[Path],
        typer.Argument(metavar="文件...", help="两份：逐条比对，以第一份为基准。三份以上：要素对照表。"),
    ],
    output: Annotated[Path | None, _OUTPUT] = None,
    form: Annotated[Form | None, _FORM] = None,
    matrix: Annotated[bool, typer.Option("--matrix", help="两份文件也列成要素对照表。")] = False,
    element: Annotated[
        list[str] | None,
        typer.Option(
            "--element", "-e", help="对照表只列这些要素（要素代码，可写多次）。", show_default=False
        ),
    ] = None,
) -> None:
    """比对两份条款或合同，或将多份列成要素对照表。

    两份的报告：html 左右对照；docx 在第二份的 Word 文件上标出修订和批注；annotated 在第二份原件上批注（Word）或高亮（PDF）；xlsx；json。
    """
    if not 2 <= len(inputs) <= MOST_COMPARED:
        refuse(f"请给出 2 至 {MOST_COMPARED} 份文件，现有 {len(inputs)} 份。")
    kind = Kind.MATRIX if matrix or element or len(inputs) > 2 else Kind.COMPARISON
    _carry_out(Order(kind, elements=tuple(element or ())), inputs, form, output)


@app.command("check", epilog=_EPILOG)
def check_command(
    source: Annotated[Path, typer.Argument(metavar="文件", help="要审查的条款或合同。")],
    by: Annotated[
        str,
        typer.Option(
            "--by",
            "-b",
            metavar="标准",
            help="law：与法律核对；exemptions：免责事项说明书；随附审查标准的名称（见 tiaokuan playbooks）；或自有审查标准的 YAML 文件。",
        ),
    ] = "law",
    output: Annotated[Path | None, _OUTPUT] = None,
    form: Annotated[Form | None, _FORM] = None,
) -> None:
    """按法律或审查标准检查一份条款或合同，列出不符合的和已检查无误的。"""
    from api.checking import Refusal, order_of_standard  # noqa: PLC0415

    try:
        order = order_of_standard(by)
    except Refusal as refusal:
        refuse(str(refusal))
    _carry_out(order, [source], form, output)


@app.command("playbooks")
def playbooks_command() -> None:
    """列出随附的审查标准，供 check --by 使用。"""
    from extractor.playbooks import shipped  # noqa: PLC0415

    for playbook in shipped().values():
        typer.echo(f"{playbook.id:24}{playbook.title}（{len(playbook.checks)} 项）")


def _carry_out(order: Order, inputs: list[Path], form: Form | None, output: Path | None) -> None:
    from api.checking import Task, carry_out  # noqa: PLC0415

    raise typer.Exit(carry_out(Task(order, tuple(inputs), form, output)))

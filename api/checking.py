"""``compare`` and ``check`` on files (命令行比对与审查): read, analysed, shown or written as a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from api.analysis.forms import Form, ReportImpossible, forms_of
from api.analysis.orders import Kind, Order
from api.analysis.performing import perform
from api.analysis.reports import Source, report
from api.analysis.results import Result
from api.analysis.standards import shipped_order
from api.batch import read_files
from api.export.analysis_terminal import show_comparison, show_exemptions, show_matrix, show_review
from api.export.terminal import console_of, printable
from api.files import reason, shown
from api.settings import settings
from extractor.answers import Matrix, Surroundings
from extractor.assessments import ExemptionMap, Review
from extractor.differences import Comparison
from extractor.elements.declared import DeclarationProblem
from extractor.playbooks import shipped
from extractor.records import Extraction

DONE, USAGE, UNREAD, NOT_WRITTEN = 0, 2, 3, 4
LAW, EXEMPTIONS = "law", "exemptions"


class Refusal(Exception):
    """It cannot be done: ``code`` is the exit code, ``str`` Chinese and says what to do."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Task:
    """What the command line asks for. ``form`` None: by the output's suffix, else shown in the terminal."""

    order: Order
    inputs: tuple[Path, ...]
    form: Form | None
    output: Path | None


def order_of_standard(standard: str) -> Order:
    """What ``--by`` names: law, exemptions, a shipped playbook, or the file of one. Raises Refusal."""
    if standard == LAW:
        return Order(Kind.LAW)
    if standard == EXEMPTIONS:
        return Order(Kind.EXEMPTIONS)
    included = shipped_order(standard)
    if included is not None:
        return included
    path = Path(standard)
    if not path.is_file():
        known = "、".join([LAW, EXEMPTIONS, *shipped()])
        raise Refusal(
            USAGE, f"没有名为“{standard}”的审查标准，也没有这个文件。可用：{known}，或 YAML 文件的路径。"
        )
    try:
        return Order(Kind.PLAYBOOK, path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        raise Refusal(USAGE, f"无法读取 {shown(path)}。审查标准应为 UTF-8 编码的 YAML 文件。") from None


def carry_out(task: Task) -> int:
    """Do it, and say what is wrong; returns the exit code."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        form = _form(task)
        extractions = _read(task.inputs)
        result = perform(task.order, extractions)
        if form is None:
            _show(result, [_title(*one) for one in zip(extractions, task.inputs, strict=True)])
        else:
            _write(task, form, result, extractions, errors)
    except ReportImpossible as impossible:
        errors.print(Text(printable(str(impossible)), style="bold red"))
        return NOT_WRITTEN
    except Refusal as refusal:
        errors.print(Text(printable(str(refusal)), style="bold red"))
        return refusal.code
    except DeclarationProblem as problem:
        errors.print(
            Text(
                printable("\n".join([f"{problem.name} 有误：", *map(str, problem.faults)])), style="bold red"
            )
        )
        return USAGE
    return DONE


def _form(task: Task) -> Form | None:
    """The form asked for, or that of the output's suffix."""
    known = forms_of(task.order.kind)
    told = "、".join(known)
    if task.form is None and task.output is None:
        return None
    if task.output is None:
        raise Refusal(USAGE, "请用 --output 指明报告写到哪个文件。")
    form = task.form or next((one for one in known if f".{one}" == task.output.suffix.lower()), None)
    if form is None and task.output.suffix.lower() == ".pdf" and Form.ANNOTATED in known:
        form = Form.ANNOTATED
    if form is None:
        raise Refusal(USAGE, f"看不出 {shown(task.output)} 应是什么格式。请用 --format 指明：{told}。")
    if form not in known:
        raise Refusal(USAGE, f"这种报告没有 {form} 格式。可用：{told}。")
    return form


def _read(paths: Sequence[Path]) -> tuple[Extraction, ...]:
    outcomes = list(read_files(paths, jobs=len(paths), learned=settings().learned))
    failed = [f"  {shown(one.path)}：{one.reason}" for one in outcomes if one.extraction is None]
    if failed:
        raise Refusal(UNREAD, "\n".join(["未能读取：", *failed]))
    return tuple(one.extraction for one in outcomes if one.extraction is not None)


def _title(extraction: Extraction, path: Path) -> str:
    return extraction.document.title or path.stem


def _show(result: Result, titles: Sequence[str]) -> None:
    console = console_of()
    match result:
        case Comparison():
            show_comparison(result, titles, console)
        case Matrix():
            show_matrix(result, console)
        case Review():
            show_review(result, titles[0], console)
        case ExemptionMap():
            show_exemptions(result, titles[0], console)
        case Surroundings():
            raise ValueError("there is no library on the command line")


def _write(
    task: Task, form: Form, result: Result, extractions: Sequence[Extraction], errors: Console
) -> None:
    output = task.output or Path()
    if any(output.exists() and output.samefile(path) for path in task.inputs):
        raise Refusal(USAGE, "输出文件与输入文件相同，原件会被覆盖。请换一个输出路径。")
    try:
        sources = [
            Source(extraction.document, path.stem, path.read_bytes())
            for extraction, path in zip(extractions, task.inputs, strict=True)
        ]
        made = report(result, form, sources, datetime.now(UTC))
        output.write_bytes(made.data)
    except OSError as error:
        raise Refusal(
            NOT_WRITTEN, f"无法写入 {shown(output)}：{reason(error)}。请检查路径、权限和剩余空间"
        ) from None
    for remark in made.remarks:
        errors.print(Text(printable(f"注意：{remark}"), style="yellow"))
    errors.print(Text(printable(f"已写入 {shown(output)}")))

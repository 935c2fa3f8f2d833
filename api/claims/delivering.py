"""``tiaokuan claim`` on files (命令行理赔核定): read, checked, shown or written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from api.batch import Crew, Outcome
from api.claims.batch import answer_rows
from api.claims.rows import MOST_BYTES, Row, read_rows
from api.claims.sources import places_of, read_each
from api.claims.summary import Answered, template_csv, template_xlsx, written_as
from api.claims.writing import determination_json
from api.export import claim_wording as wording
from api.export.claim_page import claim_page
from api.export.claim_sheet import claim_sheet
from api.export.claim_terminal import show_determination
from api.export.claim_word import claim_word
from api.export.formats import FormatFull
from api.export.terminal import console_of, printable, table_of
from api.files import reason, shown
from api.problems import Problem
from extractor.facts import FACT_NAMES

DONE, SOME_FAILED, USAGE, UNREAD, NOT_WRITTEN = 0, 1, 2, 3, 4
_OF_ONE = (".json", ".html", ".docx", ".xlsx")
_OF_MANY = (".jsonl", ".csv", ".xlsx")


class Refusal(Exception):
    """It cannot be done: ``code`` is the exit code, ``str`` Chinese and says what to do."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Task:
    """What the command line asks for. ``document`` is the file for claims that name none, or for all of them."""

    source: Path
    document: Path | None
    output: Path | None
    jobs: int
    quiet: bool = False


def carry_out(task: Task) -> int:
    """Do it, and say what is wrong; returns the exit code."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        rows = _rows(task)
        single = task.source.suffix.lower() == ".json" and len(rows) == 1
        suffix = _suffix(task, single)
        if single:
            _only_sound(rows[0])
        answered = _answered(task, rows, errors)
        if single:
            _of_one(task, answered[0], suffix)
            return DONE
        return _of_many(task, answered, suffix, errors)
    except Refusal as refusal:
        errors.print(Text(printable(str(refusal)), style="bold red"))
        return refusal.code


def write_template(output: Path) -> int:
    """An empty table of claims at ``output``: .xlsx or .csv. The exit code."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        match output.suffix.lower():
            case ".xlsx":
                _write(output, template_xlsx())
            case ".csv":
                _write(output, template_csv().encode())
            case _:
                raise Refusal(USAGE, "模板应为 .xlsx 或 .csv。")
    except Refusal as refusal:
        errors.print(Text(printable(str(refusal)), style="bold red"))
        return refusal.code
    errors.print(Text(printable(f"已写入 {shown(output)}")))
    return DONE


def _rows(task: Task) -> Sequence[Row]:
    """The claims of the file; where a document is given, all of them are under it."""
    try:
        if task.source.stat().st_size > MOST_BYTES:
            raise Refusal(USAGE, f"案件文件超过 {MOST_BYTES >> 20} MiB 的上限。请分成几个文件。")
        data = task.source.read_bytes()
    except OSError as error:
        raise Refusal(UNREAD, f"无法读取 {shown(task.source)}：{reason(error)}。请检查路径和权限。") from None
    named = "" if task.document is None else str(task.document)
    try:
        rows = read_rows(data, task.source.name, named)
    except Problem as problem:
        raise Refusal(USAGE, f"{shown(task.source)}：{problem}") from None
    if not named:
        return rows
    return [
        row if row.claim is None else replace(row, claim=replace(row.claim, document=named)) for row in rows
    ]


def _suffix(task: Task, single: bool) -> str:
    if task.output is None:
        return ""
    known = _OF_ONE if single else _OF_MANY
    suffix = task.output.suffix.lower()
    if suffix not in known:
        what = "一个案件的核定意见" if single else "批量核定的结果"
        raise Refusal(USAGE, f"{what}可写成 {'、'.join(known)}；请更改 --output 的后缀。")
    if task.output.exists() and task.output.samefile(task.source):
        raise Refusal(USAGE, "输出文件与案件文件相同，会被覆盖。请换一个输出路径。")
    return suffix


def _only_sound(row: Row) -> None:
    if row.claim is None:
        told = "\n".join(f"  {one.pointer}　{one.message}" for one in row.errors)
        raise Refusal(USAGE, f"案件不合要求，请更正后重试：\n{told}")


def _answered(task: Task, rows: Sequence[Row], errors: Console) -> list[Answered]:
    named = [row.claim.document for row in rows if row.claim is not None]
    with Crew(min(task.jobs, len(rows))) as crew:
        documents = read_each(places_of(named, task.source.parent), crew)
        if task.quiet or len(rows) == 1 or not errors.is_terminal:
            return answer_rows(rows, documents, crew)
        return _watched(rows, documents, crew, errors)


def _watched(
    rows: Sequence[Row], documents: Mapping[str, Outcome | None], crew: Crew, errors: Console
) -> list[Answered]:
    """Under a progress bar."""
    columns = (TextColumn("核定"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True) as progress:
        bar = progress.add_task("", total=len(rows))
        return answer_rows(rows, documents, crew, lambda more: progress.advance(bar, more))


def _of_one(task: Task, one: Answered, suffix: str) -> None:
    found, document = one.checked.found, one.document
    if found is None or document is None:
        raise Refusal(UNREAD, one.checked.reason)
    match suffix:
        case "":
            show_determination(found, document.title or one.named, FACT_NAMES, console_of())
            return
        case ".json":
            data = determination_json(found, document).encode()
        case ".html":
            data = claim_page(found, document, FACT_NAMES, one.claim).encode()
        case ".docx":
            data = claim_word(found, document, FACT_NAMES, one.claim)
        case _:
            data = claim_sheet(found, document, FACT_NAMES, one.claim)
    put(task.output or Path(), data, quiet=task.quiet)


def _of_many(task: Task, answered: Sequence[Answered], suffix: str, errors: Console) -> int:
    if suffix:
        try:
            put(task.output or Path(), written_as(answered, suffix), quiet=task.quiet)
        except FormatFull as full:
            raise Refusal(NOT_WRITTEN, str(full)) from None
    else:
        _show(answered)
    failed = [one for one in answered if one.checked.found is None]
    if not task.quiet:
        errors.print(Text(f"核定 {len(answered) - len(failed)} 个案件，未能核定 {len(failed)} 个"))
    for one in failed[:20]:
        told = (
            "；".join(f"{each.pointer} {each.message}" for each in one.checked.errors) or one.checked.reason
        )
        errors.print(Text(printable(f"  第 {one.number} 行：{told}"), style="red"))
    if len(failed) > 20:
        errors.print(Text(f"  ……另有 {len(failed) - 20} 个"))
    if len(failed) == len(answered):
        return UNREAD
    return SOME_FAILED if failed else DONE


def _show(answered: Sequence[Answered]) -> None:
    columns = (("行", 6), ("案件号", 16), ("条款", None), ("结论", 16), ("应付", 18), ("待查", 6))
    rows = (
        (
            str(one.number),
            one.label,
            one.document.title if one.document else one.named,
            wording.VERDICTS[found.verdict] if (found := one.checked.found) else "未核定",
            wording.money(found.payout.amount) if found else "",
            str(len(found.questions)) if found else "",
        )
        for one in answered
    )
    console_of().print(table_of("核定结果（用 --output 写出全部内容）", columns, rows))


def put(output: Path, data: bytes, *, quiet: bool) -> None:
    """Write the file whole, and say so. Raises Refusal."""
    _write(output, data)
    if not quiet:
        Console(stderr=True, highlight=False, soft_wrap=True).print(
            Text(printable(f"已写入 {shown(output)}"))
        )


def _write(output: Path, data: bytes) -> None:
    """The file appears whole or not at all."""
    beside = output.with_name(f".{output.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refusal(
            NOT_WRITTEN, f"无法写入 {shown(output)}：{reason(error)}。请检查路径、权限和剩余空间。"
        ) from None

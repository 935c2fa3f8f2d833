"""From the files asked for to the outputs asked for, and what the caller is told (交付)."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.text import Text

from api.batch import Outcome, read_files
from api.destinations import Destination, Order, UsageError, destination_of, output_folder
from api.export.formats import FormatFull
from api.export.terminal import printable
from api.files import Selection, reason, select, shown

ALL_READ, SOME_FAILED, USAGE, NONE_READ, NOT_WRITTEN = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Told:
    """What remains to be said of a file once it is written."""

    path: Path
    reason: str
    records: int = 0
    findings: int = 0


def deliver(order: Order) -> int:
    """Read everything, write everything, say what failed; returns the exit code."""
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        selection = select(order.inputs, outside=output_folder(order))
        with ExitStack() as stack:
            destination = destination_of(order, selection, stack)
            outcomes = _watched(
                read_files(selection.paths, jobs=order.jobs, learned=order.learned), order, selection, errors
            )
            told = list(_passed_on(outcomes, destination))
            if any(not file.reason for file in told):
                destination.close()
    except UsageError as error:
        return _refused(errors, f"用法错误：{error}", USAGE)
    except FormatFull as error:
        return _refused(errors, f"无法写入：{error}", NOT_WRITTEN)
    except BrokenPipeError:
        # Whoever read our output has gone; flushing at exit would fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_WRITTEN
    except OSError as error:
        return _refused(errors, _unwritable(error), NOT_WRITTEN)
    return _reported(told, order, errors)


def _passed_on(outcomes: Iterable[Outcome], destination: Destination) -> Iterator[Told]:
    for outcome in outcomes:
        extraction = outcome.extraction
        if extraction is None:
            yield Told(outcome.path, outcome.reason)
        else:
            destination.put(outcome.path, extraction)
            yield Told(outcome.path, "", len(extraction.records), len(extraction.findings))


def _watched(
    outcomes: Iterator[Outcome], order: Order, selection: Selection, errors: Console
) -> Iterable[Outcome]:
    """The outcomes under a progress bar, where somebody watches more than one file."""
    if order.quiet or not selection.several or not errors.is_terminal:
        return outcomes
    return track(outcomes, description="读取", total=len(selection.paths), console=errors, transient=True)


def _reported(told: Sequence[Told], order: Order, errors: Console) -> int:
    failed = [file for file in told if file.reason]
    read = [file for file in told if not file.reason]
    if not told:
        return _refused(errors, "没有找到可读的文件（txt、md、html、docx、doc、pdf、图片）", NONE_READ)
    if not order.quiet and (order.output is not None or len(told) > 1):
        errors.print(Text(_sum(read, failed, order)))
    if failed:
        errors.print(Text("未能读取：", style="bold red"))
    for file in failed:
        errors.print(Text(printable(f"  {shown(file.path)}：{file.reason}")))
    if not read:
        return NONE_READ
    return SOME_FAILED if failed else ALL_READ


def _sum(read: Sequence[Told], failed: Sequence[Told], order: Order) -> str:
    records, findings = sum(file.records for file in read), sum(file.findings for file in read)
    where = f"，输出到 {printable(shown(order.output))}" if order.output is not None and read else ""
    return f"读出 {len(read)} 份，未能读取 {len(failed)} 份；记录 {records} 条，发现 {findings} 处{where}"


def _unwritable(error: OSError) -> str:
    named = error.filename2 or error.filename
    where = shown(Path(os.fsdecode(named))) if isinstance(named, (str, bytes)) else "输出"
    return f"无法写入 {where}：{reason(error)}。请检查路径、权限和剩余空间"


def _refused(errors: Console, message: str, code: int) -> int:
    errors.print(Text(printable(message), style="bold red"))
    return code

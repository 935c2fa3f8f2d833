"""``refund``, ``calculate`` and ``deadlines`` on a file (命令行计算): read, computed, shown or written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from api.batch import read_files
from api.claims.calculators import FORMS, Asked, Calculator, DeadlinesIn
from api.claims.delivering import DONE, UNREAD, USAGE, Refusal, put
from api.claims.exact import dump_json, load_json
from api.claims.reading import invalid
from api.claims.reckoned import reckoned_form
from api.claims.reckoning import deadlines, reckon
from api.claims.writing import timeline_form
from api.export import claim_wording as wording
from api.export.calendar_file import calendar_file
from api.export.claim_sheet import calculation_sheet, timeline_sheet
from api.export.claim_terminal import show_calculation, show_timeline
from api.export.terminal import console_of, printable, table_of
from api.files import reason, shown
from api.problems import Problem
from api.settings import settings
from api.validation import field_errors
from extractor.calculators import Plan
from extractor.determination import Calculation, PeriodStanding, TimelineEntry
from extractor.facts import FACT_NAMES
from extractor.records import Extraction

_TITLES = {
    Calculator.REFUND: "应退保险费",
    Calculator.PREMIUM_ADJUSTMENT: "保险费调整",
    Calculator.PENALTIES: "违约金",
    Calculator.WAITING: "等待期",
    Calculator.SURVIVAL: "生存期",
    Calculator.DISABILITY: "伤残保险金",
    Calculator.BY_AGE: "按年龄给付的保险金",
    Calculator.ALLOWANCE: "住院津贴",
    Calculator.INSTALMENTS: "分期付款计划",
    Calculator.PERIODIC: "按期交费计划",
}


@dataclass(frozen=True, slots=True)
class Task:
    """What the command line asks for: ``values`` are the fields as JSON has them, or as text."""

    document: Path
    values: dict[str, Any]
    output: Path | None


def calculate(which: Calculator, task: Task) -> int:
    """Compute it, show it or write it; the exit code."""
    return _guarded(lambda: _calculate(which, task))


def date_all(task: Task) -> int:
    """Date every deadline, show them or write them; the exit code."""
    return _guarded(lambda: _date_all(task))


def values_of(pairs: Sequence[str], source: Path | None = None) -> dict[str, Any]:
    """``name=value`` pairs over what a JSON file says. Raises Refusal."""
    values: dict[str, Any] = {}
    if source is not None:
        try:
            values = load_json(source.read_bytes())
        except OSError as error:
            raise Refusal(UNREAD, f"无法读取 {shown(source)}：{reason(error)}。") from None
        except ValueError:
            raise Refusal(USAGE, f"{shown(source)} 不是合法的 JSON。") from None
        if not isinstance(values, dict):
            raise Refusal(USAGE, f"{shown(source)} 应为 JSON 对象。")
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark or not name.strip():
            raise Refusal(USAGE, f"“{pair}”应写作 名称=值。")
        if name.strip() in values and source is None:
            raise Refusal(USAGE, f"“{name.strip()}”写了两次。")
        values[name.strip()] = _value(value.strip())
    return values


def _value(told: str) -> Any:
    """Answers and lists as JSON has them; everything else is text, which the form makes out."""
    if told in _TRUTHS:
        return _TRUTHS[told]
    if told.startswith(("[", "{")):
        try:
            return load_json(told)
        except ValueError:
            raise Refusal(USAGE, f"“{told}”不是合法的 JSON。") from None
    return told


_TRUTHS: dict[str, Any] = {"是": True, "否": False, "true": True, "false": False}


def _calculate(which: Calculator, task: Task) -> None:
    asked: Asked = _form(FORMS[which], task.values)
    extraction = _read(task.document)
    found = reckon(extraction, asked)
    title = f"{extraction.document.title or task.document.stem}　{_TITLES[which]}"
    if task.output is None:
        _show(found, title)
    else:
        put(task.output, _written(found, title, task.output), quiet=False)


def _show(found: Calculation | PeriodStanding | Plan, title: str) -> None:
    console = console_of()
    if isinstance(found, Calculation):
        show_calculation(found, title, console)
        return
    if isinstance(found, Plan):
        _show_plan(found, title, console)
        return
    console.print(Text(printable(f"{title}：{wording.PERIODS[found.status]}"), style="bold"))
    console.print(Text(printable(found.why)))
    for source in found.evidence:
        console.print(Text(printable(f"{source.path}　{source.quote}")))
    for question in found.questions:
        console.print(Text(printable(f"待查：{question.ask}（{question.about}）"), style="yellow"))


def _show_plan(found: Plan, title: str, console: Console) -> None:
    rows = (
        (
            one.label,
            wording.money(one.amount),
            wording.due(one.due) or one.open_because,
            f"{one.source.path}：{one.source.quote}" if one.source else "",
        )
        for one in found.instalments
    )
    columns = (("期", 12), ("金额", 18), ("到期", None), ("依据", None))
    if found.instalments:
        console.print(table_of(title, columns, rows))
    show_calculation(found.calculation, "合计", console)


def _written(found: Calculation | PeriodStanding | Plan, title: str, output: Path) -> bytes:
    suffix = output.suffix.lower()
    if suffix == ".json":
        return f"{dump_json(reckoned_form(found), indent=1)}\n".encode()
    if suffix == ".xlsx" and isinstance(found, Calculation):
        return calculation_sheet(found, title)
    known = "、".join([".json", ".xlsx"][: 1 + isinstance(found, Calculation)])
    raise Refusal(USAGE, f"结果可写成 {known}；请更改 --output 的后缀。")


def _date_all(task: Task) -> None:
    asked = _form(DeadlinesIn, {"facts": task.values})
    if task.output is not None and task.output.suffix.lower() not in {".ics", ".xlsx", ".json"}:
        raise Refusal(USAGE, "期限可写成 .ics、.xlsx、.json；请更改 --output 的后缀。")
    extraction = _read(task.document)
    entries = deadlines(extraction, asked)
    title = extraction.document.title or task.document.stem
    if task.output is None:
        show_timeline(entries, title, FACT_NAMES, console_of())
    else:
        put(task.output, _table(entries, title, task.output.suffix.lower()), quiet=False)


def _table(entries: Sequence[TimelineEntry], title: str, suffix: str) -> bytes:
    match suffix:
        case ".ics":
            return calendar_file(title, entries)
        case ".xlsx":
            return timeline_sheet(entries, title, FACT_NAMES)
        case _:
            return f"{dump_json({'items': timeline_form(entries)}, indent=1)}\n".encode()


def _form(form: type[Any], values: dict[str, Any]) -> Any:
    try:
        return form.model_validate(values)
    except ValidationError as error:
        located = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise invalid("invalid-input", "所给的数据不合要求", field_errors(located)) from None


def _read(path: Path) -> Extraction:
    (outcome,) = read_files([path], jobs=1, learned=settings().learned)
    if outcome.extraction is None:
        raise Refusal(UNREAD, f"未能读取 {shown(path)}：{outcome.reason}")
    return outcome.extraction


def _guarded(run: Callable[[], None]) -> int:
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        run()
    except Refusal as refusal:
        errors.print(Text(printable(str(refusal)), style="bold red"))
        return refusal.code
    except Problem as problem:
        told = "\n".join(f"  {one.pointer}　{one.message}" for one in problem.errors)
        errors.print(Text(printable(f"{problem.detail}\n{told}".rstrip()), style="bold red"))
        return USAGE
    return DONE

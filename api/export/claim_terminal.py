"""A determination as a person reads it in a terminal (终端显示)."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from api.export import claim_wording as wording
from api.export.claim_sections import Facts, Line, Section, sections, timeline_section
from api.export.terminal import printable, table_of
from extractor.determination import Calculation, Determination, TimelineEntry
from extractor.expressions import Step

_LONGEST = 120


def show_determination(found: Determination, title: str, facts: Facts, console: Console) -> None:
    """The result, how the amount came about, what is open, then every line that concerns the event."""
    console.print(Text(printable(title), style="bold"))
    console.print(Text(f"结论：{wording.VERDICTS[found.verdict]}", style="bold"))
    console.print(Text(printable(found.why)))
    show_calculation(found.payout, "赔款计算", console)
    for section in sections(found, facts):
        _show(section, console)
    console.print(Text(wording.NOTICE, style="dim"))


def show_calculation(found: Calculation, title: str, console: Console) -> None:
    """The amount, its steps, and the other readings of the text."""
    console.print(Text(printable(f"{title}：{wording.money(found.amount)}"), style="bold"))
    if found.note:
        console.print(Text(printable(found.note), style="yellow"))
    for question in found.questions:
        console.print(Text(printable(f"待查：{question.ask}（{question.about}）"), style="yellow"))
    if found.steps and not found.readings:
        console.print(_steps("计算步骤", found.steps))
    for reading in found.readings:
        mark = wording.mark_of(reading, found)
        console.print(_steps(f"{reading.title}{mark}：{wording.money(reading.amount)}", reading.steps))
        console.print(Text(printable(reading.why)))


def show_timeline(entries: Sequence[TimelineEntry], title: str, facts: Facts, console: Console) -> None:
    """The deadlines, those with a date first."""
    console.print(Text(printable(title), style="bold"))
    _show(timeline_section(entries, facts), console)


def _steps(title: str, steps: Sequence[Step]) -> object:
    columns = (("步骤", 24), ("算式（元）", None), ("增减", 18), ("金额", 18), ("依据", None))
    rows = (
        (
            one.label,
            one.formula,
            wording.changed(one.change),
            wording.money(one.value),
            "\n".join(
                filter(None, (f"{one.source.path}：{_cut(one.source.quote)}" if one.source else "", one.law))
            ),
        )
        for one in steps
    )
    return table_of(title, columns, rows)


def _show(section: Section, console: Console) -> None:
    if not section.lines:
        console.print(Text(f"{section.name}：{section.empty}"))
        return
    shown = [line for line in section.lines if not line.minor]
    rest = len(section.lines) - len(shown)
    title = f"{section.name} {len(section.lines)} 项" + (f"（{rest} 项与本案不符，未列）" if rest else "")
    columns = (("期限" if section.name == "期限" else "结论", 20), ("条号与原文", None), ("说明", None))
    console.print(table_of(title, columns, map(_row, shown)))


def _row(line: Line) -> tuple[str, ...]:
    places = [one.path for one in line.sources]
    title = [line.title] if line.title and line.title not in places else []
    quotes = [f"{one.path}：{_cut(one.quote)}" for one in line.sources]
    return (
        line.status,
        "\n".join([*title, *quotes]),
        "\n".join(f"{label}：{text}" for label, text in line.told),
    )


def _cut(quote: str) -> str:
    return quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"

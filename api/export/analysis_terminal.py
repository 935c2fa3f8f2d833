"""A comparison or a check as a person reads it in a terminal (终端显示)."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from api.export import comparison_wording as wording
from api.export.terminal import printable, table_of
from extractor.answers import Answer, Matrix, Standing
from extractor.assessments import Assessment, ExemptionMap, Review, Verdict
from extractor.differences import Change, Comparison, Gain, Likeness, Pair
from extractor.quotations import Quotation

_TELLING = (Verdict.WORSE, Verdict.ABSENT, Verdict.PERSON, Verdict.BETTER, Verdict.AGREES)
_LONGEST = 120


def show_comparison(comparison: Comparison, titles: Sequence[str], console: Console) -> None:
    """Counts, then every change, the weightiest first."""
    console.print(Text(printable(f"{titles[0]}　→　{titles[1]}"), style="bold"))
    counts, gains = comparison.counts(), comparison.gains()
    console.print("　".join(f"{wording.LIKENESSES[one]} {counts.get(one, 0)}" for one in Likeness))
    console.print("　".join(f"{wording.GAINS[one]} {gains.get(one, 0)}" for one in Gain))
    rows = [(pair, change) for pair in comparison.pairs for change in pair.changes]
    if not rows:
        console.print("没有发现变更。")
        return
    rows.sort(key=lambda row: (wording.WEIGHT_ORDER[row[1].weight], wording.GAIN_ORDER[row[1].gain]))
    columns = (("变更", 24), ("条号", 16), ("原", None), ("现", None), ("说明", None))
    console.print(table_of(f"变更 {len(rows)} 处", columns, (_change(*row) for row in rows)))


def _change(pair: Pair, change: Change) -> tuple[str, ...]:
    before, after = (_path(side) for side in (pair.a, pair.b))
    path = before if before == after or not after else f"{before or '—'} → {after}"
    return (wording.headline(change), path, _quote(change.before), _quote(change.after), change.why)


def _path(side: Sequence[Quotation]) -> str:
    return "、".join(dict.fromkeys(one.path for one in side))


def show_matrix(matrix: Matrix, console: Console) -> None:
    """A row for each element, a column for each document."""
    columns = [("要素", 20), *((title, None) for title in matrix.documents)]
    rows = ((f"{row.group}·{row.title}", *(_answer(answer) for answer in row.answers)) for row in matrix.rows)
    console.print(table_of(f"要素 {len(matrix.rows)} 项", columns, rows))


def _answer(answer: Answer) -> str:
    if answer.standing is not Standing.STATED:
        return wording.STANDINGS[answer.standing]
    return "\n".join(f"{entry.shown}（{entry.quotation.path}）" for entry in answer.entries)


def show_review(review: Review, title: str, console: Console) -> None:
    """Every check that concerns the document: what failed first, what is fine too."""
    console.print(Text(printable(f"{title}　{review.title}"), style="bold"))
    counts = review.counts()
    console.print("　".join(f"{wording.VERDICTS[one]} {counts.get(one, 0)}" for one in Verdict))
    ordered = sorted(
        (one for one in review.assessments if one.verdict in _TELLING),
        key=lambda one: (_TELLING.index(one.verdict), wording.WEIGHT_ORDER[one.weight]),
    )
    columns = (("结论", 12), ("检查项", 22), ("条号与原文", None), ("理由与建议", None))
    console.print(table_of(f"检查 {len(review.assessments)} 项", columns, (_check(one) for one in ordered)))


def _check(one: Assessment) -> tuple[str, ...]:
    cited = "".join(f"\n{citation}" for citation in one.citations)
    prevails = f"\n实际生效：{one.prevails}" if one.prevails else ""
    advice = f"\n建议：{one.advice}" if one.advice else ""
    return (
        wording.VERDICTS[one.verdict],
        one.title + cited,
        "\n".join(f"{source.path}：{_quote(source)}" for source in one.sources),
        one.reason + prevails + advice,
    )


def show_exemptions(found: ExemptionMap, title: str, console: Console) -> None:
    """Every provision that frees or lightens the insurer."""
    console.print(Text(printable(title), style="bold"))
    for note in found.notes:
        console.print(Text(printable(f"阅读说明：{note}"), style="yellow"))
    columns = (("免责程度", 12), ("条号", 16), ("事由", 16), ("原文", None), ("提示", None))
    rows: Iterable[tuple[str, ...]] = (
        (
            wording.EXTENTS[one.extent],
            one.quotation.path,
            one.subject,
            _quote(one.quotation),
            one.evidence,
        )
        for one in found.exemptions
    )
    console.print(table_of(f"免责事项 {len(found.exemptions)} 项", columns, rows))


def _quote(words: Quotation | None) -> str:
    if words is None:
        return "—"
    return words.quote if len(words.quote) <= _LONGEST else words.quote[: _LONGEST - 1] + "…"

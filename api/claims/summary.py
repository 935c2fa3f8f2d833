"""Many determinations as one table (批量结果): one row a claim, with its errors where there is no result."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.claims.checking import Checked
from api.claims.columns import TEMPLATE
from api.claims.exact import dump_json
from api.claims.writing import Ids, determination_form
from api.export import claim_wording as wording
from api.export.rows import Cell
from api.export.sheets import csv_lines
from api.export.table_book import Column, TableBook
from extractor.claim import Claim
from extractor.determination import Determination, DutyStatus, ExclusionMatch, ExclusionStatus
from extractor.document import Document

_COLUMNS = (
    Column("行", 6, wrapped=False),
    Column("案件号", 16),
    Column("条款", 24),
    Column("结论", 16),
    Column("理由", 40),
    Column("应付（元）", 14, wrapped=False),
    Column("另一解释（元）", 20),
    Column("计算说明", 30),
    Column("责任免除", 40),
    Column("未履行的义务", 36),
    Column("缺少的单证", 36),
    Column("待查问题", 48),
    Column("接下来的期限", 44),
    Column("错误", 40),
)
_NEXT = 5  # deadlines that are told
_MARK = "\ufeff"  # without the byte order mark, Excel takes UTF-8 for something else


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim of a file and what it came to. ``document`` is None where it could not be had."""

    number: int
    label: str
    named: str
    claim: Claim | None
    checked: Checked
    document: Document | None = None
    ids: Ids | None = None


def json_line(one: Answered) -> str:
    """The determination in full, or the error, as one line of JSON."""
    head = {"row": one.number, "id": one.label}
    if one.checked.found is not None:
        form = determination_form(one.checked.found, one.document, one.ids)
        return dump_json({**head, **form}) + "\n"
    errors = [{"pointer": each.pointer, "message": each.message} for each in one.checked.errors]
    error = {"code": one.checked.code, "detail": one.checked.reason, "errors": errors}
    return dump_json({**head, "document": one.named, "error": error}) + "\n"


def csv_table(answered: Iterable[Answered]) -> Iterator[str]:
    """The table as CSV, in parts; every cell guarded against formulas."""
    yield _MARK + csv_lines([[column.head for column in _COLUMNS]])
    for one in answered:
        yield csv_lines([summary_row(one)])


def xlsx_table(answered: Iterable[Answered]) -> bytes:
    """The table as a workbook."""
    book = TableBook("批量核定结果")
    table = book.sheet("核定结果", _COLUMNS, frozen_columns=2)
    for one in answered:
        table.add(summary_row(one))
    table.finish()
    return book.finished()


def summary_row(one: Answered) -> list[Cell]:
    """A claim in one row, in the columns of the table."""
    head: list[Cell] = [one.number, one.label, one.document.title if one.document else one.named]
    found = one.checked.found
    if found is None:
        told = "\n".join(f"{each.pointer}　{each.message}" for each in one.checked.errors)
        return [*head, "未核定", *[""] * 9, told or one.checked.reason]
    payout = found.payout
    amount: Cell = "" if payout.amount is None else float(payout.amount)
    others = "\n".join(
        f"{each.title}：{each.amount:,.2f}" for each in payout.readings if each.amount != payout.amount
    )
    return [
        *head,
        wording.VERDICTS[found.verdict],
        found.why,
        amount,
        others,
        payout.note,
        _lines(f"{wording.EXCLUSIONS[each.status]}　{each.source.path}" for each in _biting(found)),
        _lines(
            f"{each.source.path}　{each.why}" for each in found.duties if each.status is DutyStatus.BROKEN
        ),
        _lines(f"{each.source.path}　{each.source.quote}" for each in found.papers if each.present is False),
        _lines(each.ask for each in found.questions),
        _lines(_following(found, one.claim)),
        "",
    ]


def template_xlsx() -> bytes:
    """An empty table to fill in, with a sheet that explains it."""
    book = TableBook("案件模板")
    sheet = book.sheet("案件", [Column(head, max(12, 2 * len(head) + 4)) for head in TEMPLATE])
    sheet.finish()
    told = book.sheet("说明", [Column("项目", 22), Column("写法", 90)])
    for row in _EXPLAINED:
        told.add(row)
    return book.finished()


def template_csv() -> str:
    """The heads of an empty table."""
    return _MARK + csv_lines([list(TEMPLATE)])


def written_as(answered: Sequence[Answered], suffix: str) -> bytes:
    """The results as a file with that suffix: .jsonl, .csv or .xlsx."""
    if suffix == ".xlsx":
        return xlsx_table(answered)
    made = io.StringIO()
    made.writelines(csv_table(answered) if suffix == ".csv" else map(json_line, answered))
    return made.getvalue().encode()


def _biting(found: Determination) -> Iterator[ExclusionMatch]:
    return (each for each in found.exclusions if each.status is not ExclusionStatus.RULED_OUT)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _following(found: Determination, claim: Claim | None) -> Iterator[str]:
    """The deadlines after the last thing that the claim tells of."""
    event = claim.event if claim else None
    known = (
        (event.occurred, event.discovered, event.notified, event.claimed, event.complete_documents)
        if event
        else ()
    )
    last = max((moment for moment in known if moment), key=lambda moment: moment.order, default=None)
    dated = [(one.due.moment, one) for one in found.timeline if one.due is not None and not one.earliest]
    ahead = [pair for pair in dated if last is None or pair[0].day >= last.day]
    for moment, one in sorted(ahead, key=lambda pair: pair[0].order)[:_NEXT]:
        yield f"{wording.day(moment)}　{one.bearer}{one.action}（{one.source.path}）"


_EXPLAINED = (
    ["条款", "文档编号，或文件名；全部案件都用同一份条款时可以不填，另行指明"],
    ["日期与时间", "2025-06-01、2025/6/1 3:20、2025年6月1日3时20分"],
    ["金额", "元，如 60000、60,000.50、6万元"],
    ["比例", "0.1 或 10%"],
    ["损失1名称、损失1金额……", "每项损失一组，编号可增加：损失3名称、损失3金额"],
    ["损失1性质", "直接损失、间接损失、费用、施救费用、定额给付；不填为直接损失"],
    ["限额1种类、限额1金额、限额1名称", "其他限额；种类：保险金额、每次事故、累计、每人、每项、分项"],
    ["免赔1种类、免赔1金额、免赔1比例、免赔1名称", "其他免赔；种类：免赔、自负比例、每项"],
    ["已交单证", "各单证之间用顿号或换行"],
    ["事实：名称", "对待查问题的答复，是、否、数字或文字；名称见结果中待查问题的填写处"],
    ["没有填的", "不会猜测，会在待查问题中询问；没有发生的金额请填 0"],
)

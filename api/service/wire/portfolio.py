"""The overview on the wire (总览)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, WithJsonSchema

from api.export.wording import FINDINGS, TYPES
from api.service.wire.portfolio_scope import LINES, UNSAID, SeriesWord
from api.service.wire.records import TypeWord
from api.service.wire.reviews import REVIEW, Review
from api.store.excluding import OTHER, topics
from api.store.portfolio.documents import Library, Readability, Subject
from api.store.portfolio.gathering import Member, Portfolio
from api.store.portfolio.points import ORDERED, POINTS, Group, Series
from api.store.portfolio.sources import Saying, answers
from api.store.portfolio.spreading import Spread, Value, spread_of, values_of
from api.store.records import plain_fields
from api.store.tables import FindingRow, RecordRow

_MOST_VALUES = 100
_SERIES = {
    Series.YUAN: "金额（元）",
    Series.SHARE: "比例",
    Series.DAY: "按日（小时折算为日）",
    Series.WORKING_DAY: "按工作日",
    Series.MONTH: "按月（年折算为月）",
    Series.PER: "按单位计的，不与总额并列",
    Series.SCHEDULE: "以保险单载明为准",
    Series.WORDS: "只有文字，没有数值",
    Series.COUNT: "记录",
}
# Enumerations whose schemas would bring their English docstrings along.
GroupWord = Annotated[Group, WithJsonSchema({"type": "string", "enum": [*Group]})]
ReadabilityWord = Annotated[Readability, WithJsonSchema({"type": "string", "enum": [*Readability]})]


class PortfolioHolderOut(BaseModel):
    """一个数值，以及写明它的记录。"""

    value: float = Field(description="数值，按 series 的单位", examples=[1_000_000])
    shown: str = Field(description="数值的写法", examples=["100万元"])
    record_id: str = Field(description="记录编号")
    document_id: str = Field(description="文档编号")
    document: str = Field(description="文档名称")


class PortfolioSpreadOut(BaseModel):
    """最小、居中、最大的数值；按记录计，双数时居中取较小的一个。"""

    least: PortfolioHolderOut = Field(description="最小")
    median: PortfolioHolderOut = Field(description="中位")
    most: PortfolioHolderOut = Field(description="最大")


class PortfolioValueOut(BaseModel):
    """一个数值有多少条记录、多少份文档。"""

    value: float = Field(description="数值，按 series 的单位", examples=[30])
    shown: str = Field(description="条文的写法；不同写法以顿号分开", examples=["30日"])
    records: int = Field(description="记录数")
    documents: int = Field(description="文档数")
    far: bool = Field(description="是否明显偏离其余（超出四分位距的 1.5 倍；不足五条不判断）")

    @classmethod
    def of(cls, value: Value) -> Self:
        """From the store's."""
        told = {name: getattr(value, name) for name in ("shown", "records", "documents", "far")}
        return cls(value=float(value.value), **told)


class PortfolioSeriesOut(BaseModel):
    """一种计量下的数值。不同计量的不并列比较。"""

    series: SeriesWord = Field(
        description="计量：" + "、".join(f"{one} {told}" for one, told in _SERIES.items())
    )
    title: str = Field(description="计量的名称", examples=["金额（元）"])
    records: int = Field(description="记录数")
    documents: int = Field(description="文档数")
    spread: PortfolioSpreadOut | None = Field(
        default=None, description="最小、居中、最大；没有数值的没有此项"
    )
    values: list[PortfolioValueOut] = Field(
        description=f"各个数值，从小到大；至多 {_MOST_VALUES} 个，取文档多的"
    )
    left_out: int = Field(description="另有多少个不同的数值没有列出")


class PortfolioPointOut(BaseModel):
    """一个项目：限额、免赔、期间或免责事由。"""

    key: str = Field(description="项目", examples=["limit.per_occurrence"])
    group: GroupWord = Field(
        description="章节：limits 限额、deductibles 免赔、periods 期间、exclusions 责任免除、types 记录、findings 发现"
    )
    title: str = Field(description="名称", examples=["每次事故限额"])
    records: int = Field(description="记录数")
    stated: int = Field(description="写明的文档数")
    silent: int = Field(description="条文没有写明的文档数；与该项险种无关的文档不计")
    unreadable: int = Field(description="没有找到，而文档有部分未能读取的文档数")
    series: list[PortfolioSeriesOut] = Field(description="按计量分开的数值")


class PortfolioCountOut(BaseModel):
    """一类记录或一种发现的数量。"""

    key: str = Field(description="项目", examples=["type.coverage"])
    title: str = Field(description="名称", examples=["保险责任"])
    records: int = Field(description="条数")
    documents: int = Field(description="文档数")


class PortfolioChoiceOut(BaseModel):
    """可用来筛选的险种或保险人。"""

    value: str = Field(description="筛选时写的值；- 表示没有写明", examples=["liability"])
    title: str = Field(description="名称", examples=["责任保险"])
    documents: int = Field(description="工作区内的文档数")


class PortfolioDocumentOut(BaseModel):
    """一份文档，以及是否读出。"""

    id: str = Field(description="文档编号")
    name: str = Field(description="文档名称")
    standing: ReadabilityWord = Field(
        description="read 已读出、partial 有部分未能读取、unread 未能读取、waiting 尚在读取"
    )

    @classmethod
    def of(cls, subject: Subject) -> Self:
        """From the store's."""
        return cls(id=subject.id, name=subject.name, standing=subject.standing)


class PortfolioOut(BaseModel):
    """工作区内文档的总览。"""

    revision: int = Field(description="数据状态，与 ETag 一致；有任何变化即不同")
    documents: dict[str, int] = Field(
        description="范围内的文档数，按是否读出", examples=[{"read": 12, "partial": 1, "unread": 1}]
    )
    unread: list[PortfolioDocumentOut] = Field(description="没有全部读出的文档")
    left_out: int = Field(description="超出总览范围的旧文档数")
    lines: list[PortfolioChoiceOut] = Field(description="可选的险种")
    insurers: list[PortfolioChoiceOut] = Field(description="可选的保险人")
    points: list[PortfolioPointOut] = Field(description="限额、免赔、期间、责任免除各项")
    types: list[PortfolioCountOut] = Field(description="各类记录")
    findings: list[PortfolioCountOut] = Field(description="各种发现")

    @classmethod
    def of(cls, held: Portfolio, known: Library, keys: Mapping[int, str]) -> Self:
        """From the store's; ``keys`` are the ids of the records at the ends and in the middle."""
        standings = [subject.standing for subject in held.subjects]
        names = {subject.id: subject.name for subject in held.subjects}
        return cls(
            revision=held.revision,
            documents={one.value: standings.count(one) for one in Readability},
            unread=[
                PortfolioDocumentOut.of(one) for one in held.subjects if one.standing is not Readability.READ
            ],
            left_out=known.left_out,
            lines=_lines(known.subjects),
            insurers=_insurers(known.subjects),
            points=[_point(held, key, group, title, names, keys) for key, group, title in _asked(held)],
            types=_counts(held, Group.TYPES, "type", TYPES),
            findings=_counts(held, Group.FINDINGS, "finding", FINDINGS),
        )


class PortfolioAnswersOut(BaseModel):
    """各文档对一个项目怎么说。"""

    stated: list[PortfolioDocumentOut] = Field(description="写明的")
    silent: list[PortfolioDocumentOut] = Field(description="条文没有写明的")
    unreadable: list[PortfolioDocumentOut] = Field(description="没有找到，而文档有部分未能读取的")

    @classmethod
    def of(cls, found: Mapping[Saying, Sequence[Subject]]) -> Self:
        """From the store's."""
        return cls.model_validate(
            {
                answer.value: [PortfolioDocumentOut.of(one) for one in subjects]
                for answer, subjects in found.items()
            }
        )


class FigureSourceOut(BaseModel):
    """一个数字背后的一处原文：一条记录，或一条发现。"""

    id: str = Field(description="记录或发现的编号")
    document_id: str = Field(description="文档编号")
    document: str = Field(description="文档名称")
    path: str = Field(description="条号", examples=["第五条（三）1"])
    start: int = Field(description="原文在全文中的开始位置（Unicode 码位）")
    end: int = Field(description="结束位置")
    quote: str = Field(description="原文，逐字")
    page: int | None = Field(default=None, description="页码，从 1 起；没有分页的没有此项")
    review: Review = Field(description=REVIEW)
    type: TypeWord | None = Field(default=None, description="记录类型；发现没有此项")
    fields: dict[str, Any] | None = Field(default=None, description="记录的字段；发现没有此项")
    code: str | None = Field(default=None, description="发现的代码；记录没有此项")
    message: str | None = Field(default=None, description="发现的问题所在；记录没有此项")

    @classmethod
    def of(cls, row: RecordRow | FindingRow, names: Mapping[str, str]) -> Self:
        """From its row and the names of the documents."""
        same = {
            name: getattr(row, name) for name in ("document_id", "path", "start", "end", "quote", "review")
        }
        told: dict[str, Any] = {
            **same,
            "id": row.key,
            "document": names[row.document_id],
            "page": row.page or None,
        }
        if isinstance(row, RecordRow):
            return cls.model_validate({**told, "type": row.type, "fields": plain_fields(row.fields)})
        return cls.model_validate({**told, "code": row.code, "message": row.message})


class FigureSourcePage(BaseModel):
    """原文列表的一页。"""

    items: list[FigureSourceOut] = Field(description="原文")
    next_cursor: str | None = Field(default=None, description="取下一页用；没有下一页时没有此项")


def ends_of(held: Portfolio) -> Iterator[int]:
    """The rows of the records that the overview names."""
    for found in held.points.values():
        for series, members in found.items():
            spread = spread_of(members) if series in ORDERED else None
            if spread:
                yield from (spread.least.row, spread.median.row, spread.most.row)


def _asked(held: Portfolio) -> Iterator[tuple[str, Group, str]]:
    """Every point that some document states: limits, deductibles and periods in their order, exclusions by frequency."""
    for key, (group, title) in POINTS.items():
        if key in held.points:
            yield key, group, title
    taken = [topic for topic in topics().values() if topic.key in held.points]
    for topic in sorted(taken, key=lambda one: (one.key == OTHER, -_stating(held, one.key))):
        yield topic.key, Group.EXCLUSIONS, topic.title


def _stating(held: Portfolio, key: str) -> int:
    """How many documents have an exclusion of the topic."""
    return len(_documents(held.points[key][Series.COUNT]))


def _documents(members: Sequence[Member]) -> set[str]:
    return {one.document for one in members}


def _point(  # noqa: PLR0917  one row, spelled out
    held: Portfolio, key: str, group: Group, title: str, names: Mapping[str, str], keys: Mapping[int, str]
) -> PortfolioPointOut:
    found = held.points[key]
    counts = {answer.value: len(subjects) for answer, subjects in answers(held, key).items()}
    return PortfolioPointOut(
        key=key,
        group=group,
        title=title,
        records=len({one.row for members in found.values() for one in members}),
        **counts,
        series=[_series(series, found[series], names, keys) for series in Series if series in found],
    )


def _series(
    series: Series, members: Sequence[Member], names: Mapping[str, str], keys: Mapping[int, str]
) -> PortfolioSeriesOut:
    ordered = series in ORDERED
    spread = spread_of(members) if ordered else None
    values = values_of(members) if ordered else ()
    kept = sorted(values, key=lambda one: (-one.far, -one.documents))[:_MOST_VALUES]
    return PortfolioSeriesOut(
        series=series,
        title=_SERIES[series],
        records=len({one.row for one in members}),
        documents=len(_documents(members)),
        spread=_spread(spread, names, keys) if spread else None,
        values=[PortfolioValueOut.of(one) for one in sorted(kept, key=lambda one: one.value)],
        left_out=len(values) - len(kept),
    )


def _spread(spread: Spread, names: Mapping[str, str], keys: Mapping[int, str]) -> PortfolioSpreadOut:
    least, median, most = (
        PortfolioHolderOut(
            value=float(one.value or 0),
            shown=one.shown,
            record_id=keys[one.row],
            document_id=one.document,
            document=names[one.document],
        )
        for one in (spread.least, spread.median, spread.most)
    )
    return PortfolioSpreadOut(least=least, median=median, most=most)


def _counts(held: Portfolio, group: Group, prefix: str, titles: Mapping[str, str]) -> list[PortfolioCountOut]:
    found = [(name, told) for (of, name), told in held.counts.items() if of is group and told]
    rows = [
        PortfolioCountOut(
            key=f"{prefix}.{name}",
            title=titles.get(name, name),
            records=sum(told.values()),
            documents=len(told),
        )
        for name, told in found
    ]
    return sorted(rows, key=lambda row: -row.records)


def _lines(everything: Sequence[Subject]) -> list[PortfolioChoiceOut]:
    counted = {line: sum(line in one.lines for one in everything) for line in LINES}
    return [
        PortfolioChoiceOut(value=line, title=LINES[line], documents=number)
        for line, number in counted.items()
        if number
    ]


def _insurers(everything: Sequence[Subject]) -> list[PortfolioChoiceOut]:
    read = [one.insurer for one in everything if one.is_read]
    names = sorted(set(read), key=lambda name: (not name, -read.count(name), name))
    return [
        PortfolioChoiceOut(value=name or UNSAID, title=name or "没有写明", documents=read.count(name))
        for name in names
    ]

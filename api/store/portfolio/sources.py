"""From a figure of the overview back to what states it (出处): records, findings, documents."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.problems import NotFound
from api.store.excluding import OTHER, topics
from api.store.listing import Order, Page, fetch_page
from api.store.portfolio.documents import Readability, Subject
from api.store.portfolio.gathering import Member, Portfolio
from api.store.portfolio.points import POINTS, Group, Series
from api.store.sourced import reading_order
from api.store.tables import FindingRow, RecordRow
from extractor.assessments import LineOfCover

Row = TypeVar("Row", RecordRow, FindingRow)
_BY_NUMBER = Order(((RecordRow.id, int),))


class Saying(StrEnum):
    """What a document says on a point."""

    STATED = "stated"
    SILENT = "silent"  # 条文没有写明
    UNREADABLE = "unreadable"  # nothing found, and part of the document could not be read


@dataclass(frozen=True, slots=True)
class Behind:
    """Which records are wanted: those of a point, of one series, of values from ``least`` to ``most``."""

    point: str
    series: Series | None = None
    least: Decimal | None = None
    most: Decimal | None = None

    def takes(self, member: Member) -> bool:
        """Is its value within the bounds?"""
        if self.least is None and self.most is None:
            return True
        return member.value is not None and (
            (self.least is None or member.value >= self.least)
            and (self.most is None or member.value <= self.most)
        )


def find_sources(
    session: Session,
    workspace_id: str,
    held: Portfolio,
    behind: Behind,
    *,
    after: Sequence[object] | None,
    limit: int,
) -> Page[RecordRow] | Page[FindingRow]:
    """A page of the records or findings behind a figure, in reading order. NotFound for a point that there is not."""
    prefix, _, name = behind.point.partition(".")
    if prefix == "type":
        return fetch_page(
            session,
            _listed(RecordRow, workspace_id, held.counts.get((Group.TYPES, name), {})).where(
                RecordRow.type == name
            ),
            reading_order(RecordRow),
            after=after,
            limit=limit,
        )
    if prefix == "finding":
        return fetch_page(
            session,
            _listed(FindingRow, workspace_id, held.counts.get((Group.FINDINGS, name), {})).where(
                FindingRow.code == name
            ),
            reading_order(FindingRow),
            after=after,
            limit=limit,
        )
    _demand(behind.point)
    found = held.points.get(behind.point, {})
    wanted = (
        one.row
        for series, members in found.items()
        if behind.series in {None, series}
        for one in members
        if behind.takes(one)
    )
    return _page(session, sorted(set(wanted)), after, limit)


def _demand(point: str) -> None:
    if point not in POINTS and point not in topics():
        raise NotFound("point-not-found", "总览中没有这一项。请使用 GET /v1/portfolio 应答中的 key。")


def _page(
    session: Session, rows: Sequence[int], after: Sequence[object] | None, limit: int
) -> Page[RecordRow]:
    """Rows by their number: those of a document follow each other as they were read."""
    start = 0 if after is None else bisect_right(rows, int(_BY_NUMBER.check(after)[0]))
    page = rows[start : start + limit]
    found = {row.id: row for row in session.scalars(select(RecordRow).where(RecordRow.id.in_(page)))}
    more = start + limit < len(rows)
    return Page(tuple(found[one] for one in page if one in found), (page[-1],) if more else None)


def _listed(table: type[Row], workspace_id: str, documents: Iterable[str]) -> Select[Row]:
    """The current rows of these documents, the rejected ones left out."""
    return select(table).where(
        table.workspace_id == workspace_id,
        table.is_current,
        table.review != "rejected",
        table.document_id.in_(sorted(documents)),
    )


def answers(held: Portfolio, point: str) -> dict[Saying, tuple[Subject, ...]]:
    """What each document that could be read says on the point; those of other lines of insurance are not asked.

    NotFound for a point that there is not.
    """
    _demand(point)
    stating = {one.document for members in held.points.get(point, {}).values() for one in members}
    lines = topics()[point].lines if point in topics() else ()
    found: dict[Saying, list[Subject]] = {answer: [] for answer in Saying}
    for subject in held.subjects:
        if subject.id in stating:
            found[Saying.STATED].append(subject)
        elif subject.is_read and point != OTHER and _concerned(subject, lines):
            partial = subject.standing is Readability.PARTIAL
            found[Saying.UNREADABLE if partial else Saying.SILENT].append(subject)
    return {answer: tuple(subjects) for answer, subjects in found.items()}


def _concerned(subject: Subject, lines: Iterable[LineOfCover]) -> bool:
    wanted = set(lines)
    return not wanted or not subject.lines or not wanted.isdisjoint(subject.lines)


def keys_of(session: Session, rows: Iterable[int]) -> dict[int, str]:
    """The ids of records by the numbers of their rows."""
    wanted = sorted(set(rows))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), 500):
        query = select(RecordRow.id, RecordRow.key).where(RecordRow.id.in_(wanted[start : start + 500]))
        found.update((row, key) for row, key in session.execute(query))
    return found

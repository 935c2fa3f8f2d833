"""What records, references and findings share as rows (出处): whose they are, and where they stand."""

from collections import Counter
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from api.problems import NotFound
from api.store.listing import Order
from api.store.tables import CitationRow, Document, FindingRow, Reading, RecordRow

Row = TypeVar("Row", RecordRow, CitationRow, FindingRow)
_CALLED = {"record": "记录", "citation": "引用", "finding": "发现"}
_NUMERALS = "零〇一二三四五六七八九十百"
_WIDE = str.maketrans({"(": "（", ")": "）", " ": None, "\u3000": None})


def get_row(session: Session, table: type[Row], workspace_id: str, key: str) -> Row:
    """The row, as the database has it now. NotFound where this workspace has none of that key."""
    found = session.scalar(
        select(table)
        .where(table.key == key, table.workspace_id == workspace_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        name = table.__tablename__
        raise NotFound(
            f"{name}-not-found", f"没有这条{_CALLED[name]}。它可能已被删除，或属于其他工作区；请核对编号。"
        )
    return found


def rows_at(
    session: Session,
    table: type[Row],
    workspace_id: str,
    *,
    document_id: str | None = None,
    reading_id: str | None = None,
    path: str | None = None,
) -> Select[Row]:
    """Rows of the current readings, or of one reading; of one document, of one provision and all below it.

    NotFound for a document or a reading that is not this workspace's.
    """
    query = select(table).where(table.workspace_id == workspace_id)
    if document_id is not None:
        _demand(
            session,
            select(Document.id).where(Document.id == document_id, Document.workspace_id == workspace_id),
            NotFound("document-not-found", "没有这份文档。它可能已被删除，或属于其他工作区；请核对编号。"),
        )
        query = query.where(table.document_id == document_id)
    if reading_id is None:
        query = query.where(table.is_current)
    else:
        reading = select(Reading.id).where(Reading.id == reading_id, Reading.workspace_id == workspace_id)
        if document_id is not None:
            reading = reading.where(Reading.document_id == document_id)
        _demand(
            session,
            reading,
            NotFound("reading-not-found", "没有这次读取结果。请在文档的“读取结果”列表中查看现有编号。"),
        )
        query = query.where(table.reading_id == reading_id)
    return query if path is None else query.where(_below(table, path.translate(_WIDE)))


def _demand(session: Session, query: Select[str], problem: NotFound) -> None:
    if session.scalar(query) is None:
        raise problem


def _below(table: type[Row], path: str) -> ColumnElement[bool]:
    """The provision itself, or one whose path goes on from it with a label of its own.

    A number must not go on as another one: 第三条1 is not above 第三条10, nor 附件二 above 附件二十; 第五条#2 is
    another 第五条.
    """
    ahead, following = table.path.startswith(path, autoescape=True), func.substr(table.path, len(path) + 1, 1)
    other = "#"
    if path[-1:].isdigit():
        other += "0123456789"
    elif path[-1:] in tuple(_NUMERALS):
        other += _NUMERALS
    return or_(table.path == path, and_(ahead, following.not_in(tuple(other))))


def reviewed(table: type[RecordRow] | type[FindingRow], reviews: tuple[str, ...]) -> ColumnElement[bool]:
    """Rows that stand so after review; all but the rejected ones where nothing is asked."""
    return table.review.in_(reviews) if reviews else table.review != "rejected"


def reading_order(table: type[Row]) -> Order:
    """By document, then as they stand in its text."""
    return Order(((table.document_id, str), (table.start, int), (table.id, int)))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of each word (type or code), the rejected ones left out, and how many of each review."""

    words: dict[str, int]
    reviews: dict[str, int]


def tally(session: Session, words: Select[str, str]) -> Tally:
    """Count rows that are a word and a review each; both are told in the order of their letters."""
    listed = words.subquery()
    word, review = listed.c
    by_word, by_review = Counter[str](), Counter[str]()
    for one, stands, count in session.execute(select(word, review, func.count()).group_by(word, review)):
        by_review[stands] += count
        if stands != "rejected":
            by_word[one] += count
    return Tally(dict(sorted(by_word.items())), dict(sorted(by_review.items())))

"""Full-text search over the paragraphs of all documents (全文检索)."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.problems import BadRequest
from api.service.context import ServiceDep
from api.service.guards import Reader
from api.service.paging import Cursor, Limit, cut, decode_cursor
from api.service.problems import documented
from api.service.wire.content import PassageOut, PassagePage
from api.service.wire.reviews import Word
from api.store.catalogue import Kind
from api.store.passages import PassageFilter, count_passages, find_passages

_MOST_NAMED = 200
_AMONG = f"只在这些文档内找，最多 {_MOST_NAMED} 份"
router = APIRouter(prefix="/v1/search", tags=["检索"])


@router.get(
    "",
    response_model=PassagePage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 422, 429, 503),
    summary="检索原文",
    operation_id="search",
)
def search(
    found: ServiceDep,
    caller: Reader,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="要找的文字；空格分开的各词都须出现",
            examples=["免赔额"],
        ),
    ],
    document_id: Annotated[list[Word] | None, Query(max_length=_MOST_NAMED, description=_AMONG)] = None,
    kind: Annotated[
        Kind | None, Query(description="只在这一类文档内找。clauses：条款；contract：合同")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> PassagePage:
    """在全部文档的当前内容中逐字检索，一字、两字、多字均可，不受分词影响；全角半角、大小写视为相同。"""
    asked = f"search/{caller.workspace_id}/{q}/{document_id}/{kind}"
    wanted = PassageFilter(tuple(document_id or ()), kind)
    after = _position(decode_cursor(cursor, asked)) if cursor else None
    with found.database.reading() as session:
        rows = find_passages(session, caller.workspace_id, q, wanted=wanted, after=after, limit=limit + 1)
        total = count_passages(session, caller.workspace_id, q, wanted)
    page, following = cut(rows, limit, lambda row: (row.rank, row.id), asked)
    items = [PassageOut.model_validate(passage, from_attributes=True) for passage in page]
    return PassagePage(items=items, total=total, next_cursor=following)


def _position(cursor: list[str | int | float | None]) -> tuple[float, int]:
    try:
        rank, identifier = cursor
        if isinstance(rank, (int, float)) and isinstance(identifier, int):
            return float(rank), identifier
    except ValueError:
        pass
    raise BadRequest("bad-cursor", "cursor 不是这个列表给出的。请从第一页重新取。")

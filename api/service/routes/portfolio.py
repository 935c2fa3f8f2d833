"""The overview (总览): figures of many documents, and what states them."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from api.callers import Caller
from api.service.context import ServiceDep
from api.service.etags import IfNoneMatch, etag, tagged
from api.service.guards import Reader
from api.service.paging import decode_cursor, encode_cursor
from api.service.problems import documented
from api.service.wire.portfolio import (
    FigureSourceOut,
    FigureSourcePage,
    PortfolioAnswersOut,
    PortfolioOut,
    ends_of,
)
from api.service.wire.portfolio_scope import AnswersQuery, PortfolioQuery, SourcesQuery
from api.store.portfolio.documents import library
from api.store.portfolio.gathering import Portfolio, portfolio
from api.store.portfolio.sources import answers, find_sources, keys_of

router = APIRouter(prefix="/v1/portfolio", tags=["总览"])
_KEEPING = {"Cache-Control": "private, no-cache"}


@router.get(
    "",
    response_model=PortfolioOut,
    response_model_exclude_none=True,
    responses={304: {"description": "未变化"}, **documented(401, 403, 404, 422, 429, 503)},
    summary="总览",
    operation_id="getPortfolio",
)
def get(
    found: ServiceDep, caller: Reader, query: Annotated[PortfolioQuery, Query()], if_none: IfNoneMatch = None
) -> Response:
    """限额、免赔、期间的分布，责任免除的频度，各类记录和发现的数量；以各文档当前内容、复核后的结果为准，驳回的不计。

    不同计量（金额、比例、日、工作日、月）分开，不折算、不平均；按单位计的、以保险单载明为准的、没有数值的单列。
    每个数字背后的原文用 `GET /v1/portfolio/sources` 取，各文档写明与否用 `GET /v1/portfolio/documents` 取。
    """
    with found.database.reading() as session:
        known = library(session, caller.workspace_id)
        query.scope().check(known.subjects)
        if if_none is not None and etag(known.revision) in if_none:
            return Response(status_code=304, headers={"ETag": etag(known.revision), **_KEEPING})
        held = portfolio(session, caller.workspace_id, known, query.scope())
        body = PortfolioOut.of(held, known, keys_of(session, ends_of(held)))
    return tagged(body, body.revision)


@router.get(
    "/sources",
    response_model=FigureSourcePage,
    response_model_exclude_none=True,
    responses=documented(400, 401, 403, 404, 422, 429, 503),
    summary="总览中一个数字背后的原文",
    operation_id="listPortfolioSources",
)
def sources(found: ServiceDep, caller: Reader, query: Annotated[SourcesQuery, Query()]) -> FigureSourcePage:
    """一个项目、一种计量或一段数值背后的全部记录（或发现），按文档和原文次序。"""
    asked = f"portfolio/{caller.workspace_id}/{query.asked()}"
    after = decode_cursor(query.cursor, asked) if query.cursor else None
    with found.database.reading() as session:
        held = _held(session, caller, query)
        page = find_sources(
            session, caller.workspace_id, held, query.behind(), after=after, limit=query.limit
        )
        names = {subject.id: subject.name for subject in held.subjects}
        items = [FigureSourceOut.of(row, names) for row in page.rows]
    return FigureSourcePage(items=items, next_cursor=encode_cursor(page.after, asked) if page.after else None)


@router.get(
    "/documents",
    response_model=PortfolioAnswersOut,
    responses=documented(401, 403, 404, 422, 429, 503),
    summary="总览中一个项目，各文档写明与否",
    operation_id="getPortfolioAnswers",
)
def documents(
    found: ServiceDep, caller: Reader, query: Annotated[AnswersQuery, Query()]
) -> PortfolioAnswersOut:
    """哪些文档写明，哪些条文没有写明，哪些因部分未能读取而不能断定；与该项险种无关的文档不在其中。"""
    with found.database.reading() as session:
        held = _held(session, caller, query)
        return PortfolioAnswersOut.of(answers(held, query.point))


def _held(session: Session, caller: Caller, query: PortfolioQuery) -> Portfolio:
    known = library(session, caller.workspace_id)
    return portfolio(session, caller.workspace_id, known, query.scope())

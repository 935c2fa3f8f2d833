"""The overview (总览)."""

from collections.abc import Iterator, Sequence
from typing import TypedDict, Unpack

from api.client.calling import UNCHANGED, Call, at, read_answer, unless_known
from api.client.part import Part
from api.service.wire.portfolio import (
    FigureSourceOut,
    FigureSourcePage,
    PortfolioAnswersOut,
    PortfolioOut,
)
from api.service.wire.portfolio_scope import Bound, LineWord, SeriesWord


class PortfolioScope(TypedDict, total=False):
    """Which documents are looked at: every condition holds, and of several values of one, any."""

    document_id: Sequence[str]
    line: Sequence[LineWord]
    insurer: Sequence[str]


class PortfolioFigure(PortfolioScope, total=False):
    """Which figure of a point: of one series, and there of values within bounds."""

    series: SeriesWord
    value_min: Bound
    value_max: Bound


class Overviews(Part):
    """Figures over many documents (总览). ``page_size`` is how many are got at once."""

    def get_portfolio(
        self, *, known: PortfolioOut | None = None, **scope: Unpack[PortfolioScope]
    ) -> PortfolioOut:
        """Limits, deductibles, periods, exclusions, types and findings. ``known`` is given back where nothing has changed."""
        if known is None:
            return self._connection.ask(Call("GET", at("portfolio"), {**scope}), PortfolioOut)
        response = self._connection.send(unless_known(at("portfolio"), f'"r{known.revision}"', {**scope}))
        return known if response.status_code == UNCHANGED else read_answer(response, PortfolioOut)

    def list_portfolio_sources(
        self, point: str, *, page_size: int = 50, **figure: Unpack[PortfolioFigure]
    ) -> Iterator[FigureSourceOut]:
        """The records or findings behind a figure. ``point`` is the key that the overview has for it."""
        query = {"point": point, "limit": page_size, **figure}
        return self._connection.list(at("portfolio", "sources"), FigureSourcePage, query)

    def get_portfolio_answers(self, point: str, **scope: Unpack[PortfolioScope]) -> PortfolioAnswersOut:
        """Which documents state the point, which do not, and of which that cannot be told."""
        return self._connection.ask(
            Call("GET", at("portfolio", "documents"), {"point": point, **scope}), PortfolioAnswersOut
        )

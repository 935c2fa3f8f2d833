"""The client (客户端): one method for each operation of the service."""

from types import TracebackType
from typing import Self

from api.client.administration import Keys, Members, Operations, Sessions
from api.client.analyses import Analyses, Playbooks
from api.client.calling import Connection
from api.client.claims import Calculations, Claims
from api.client.content import Content
from api.client.documents import Documents
from api.client.exports import Exports
from api.client.findings import Findings
from api.client.jobs import Jobs
from api.client.portfolio import Overviews
from api.client.records import Records


class Client(
    Sessions,
    Keys,
    Members,
    Documents,
    Jobs,
    Content,
    Records,
    Findings,
    Exports,
    Overviews,
    Analyses,
    Playbooks,
    Claims,
    Calculations,
    Operations,
):
    """A service at an address, spoken to with a key (``tk_…``), or with none by who signs in.

    ``timeout`` is how long the service may be silent, in seconds. Every method raises ApiProblem where the service
    refuses, Unreachable where there is no answer and UnexpectedAnswer where the answer is none of its own. May be
    used by several threads. ValueError for an address or a key that can be none.
    """

    def __init__(self, url: str, key: str | None = None, *, timeout: float = 60.0) -> None:
        super().__init__(Connection(url, key, timeout=timeout))

    def close(self) -> None:
        """Close the connections. Leaving the ``with`` block does it too."""
        self._connection.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

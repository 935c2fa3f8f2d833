"""A table of claims read in a child process (案件表的隔离读取): it is a file of unknown origin."""

from api.claims.refusals import Refused, refusal
from api.claims.rows import Row, read_rows
from api.problems import Problem


class Tabulating:
    """A file of claims as a job of an isolated child. It can be pickled."""

    def __init__(self, document: str) -> None:
        self._document = document

    def __call__(self, data: bytes, name: str) -> tuple[Row, ...] | Refused:
        """The claims; ``document`` is that of claims that name none."""
        try:
            return read_rows(data, name, self._document)
        except Problem as problem:
            return refusal(problem)

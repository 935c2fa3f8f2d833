"""Refusals that come out of a child process (子进程的拒绝): a Problem itself cannot be pickled."""

from dataclasses import dataclass
from typing import TypeVar

from api.problems import FieldError, Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer."""

    kind: type[Problem]
    code: str
    detail: str
    errors: tuple[FieldError, ...]


def refusal(problem: Problem) -> Refused:
    """The problem as it can be sent."""
    return Refused(type(problem), problem.code, problem.detail, problem.errors)


def granted(answer: T | Refused) -> T:
    """The answer. Raises the Problem where it is a refusal."""
    if isinstance(answer, Refused):
        raise answer.kind(answer.code, answer.detail, errors=answer.errors)
    return answer

"""What can go wrong with a call (错误). Every message is Chinese and says what to do.

TiaokuanError
├── ApiProblem         the service refused, and says why (RFC 9457)
├── Unreachable        there is no answer: not connected, or cut off
├── UnexpectedAnswer   there is an answer, and it is not this service's
└── StillUnfinished    what was waited for is not finished in time
"""

import json
from collections.abc import Mapping
from typing import Any

import httpx

from api.problems import FieldError
from extractor.errors import TiaokuanError

_MEDIA = "application/problem+json"


class ApiProblem(TiaokuanError):
    """The service refused. ``str`` is its ``detail``.

    ``status`` is the HTTP status, ``code`` the stable kebab-case code, ``errors`` the wrong values, ``instance`` the
    id of the request, to be quoted to whoever runs the service.
    """

    def __init__(
        self, status: int, code: str, detail: str, errors: tuple[FieldError, ...] = (), instance: str = ""
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.instance = instance


class Unreachable(TiaokuanError):
    """There is no answer: the service is not there, or the connection was cut."""

    code = "unreachable"


class UnexpectedAnswer(TiaokuanError):
    """The answer is not this service's: another address, a proxy, or another version."""

    code = "unexpected-answer"


class StillUnfinished(TiaokuanError):
    """What was waited for is not finished in the time given. It goes on, and can be waited for again."""

    code = "still-unfinished"


def refusal(response: httpx.Response) -> ApiProblem | UnexpectedAnswer:
    """What an answer that was read and is none to the call says."""
    if response.headers.get("content-type", "").partition(";")[0] != _MEDIA:
        return _foreign(response)
    try:
        return _told(json.loads(response.content))
    except (ValueError, KeyError, TypeError, AttributeError):
        return _foreign(response)


def _foreign(response: httpx.Response) -> UnexpectedAnswer:
    return UnexpectedAnswer(
        f"{response.url} 的应答（状态码 {response.status_code}）不是本服务的形式。"
        "请核对服务地址，以及客户端与服务的版本是否一致。"
    )


def _told(problem: Mapping[str, Any]) -> ApiProblem:
    errors = tuple(FieldError(one["pointer"], one["message"]) for one in problem.get("errors", []))
    return ApiProblem(
        problem["status"], problem["code"], problem["detail"], errors, problem.get("instance", "")
    )

"""What can go wrong with a request, as RFC 9457 problems. ``detail`` is Chinese and says what to do.

Problem
├── BadRequest             400  the request cannot be understood (cursor, Idempotency-Key …)
├── NotSignedIn            401  no key or sign-in, or one that holds no longer
├── NotAllowed             403  the key or the person lacks the scope
├── NotFound               404  no such thing in this workspace
├── NotAcceptable          406  it cannot be given in that form
├── Conflict               409  it cannot be done as things stand
├── PreconditionFailed     412  somebody else has changed it since
├── TooLarge               413  a limit on size is passed
├── UnsupportedFile        415  not a file that is read
├── Invalid                422  a value is wrong; ``errors`` point at it
├── PreconditionRequired   428  If-Match is missing
├── TooMany                429  a rate or a quota is passed
└── Unavailable            503  not now: the queue is full, the database is away
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.errors import TiaokuanError


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong value: ``pointer`` is its JSON pointer (RFC 6901), or ``?name`` for a query parameter."""

    pointer: str
    message: str


class Problem(TiaokuanError):
    """Base: ``status`` and ``title`` by the class, ``code`` by the case."""

    status = 500
    title = "内部错误"

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.retry_after = retry_after  # seconds


class BadRequest(Problem):
    """The request cannot be understood."""

    status, title = 400, "请求有误"


class NotSignedIn(Problem):
    """No key or sign-in, or one that holds no longer."""

    status, title = 401, "未登录"


class NotAllowed(Problem):
    """The key or the person lacks the scope."""

    status, title = 403, "没有权限"


class NotFound(Problem):
    """No such thing in this workspace."""

    status, title = 404, "没有找到"


class NotAcceptable(Problem):
    """It cannot be given in that form."""

    status, title = 406, "无法以该形式提供"


class Conflict(Problem):
    """It cannot be done as things stand."""

    status, title = 409, "与现状冲突"


class PreconditionFailed(Problem):
    """Somebody else has changed it since."""

    status, title = 412, "内容已被他人更改"


class TooLarge(Problem):
    """A limit on size is passed."""

    status, title = 413, "超出大小上限"


class UnsupportedFile(Problem):
    """Not a file that is read."""

    status, title = 415, "不支持的文件"


class Invalid(Problem):
    """A value is wrong."""

    status, title = 422, "内容不合要求"


class PreconditionRequired(Problem):
    """If-Match is missing."""

    status, title = 428, "缺少前提条件"


class TooMany(Problem):
    """A rate or a quota is passed."""

    status, title = 429, "请求过多"


class Unavailable(Problem):
    """Not now."""

    status, title = 503, "暂时无法处理"

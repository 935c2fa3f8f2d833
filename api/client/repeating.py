"""When a call is sent again, and after how long (重试)."""

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

_REPEATS = 5
_FIRST_PAUSE = 0.5  # seconds; doubled each time
_LONGEST_PAUSE = 60.0
_NOT_NOW = frozenset({429, 503})


def pauses() -> list[float]:
    """Seconds to wait before each repeat, none of them the same for two clients."""
    return [_FIRST_PAUSE * 2**repeat * random.uniform(0.5, 1.0) for repeat in range(_REPEATS)]


def pause_asked(response: httpx.Response, pause: float) -> float | None:
    """Seconds to wait where the service says "not now", ``pause`` at least; None where it says anything else.

    None too where it wants to be left alone for longer than a call may wait.
    """
    if response.status_code not in _NOT_NOW:
        return None
    asked = _seconds(response.headers.get("retry-after", ""))
    return None if asked > _LONGEST_PAUSE else max(asked, pause)


def _seconds(retry_after: str) -> float:
    """What Retry-After says: seconds, or a date (RFC 9110, section 10.2.3)."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    return max((until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), 0.0)

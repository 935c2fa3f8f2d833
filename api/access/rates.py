"""How often one caller may call (调用频率).

Counted in the memory of this process: a service of several processes allows each caller the rate in each of them,
and a restart begins anew.
"""

import math
import time
from dataclasses import dataclass

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a caller stands after a call: ``reset`` is the seconds until a further call becomes free."""

    allowed: bool
    limit: int
    remaining: int
    reset: int


class Rates:
    """So many calls in any sixty seconds, for each caller."""

    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def spend(self, caller_id: str) -> Standing:
        """Count a call. One that is not allowed is not counted."""
        allowed = self._limiter.hit(self._item, caller_id)
        reset_at, remaining = self._limiter.get_window_stats(self._item, caller_id)
        reset = max(math.ceil(reset_at - time.time()), 0 if allowed else 1)
        return Standing(allowed, self._item.amount, max(remaining, 0), reset)

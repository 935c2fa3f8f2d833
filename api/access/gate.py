"""What stands before passwords (登录限速): few may be tried, and one at a time.

Failures are counted in the memory of this process. A password costs 64 MiB and all cores to check, so only one is
checked at a time; what would wait too long is refused at once, so that sign-ins never take every thread.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address
from threading import BoundedSemaphore, Lock

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from api.problems import Problem, TooMany, Unavailable

PER_NAME = 10  # failures a minute for one name from one address
PER_ADDRESS = 30  # failures a minute from one address
_WAITING = 16  # sign-ins that may wait for their turn
_SITE = 64  # bits of an IPv6 address that name a site; who has one has all its addresses


class Gate:
    """Lets attempts through one by one, until too many have failed."""

    def __init__(self) -> None:
        # The moving window of the library never forgets a key, and anybody can send names without end.
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._turn = Lock()
        self._room = BoundedSemaphore(_WAITING)

    @contextmanager
    def attempt(self, name: str, address: str) -> Iterator[None]:
        """Check a password within. A problem raised there counts as a failure.

        TooMany where too many have failed within the last minute, Unavailable where too many are waiting.
        """
        if not self._room.acquire(blocking=False):
            raise Unavailable("sign-in-busy", "同时登录的人太多。请几秒后重试。", retry_after=3)
        try:
            with self._turn:
                yield from self._counted(name, _site(address))
        finally:
            self._room.release()

    def _counted(self, name: str, site: str) -> Iterator[None]:
        counts = (
            (RateLimitItemPerMinute(PER_NAME), ("name", site, name)),
            (RateLimitItemPerMinute(PER_ADDRESS), ("address", site)),
        )
        for item, key in counts:
            self._refuse_exhausted(item, key)
        try:
            yield
        except Problem:
            for item, key in counts:
                self._limiter.hit(item, *key)
            raise

    def _refuse_exhausted(self, item: RateLimitItem, key: tuple[str, ...]) -> None:
        if self._limiter.test(item, *key):
            return
        reset_at, _ = self._limiter.get_window_stats(item, *key)
        wait = max(math.ceil(reset_at - time.time()), 1)
        raise TooMany("too-many-sign-ins", f"登录失败次数过多。请 {wait} 秒后再试。", retry_after=wait)


def _site(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return parsed.ipv4_mapped.compressed if parsed.ipv4_mapped else str(int(parsed) >> (128 - _SITE))
    return parsed.compressed

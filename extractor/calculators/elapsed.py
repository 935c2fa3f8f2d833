"""How much of the period of cover has passed (已经过期间): days and months, part ones counted as the text says."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_ONE = r"[一1壹]"
_DAY_WHOLE = re.compile(rf"不[足满]{_ONE}[天日]的?(?:部分)?，?(?:均|也)?[按以作算]{_ONE}[天日]")
_DAY_DROPPED = re.compile(rf"不[足满]{_ONE}[天日]的?(?:部分)?，?(?:均|也)?(?:不计|不算|不予计|舍去|略去)")
_MONTH_WHOLE = re.compile(
    rf"不[足满]{_ONE}个?月(?:的|者)?(?:部分)?，?(?:均|也|都)?(?:[按以作算]{_ONE}个?月|[按以]整月)"
)
_MONTH_DROPPED = re.compile(
    rf"不[足满]{_ONE}个?月(?:的|者)?(?:部分)?，?(?:均|也|都)?(?:不计|不算|不予计|舍去|略去)"
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A period of cover (保险期间): from the start of ``start`` to the end of ``end``."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Days of the period. A last day that is the anniversary of the first ends at zero hours: it is not counted."""
        return (self._until - self.start).days

    @property
    def months(self) -> int | None:
        """Whole months of the period, or None where it is no whole number of months."""
        count = whole_months(self.start, self._until)
        return count if add_months(self.start, count) == self._until else None

    @property
    def _until(self) -> date:
        """The first day after the period."""
        years = self.end.year - self.start.year
        if years > 0 and add_months(self.start, 12 * years) == self.end:
            return self.end
        return self.end + timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(start: date, until: date) -> int:
    """Full months between two midnights; 0 where ``until`` is not later than ``start``."""
    months = max((until.year - start.year) * 12 + until.month - start.month, 0)
    return months - 1 if months and add_months(start, months) > until else months


def days_passed(start: date, day: date, *, counted: bool) -> int:
    """Days of cover up to ``day``; ``counted`` says whether that day itself is one of them."""
    return max((day - start).days + (1 if counted else 0), 0)


def months_passed(start: date, day: date, *, counted: bool, part_is_whole: bool) -> int:
    """Months of cover up to ``day``; a part month is a whole one or none."""
    until = day + timedelta(days=1) if counted else day
    full = whole_months(start, until)
    return full + 1 if part_is_whole and add_months(start, full) < until else full


def part_day_is_whole(text: str) -> bool | None:
    """Whether a part day counts as one by the text; None where it does not say."""
    return _rule(text, _DAY_WHOLE, _DAY_DROPPED)


def part_month_is_whole(text: str) -> bool | None:
    """Whether a part month counts as one by the text; None where it does not say."""
    return _rule(text, _MONTH_WHOLE, _MONTH_DROPPED)


def _rule(text: str, whole: re.Pattern[str], dropped: re.Pattern[str]) -> bool | None:
    if whole.search(text):
        return True
    return False if dropped.search(text) else None

"""Time in a text (时间): spans of time, deadlines and dates, as the readers of records use them."""

from extractor.language.dates import find_dates, find_period_dates
from extractor.language.deadlines import find_deadlines, main_deadline
from extractor.language.durations import find_durations

__all__ = ["find_dates", "find_deadlines", "find_durations", "find_period_dates", "main_deadline"]

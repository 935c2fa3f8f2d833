"""Deadlines of a document as dates (期限表)."""

from extractor.timeline.counting import AS_IT_FALLS, PLAIN, Manner, Pause, Refused, due, end_of
from extractor.timeline.dating import timetable
from extractor.timeline.naming import fact_named

__all__ = [
    "AS_IT_FALLS",
    "PLAIN",
    "Manner",
    "Pause",
    "Refused",
    "due",
    "end_of",
    "fact_named",
    "timetable",
]

"""Exclusions by what they take out (责任免除的归类), as the catalogue of elements has them.

A record keeps its topics beside the mark of the catalogue that told them: another catalogue looks at the words again.
"""

import re
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from api.store.fields import fields_from_json
from extractor.assessments import LineOfCover
from extractor.elements.catalogue import catalogue
from extractor.elements.wording import compacted
from extractor.records import RecordType

_PREFIX = "excl-"
OTHER = "excl.other"  # what none of them takes


class Topic(NamedTuple):
    """Something that wordings exclude. ``lines`` are the lines of insurance it belongs to; empty for all."""

    key: str
    title: str
    lines: tuple[LineOfCover, ...]


class _Sign(NamedTuple):
    """Patterns over an exclusion without white space: ``subject`` leaves its exception (但…除外) out."""

    key: str
    subject: re.Pattern[str] | None
    words: re.Pattern[str] | None
    without: re.Pattern[str] | None


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """Every topic by its key, in the order of the catalogue."""
    found = {
        key: Topic(key, one.title, one.lines) for key, one in catalogue().items() if key.startswith(_PREFIX)
    }
    return {**found, OTHER: Topic(OTHER, "未归入以上各类", ())}


@lru_cache(maxsize=1)
def _signs() -> tuple[_Sign, ...]:
    return tuple(
        _Sign(element.key, _compiled(one.subject), _compiled(one.words), _compiled(one.without))
        for element in catalogue().values()
        if element.key.startswith(_PREFIX)
        for one in element.select
        if one.type == RecordType.EXCLUSION
    )


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


@lru_cache(maxsize=1)
def mark() -> str:
    """What begins the kept topics that this catalogue told."""
    return sha256(repr(_signs()).encode()).hexdigest()[:8]


def kept_topics(type_: str, quote: str, fields: str) -> str | None:
    """The topics of an exclusion as its row keeps them, None for any other record."""
    return " ".join((mark(), *topics_of(quote, fields))) if type_ == RecordType.EXCLUSION else None


def read_topics(kept: str) -> tuple[str, ...]:
    """The keys in what kept_topics gave."""
    return tuple(kept.split()[1:])


@lru_cache(maxsize=1 << 17)
def topics_of(quote: str, fields: str) -> tuple[str, ...]:
    """Keys of the topics of an exclusion with these words and kept fields; OTHER alone where it has none.

    Most wordings share most of their exclusions to the letter: each is looked at once.
    """
    text = compacted(quote)
    exception = fields_from_json(fields).get("exception") if '"exception"' in fields else None
    subject = text.replace(compacted(exception), "") if isinstance(exception, str) else text
    found = dict.fromkeys(sign.key for sign in _signs() if _takes(sign, text, subject))
    return tuple(found) or (OTHER,)


def _takes(sign: _Sign, text: str, subject: str) -> bool:
    return (
        (sign.subject is None or sign.subject.search(subject) is not None)
        and (sign.words is None or sign.words.search(text) is not None)
        and (sign.without is None or sign.without.search(text) is None)
    )

"""Topics of norms (义务主题): what a duty, a prohibition or a right is about.

Two kinds of evidence are added: the score of a model over characters (``models.topics``), and the words by
which the law and the trade call an act (``corpora/lexicon/topics.toml``). The greatest sum is the topic.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.structure.headings import Role
from models.topics import load_classifier

_LEXICON = Path(__file__).resolve().parents[2] / "corpora" / "lexicon" / "topics.toml"
_NOTICE = re.compile(r"通知|告知|告诉|申报|报告|报案|提醒|函告|通报")
_IN_ACT, _IN_UNIT, _IN_LEAD = 0.5, 0.15, 0.4


@dataclass(frozen=True, slots=True)
class _Cues:
    """The patterns of each topic: of its act, and of what a bare notice is given on."""

    act: Mapping[str, re.Pattern[str]]
    occasion: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    tables = tomllib.loads(_LEXICON.read_text("utf-8"))
    return _Cues(
        *({topic: _any_of(words) for topic, words in tables[name].items()} for name in ("act", "occasion"))
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def topic_of(text: str, act: str, role: Role, context: str = "") -> str:
    """The topic of a norm, one of the record format's names.

    ``text`` is the unit in reading view, ``act`` its part from the modal word to the next subject, ``role`` that
    of its section. ``context`` is the lead-in above it: a bare 及时通知保险人 under 知道保险事故发生后 is a loss notice.
    """
    fields = wording(text, act, role, context)
    scores = load_classifier().scores(**fields)
    for topic, weight in evidence(fields["text"], fields["act"], context).items():
        scores[topic] += weight
    return max(scores, key=scores.__getitem__)


def wording(text: str, act: str, role: Role, context: str = "") -> dict[str, str]:
    """The fields that the model reads: the consequence (否则…) says nothing of the act and is cut off."""
    return {
        "act": _without_consequence(act),
        "text": _without_consequence(text),
        "lead": context,
        "role": role.value,
    }


def evidence(text: str, act: str, context: str = "") -> dict[str, float]:
    """Topics for which known words speak, with their weight on the scale of the model's scores."""
    cues = _cues()
    found: dict[str, float] = {}
    for topic, pattern in cues.act.items():
        if pattern.search(act):
            found[topic] = _IN_ACT
        elif pattern.search(text):
            found[topic] = _IN_UNIT
    if _NOTICE.search(act):
        for topic, pattern in cues.occasion.items():
            weight = _IN_ACT if pattern.search(text) else _IN_LEAD if pattern.search(context) else 0.0
            if weight > found.get(topic, 0.0):
                found[topic] = weight
    return found


def _without_consequence(words: str) -> str:
    return words.split("否则", maxsplit=1)[0] or words

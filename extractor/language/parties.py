"""Parties (当事人): how a text names them, and who bears a norm.

Surface forms are reduced to the names of the record format: 您 is the 投保人, 我们 the 保险人, and so on.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_BEARERS = Path(__file__).resolve().parents[2] / "corpora" / "lexicon" / "bearers.toml"


def _forms() -> dict[str, str]:
    """Surface form → name of the record format, from the lexicon."""
    table = tomllib.loads(_BEARERS.read_text("utf-8"))["bearers"]
    return {form: name for name, forms in table.items() for form in forms}


_FORMS = _forms()
PARTY = "(?:" + "|".join(sorted(_FORMS, key=len, reverse=True)) + ")"
_JOIN = r"(?:[、，/]|或/和|和/或|或者|以及|[和或及与])其?"
_GUARD = r"(?<!非)(?<!非被)"
PARTIES = rf"{_GUARD}{PARTY}(?:{_JOIN}{PARTY})*(?:双方)?"
_PARTY = re.compile(PARTY)
_PARTIES = re.compile(PARTIES)
INSURER = r"(?:本?保险人|我们|我方|本公司|我公司|[你贵该]公司|保险公司|保险方|承保人|承保公司|本保险)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A party or several joined, as ``text[start:end]`` names them; ``name`` is reduced (投保人、被保险人)."""

    start: int
    end: int
    name: str


def reduce_name(surface: str) -> str:
    """Names of the record format for a surface form; several are joined with 、 in the text's order."""
    names = dict.fromkeys(_FORMS[match[0]] for match in _PARTY.finditer(surface))
    if len(names) > 1:
        names.pop("双方", None)
    return "、".join(names)


def find_parties(text: str) -> list[Mention]:
    """Every mention of a party in ``text``, joined ones as one."""
    return [
        Mention(match.start(), match.end(), reduce_name(match[0]))
        for match in _PARTIES.finditer(text)
        if not _is_part_of_word(text, match)
    ]


def _is_part_of_word(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 2]
    if match[0] in {"客户", "代理人", "申请人"} and after[:1] in {"服", "信", "资", "端", "投"}:
        return True
    return match[0] == "被保险人" and before == "非"


_OPENERS = (
    r"(?:如果|如若|如|若|倘若|当|但是|但|并且|而且|并|同时|则|此外|且|另外|其中|因此|故|在|作为|凡|同意|即使|无论|不论|由于|因|除|经|由"
    r"|应由|须由|首先|其次|再次|为此|届时|此时|此期间|否则|特别是|对于|对|若因|如因|因为)*"
)
_INITIAL = re.compile(rf"{_OPENERS}(?P<party>{PARTIES})")


def initial_party(segment: str) -> Mention | None:
    """The party that a segment begins with, after conjunctions; not one that only owns something (被保险人的…账户)."""
    match = _INITIAL.match(segment)
    if match is None or match["party"] == "":
        return None
    return Mention(match.start("party"), match.end("party"), reduce_name(match["party"]))

"""What a claim tells in words of an act (案情陈述): done, not done, or not clear. Negation is heard; plans are not deeds."""

import re
from dataclasses import dataclass

from extractor.adjustment.duties.kinds import DutyKind

_CLAUSE = re.compile(r"[^，。；！？,;!?\n]+")
_NOT = re.compile(
    r"(?:从未|从没|并未|并没|没有|没能|没|未能|未曾|不曾|未予|拒绝|拒不|忘记|忘了|迟迟不|不愿|不肯|无人|未|不)[^，。；]{0,8}$"
)
_NOT_NOT = re.compile(
    r"(?:并非|不是|绝非)(?:没有?|未)[^，。；]{0,8}$|不得不[^，。；]{0,4}$|没有不[^，。；]{0,4}$"
    r"|(?:没有?|未|并未|从未|不得|不)(?:放弃|免除|拒绝|妨碍)[^，。；]{0,8}$"
)
_PLANNED = re.compile(
    r"(?:应当?|应该|需要?|可以|准备|打算|计划|拟|建议|要求|请求|是否|有没有|如果|若|假如|必须|考虑|将要?|尚待|答应|承诺会?)[^，。；]{0,6}$"
)
_INSIDE = re.compile(r"未|没|不")
_LATE = re.compile(
    r"(?:未|没有?)(?:能|有)?(?:及时|立即|马上|按时|第一时间|尽快|按期)[^，。；]{0,8}$|(?:才|方才|后才)[^，。；]{0,8}$"
)
_PROMPT = re.compile(
    r"立即|立刻|马上|及时|当天|当日|当场|第一时间|随即|即刻|迅速|当晚|当时|同日|即时|\d+分钟内|半小时内"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """The clauses that say so, to the letter: done (``prompt`` where they say at once), not done, late, unclear."""

    done: tuple[str, ...] = ()
    prompt: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


def told_of(kind: DutyKind, story: str) -> Telling:
    """What ``story`` tells of the duty of ``kind``."""
    found: dict[str, list[str]] = {"done": [], "prompt": [], "undone": [], "late": [], "unclear": []}
    for match in _CLAUSE.finditer(story):
        clause = match[0].strip()
        for where in _heard(kind, clause):
            found[where].append(clause)
            if where == "done" and _PROMPT.search(clause):
                found["prompt"].append(clause)
    return Telling(**{where: tuple(dict.fromkeys(clauses)) for where, clauses in found.items()})


def _heard(kind: DutyKind, clause: str) -> set[str]:
    heard = {_polarity(clause[: hit.start()], hit[0]) for hit in _hits(kind.done, clause)}
    heard |= {_polarity(clause[: hit.start()], hit[0]) for hit in _hits(kind.signs, clause)} & {"done"}
    heard |= {
        "undone" for hit in _hits(kind.undone, clause) if _polarity(clause[: hit.start()], "") == "done"
    }
    if not heard - {""}:
        bare = {_polarity(clause[: hit.start()], hit[0]) for hit in _hits(kind.bare, clause)}
        heard |= {"unclear" if where == "done" else where for where in bare}
    if heard & {"undone", "late"}:
        heard.discard("done")
    return heard - {""}


def _hits(pattern: str, clause: str) -> list[re.Match[str]]:
    return list(re.finditer(pattern, clause)) if pattern else []


def _polarity(before: str, hit: str) -> str:
    """Where a hit counts by the words before it: done, undone, late; '' where it is a plan or says nothing."""
    if _NOT_NOT.search(before):
        return "done"
    if _LATE.search(before):
        return "late"
    if _NOT.search(before):
        return "undone"
    if _PLANNED.search(before) or _INSIDE.search(hit):
        return ""
    return "done"


def happened(pattern: str, story: str) -> tuple[bool | None, str]:
    """Does the story tell that something happened (True), or that it did not; and the clause that says so."""
    denied = ""
    for match in _CLAUSE.finditer(story):
        for hit in _hits(pattern, match[0]):
            polarity = _polarity(match[0][: hit.start()], "")
            if polarity in {"done", "late"}:
                return True, match[0].strip()
            denied = denied or (match[0].strip() if polarity == "undone" else "")
    return (False, denied) if denied else (None, "")

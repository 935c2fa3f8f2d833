"""What a check of a playbook asks, in words (审查要点的说法): for a person who does not read its YAML."""

from collections.abc import Iterable, Mapping

from extractor.playbooks.bounding import asked_for
from extractor.playbooks.declared import Check, IfSilent, Require
from extractor.structure.headings import Role

ROLES: Mapping[Role, str] = {
    Role.GENERAL: "总则",
    Role.COVERAGE: "保险责任",
    Role.EXCLUSION: "责任免除",
    Role.LIMIT: "限额与免赔",
    Role.PERIOD: "保险期间",
    Role.PREMIUM: "保险费",
    Role.INSURER_DUTIES: "保险人义务",
    Role.INSURED_DUTIES: "投保人、被保险人义务",
    Role.CLAIMS: "赔偿处理",
    Role.TERMINATION: "合同变更与解除",
    Role.DISPUTE: "争议处理",
    Role.DEFINITIONS: "释义",
    Role.APPENDIX: "附录",
    Role.OTHER: "其他",
}
_SILENCES: Mapping[IfSilent, str] = {
    IfSilent.ABSENT: "没有写明的，为应有而未载明",
    IfSilent.FINE: "没有写明的，不涉及",
    IfSilent.PERSON: "没有写明的，由人工判断",
}


def subject(check: Check) -> str:
    """What is looked at: the name of the element; empty where the playbook selects the words itself."""
    return check.known.title if check.known else ""


def condition(check: Check) -> str:
    """What is asked of it: ``应当载明，并写明“起算时间”``, ``不得有此类约定``, ``不超过30日``."""
    if check.require is Require.PRESENT:
        return "，".join(("应当载明", *_wanted(check)))
    if check.require is Require.ABSENT:
        excused = f"；同一句写有{_listed(check.unless, '或')}的可以接受" if check.unless else ""
        return f"不得有此类约定{excused}"
    return asked_for(check)


def premise(check: Check) -> str:
    """When the check applies; empty where it always does."""
    if check.given is None:
        return ""
    named = check.given.known
    return f"文本载有“{named.title}”时才审查" if named else "文本有相关内容时才审查"


def silence(check: Check) -> str:
    """What it means that the text does not say it."""
    if check.require is Require.ABSENT:
        return "没有此类约定的，为符合"
    return _SILENCES[check.if_silent]


def _wanted(check: Check) -> Iterable[str]:
    if check.all_of:
        yield f"并写明{_listed(check.all_of, '和')}"
    if check.any_of:
        yield f"至少写明{_listed(check.any_of, '或')}"
    if check.shown:
        yield f"写在{_listed((ROLES[role] for role in check.shown), '或')}部分"


def _listed(labels: Iterable[str], joined: str) -> str:
    """``“甲”、“乙”或“丙”``."""
    *before, last = (f"“{label}”" for label in labels)
    return f"{'、'.join(before)}{joined}{last}" if before else last

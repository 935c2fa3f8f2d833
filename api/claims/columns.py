"""Columns of a table of claims (案件表的列): which heads are known, and the field of the claim that each fills."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto


class Content(StrEnum):
    """What the cells of a column hold."""

    TEXT = auto()
    MOMENT = auto()
    NUMBER = auto()
    LIST = auto()  # 、；or line breaks between
    KIND = auto()  # 性质、种类, in Chinese or as the form has it
    FACT = auto()
    JSON = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """``pointer`` is the JSON pointer of the field. ``bound`` is the kind of a limit or deductible that the column
    alone makes; ``pointer`` then ends in ``-``, the end of its list."""

    head: str
    pointer: str
    content: Content
    bound: str = ""


LABEL = "案件号"
_LABELS = {LABEL, "案号", "赔案号", "id", "claim"}
_PLAIN: tuple[tuple[str, str, str, Content], ...] = (
    ("条款", "document", "/document", Content.TEXT),
    ("保险起期", "period_from", "/schedule/period/from", Content.MOMENT),
    ("保险止期", "period_to", "/schedule/period/to", Content.MOMENT),
    ("追溯日", "retroactive_from", "/schedule/retroactive_from", Content.MOMENT),
    ("保险费", "premium", "/schedule/premium", Content.NUMBER),
    ("特别约定", "agreed", "/schedule/agreed/-", Content.TEXT),
    ("出险时间", "occurred", "/event/occurred", Content.MOMENT),
    ("发现时间", "discovered", "/event/discovered", Content.MOMENT),
    ("报案时间", "notified", "/event/notified", Content.MOMENT),
    ("索赔时间", "claimed", "/event/claimed", Content.MOMENT),
    ("单证齐全时间", "complete_documents", "/event/complete_documents", Content.MOMENT),
    ("出险地点", "place", "/event/place", Content.TEXT),
    ("出险原因", "cause", "/event/cause", Content.TEXT),
    ("经过", "description", "/event/description", Content.TEXT),
    ("已追回", "recovered", "/event/recovered", Content.NUMBER),
    ("此前已赔付", "paid_before", "/event/paid_before", Content.NUMBER),
    ("已交单证", "documents", "/event/documents", Content.LIST),
    ("限额", "limits", "/schedule/limits", Content.JSON),
    ("免赔", "deductibles", "/schedule/deductibles", Content.JSON),
    ("损失", "losses", "/event/losses", Content.JSON),
    ("其他保险", "other_insurance", "/event/other_insurance", Content.JSON),
    ("事实", "facts", "/event/facts", Content.JSON),
)
_BOUNDS: tuple[tuple[str, str, str, str, str], ...] = (
    ("每次事故限额", "limit_per_occurrence", "limits", "per_occurrence", "amount"),
    ("累计限额", "limit_aggregate", "limits", "aggregate", "amount"),
    ("每人限额", "limit_per_person", "limits", "per_person", "amount"),
    ("保险金额", "sum_insured", "limits", "sum_insured", "amount"),
    ("免赔额", "deductible", "deductibles", "deductible", "amount"),
    ("免赔率", "deductible_rate", "deductibles", "deductible", "rate"),
)
_PARTS: Mapping[str, tuple[str, Content]] = {
    "名称": ("name", Content.TEXT),
    "金额": ("amount", Content.NUMBER),
    "性质": ("kind", Content.KIND),
    "种类": ("kind", Content.KIND),
    "比例": ("rate", Content.NUMBER),
    "标的": ("item", Content.TEXT),
    "人员": ("person", Content.TEXT),
    "事故": ("occurrence", Content.TEXT),
    "限额": ("limit", Content.NUMBER),
    "已赔付": ("paid", Content.NUMBER),
}
_LISTS = {
    "损失": "/event/losses",
    "限额": "/schedule/limits",
    "免赔": "/schedule/deductibles",
    "其他保险": "/event/other_insurance",
    "loss": "/event/losses",
    "limit": "/schedule/limits",
    "deductible": "/schedule/deductibles",
    "other": "/event/other_insurance",
}
_ENGLISH = dict(_PARTS.values())
_NUMBERED = re.compile(
    r"(损失|限额|免赔|其他保险)(\d{1,3})([一-鿿]+)|(loss|limit|deductible|other)(\d{1,3})_([a-z]+)"
)
_FACT = re.compile(r"(?:事实|facts)[:：.](.{1,400})")
_POINTER = re.compile(r"(/.+)/\d{1,3}/([a-z]+)")
TEMPLATE = (
    LABEL,
    *(head for head, _, _, content in _PLAIN if content is not Content.JSON),
    *(head for head, *_ in _BOUNDS),
    "损失1名称",
    "损失1金额",
    "损失1性质",
    "损失1标的",
    "损失1人员",
    "损失2名称",
    "损失2金额",
    "损失2性质",
    "其他保险1限额",
    "事实：reported_to_police",
)


def is_label(head: str) -> bool:
    """True for the column that only names a claim, in the words of whoever asks."""
    return head.strip().lower() in _LABELS


def column_of(head: str) -> Column | None:
    """The column of a head; None where it is not known."""
    name = head.strip()
    return _KNOWN.get(name.lower()) or _numbered(name) or _fact(name) or _pointed(name)


def _numbered(head: str) -> Column | None:
    found = _NUMBERED.fullmatch(head)
    if found is None or not int(found[2] or found[5]):
        return None
    part = _PARTS.get(found[3]) if found[1] else _english(found[6])
    if part is None:
        return None
    listed = _LISTS[found[1] or found[4]]
    return Column(head, f"{listed}/{int(found[2] or found[5]) - 1}/{part[0]}", part[1])


def _english(name: str) -> tuple[str, Content] | None:
    return (name, _ENGLISH[name]) if name in _ENGLISH else None


def _fact(head: str) -> Column | None:
    found = _FACT.fullmatch(head)
    if found is None:
        return None
    return Column(head, f"/event/facts/{found[1].replace('~', '~0').replace('/', '~1')}", Content.FACT)


def _pointed(head: str) -> Column | None:
    """A head may be the JSON pointer itself."""
    if head in _BY_POINTER:
        return _BY_POINTER[head]
    if head.startswith("/event/facts/"):
        return Column(head, head, Content.FACT)
    found = _POINTER.fullmatch(head)
    part = found and _english(found[2])
    return Column(head, head, part[1]) if found and part and found[1] in _LISTS.values() else None


def _known() -> dict[str, Column]:
    found: dict[str, Column] = {}
    for chinese, english, pointer, content in _PLAIN:
        for name in (chinese, english):
            found[name] = Column(chinese, pointer, content)
    for chinese, english, listed, kind, part in _BOUNDS:
        for name in (chinese, english):
            found[name] = Column(chinese, f"/schedule/{listed}/-/{part}", Content.NUMBER, kind)
    return found


_KNOWN = _known()
_BY_POINTER = {column.pointer: column for column in _KNOWN.values() if not column.bound}

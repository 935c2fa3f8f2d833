"""Cells of a table of claims as JSON values (单元格): dates, amounts and answers as people write them.

What cannot be made out stays as it is, for the form to refuse it with the field's name.
"""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from api.claims.columns import Content
from api.claims.exact import load_json

Cell = str | int | float | bool | date | datetime | None
_DAY = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]*(\d{1,2})[:：时点](?:(\d{1,2})分?)?(?:[:：](\d{1,2})秒?)?)?"
)
_NUMBER = re.compile(r"(?:人民币|RMB|CNY|[￥¥])?\s*(-?\d[\d,，]*(?:\.\d+)?)\s*(%|％|万元|万|元)?")
_GROUPED = re.compile(r"-?(?:\d+|\d{1,3}(?:[,，]\d{3})+)(?:\.\d+)?")
_SCALES = {"万元": Decimal(10_000), "万": Decimal(10_000), "%": Decimal("0.01"), "％": Decimal("0.01")}
_ANSWERS = {"是": True, "否": False, "true": True, "false": False}
_BETWEEN = re.compile(r"[、；;\n]+")
_KINDS = {
    "直接损失": "direct",
    "间接损失": "indirect",
    "费用": "cost",
    "施救费用": "mitigation",
    "定额给付": "benefit",
    "保险金额": "sum_insured",
    "每次事故": "per_occurrence",
    "累计": "aggregate",
    "每人": "per_person",
    "每项": "per_item",
    "分项": "sub_limit",
    "免赔": "deductible",
    "自负比例": "copay",
}


def value_of(cell: Cell, content: Content) -> Any:
    """What a cell says; None where it is empty."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    match content:
        case Content.MOMENT:
            return _moment(cell)
        case Content.NUMBER:
            return _number(cell)
        case Content.LIST:
            return [part.strip() for part in _BETWEEN.split(_text(cell)) if part.strip()]
        case Content.FACT:
            return _answer(cell)
        case Content.JSON:
            return _json(_text(cell))
        case Content.KIND:
            told = _text(cell)
            return _KINDS.get(told, told)
        case Content.TEXT:
            return _text(cell)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return str(cell).strip()


def _moment(cell: Cell) -> Any:
    if isinstance(cell, (date, datetime)):
        return cell
    told = _text(cell)
    found = _DAY.fullmatch(told)
    if found is None:
        return told
    year, month, day, *clock = found.groups()
    iso = f"{year}-{int(month):02}-{int(day):02}"
    if clock[0] is None:
        return iso
    hour, minute, second = (int(part or 0) for part in clock)
    return f"{iso}T{hour:02}:{minute:02}:{second:02}"


def _number(cell: Cell) -> Any:
    """An exact decimal. A cell of Excel holds a binary fraction; its shortest form is what was typed."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, (int, float)):
        return Decimal(str(cell))
    told = _text(cell)
    found = _NUMBER.fullmatch(told)
    if found is None or not _GROUPED.fullmatch(found[1]):
        return told
    return Decimal(re.sub("[,，]", "", found[1])) * _SCALES.get(found[2] or "", Decimal(1))


def _answer(cell: Cell) -> Any:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, (int, float)):
        return Decimal(str(cell))
    told = _text(cell)
    known = _ANSWERS.get(told.lower())
    if known is not None:
        return known
    return Decimal(told) if re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", told) else told


def _json(told: str) -> Any:
    try:
        return load_json(told)
    except (json.JSONDecodeError, RecursionError):
        return told

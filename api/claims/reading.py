"""Claims read (案件读入): JSON to the domain value, every error told with the field that it is in."""

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from api.claims.exact import load_json
from api.claims.form import CaseIn, ClaimIn
from api.problems import FieldError, Invalid
from api.validation import field_errors
from extractor.claim import Claim
from extractor.contradictions import contradictions

_TOLD = 3  # errors that the message itself tells


def parsed(text: str | bytes) -> Any:
    """The JSON value, numbers exact. Invalid says where it is broken."""
    try:
        return load_json(text)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _no_json(error) from None


def form_of(value: Any) -> ClaimIn:
    """The JSON value in its form. Invalid names every field that is wrong."""
    try:
        return ClaimIn.model_validate(value)
    except ValidationError as error:
        located = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise invalid("invalid-claim", "案件不合要求", field_errors(located)) from None


def case_of(text: str) -> CaseIn:
    """A case that was kept as JSON."""
    return CaseIn.model_validate(load_json(text))


def sound(claim: Claim, at: str = "") -> Claim:
    """The claim itself. Invalid where it contradicts itself or cannot be; ``at`` is where it stands in the request."""
    wrong = contradictions(claim)
    if wrong:
        told = [FieldError(f"{at}{one.field}", one.message) for one in wrong]
        raise invalid("contradictory-claim", "案件内容自相矛盾或不可能", told)
    return claim


def invalid(code: str, what: str, errors: Iterable[FieldError]) -> Invalid:
    """A problem whose message tells the first errors, each with its field."""
    listed = list(errors)
    told = "；".join(f"{one.pointer}：{one.message}" for one in listed[:_TOLD])
    return Invalid(code, f"{what}（{told}）。请更正后重试。", errors=listed)


def _no_json(error: Exception) -> Invalid:
    if isinstance(error, json.JSONDecodeError):
        twice = error.msg.endswith("stands twice")
        told = f"“{error.doc}”写了两次" if twice else f"第 {error.lineno} 行第 {error.colno} 个字符处有误"
    elif isinstance(error, UnicodeDecodeError):
        told = "应为 UTF-8 编码"
    else:
        told = "嵌套过深"
    return Invalid("claim-no-json", f"不是合法的 JSON：{told}。", errors=[FieldError("/", told)])

"""What is wrong with a request's values, in Chinese (校验说明)."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.problems import FieldError

_MESSAGES = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识这一项，请去掉",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "float_parsing": "应为数字",
    "float_type": "应为数字",
    "finite_number": "应为有限的数",
    "decimal_parsing": "应为数字",
    "decimal_type": "应为数字",
    "decimal_whole_digits": "数值过大",
    "decimal_max_places": "小数位数过多，金额精确到分即可",
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "string_type": "应为文字",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "mapping_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "json_invalid": "不是合法的 JSON",
    "datetime_parsing": "应为时间，例如 2026-01-31T09:00:00Z",
    "datetime_from_date_parsing": "应为时间，例如 2026-01-31T09:00:00Z",
    "value_error": "不合要求",
}
_WITH_BOUND = {
    "decimal_max_digits": ("位数过多，连小数至多 {} 位，请核对", "max_digits"),
    "greater_than_equal": ("不得小于 {}", "ge"),
    "less_than_equal": ("不得大于 {}", "le"),
    "greater_than": ("应大于 {}", "gt"),
    "less_than": ("应小于 {}", "lt"),
    "string_too_short": ("至少 {} 个字符", "min_length"),
    "string_too_long": ("至多 {} 个字符", "max_length"),
    "string_pattern_mismatch": ("格式应为 {}", "pattern"),
    "too_short": ("至少 {} 项", "min_length"),
    "too_long": ("至多 {} 项", "max_length"),
    "enum": ("应为 {} 之一", "expected"),
    "literal_error": ("应为 {} 之一", "expected"),
}


def field_errors(errors: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """Pydantic's errors as pointers and Chinese messages."""
    return [FieldError(_pointer(error["loc"]), _message(error)) for error in errors]


def _pointer(place: Sequence[str | int]) -> str:
    where, *rest = place or ("body",)
    if where in {"query", "header", "cookie", "path"}:
        return f"?{'/'.join(str(part) for part in rest)}"
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in rest) or "/"


def _message(error: Mapping[str, Any]) -> str:
    kind = str(error["type"])
    if kind == "string_too_short" and error.get("ctx", {}).get("min_length") == 1:
        return "不能为空"
    if kind in _WITH_BOUND:
        form, bound = _WITH_BOUND[kind]
        told = str(error.get("ctx", {}).get(bound, "")).replace(" or ", "、").replace("'", "")
        return form.format(told)
    if kind == "value_error" and "error" in error.get("ctx", {}):
        return str(error["ctx"]["error"])
    return _MESSAGES.get(kind, "不合要求")

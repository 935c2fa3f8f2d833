"""Records of limits and sums insured as operations (限额、保险金额)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.language.amounts import find_rates, find_yuan
from extractor.payout.losses import kinds_of
from extractor.payout.naming import IF_AGREED, NO_BOUND, figures_of, is_optional, name_of
from extractor.payout.scheme import Action, Operation, RateBase, Scope
from extractor.payout.wording import cleaned, scope_of, subject_of
from extractor.quantities import Money, Rate
from extractor.quotations import Quotation, quotation_of
from extractor.records import Record
from extractor.terms.passages import Passage

SCOPES = {
    "per_occurrence": Scope.OCCURRENCE,
    "aggregate": Scope.TOTAL,
    "per_person": Scope.PERSON,
    "per_item": Scope.ITEM,
    "sub_limit": Scope.PART,
    "sum_insured": Scope.TOTAL,
}
LABELS = {
    "per_occurrence": "每次事故赔偿限额",
    "aggregate": "累计赔偿限额",
    "per_person": "每人赔偿限额",
    "per_item": "单项赔偿限额",
    "sub_limit": "分项限额",
    "sum_insured": "保险金额",
}
_FALLBACK = re.compile(r"(?:没有|未)(?:写明|载明|约定|注明|列明)[^，。；]{0,30}的，")
_OUTSIDE = re.compile(
    r"(?:限额|赔偿|赔款|保险金额|损失|金额)[^，。；]{0,6}(?:以外|之外|外)|另行计算|另计|单独计算|分别计算"
)


def limit_of(record: Record, passage: Passage, kind: str) -> Iterator[Operation]:
    """The limits that a record of ``kind`` states; none where it only says how a figure is set, or bounds no payment."""
    text, quote = passage.text, "".join(record.quote.split())
    amount, rate = figures_of(record)
    if NO_BOUND.search(quote) or re.search(r"乘以|每日|每天|每(?:亩|头|只|羽|株|棵|平方米|吨|公斤)", quote):
        return
    if kind == "sum_insured" and _only_says_how(quote):
        return
    sums = re.findall(r"([^，。；、]{2,14}?)保险金额(?=[、和及由])", quote) if kind == "sum_insured" else []
    if len(sums) > 1:
        yield from _sums(record, sums)
        return
    if amount is None and rate is None and (pairs := list(_pairs(record, quote, kind))):
        yield from pairs
        return
    base = _base(quote, rate)
    if rate is not None and base is RateBase.NONE:
        return
    scope = SCOPES[kind]
    name = name_of(passage, record.quote) or (_cost_in(quote) if kind == "sub_limit" else "")
    if kind == "sum_insured" and name and not re.search(r"^(?:每一?|同一)被保险人", quote):
        scope = Scope.PART
    if kind == "sub_limit" and re.search("之和[^，。；]{0,6}以", quote):
        return
    apart = sorted(kinds_of(text) & {"施救", "法律费用"})
    beside = _OUTSIDE.search(text) is not None and bool(apart)
    if beside and kind in ("sum_insured", "per_occurrence", "sub_limit"):
        kind, scope, name = "sub_limit", Scope.PART, name if kinds_of(name) & set(apart) else apart[0]
    if kind == "sub_limit" and not name:
        return
    of_sum = re.search("保险金额为(?:最高)?(?:上?限|限额)", quote)
    if kind == "sub_limit" and (amount, rate) == (None, None):
        rate = Decimal(1) if of_sum else _share_of_sum(quote)
        base = RateBase.SUM if rate is not None else base
    yield Operation(
        Action.LIMIT, scope, kind, _label(kind, scope, name, quote),
        quotation_of(record), name, amount, rate, base,
        if_agreed=is_optional(passage),
        fallback=_FALLBACK.search(text) is not None,
        outside=beside,
        each_person=scope is Scope.PART and re.search(r"每(?:人|位|座)", quote) is not None,
        sought=_sought(kind, name, quote),
        case=_goods(text) if kind == "per_item" else "",
    )  # fmt: skip


_OF_SUM = re.compile(r"按照?[^，。；]{0,8}(?:保险金额|保额)的(\d+(?:\.\d+)?%)(?:给付|赔付|支付|赔偿)")


def _share_of_sum(quote: str) -> Decimal | None:
    """A benefit that is a share of the sum insured (按基本保险金额的30%给付)."""
    stated = _OF_SUM.search(quote)
    value = find_rates(stated[1])[0].value if stated else None
    return value.value if isinstance(value, Rate) else None


def _goods(text: str) -> str:
    """The class of goods that a limit for each is for (集装箱运输的货物，…每箱…)."""
    match = re.match(r"([^，。；]{2,12}的(?:货物|标的))，", text)
    return match[1] if match else ""


def _cost_in(quote: str) -> str:
    """The cost that a sentence speaks of before it bounds it (``…的施救费用，…，最高不超过…``)."""
    parts = [
        cleaned(part) for part in re.split("[，：]", quote) if re.search("费用?$", part) and kinds_of(part)
    ]
    return next((part for part in parts if part), "")


def _label(kind: str, scope: Scope, name: str, quote: str) -> str:
    called = re.search(r"单一[^，。；的]{1,12}?限额|每(?:件|辆车?|箱|户|批)[^，。；的]{0,8}?限额", quote)
    if kind == "per_item" and called:
        return called[0]
    if len(name) > 14:
        costs = sorted(kinds_of(name) & {"施救", "法律费用"})
        name = {"施救": "施救费用", "法律费用": "法律费用"}[costs[0]] if costs else f"…{name[-12:]}"
    return (
        f"{name}{LABELS[kind]}" if scope in (Scope.PART, Scope.PERSON, Scope.ITEM) or name else LABELS[kind]
    )


def _only_says_how(quote: str) -> bool:
    says_sum = re.search(r"保险金额|保额|金额", quote)
    return (
        not says_sum or re.search(r"最高(?:不超过|为)|不得(?:高于|超过)|相应减少|价值时", quote) is not None
    )


def _sums(record: Record, names: list[str]) -> Iterator[Operation]:
    """``甲费用保险金额、乙费用保险金额、总保险金额由…载明``: one for each."""
    for stated in names:
        name = re.sub(r"^本?(?:保险|附加)*合同的?", "", stated)
        scope = Scope.TOTAL if name == "总" else Scope.PART
        label = f"{name}保险金额"
        yield Operation(
            Action.LIMIT, scope, "sum_insured", label, quotation_of(record),
            "" if scope is Scope.TOTAL else name, sought=label,
        )  # fmt: skip


def _pairs(record: Record, quote: str, kind: str) -> Iterator[Operation]:
    """``驾驶员20万元，乘客每座10万元``: a figure for each of several."""
    found = find_yuan(quote)
    if len(found) < 2:
        return
    end = 0
    for quantity in found:
        name = re.split(r"[，：、]|为", quote[end : quantity.span.start])[-1]
        end = quantity.span.end
        name = re.sub(r"每(?:座|人|位|次)?(?:事故)?", "", name)
        if 2 <= len(name) <= 10 and isinstance(quantity.value, Money):
            label = f"{name}{LABELS[kind]}"
            source = quotation_of(record)
            yield Operation(
                Action.LIMIT, SCOPES[kind], kind, label, source, name, quantity.value.amount, sought=label
            )


def _base(quote: str, rate: Decimal | None) -> RateBase:
    if rate is None:
        return RateBase.NONE
    before = quote[: next(iter(find_rates(quote))).span.start] if find_rates(quote) else quote
    for base, words in (
        (RateBase.LOSS, r"损失(?:金额)?的?$|费用的?$"),
        (RateBase.PERSON, r"每(?:人|座)[^，。；]{0,12}限额的?$"),
        (RateBase.AGGREGATE, r"累计[^，。；]{0,12}限额的?$"),
        (RateBase.OCCURRENCE, r"限额的?$"),
        (RateBase.SUM, r"(?:保险金额|保额)的?$"),
    ):
        if re.search(words, before):
            return base
    return RateBase.NONE


def _sought(kind: str, name: str, quote: str) -> str:
    item = re.search(r"单一[^，。；每]{1,6}|每(?:一)?(?:件|辆车?|箱|户|批|笔贷款)", quote)
    if kind == "per_item" and item:
        return f"{item[0]}赔偿限额"
    return f"{name}的{LABELS[kind]}" if name else LABELS[kind]


_LISTED = re.compile(
    r"累计(?:赔偿|责任)?限额|每次(?:事故|事件)(?:赔偿|责任)?限额|单一[^，。；、和]{1,6}[^，。；、和]{0,8}限额|每人[^，。；、和]{0,8}限额"
)


def listed(text: str, source: Quotation) -> Iterator[Operation]:
    """``赔偿限额包括累计赔偿限额、每次事故赔偿限额…``: the limits that the schedule states, by their names."""
    for match in _LISTED.finditer(text):
        scope = scope_of(match[0])
        kind = next(each for each, where in SCOPES.items() if where is scope)
        name = subject_of(match[0])
        if scope is not Scope.PERSON and name:
            continue
        yield Operation(
            Action.LIMIT, scope, kind, LABELS[kind], source, name, sought=_sought(kind, name, match[0]),
            if_agreed=IF_AGREED.search(text) is not None,
        )  # fmt: skip


def named_figures(record: Record, quote: str) -> Iterator[Operation]:
    """``第三者责任险赔偿限额为200万元`` among limits of other kinds in one sentence."""
    for segment in quote.split("，"):
        match = re.match(r"([^，]{2,14})(?:赔偿|责任)限额为", segment)
        found = find_yuan(segment)
        if match and len(found) == 1 and isinstance(found[0].value, Money):
            label = f"{match[1]}赔偿限额"
            yield Operation(
                Action.LIMIT, Scope.PART, "sub_limit", label, quotation_of(record), match[1],
                found[0].value.amount, sought=label,
            )  # fmt: skip

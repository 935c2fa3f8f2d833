"""What sentences say beside the records of limits (记录之外的计算用语): recoveries, formulas, deductibles in passing."""

import re
from collections.abc import Iterable, Iterator

from extractor.language.amounts import find_rates, find_yuan
from extractor.payout.limiting import listed
from extractor.payout.operations import timing_of
from extractor.payout.scheme import Action, Operation, Scope
from extractor.payout.wording import DEDUCTING, mentions, scope_of
from extractor.quantities import Money, Rate
from extractor.quotations import Quotation, quoted
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_RECOVERED = re.compile(
    r"(?:追回|收回|取得|获得)的?(?:款项|赔款|赔偿|金额)[^。；]{0,20}(?:扣除|扣减|不足部分|差额)|(?:已(?:经)?从|从)[^，。；]{0,30}(?:取得|获得)[^。；]{0,40}(?:扣减|扣除)|(?:扣减|扣除)[^，。；]{0,40}(?:已(?:经)?(?:收回|追回|取得|获得|得到|补偿)|第三者|补偿|赔偿)[^，。；]{0,20}(?:赔偿|金额|款项|部分|补偿|后)|[-－—–−]已(?:收回|追回|取得)"
)


def beside_records(passages: Iterable[Passage], known: list[Operation]) -> list[Operation]:
    """Operations that no record states: what third parties paid, a limit or a deductible only named where it is used."""
    found: list[Operation] = []
    for passage in passages:
        source = quoted(passage.document, passage.node.path, passage.unit.span())
        for read in (_recovery, _limits, _deductible, _share):
            for operation in read(passage, source):
                if not _is_known(operation, [*known, *found]):
                    found.append(operation)
    return found


def _is_known(operation: Operation, known: list[Operation]) -> bool:
    if operation.action is Action.DEDUCTIBLE and operation.scope is Scope.OCCURRENCE:
        return any(each.action is operation.action and not (each.name and each.amount == 0) for each in known)
    if operation.action is Action.SHARE:
        return any(each.action is operation.action for each in known)
    return any(
        each.action is operation.action and (each.scope is operation.scope or each.action is Action.RECOVERY)
        for each in known
        if each.name == operation.name or not operation.name
    )


def _recovery(passage: Passage, source: Quotation) -> Iterator[Operation]:
    text = passage.text
    formula = re.search(r"赔款[=＝]", text)
    if not _RECOVERED.search(text) or (re.search("保险费|利息|欠|残值", text) and not formula):
        return
    kind = "insurers" if re.search(r"医疗保险|商业保险|任何途径|其他途径", text) else "others"
    label = "扣减已取得的赔偿"
    yield Operation(Action.RECOVERY, Scope.TOTAL, kind, label, source, timing=timing_of(text))


def _limits(passage: Passage, source: Quotation) -> Iterator[Operation]:
    if passage.role in (Role.CLAIMS, Role.LIMIT) and any(
        each.action is Action.LIMIT for each in mentions(passage.text)
    ):
        yield from listed(passage.text, source)


def _deductible(passage: Passage, source: Quotation) -> Iterator[Operation]:
    text = passage.text
    taken = DEDUCTING.search(text)
    if (
        not taken
        or re.search(r"不(?:再|予)?(?:扣|得抵|设)|天|日数|保险费", text)
        or passage.role is Role.LIMIT
    ):
        return
    scope = scope_of(taken[0])
    named = "单一账户" if "账户" in taken[0] else ""
    agreed = re.search(r"(?:如|若)[^，。；]{0,10}约定|如有", text) is not None
    label = _label(scope, named)
    figure = re.match(r"[^，。；]{0,16}", text[taken.start() :])
    said = f"{taken[0]}{figure[0] if figure else ''}"
    amounts = [each.value.amount for each in find_yuan(said) if isinstance(each.value, Money)]
    rates = [each.value.value for each in find_rates(said) if isinstance(each.value, Rate)]
    yield Operation(
        Action.DEDUCTIBLE, scope, "deductible", label, source,
        amount=amounts[0] if amounts else None, rate=rates[0] if rates and not amounts else None,
        if_agreed=agreed, sought=f"{label}额（率）",
    )  # fmt: skip


_BORNE = re.compile(r"被保险人(?:自行|自己)?(?:承担|负担|自负)[^，。；]{0,12}?(\d+(?:\.\d+)?%)")


def _share(passage: Passage, source: Quotation) -> Iterator[Operation]:
    borne = _BORNE.search(passage.text)
    if borne and passage.role in (Role.CLAIMS, Role.LIMIT, Role.COVERAGE):
        rate = find_rates(borne[1])[0].value
        paid = 1 - rate.value if isinstance(rate, Rate) else None
        yield Operation(
            Action.SHARE, Scope.OCCURRENCE, "copay", "自负后的赔付比例", source, rate=paid, sought="自负比例"
        )
    match = re.search(
        r"(?:按|依)照?(?:(?![按依扣减])[^，。；]){0,16}?(给付|赔付|报销|补偿|自负|自付)比例(?!为)",
        passage.text,
    )
    if match and not re.search(
        r"%|百分之|成|伤残|残疾|保险金额[^，。；]{0,6}乘以|年金|养老|生存|身故|祝寿|满期", passage.text
    ):
        sought = f"{match[1]}比例"
        yield Operation(Action.SHARE, Scope.OCCURRENCE, "copay", sought, source, sought=sought)


def _label(scope: Scope, named: str) -> str:
    if scope is Scope.ITEM:
        return f"{named or '单项'}免赔"
    return {Scope.PERSON: "每人免赔", Scope.TOTAL: "年度免赔"}.get(scope, "每次事故免赔")

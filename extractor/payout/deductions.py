"""Records of deductibles and of shares as operations (免赔、赔付比例、自负比例)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.payout.bands import columns_of
from extractor.payout.losses import kinds_of
from extractor.payout.naming import IF_AGREED, NO_BOUND, figures_of, is_optional, name_of
from extractor.payout.scheme import Action, Operation, RateBase, Scope
from extractor.payout.wording import cleaned, scope_of
from extractor.quotations import quotation_of
from extractor.records import Record
from extractor.structure.headings import Role
from extractor.terms.passages import Passage

_FURTHER = re.compile(
    r"再(?:另行?)?(?:扣除|扣减|加扣|增加)|加扣|另(?:行|外)?(?:加扣|增加)|(?:免赔[额率])[^，。；]{0,4}增加"
)
_HIGHER = re.compile(r"(?:以|取)(?:其)?(?:较?高|最高|高)(?:者|的)?|取其高|较高者|高者为准|孰高")


def deductible_of(record: Record, passage: Passage) -> Iterator[Operation]:
    """The deductible of a record; of amount 0 where it says that there is none."""
    quote = "".join(record.quote.split())
    amount, rate = figures_of(record)
    if NO_BOUND.search(quote) or re.search(r"不得抵扣|可以抵扣|不可|用于抵扣|是指|所指", quote):
        return
    name = name_of(passage, record.quote)
    none_set = re.search(r"不(?:再|另|另行)?(?:设|计|扣|适用)[^，。；]{0,12}免赔", quote)
    if none_set:
        amount, rate = Decimal(0), None
        name = _exempt(quote[: none_set.start()])
        if not name and not re.search(r"险种|本保险|合同|均|^不", quote[: none_set.end()]):
            return
    case = _case(passage, name)
    each = scope_of(quote) in (Scope.PERSON, Scope.ITEM)
    yield Operation(
        Action.DEDUCTIBLE, Scope.PART if name and not case and not each else scope_of(quote), "deductible",
        f"{name or _DEDUCTIBLES.get(scope_of(quote), '')}免赔", quotation_of(record), "" if case else name,
        amount, rate, _base(quote) if rate is not None else RateBase.NONE,
        higher=_HIGHER.search(quote) is not None,
        if_agreed=is_optional(passage),
        case=case, sought=f"{name}免赔额（率）" if name else "每次事故免赔额（率）",
        further=_FURTHER.search(quote) is not None,
    )  # fmt: skip


def _base(quote: str) -> RateBase:
    """What the rate of a deductible is said to be a share of."""
    if re.search(r"保险金额的?[\d.]+%", quote):
        return RateBase.SUM
    return RateBase.LOSS if re.search(r"损失(?:金额|总额|额)?的[\d.]+%", quote) else RateBase.NONE


def _exempt(before: str) -> str:
    """Whose loss bears no deductible: the nearest words before that name one (``人身伤亡``)."""
    for part in reversed(before.rstrip("，").split("，")):
        name = re.sub(
            r"(?:均|只设.*|部分|也|都|并且)$", "", re.sub(r"^但?(?:对于?(?!.*的赔偿.{2}))?", "", part)
        )
        name = cleaned(name.removesuffix("的赔偿"))
        if name and not re.search(r"险种|本保险|赔偿时", name):
            return name
    return ""


_DEDUCTIBLES = {Scope.OCCURRENCE: "每次事故", Scope.TOTAL: "年度", Scope.PERSON: "每人", Scope.ITEM: "单项"}
_FAULT = re.compile(r"负?(?:次要|同等|主要|全部)(?:事故)?责任|单方肇事")


def _case(passage: Passage, name: str) -> str:
    """The condition on which a figure holds (负主要事故责任的, 病虫害的); empty where it always does."""
    fault = _FAULT.search(passage.text)
    if fault:
        return passage.text.split("，")[0].rstrip("的")
    condition = re.match(r"([^，。；]{4,30})的，", passage.text)
    if condition and passage.role is not Role.COVERAGE and not IF_AGREED.search(passage.text):
        return condition[1]
    return name if name and not kinds_of(name) and re.search(r"事故|灾|害|雨|水|风|盗|火", name) else ""


_BORNE = re.compile(r"自[负付担]|由被保险人|被保险人(?:自行|自己)?(?:承担|负担)|免赔")


def share_of(record: Record, passage: Passage) -> Iterator[Operation]:
    """The share of the loss that is paid, whether the words state it or the share that the insured bears."""
    _, rate = figures_of(record)
    quote = "".join(record.quote.split())
    segment = next((part for part in quote.split("，") if re.search("%|百分之|成|比例", part)), quote)
    borne = _BORNE.search(segment) is not None and not re.search(r"保险人承担", segment)
    case = _step_case(quote) or (_case(passage, "") if _FAULT.search(passage.text) else "")
    name = (_shared_loss(passage) if case else "") or (
        "" if _FAULT.search(case) else name_of(passage, record.quote)
    )
    name = "" if name and name in case else name
    paid = 1 - rate if rate is not None and borne else rate
    yield Operation(
        Action.SHARE, Scope.PART if name else Scope.OCCURRENCE, "copay",
        f"{name}{'自负后的' if borne else ''}赔付比例", quotation_of(record), name, rate=paid, case=case,
        sought="自负比例" if borne else "赔付比例",
    )  # fmt: skip


def _shared_loss(passage: Passage) -> str:
    """The loss whose share goes by steps (``按下列比例分担营业中断损失：…``)."""
    for unit in passage.paragraph_units():
        match = re.search(r"比例(?:分担|赔偿|承担|赔付)([^，。；：]{3,14})：", unit.text)
        if match:
            return match[1]
    return ""


def _step_case(quote: str) -> str:
    """A share that holds for one case of several (停止服务不足24小时的，保险人承担70%)."""
    match = re.search(r"(?:：|^)但?([^，：]{4,40})的，(?:不超过|保险人|为|按|则|赔付比例|给付比例)", quote)
    return match[1] if match and not re.search("保险金$", match[1]) else ""


def table_of(record: Record) -> Iterator[Operation]:
    """A share that a table states: which line holds must be asked; tables of benefits are none."""
    head = "".join(record.quote.split("\n")[0].split())
    if re.search(r"伤残|残疾|年龄|生长|月数|等级|身故|期[限间]|生存|年金|养老|交费|缴费|保障方案", head):
        return
    label = "给付比例表"
    yield Operation(
        Action.SHARE,
        Scope.OCCURRENCE,
        "copay",
        label,
        quotation_of(record),
        sought="适用的给付比例",
        columns=columns_of(record.quote),
    )

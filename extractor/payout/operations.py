"""A record of a limit as operations (限额记录的编译)."""

import re
from collections.abc import Iterator

from extractor.payout.deductions import deductible_of, share_of, table_of
from extractor.payout.limiting import limit_of, listed, named_figures
from extractor.payout.scheme import Action, Operation, Scope, Timing
from extractor.quotations import quotation_of
from extractor.records import Record
from extractor.terms.passages import Passage


def operations_of(record: Record, passage: Passage | None) -> list[Operation]:
    """The operations that a record of a limit states; none where it bounds no payment that we compute."""
    kind = str(record.fields.get("kind", "other"))
    if record.own_rule == "limit.table":
        return list(table_of(record)) if kind == "copay" else []
    if passage is None:
        return []
    text = passage.text
    if kind == "deductible":
        return list(deductible_of(record, passage))
    if kind == "copay":
        return list(share_of(record, passage))
    if kind == "contribution":
        timing = _shared_timing("".join(record.quote.split()))
        label = "与其他保险按比例分摊"
        return [Operation(Action.CONTRIBUTION, Scope.TOTAL, kind, label, quotation_of(record), timing=timing)]
    if kind == "other":
        return list(_other(record, text))
    return list(limit_of(record, passage, kind))


_NOT_FULL = re.compile(
    r"(?:保险金额|保额)[^，。；]{0,6}[与和占及][^，。；]{0,24}(?:价值|市场价|应保险金额)[^，。；]{0,6}(?:比例|之比)|(?:不足额|低于|小于)[^。；]{0,40}比例"
)


def _other(record: Record, text: str) -> Iterator[Operation]:
    quote, source = "".join(record.quote.split()), quotation_of(record)
    if re.search("残值|残余", quote):
        yield Operation(Action.SALVAGE, Scope.OCCURRENCE, "other", "扣除残值", source, sought="残值")
    elif _NOT_FULL.search(quote):
        yield Operation(
            Action.AVERAGE,
            Scope.OCCURRENCE,
            "other",
            "不足额保险按比例",
            source,
            "施救费用" if re.search("上述费用|施救费|费用按", quote) else "",
            sought="保险价值",
        )
    elif re.search(r"第三|责任方|补偿|其他途径|任何途径", quote) and re.search("扣除|扣减", quote):
        from_insurers = re.search(r"保险|途径", quote) is not None
        yield Operation(
            Action.RECOVERY, Scope.TOTAL, "insurers" if from_insurers else "others", "扣除已获得的补偿", source,
            timing=timing_of(quote),
        )  # fmt: skip
    elif re.search(
        r"限额(?:分为|包括)|限额[和、及]|(?:不(?:得)?超过|为限)[^。；]*限额|限额[^。；]*为限", quote
    ):
        yield from listed(quote, source)
    else:
        yield from named_figures(record, quote)


def _shared_timing(quote: str) -> Timing:
    """Whether the insurers share the loss or what each would pay, by the words."""
    if re.search(r"(?:分[摊担]|计算)[^，。；]{0,6}(?:赔款|应赔)|应赔(?:偿)?金额", quote):
        return Timing.PAYMENT
    return Timing.LOSS if re.search(r"(?:分[摊担]|承担|赔偿)[^，。；]{0,4}损失", quote) else Timing.EITHER


def timing_of(text: str) -> Timing:
    """Whether what others have paid comes off the loss or off the payment, by the words."""
    if re.search(r"[-－—–−]已|(?:赔款|保险金)中(?:予以)?扣", text):
        return Timing.PAYMENT
    if re.search(
        r"余额|剩余|其余|不足部分|差额|损失(?:金额)?[^，。；]{0,6}扣除|(?:费用|损失)[^。；]{0,40}扣除[^。；]{0,60}(?:后|的余额)",
        text,
    ):
        return Timing.LOSS
    return Timing.EITHER

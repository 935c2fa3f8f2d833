"""Deadlines that nobody can meet (无法履行的期限): due before they begin, before the event, or in a circle."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractor.document import Document, Span
from extractor.findings.matters import length_of, minutes, read_realms, read_timed
from extractor.findings.passages import Passage, finding, holder
from extractor.language.dates import find_dates
from extractor.language.durations import find_durations
from extractor.quantities import Duration
from extractor.records import Finding, Record, RecordType

_CODE = "impossible-deadline"


def find_impossible(
    document: Document, passages: Sequence[Passage], records: Sequence[Record]
) -> Iterator[Finding]:
    """What is due before it can be done, one finding a sentence."""
    told: set[Span] = set()
    for one in _found(document, passages, records):
        if one.span not in told:
            told.add(one.span)
            yield one


def _found(document: Document, passages: Sequence[Passage], records: Sequence[Record]) -> Iterator[Finding]:
    for passage in passages:
        for unit in passage.units:
            for sign, message in _SIGNS:
                match = sign.search(unit.text)
                if match:
                    yield finding(document, _CODE, passage.path, unit.span(), message)
    yield from _ends_before_start(document, records)
    yield from _outlasts_cover(document, records)
    yield from _notice_outlasts_contract(document, passages, records)
    yield from _retroactive_after_start(document, records)
    yield from _pays_and_bills_in_a_circle(document, passages)
    yield from _complex_sooner(document, passages)
    yield from _due_before_signing(document, passages)


# --- what one sentence shows -----------------------------------------------------------------------------

_NUMBER = r"[\d一二三四五六七八九十百两]+个?(?:工作日|日|天|小时|月)"
_ACCIDENT = r"(?:保险事故|意外事故|交通事故|意外伤害事故|出险)"
_SIGNS = (
    (
        re.compile(
            rf"{_ACCIDENT}(?:发生)?之?前(?:的)?(?:至少)?{_NUMBER}[^。；]{{0,10}}(?:通知|报案|告知|提交|提供)"
            rf"|提前{_NUMBER}[^，。；]{{0,12}}(?:通知|告知|报告)[^，。；]{{0,8}}{_ACCIDENT}的?发生"
        ),
        "要求在事故发生之前通知或者提交材料，而事故无法预知，该期限无法遵守；请改为知道事故后的期限。",
    ),
    (
        re.compile(
            rf"(?:变更|变动|改变|转让|发生|增加|终止|解除|离职|停业|更换|完成|结束)[^。；，的]{{0,8}}(?:之日起?|以?后|之后)[^。；，]{{0,6}}，?(?:应当?|须|需|必须)?(?:至少)?提前{_NUMBER}[^。；]{{0,12}}(?:通知|告知|报告|申报|书面)"
        ),
        "以事项发生之后为起点，却要求提前通知，期限在起算之前已经届满；请明确是事前还是事后通知。",
    ),
    (
        re.compile(
            rf"{_ACCIDENT}(?:发生)?之?前[^。；，]{{0,16}}(?:提交|提供|出具)[^。；，]{{0,16}}(?:事故证明|死亡证明|伤残鉴定|损失清单|事故认定书|诊断证明)"
        ),
        "要求在事故发生之前提交只能在事故之后形成的文件，无法做到；请改正提交的时间。",
    ),
)


# --- periods of the records ------------------------------------------------------------------------------


def _ends_before_start(document: Document, records: Sequence[Record]) -> Iterator[Finding]:
    for record in records:
        start, end = record.fields.get("from"), record.fields.get("to")
        if isinstance(start, str) and isinstance(end, str) and end < start:
            message = f"期间自{start}起至{end}止，终止日早于起始日；请核对日期。"
            yield finding(document, _CODE, record.path, record.span, message)


_NAMES = {"waiting": "等待期", "hesitation": "犹豫期", "grace": "宽限期"}


def _periods(
    document: Document, records: Sequence[Record], kind: str
) -> Iterator[tuple[Record, Duration, str]]:
    """Records of a kind of period with a length, and the set of clauses that each belongs to."""
    chosen = [one for one in records if one.type is RecordType.PERIOD and one.fields.get("kind") == kind]
    realms = read_realms(document) if chosen else []
    for record in chosen:
        length = length_of(record)
        if length is not None:
            yield record, length, realms[holder(document, record.span.start)]


def _outlasts_cover(document: Document, records: Sequence[Record]) -> Iterator[Finding]:
    """A waiting, hesitation or grace period as long as the insurance period."""
    covers = list(_periods(document, records, "insurance"))
    for kind, name in _NAMES.items():
        for record, length, realm in _periods(document, records, kind):
            whole = [cover for cover in covers if cover[2] == realm]
            if (
                len(whole) == 1
                and minutes(length) >= minutes(whole[0][1])
                and _WHOLE.search(whole[0][0].quote)
            ):
                cover = whole[0][0]
                message = f"{name}不短于保险期间（{cover.path}：{_brief(cover.quote)}），期间届满时保险期间已经结束；请核对两处的时间。"
                yield finding(document, _CODE, record.path, record.span, message)


_WHOLE = re.compile(r"保险期[间限]")


def _brief(quote: str) -> str:
    compact = "".join(quote.split())
    return compact if len(compact) <= 30 else f"{compact[:30]}…"


_NOTICE = re.compile(
    r"提前(?:至少)?(?P<time>[\d一二三四五六七八九十百两]+个?(?:工作日|日|天|月|年))[^。；]{0,16}(?:通知|书面|申请|提出)"
)


def _notice_outlasts_contract(
    document: Document, passages: Sequence[Passage], records: Sequence[Record]
) -> Iterator[Finding]:
    """Notice to be given earlier ahead than the contract lasts."""
    lasting = [one for kind in ("contract", "insurance") for one in _periods(document, records, kind)]
    if not lasting:
        return
    longest = max(lasting, key=lambda one: minutes(one[1]))
    for passage in passages:
        for unit in passage.units:
            match = _NOTICE.search(unit.text)
            ahead = _first_duration(match)
            if match and ahead and minutes(ahead) >= minutes(longest[1]):
                message = f"要求提前{match['time']}，而期间总共只有{_brief(longest[0].quote)}（{longest[0].path}），无法提前这么久；请核对。"
                yield finding(document, _CODE, passage.path, unit.span(), message)


def _first_duration(match: re.Match[str] | None) -> Duration | None:
    """The span of time in the group ``time`` of a match."""
    durations = find_durations(match["time"]) if match else []
    value = durations[0].value if durations else None
    return value if isinstance(value, Duration) else None


def _retroactive_after_start(document: Document, records: Sequence[Record]) -> Iterator[Finding]:
    starts = [
        (one.fields["from"], one)
        for one in records
        if one.type is RecordType.PERIOD and one.fields.get("kind") == "insurance" and "from" in one.fields
    ]
    for record in records:
        if record.type is not RecordType.PERIOD or record.fields.get("kind") != "retroactive":
            continue
        since = record.fields.get("from")
        later = [
            one
            for start, one in starts
            if isinstance(start, str) and isinstance(since, str) and since > start
        ]
        if later and len(later) == len(starts):
            message = f"追溯期起始日{since}晚于保险期间的起始日{later[0].fields['from']}（{later[0].path}），没有可以追溯的期间；请核对日期。"
            yield finding(document, _CODE, record.path, record.span, message)


# --- two provisions together -----------------------------------------------------------------------------

_PAYS_ON_BILL = re.compile(
    r"(?:收到|取得)[^，。；]{0,16}发票[^，。；]{0,6}(?:后|之日起)[^。；]{0,30}(?:付款|支付|付清|转账|汇)"
)
_BILLS_ON_PAYMENT = re.compile(
    r"(?:收到[^，。；]{0,14}(?:款项?|费用?|服务费|保险费|保费)|收款|到账)(?:后|之日起)[^。；]{0,20}(?:开具|开出|提供)[^，。；]{0,12}发票"
)
_PRICE = re.compile(r"保险费|保费|服务费|佣金|咨询费|合同款|货款|经纪费|保证金|赔款|技术服务费")


def _pays_and_bills_in_a_circle(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Payment waits for the invoice, and the invoice for the payment."""
    paying = [(p, u) for p in passages for u in p.units if _PAYS_ON_BILL.search(u.text)]
    billing = [(p, u) for p in passages for u in p.units if _BILLS_ON_PAYMENT.search(u.text)]
    for first, pays in paying:
        for second, bills in billing:
            one, other = set(_PRICE.findall(pays.text)), set(_PRICE.findall(bills.text))
            if pays.text != bills.text and not (one and other and not one & other):
                message = (
                    f"{first.path}约定收到发票后付款，{second.path}却约定收款后才开具发票，互为前提，无法履行；"
                    "请明确先付款还是先开票。"
                )
                yield finding(document, _CODE, second.path, bills.span(), message)


_COMPLEX = re.compile(r"复杂|疑难")
_ASSESSED = "保险人作出核定的期限"


def _complex_sooner(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """The complex case has fewer days than the ordinary one."""
    timed = [one for one in read_timed(document, passages) if one.matter == _ASSESSED]
    ordinary = [one for one in timed if one.case <= {"简单"}]
    for complex_case in timed:
        if not _COMPLEX.search(complex_case.text):
            continue
        longer = [
            one for one in ordinary if one.realm == complex_case.realm and one.minutes > complex_case.minutes
        ]
        if longer:
            message = (
                f"情形复杂的核定期限（{complex_case.words}）反而短于一般情形的期限（{longer[0].passage.path}：{longer[0].words}）；"
                "请核对后改正。"
            )
            yield finding(document, _CODE, complex_case.passage.path, complex_case.span, message)


_SIGNED = re.compile(r"(?:签订|签署)(?:日期|时间)：?")
_DUE = re.compile(r"^(?:之?前|以前)[^。；，]{0,24}(?:支付|缴纳|提交|完成|交付|付清|提供|交至|退还|付款)")


def _due_before_signing(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """An act due by a day before the contract was signed."""
    signed = _signing_day(passages)
    if signed is None:
        return
    for passage in passages:
        for unit in passage.units:
            for one in find_dates(unit.text):
                if (
                    isinstance(one.value, date)
                    and one.value < signed
                    and _DUE.match(unit.text[one.span.end :])
                ):
                    message = f"要求在{one.value:%Y-%m-%d}前完成，而合同签订日期是{signed:%Y-%m-%d}，签订时期限已过；请核对日期。"
                    yield finding(document, _CODE, passage.path, unit.span(), message)


def _signing_day(passages: Sequence[Passage]) -> date | None:
    for passage in passages:
        text = passage.view.text
        match = _SIGNED.search(text)
        if match:
            dates = find_dates(text[match.end() : match.end() + 14])
            if dates and isinstance(dates[0].value, date):
                return dates[0].value
    return None

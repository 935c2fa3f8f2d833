"""Penalties for a list of breaches under a contract's penalty clauses (违约金计算)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.calculators.breaches import Breach, Breaches, Penalties, Provision, contradictions, source_of
from extractor.calculators.contradictions import refused
from extractor.calculators.statements import quotation, statements
from extractor.determination import Calculation, Question
from extractor.expressions import Expression, Lesser, Named, Number, Product, Quotient, Sum, evaluate
from extractor.language.amounts import find_yuan
from extractor.language.numerals import parse_number
from extractor.language.units import split_segments
from extractor.quantities import Money, Rate
from extractor.records import Extraction, Record
from extractor.terms.figures import stated_rates


@dataclass(frozen=True, slots=True)
class _Fine:
    """The penalty for one breach: an expression, or what must be asked."""

    of: Named | None
    record: Record | None
    questions: tuple[Question, ...] = ()


def penalties(extraction: Extraction, breaches: Breaches) -> Calculation:
    """What the breaches cost together, one step for each; the sum is in yuan.

    A breach that cannot be told to fall under one clause, or needs a figure, is asked for; nothing is summed until then.
    """
    found = contradictions(breaches)
    if found:
        return refused(found)
    known = Penalties(extraction)
    if not known.records:
        return Calculation(None, note="文本未载明违约金")
    fines = [_fine(known, breaches, at) for at in range(len(breaches.breaches))]
    questions = tuple(question for fine in fines for question in fine.questions)
    if questions:
        return Calculation(None, questions=questions)
    total = _total([fine for fine in fines if fine.of is not None], breaches)
    if isinstance(total, Question):
        return Calculation(None, questions=(total,))
    result = evaluate(total, {})
    return Calculation(result.value, result.steps, note=_consequences(extraction))


# --- one breach -----------------------------------------------------------------------------------------


def _fine(known: Penalties, breaches: Breaches, at: int) -> _Fine:
    breach = breaches.breaches[at]
    finding = known.find(breach)
    place = f"/breaches/{at}"
    said = breach.path or breach.what
    if not finding.provisions:
        ask = f"文本中找不到“{said}”对应的条款，请填写所违反条款的编号"
        return _Fine(None, None, (Question(ask, f"{place}/path"),))
    provision = finding.provisions[0]
    if not finding.sure:
        return _Fine(None, None, (_which(said, finding.provisions, place),))
    if not provision.penalties:
        ask = f"与“{said}”最接近的是{provision.path}，而文本未对违反该条约定违约金；如违反的是其他条款，请填写其编号"
        return _Fine(None, None, (Question(ask, f"{place}/path", (provision.source,)),))
    if len(provision.penalties) > 1:
        return _several(breach, provision, place, breaches)
    return _amount(provision.penalties[0], breach, place, breaches, provision.path)


def _which(said: str, provisions: tuple[Provision, ...], place: str) -> Question:
    paths = "、".join(one.path for one in provisions)
    return Question(
        f"“{said}”违反的是哪一条？可能是：{paths}。请填写条款编号",
        f"{place}/path",
        tuple(one.source for one in provisions),
    )


def _several(breach: Breach, provision: Provision, place: str, breaches: Breaches) -> _Fine:
    """Two penalties for one clause: a daily one is for being late, the other for the rest."""
    daily = [one for one in provision.penalties if _is_daily(one)]
    others = [one for one in provision.penalties if one not in daily]
    chosen = daily if breach.days is not None else others
    if len(chosen) == 1:
        return _amount(chosen[0], breach, place, breaches, provision.path)
    ask = f"{provision.path}有几项违约金，请写明是逾期（填逾期天数）还是其他违约"
    sources = tuple(source_of(one) for one in provision.penalties)
    return _Fine(None, None, (Question(ask, f"{place}/days", sources),))


_EACH_TIME = re.compile(r"每.{0,3}次|每项|每起|每件次|按次")
_DAILY = re.compile(r"每逾期一[日天]|每延迟一[日天]|每[日天]|按[日天]|逾期[^，。；]{0,6}[日天]")
_PER_THING = re.compile(r"每(?P<thing>亩|人|辆|件|单|户|车|头|只|份|台)(?!次)")
_OF_PRICE = re.compile(r"合同(?:暂定)?(?:总)?(?:价款?|金额)|总价款?|合同标的额")
_BASE = re.compile(r"按(?:照)?(?P<base>[^，。；]{2,20}?)的?(?:每日)?(?:\d|[百千万]分之)")


def _is_daily(record: Record) -> bool:
    return _DAILY.search(str(record.fields.get("per", ""))) is not None


def _amount(record: Record, breach: Breach, place: str, breaches: Breaches, path: str) -> _Fine:
    tiers = _tiers(record.quote)
    if tiers:
        return _Fine(_named(_tiered(tiers, breach.count), record, breach, path), record)
    amount, rate = record.fields.get("amount"), record.fields.get("rate")
    if not isinstance(amount, Decimal) and not isinstance(rate, Decimal):
        ask = "文本未载明可计算的违约金数额，请核对原文后另行确定"
        return _Fine(None, record, (Question(ask, f"{place}/path", (source_of(record),)),))
    factors: list[Expression] = []
    questions: list[Question] = []
    if isinstance(amount, Decimal):
        factors.append(Number(amount))
    elif isinstance(rate, Decimal):
        _put(_base(record, breaches, place, breach), factors, questions)
        factors.append(Number(rate))
    for factor in _multiples(record, breach, place):
        _put(factor, factors, questions)
    if questions:
        return _Fine(None, record, tuple(questions))
    return _Fine(_named(Product(tuple(factors)), record, breach, path), record)


def _put(found: Expression | Question, factors: list[Expression], questions: list[Question]) -> None:
    if isinstance(found, Question):
        questions.append(found)
    else:
        factors.append(found)


def _multiples(record: Record, breach: Breach, place: str) -> Iterator[Expression | Question]:
    """Times, days and things that the penalty is multiplied by."""
    sources = (source_of(record),)
    per = str(record.fields.get("per", ""))
    if _DAILY.search(per):
        yield _given(breach.days, f"“{breach.what or breach.path}”逾期了多少天？", f"{place}/days", record)
    elif per == "年利率":
        days = _given(breach.days, "逾期了多少天？按年利率计算", f"{place}/days", record)
        yield Quotient(days, Number(Decimal(365))) if not isinstance(days, Question) else days
    elif breach.count > 1 and not _EACH_TIME.search(per + record.quote):
        ask = "文本未载明该项违约金是否按次累计：请把各次违约分开列明，或把次数改为 1"
        yield Question(ask, f"{place}/count", sources)
    thing = _PER_THING.search(record.quote)
    if thing and thing[0] not in ("每人每次",):
        yield _given(
            breach.units,
            f"违约金按每{thing['thing']}计算，共多少{thing['thing']}？",
            f"{place}/units",
            record,
        )
    if breach.count > 1 and (_DAILY.search(per) or _EACH_TIME.search(per + record.quote)):
        yield Number(Decimal(breach.count))


def _given(value: Decimal | int | None, ask: str, about: str, record: Record) -> Expression | Question:
    return Question(ask, about, (source_of(record),)) if value is None else Number(Decimal(value))


def _base(record: Record, breaches: Breaches, place: str, breach: Breach) -> Expression | Question:
    """What the rate is taken of."""
    if breach.base is not None:
        return Number(breach.base)
    if _OF_PRICE.search(record.quote):
        return _given(breaches.price, "合同总价是多少？违约金按合同总价的比例计算", "/price", record)
    stated = _BASE.search("".join(record.quote.split()))
    name = stated["base"] if stated else "计算违约金的基数"
    return Question(f"{name}是多少元？", f"{place}/base", (source_of(record),))


def _named(of: Expression, record: Record, breach: Breach, path: str) -> Named:
    times = f" {breach.count} 次" if breach.count > 1 else ""
    day = f"（{breach.on.isoformat()}）" if breach.on else ""
    label = f"违反{path}{times}：{breach.what}{day}" if breach.what else f"违反{path}{times}{day}"
    return Named(label, of, source=source_of(record))


# --- tiers ----------------------------------------------------------------------------------------------

_TIER = re.compile(
    r"(?:(?P<first>首次|初次)|(?P<again>再次)|(?:累计)?(?:达|满|超过)?第?(?P<number>[一二三四五六七八九十\d]{1,2})次)(?P<up>(?:及|或)?以[上后]|起)?"
)


def _tiers(quote: str) -> dict[int, Decimal]:
    """第一次500元，第二次1000元，三次以上每次2000元: amounts by which time it is, the last going on."""
    text = "".join(quote.split())
    marks = list(_TIER.finditer(text))
    tiers: dict[int, Decimal] = {}
    for at, mark in enumerate(marks):
        stretch = text[mark.end() : marks[at + 1].start() if at + 1 < len(marks) else len(text)]
        amounts = [q.value.amount for q in find_yuan(stretch) if isinstance(q.value, Money)]
        number = (
            Decimal(1) if mark["first"] else Decimal(2) if mark["again"] else parse_number(mark["number"])
        )
        if number is not None and amounts:
            tiers.setdefault(int(number), amounts[0])
    return tiers if len(tiers) > 1 else {}


def _tiered(tiers: dict[int, Decimal], count: int) -> Expression:
    def amount(time: int) -> Decimal:
        return tiers[max((one for one in tiers if one <= time), default=min(tiers))]

    return Sum(tuple(Number(amount(time)) for time in range(1, count + 1)))


# --- together -------------------------------------------------------------------------------------------

_CAP = re.compile(r"累计|合计|总额|最高|不(?:得)?超过|为限|为上限")


def _total(fines: list[_Fine], breaches: Breaches) -> Named | Question:
    """The sum of all, each clause's own cap applied to what falls under it."""
    parts: list[Named] = []
    for record in dict.fromkeys(id(fine.record) for fine in fines):
        own = [fine for fine in fines if id(fine.record) == record]
        steps = tuple(fine.of for fine in own if fine.of is not None)
        first = own[0].record
        cap = _cap(first, own, breaches) if first is not None else None
        if isinstance(cap, Question):
            return cap
        if cap is None or first is None:
            parts += steps
        else:
            parts.append(Named("违约金上限", Lesser((Sum(steps), cap)), steps, source_of(first)))
    return Named("违约金合计", Sum(tuple(parts)), tuple(parts))


def _cap(record: Record, fines: list[_Fine], breaches: Breaches) -> Expression | Question | None:
    """累计不超过应付金额的5%: the bound that the penalty's own sentence sets."""
    text = "".join(record.quote.split())
    segment = next(
        (
            s
            for s in split_segments(text)
            if s.start > 0 and _CAP.search(s.text) and re.search(r"不.{0,2}超过|为限|为上限|最高", s.text)
        ),
        None,
    )
    if segment is None:
        return None
    amounts = [q.value.amount for q in find_yuan(segment.text) if isinstance(q.value, Money)]
    if amounts:
        return Number(amounts[0])
    rates = [q.value.value for q in stated_rates(segment.text) if isinstance(q.value, Rate)]
    if not rates:
        return None
    if _OF_PRICE.search(segment.text):
        price = _given(breaches.price, "合同总价是多少？违约金以其一定比例为上限", "/price", record)
        return price if isinstance(price, Question) else Product((price, Number(rates[0])))
    bases = {breach.base for breach in breaches.breaches if breach.base is not None}
    if len(bases) != 1:
        return Question(
            "违约金上限按哪一笔金额的比例计算？请把各笔分开计算", "/breaches/0/base", (source_of(record),)
        )
    return Product((Number(bases.pop()), Number(rates[0])))


_THEN = re.compile(r"违约金[^，。；]{0,8}(?:累计|合计|总额)[^，。；]{0,10}(?:达到|超过|高于)")


def _consequences(extraction: Extraction) -> str:
    """What the text attaches to the sum of the penalties (违约金累计达到…的，有权解除)."""
    for sentence in statements(extraction):
        if _THEN.search(sentence.text):
            words = quotation(sentence)
            return f"另见{words.path}：“{''.join(words.quote.split())}”"
    return ""

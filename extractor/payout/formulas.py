"""Formulas that a text spells out by the unit (按单位计算的公式): 赔款=每亩保险金额×最高赔偿比例×损失率×受灾面积×(1-免赔率)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.claim import Claim
from extractor.determination import Question
from extractor.document import Document
from extractor.expressions import Difference, Expression, Number, Product
from extractor.language.amounts import find_rates, find_yuan
from extractor.quantities import Money, Rate
from extractor.quotations import Quotation, quoted
from extractor.terms.passages import Passage

_FORMULA = re.compile(r"(?:赔款|赔偿金额|赔偿额)(?:的?计算公式)?(?:为|：)?[=＝](?P<chain>[^，。；=＝]+)")
_LESS_DEDUCTIBLE = re.compile(r"[（(]?1[-－—–−][^×*]*免赔率[）)]?")
_FACTOR = re.compile(r"[\u4e00-\u9fff]{2,20}")
_PER_UNIT = re.compile(r"每(?:亩|头|只|羽|株|棵|平方米|吨|公斤|公顷|尾|箱)|单位(?:保险金额|面积|产量)")
_SHARE = re.compile(r"损失(?:率|程度)")
_LOWER = re.compile(r"损失(?:率|程度)(?:达到?|在|为)?(\d+(?:\.\d+)?%)")
_UPPER = re.compile(r"(?:不足|低于|小于|未达到?)(\d+(?:\.\d+)?%)")
_WHOLE = re.compile(
    r"损失(?:率|程度)(?:达到?|在|为)?(\d+(?:\.\d+)?%)(?:（含）|及|含)*(?:以上)?[^。；]{0,16}全(?:部)?损"
)
_OF_THE_CASE = re.compile(r"^(?:出险时|事故发生时|受灾时|相应|对应|该|各|不同)+的?")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Table:
    """A column of a table of the text: the figure for each row, and what its rows are called (生长期)."""

    rows_are: str
    figures: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class UnitFormula:
    """A product of ``factors`` (names, in the text's order), times what a deductible's rate leaves where
    ``less_deductible``. ``stated`` and ``tables`` hold the figures that the text gives; ``lower`` (taken in) and ``upper``
    (not) are the shares of loss between which it holds, ``whole`` the share from which a loss is a whole one."""

    factors: tuple[str, ...]
    less_deductible: bool
    source: Quotation
    stated: Mapping[str, Decimal]
    tables: Mapping[str, Table]
    lower: Decimal | None
    upper: Decimal | None
    whole: Decimal | None

    def reads(self, source: Quotation | None) -> bool:
        """Is ``source`` a table that a factor is looked up in?"""
        head = source.quote.split("\n")[0].split("\t") if source else []
        cells = ["".join(cell.split()) for cell in head]
        return any(
            cells[:1] == [table.rows_are] and _OF_THE_CASE.sub("", name) in cells
            for name, table in self.tables.items()
        )


def unit_formulas(document: Document, passages: Sequence[Passage]) -> tuple[UnitFormula, ...]:
    """The formulas for a payment by the unit, in the order of the text."""
    found = []
    for passage in passages:
        match = _FORMULA.search(passage.text)
        factors = re.split("[×*]", match["chain"]) if match else []
        names = [each for each in factors if not _LESS_DEDUCTIBLE.fullmatch(each)]
        if not match or len(names) < 2 or not any(_PER_UNIT.search(each) for each in names):
            continue
        if not all(_FACTOR.fullmatch(each) for each in names):
            continue
        before = passage.text[: match.start()]
        beside = "。".join(each.text for each in passages if each.node.path == passage.node.path)
        found.append(
            UnitFormula(
                tuple(names), len(names) < len(factors), quoted(document, passage.node.path, passage.unit.span()),
                dict(_stated(names, passages)), dict(_tabled(names, document)),
                _rate(_LOWER, before), _rate(_UPPER, before), _rate(_WHOLE, beside),
            )
        )  # fmt: skip
    return tuple(found)


def _rate(pattern: re.Pattern[str], text: str) -> Decimal | None:
    match = pattern.search(text)
    value = find_rates(match[1])[0].value if match else None
    return value.value if isinstance(value, Rate) else None


def _stated(names: Sequence[str], passages: Sequence[Passage]) -> Iterator[tuple[str, Decimal]]:
    """``每亩保险金额为人民币壹仟元``: the figure of a factor, where the text gives one and no second."""
    for name in names:
        figures: set[Decimal] = set()
        for passage in passages:
            for match in re.finditer(rf"{name}(?:为|是|：)([^，。；]*)", passage.text):
                amounts = [each.value.amount for each in find_yuan(match[1]) if isinstance(each.value, Money)]
                figures.update(amounts[:1])
        if len(figures) == 1:
            yield name, figures.pop()


def _tabled(names: Sequence[str], document: Document) -> Iterator[tuple[str, Table]]:
    for name in names:
        wanted = _OF_THE_CASE.sub("", name)
        for rows in _tables(document.text):
            at = next((at for at, head in enumerate(rows[0]) if at and head == wanted), 0)
            figures = [(row[0], _figure(row[at])) for row in rows[1:] if at < len(row)]
            known = tuple((label, figure) for label, figure in figures if figure is not None)
            if at and known:
                yield name, Table(rows[0][0], known)
                break


def _tables(text: str) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(["".join(cell.split()) for cell in line.split("\t")])
        elif rows:
            yield rows
            rows = []


def _figure(cell: str) -> Decimal | None:
    rates = find_rates(cell)
    if rates and isinstance(rates[0].value, Rate):
        return rates[0].value.value
    return Decimal(cell) if re.fullmatch(r"\d+(?:\.\d+)?", cell) else None


def reckoned(
    formulas: Sequence[UnitFormula], claim: Claim, deductible: Decimal | None
) -> tuple[Expression | None, Quotation, list[Question]]:
    """The formula that holds, with the figures of the claim; questions for those that are not told. ``deductible`` is
    the rate that applies, None where there is none. None and no question: the text has no formula for this share."""
    share = next((name for name in formulas[0].factors if _SHARE.fullmatch(name)), "")
    told = _told(share, claim) if share else None
    source = formulas[0].source
    if told is not None and not 0 <= told <= 1:
        return None, source, [Question(f"{share}请以 0 至 1 的小数填写", f"/event/facts/{share}", (source,))]
    fitting = [each for each in formulas if told is None or _holds(each, told)]
    if not fitting:
        return None, source, []
    if told is not None and len({each.factors for each in fitting}) > 1:
        where = "、".join(dict.fromkeys(each.source.path for each in fitting))
        because = tuple(each.source for each in fitting)
        return (
            None,
            source,
            [Question(f"条款写有不同的赔款公式（{where}），本案适用哪一个？", "/schedule/agreed", because)],
        )
    formula = fitting[0]
    parts: list[Expression] = []
    asked = []
    for name in formula.factors:
        figure = _known(formula, name, claim)
        if figure is None:
            asked.append(_question(formula, name))
        elif name == share and formula.whole is not None and figure >= formula.whole:
            parts.append(Number(_ONE))
        else:
            parts.append(Number(figure))
    if formula.less_deductible and deductible:
        parts.append(Difference(Number(_ONE), Number(deductible)))
    return (None if asked else Product(tuple(parts))), formula.source, asked


def _holds(formula: UnitFormula, share: Decimal) -> bool:
    if formula.whole is not None and share >= formula.whole:
        return True
    above = formula.lower is None or share >= formula.lower
    return above and (formula.upper is None or share < formula.upper)


def _known(formula: UnitFormula, name: str, claim: Claim) -> Decimal | None:
    """A factor of the formula: from the schedule, the facts, the text, its table."""
    scheduled = [each.amount for each in claim.schedule.limits if each.name == name and each.amount]
    if scheduled:
        return scheduled[0]
    told = _told(name, claim)
    if told is not None:
        return told
    table = formula.tables.get(name)
    return _row(table, claim) if table else formula.stated.get(name)


def _told(name: str, claim: Claim) -> Decimal | None:
    bare = _OF_THE_CASE.sub("", name)
    for key, value in claim.event.facts.items():
        if isinstance(value, Decimal) and key in (name, bare):
            return value
    return None


def _row(table: Table, claim: Claim) -> Decimal | None:
    for key, value in claim.event.facts.items():
        if not isinstance(value, str) or _OF_THE_CASE.sub("", key) != _OF_THE_CASE.sub("", table.rows_are):
            continue
        said = _plain(value)
        fitting = [figure for label, figure in table.figures if said == _plain(label)]
        fitting = fitting or [figure for label, figure in table.figures if said and said in _plain(label)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _plain(words: str) -> str:
    return re.sub(r"[\s—–\-－~～至到]", "", words)


def _question(formula: UnitFormula, name: str) -> Question:
    table = formula.tables.get(name)
    where = formula.source.path
    if table:
        rows = "、".join(label for label, _ in table.figures)
        ask = f"{table.rows_are}是哪一档（{rows}）？{where}的公式按该档取“{name}”"
        return Question(ask, f"/event/facts/{table.rows_are}", (formula.source,))
    form = "，以 0 至 1 的小数填写" if name.endswith(("率", "比例")) else ""
    ask = f"请提供{name}{form}（{where}的公式需要）"
    return Question(ask, f"/event/facts/{name}", (formula.source,))

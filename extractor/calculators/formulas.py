"""Formulas that a text spells out (计算公式): 未满期净保险费=保险费×(1-25%)×(1-经过天数/保险期间天数)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from extractor.calculators.statements import paragraph_text, quotation
from extractor.expressions import Difference, Expression, Given, Number, Product, Quotient, Sum
from extractor.quotations import Quotation
from extractor.terms.passages import Passage


@dataclass(frozen=True, slots=True)
class Formula:
    """``term`` is computed as ``of``; figures that the text only names are ``Given``. ``beside`` is the text of the
    paragraph around it, where the rules on part days stand."""

    term: str
    of: Expression
    source: Quotation
    beside: str


_TERM = r"(?P<term>[\u4e00-\u9fff]{2,16}?)"
_STARTS = (
    re.compile(rf"(?:^|[，。；：“】）—]){_TERM}(?:金额)?=(?P<formula>.+)$"),
    re.compile(
        rf"{_TERM}】?(?:：|，|是|为|指)*(?:其)?(?:具体)?计算公式(?:为|如下|是)：?[“”]?(?P<formula>.+)$"
    ),
    re.compile(r"^.*?(?:即指|，即|是指|^指|：指?)(?P<formula>[^，。；=]*保险?费[^，。；=]*[×÷*/].+)$"),
)
_HEADING_TERM = re.compile(r"^(?:\d[\d.]*)?[【“]?(?P<term>[\u4e00-\u9fff]{2,16})")
_REST = re.compile(
    r"(?:扣除|扣减)(?:部分|比例|金额)?[^，。；]{0,6}(?:占|为|是)[^，。；\d]{0,14}保险?费的(?P<rate>\d+(?:\.\d+)?)%"
)


def find_formulas(sentences: tuple[Passage, ...]) -> tuple[Formula, ...]:
    """Every formula of the document that can be read whole, in reading order."""
    found = [_formula(sentence) for sentence in sentences]
    return tuple(formula for formula in found if formula is not None)


def unread_formula(term: str, sentences: tuple[Passage, ...]) -> Quotation | None:
    """Words that spell out a formula of the term which could not be read, or None."""
    sign = re.compile(rf"{term}[^，。；=]{{0,8}}(?:=|计算公式)")
    for sentence in sentences:
        if sign.search(_plain(sentence.text)) and _formula(sentence) is None:
            return quotation(sentence)
    return None


def formula_of(term: str, formulas: tuple[Formula, ...]) -> Formula | None:
    """The formula of a term, with the terms inside it replaced by their own formulas."""
    if not term:
        return None
    own = [
        one for one in formulas if one.term == term or (len(one.term) > len(term) and one.term.endswith(term))
    ]
    if not own:
        return None
    first = next((one for one in own if one.term == term), own[0])
    others = tuple(one for one in formulas if one is not first)
    beside = [first.beside]
    return Formula(first.term, _resolved(first.of, others, beside), first.source, "。".join(beside))


def _resolved(node: Expression, formulas: tuple[Formula, ...], beside: list[str]) -> Expression:
    def explained(given: Given) -> Expression:
        inner = formula_of(given.label, formulas) or formula_of(_TERMS.get(given.key, ""), formulas)
        if given.key not in _TERMS or inner is None:
            return given
        beside.append(inner.beside)
        return inner.of

    return replaced(node, explained)


def replaced(node: Expression, instead: Callable[[Given], Expression]) -> Expression:
    """The expression with something else for its given figures."""
    match node:
        case Given():
            return instead(node)
        case Sum(parts):
            return Sum(tuple(replaced(part, instead) for part in parts))
        case Product(parts):
            return Product(tuple(replaced(part, instead) for part in parts))
        case Difference(of, less):
            return Difference(replaced(of, instead), replaced(less, instead))
        case Quotient(of, by):
            return Quotient(replaced(of, instead), replaced(by, instead))
        case _:
            return node


def givens(node: Expression) -> frozenset[str]:
    """Keys of the figures that an expression needs."""
    keys: set[str] = set()

    def noted(given: Given) -> Expression:
        keys.add(given.key)
        return given

    replaced(node, noted)
    return frozenset(keys)


def _formula(sentence: Passage) -> Formula | None:
    text = _plain(sentence.text)
    rest = (
        _REST.search(_plain(paragraph_text(sentence))) if re.match(r"净保险?费(?:指|是|：)", text) else None
    )
    if rest:
        left = Number(Decimal(1) - Decimal(rest["rate"]) / 100)
        term = "净保险费" if "净保险费" in text else "净保费"
        return Formula(term, Product((_PREMIUM, left)), quotation(sentence), paragraph_text(sentence))
    for start in _STARTS:
        match = start.search(text)
        if match is None:
            continue
        of = _Reading(match["formula"], _letters(text)).whole()
        if of is not None:
            term = match.groupdict().get("term") or _headed(sentence)
            return Formula(term, of, quotation(sentence), paragraph_text(sentence))
    return None


def _headed(sentence: Passage) -> str:
    """The term that a definition explains: its own first words, or the heading over it."""
    if "保险单所具有的价值" in sentence.text:
        return "现金价值"
    own = _HEADING_TERM.match(re.split(r"[】：]", sentence.text)[0].lstrip("【"))
    if own and not own["term"].startswith("指"):
        return own["term"]
    return next((heading for heading in sentence.headings if heading), "")


_LATEX = (
    (re.compile(r"\\(?:mathrm|mathfrak|boldsymbol|text|mathbf)"), ""),
    (re.compile(r"(?<=[\u4e00-\u9fff])（(?:如果?|若|即|含|见|详见|以下)[^（）]*）"), ""),
    (re.compile(r"\\times|\\cdot|[xX＊*](?=[\d（(\[])"), "×"),
    (re.compile(r"\\div"), "÷"),
    (re.compile(r"\\left|\\right|\\[：，；！]|[\\$~{}]"), ""),
    (re.compile(r"[－—–一−]{1,2}(?=[\dnm（(保该已经合])"), "-"),
    (re.compile(r"[［\[]"), "（"),
    (re.compile(r"[］\]]"), "）"),
)


def _plain(text: str) -> str:
    """Signs of a formula as they are on a keyboard; a scanner's LaTeX taken away."""
    if "\\" not in text and "=" not in text and "×" not in text and "公式" not in text and "÷" not in text:
        return text
    for pattern, plain in _LATEX:
        text = pattern.sub(plain, text)
    return text


_LETTER = re.compile(r"(?<![A-Za-z])(?P<letter>[a-zA-Z])(?:为|是|指|代表|：)(?P<name>[\u4e00-\u9fff]{2,20})")


def _letters(text: str) -> Mapping[str, str]:
    """其中n为…已生效的天数，m为…保险期间的天数."""
    return {match["letter"].lower(): match["name"] for match in _LETTER.finditer(text)}


# --- names ----------------------------------------------------------------------------------------------

_PREMIUM = Given("premium", "已收保险费")
# Figures that a document may explain by a formula of its own.
_TERMS = {
    "net_premium": "净保费",
    "unexpired_premium": "未满期保险费",
    "unexpired_net_premium": "未满期净保险费",
    "cash_value": "现金价值",
}
_BETWEEN = re.compile(r"至|距|之间|恢复")  # 生效日至保险费交至日的天数: a count of its own
_NAMES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"未满期净保险?费"), "unexpired_net_premium", "未满期净保险费"),
    (re.compile(r"未满期(?:的)?保险?费"), "unexpired_premium", "未满期保险费"),
    (re.compile(r"现金价值"), "cash_value", "现金价值（以现金价值表或保险人公布为准）"),
    (
        re.compile(r"净保险?费|扣除[^，。；]*后的?(?:保险费|保费)"),
        "net_premium",
        "净保险费（扣除各项费用后的保险费）",
    ),
    (re.compile(r"(?:未经过|剩余|未到期|未满期|尚未|未过|剩下)[^月]*月"), "remaining_months", "剩余月数"),
    (re.compile(r"未经过|剩余|未到期|未满期|尚未|未过"), "remaining_days", "剩余天数"),
    (re.compile(r"(?:经过|已过|经过的?|已?生效|已承保|已承担)[^月]*月"), "elapsed_months", "已经过月数"),
    (re.compile(r"经过|已过|已保障|生效|已承保|已承担"), "elapsed_days", "已经过天数"),
    (re.compile(r"(?:期间|期限|保障)[^月]*月"), "period_months", "保险期间月数"),
    (re.compile(r"(?:期间|期限|所保障|保障)(?:的|总|全部)*(?:[天日]数)?$"), "period_days", "保险期间天数"),
    (re.compile(r"(?:赔偿|赔付|给付|赔款)(?:的)?(?:保险金|金额|总额)?$"), "paid", "累计已赔付金额"),
    (re.compile(r"保险金额|赔偿限额|保额"), "limit", "保险金额或累计赔偿限额"),
    (re.compile(r"年[交缴]?(?:保险费|保费)"), "annual_premium", "年保险费"),
    (re.compile(r"保险费|保费"), "premium", "已收保险费"),
)


def named(words: str) -> Given:
    """The figure that some words of a formula name; words of its own stay as they are."""
    for pattern, key, label in _NAMES if not _BETWEEN.search(words) else ():
        if pattern.search(words):
            return Given(key, label)
    return Given(f"figures/{words}", words)


# --- reading --------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)(?P<mark>[%‰]?)|(?P<name>[\u4e00-\u9fff“”《》]+)|(?P<letter>[a-zA-Z])|(?P<sign>[-+×÷/（）])"
)
_SCALES = {"": Decimal(1), "%": Decimal(100), "‰": Decimal(1000)}


class _Reading:
    """Recursive descent over one formula; what does not read as one gives None."""

    def __init__(self, text: str, letters: Mapping[str, str]) -> None:
        self._text = text
        self._letters = letters
        self._at = 0

    def whole(self) -> Expression | None:
        """The formula from the start on, or None where it has no operation."""
        read = self._sum()
        return read if isinstance(read, Sum | Difference | Product | Quotient) else None

    def _peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self._text, self._at)

    def _sign(self, signs: str) -> str:
        token = self._peek()
        if token is None or not token["sign"] or token["sign"] not in signs:
            return ""
        self._at = token.end()
        return token["sign"]

    def _sum(self) -> Expression | None:
        left = self._product()
        while left is not None and (sign := self._sign("-+")):
            right = self._product()
            if right is None:
                return None
            left = Difference(left, right) if sign == "-" else Sum((left, right))
        return left

    def _product(self) -> Expression | None:
        left = self._atom()
        while left is not None and (sign := self._sign("×÷/")):
            right = self._atom()
            if right is None or (sign != "×" and right == left):  # n/n: a scanner's slip
                return None
            left = Product((left, right)) if sign == "×" else Quotient(left, right)
        return left

    def _atom(self) -> Expression | None:
        if self._sign("（"):
            inner = self._sum()
            return inner if inner is not None and self._sign("）") else None
        token = self._peek()
        if token is None or token["sign"]:
            return None
        self._at = token.end()
        if token["number"]:
            return Number(Decimal(token["number"]) / _SCALES[token["mark"]])
        if token["letter"]:
            name = self._letters.get(token["letter"].lower())
            return named(name) if name else None
        return named(token["name"].strip("“”《》"))

"""Totals that their parts do not give (合计与分项不符): copies of the paper, a unit price times a number, shares of a premium."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.document import Document
from extractor.findings.passages import Passage, finding
from extractor.language.amounts import find_yuan
from extractor.language.numerals import parse_number
from extractor.quantities import Money, Quantity
from extractor.records import Finding

_CODE = "amount-mismatch"
_NEAR = Decimal("1.5")  # a total further off than this was not meant as the product


def find_totals(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Totals of one sentence, or of a sentence and the one unit price of the document, that do not add up."""
    price = _unit_price(passages)
    premium = _premium_per_unit(passages)
    for passage in passages:
        yield from _copies(document, passage)
        if price is not None:
            yield from _times(document, passage, price)
        if premium is not None:
            yield from _shared(document, passage, premium)


# --- copies -------------------------------------------------------------------------------------------

_NUMBER = r"[\d一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3}"
_COPIES = re.compile(rf"一式(?P<all>{_NUMBER})份，(?P<parts>[^。；]*份[^。；]*)")
_HELD = re.compile(rf"(?P<who>[^，。；]*?)(?P<number>{_NUMBER})份")


def _copies(document: Document, passage: Passage) -> Iterator[Finding]:
    """``一式陆份，甲方执叁份，乙方执贰份…``: what each holds must add up to the whole."""
    text = passage.view.text
    match = _COPIES.search(text)
    if match is None:
        return
    whole = parse_number(match["all"])
    held = [_held(part) for part in re.split("，", match["parts"]) if "份" in part]
    if whole is None or len(held) == 0 or any(one is None for one in held):
        return
    total = sum(one for one in held if one is not None)
    if total != whole:
        message = f"各方所执份数合计{total}份，与一式{whole}份不符；请核对份数。"
        yield finding(document, _CODE, passage.path, passage.view.span(match.start(), match.end()), message)


def _held(part: str) -> Decimal | None:
    """Copies of one clause; ``双方各执贰份`` counts twice; None where the clause does not say who holds how many."""
    match = _HELD.search(part)
    number = parse_number(match["number"]) if match else None
    if match is None or number is None or not re.search("执|持|存|备案|报送?", part):
        return None
    if "各" not in match["who"]:
        return number
    holders = 2 if re.search("双方", match["who"]) else len(re.findall("、|和|及", match["who"])) + 1
    return number * holders if holders > 1 else None


# --- a unit price and a number ------------------------------------------------------------------------

_EACH = re.compile(
    r"(?:标准|单价|保险费|保费)(?:单价)?(?:为|：|是)[^，。；\d每]{0,10}(?:每(?P<of>[人头亩辆户])[^，。；\d]{0,4})?$"
)
_UNIT_AFTER = re.compile(r"/(?P<of>[人头亩辆户])")
_TOTAL = re.compile(r"(?:保费总额|保险费总额|总保费|总保险费|合同总价|合同总金额)[^。；]{0,14}$")


def _unit_price(passages: Sequence[Passage]) -> tuple[Decimal, str] | None:
    """The price of one person, animal, mu or vehicle, where the document states just one."""
    found = set()
    for passage in passages:
        text = passage.view.text
        for quantity in find_yuan(text):
            before = _EACH.search(text[: quantity.span.start])
            after = _UNIT_AFTER.match(text, quantity.span.end)
            if before and (before["of"] or after):
                found.add((_amount(quantity), before["of"] or (after["of"] if after else "")))
    return found.pop() if len(found) == 1 else None


def _times(document: Document, passage: Passage, price: tuple[Decimal, str]) -> Iterator[Finding]:
    """``合同总价按1,268人计，为人民币…元`` against the unit price."""
    text = passage.view.text
    each, unit = price
    counted = re.search(rf"(?:按|为|共|计)(?P<number>\d[\d,]*){unit}", text)
    number = parse_number(counted["number"]) if counted else None
    total = next((one for one in find_yuan(text) if _TOTAL.search(text[: one.span.start])), None)
    if counted is None or number is None or total is None:
        return
    product = each * number
    if product == _amount(total) or not 1 / _NEAR < _amount(total) / product < _NEAR:
        return
    if abs(product - _amount(total)) <= max(Decimal(1), product * Decimal("0.0001")):
        return
    message = f"{each.normalize():f}元×{number.normalize():f}{unit}应为{product.normalize():f}元，文中为{_amount(total).normalize():f}元；请核对。"
    start, end = sorted((counted.start(), total.span.start))[0], max(counted.end(), total.span.end)
    yield finding(document, _CODE, passage.path, passage.view.span(start, end), message)


# --- shares of the premium of a unit ------------------------------------------------------------------


def _premium_per_unit(passages: Sequence[Passage]) -> Decimal | None:
    """每亩保险费为24元: the premium of a unit, where the document states just one."""
    found = set()
    for passage in passages:
        text = passage.view.text
        for quantity in find_yuan(text):
            if re.search(r"每[亩头只株户]保险费(?:为|是|：)(?:人民币)?$", text[: quantity.span.start]):
                found.add(_amount(quantity))
    return found.pop() if len(found) == 1 else None


def _shared(document: Document, passage: Passage, premium: Decimal) -> Iterator[Finding]:
    """``财政补贴合计每亩19.60元，…自缴每亩4.80元``: the shares of state and farmer make the premium."""
    text = passage.view.text
    money = [
        one for one in find_yuan(text) if re.search(r"每[亩头只株户](?:人民币)?$", text[: one.span.start])
    ]
    if len(money) != 2 or "补贴" not in text or not re.search("自[缴交负]|农户(?:承担|负担)", text):
        return
    total = sum((_amount(one) for one in money), Decimal(0))
    if total != premium:
        message = (
            f"补贴与自缴合计{total.normalize():f}元，与单位保险费{premium.normalize():f}元不符；请核对。"
        )
        span = passage.view.span(money[0].span.start, money[1].span.end)
        yield finding(document, _CODE, passage.path, span, message)


def _amount(quantity: Quantity) -> Decimal:
    assert isinstance(quantity.value, Money)
    return quantity.value.amount

"""One figure set twice (一般规定与特别约定矛盾): a general rule and a special one, neither of which names the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, combinations

from extractor.document import Document, DocumentKind, Level, Span
from extractor.findings.matters import YIELDS, case_of, read_realms, special_condition
from extractor.findings.passages import Passage, article_path, finding
from extractor.language.amounts import find_rates, find_yuan
from extractor.language.units import Unit, segment_at
from extractor.quantities import Money, Rate
from extractor.records import Finding

_CODE = "conflict"
_CORE = r"免赔额|免赔率|赔偿限额|责任限额|保险金额|费率|手续费|履约保证金|佣金比例|佣金|给付比例|赔付比例|自付比例|津贴|合同总价|合同金额|服务费"
_STATED = re.compile(
    rf"(?P<subject>[^，。；：、（）“”《》\d%]{{0,20}}?(?P<core>{_CORE}))(?:（[^（）]{{0,12}}）)?"
    r"(?:统一|一律|均|定|应|应当)?(?:(?:为|是|：|按|以|不超过|最高为|最高不超过)(?:[\u4e00-\u9fff]{0,8}的)?)?(?:人民币)?(?=[\d¥￥一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾])"
)
_NOUN = re.compile(_CORE)
_FILLER = re.compile(
    r"本(?:保险)?(?:合同|协议|条款|保险单?|保单)|(?:项下|约定|规定|载明)的?|提交|缴纳|保险人|甲方|乙方|双方|绝对|每次|事故|各|均|统一|的|其|该|对"
)
_SPECIAL = re.compile(r"特别约定|特约|补充(?:约定|协议|条款)|特别条款|批单|附加条款")
_LABEL = re.compile(r"^(?:特别约定|补充约定|特约)[：，]?")
_SHOWN = re.compile(r"例如|举例|比如|假设|假定|公式|[×÷=＝]")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A sentence that sets a figure for a subject."""

    subject: str
    value: Decimal
    printed: str
    passage: Passage
    span: Span
    text: str
    case: frozenset[str]
    realm: str

    @property
    def special(self) -> bool:
        """It stands under 特别约定 or the like."""
        nodes, at = self.passage.document.nodes, self.passage.node
        while at >= 0:
            if _SPECIAL.search(nodes[at].heading) or _SPECIAL.search(nodes[at].section):
                return True
            at = nodes[at].parent
        return _SPECIAL.search(self.text) is not None

    @property
    def article(self) -> str:
        """Path of the article that holds it."""
        return article_path(self.passage.document, self.passage.node)


def find_special_rules(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Two articles that set one figure differently, where neither says that it gives way."""
    told: set[Span] = set()
    rules = _rules(document, passages)
    copies = [one for one in _worded(document, passages) if one.span not in {rule.span for rule in rules}]
    pairs = chain(combinations(rules, 2), combinations(copies, 2))
    for one, other in pairs:
        if other.span not in told and _contradict(one, other):
            told.add(other.span)
            yield finding(document, _CODE, other.passage.path, other.span, _message(document, one, other))


def _rules(document: Document, passages: Sequence[Passage]) -> list[_Rule]:
    """Sentences that set a figure; not examples, tiers of one figure and rules that step back behind another."""
    realms = read_realms(document)
    found: list[_Rule] = []
    for passage in passages:
        if passage.owner.level is Level.TABLE:
            continue
        for unit in passage.units:
            yields = YIELDS.search(_LABEL.sub("", unit.text))
            if _NOUN.search(unit.text) and not _SHOWN.search(unit.text) and not yields:
                found += _stated(passage, unit, realms[passage.node])
    return found


def _stated(passage: Passage, unit: Unit, realm: str) -> Iterator[_Rule]:
    """The figures of one sentence; a noun that gets two of them has tiers and is left out."""
    matches = list(_STATED.finditer(unit.text))
    for match in matches:
        figure = _figure(unit.text, match.end())
        if figure is None or [one["core"] for one in matches].count(match["core"]) > 1:
            continue
        segment = segment_at(unit.text, match.start("core"))
        if len(find_yuan(segment.text)) + len(find_rates(segment.text)) > 1:
            continue
        case = case_of(passage, segment.text) | _named(passage, segment.text)
        subject = _FILLER.sub("", _LABEL.sub("", match["subject"]))
        yield _Rule(subject, *figure, passage, unit.span(), unit.text, case, realm)


_SHORTEST = 10  # characters beside the figure below which alike words prove nothing


def _worded(document: Document, passages: Sequence[Passage]) -> Iterator[_Rule]:
    """Sentences about money with a single figure; the subject is all their other words."""
    realms = read_realms(document)
    for passage in passages:
        if passage.owner.level is Level.TABLE:
            continue
        for unit in passage.units:
            text = unit.text
            if not _MONEY_RULE.search(text) or _SHOWN.search(text) or YIELDS.search(text):
                continue
            figures = (*find_yuan(text), *find_rates(text))
            value = figures[0].value if len(figures) == 1 else None
            if not isinstance(value, Money | Rate):
                continue
            span = figures[0].span
            rest = _LIGHT.sub("", text[: span.start] + text[span.end :])
            if len(rest) >= _SHORTEST:
                amount = value.amount if isinstance(value, Money) else value.value
                printed = text[span.start : span.end]
                case = case_of(passage, text) | _named(passage, text)
                yield _Rule(rest, amount, printed, passage, unit.span(), text, case, realms[passage.node])


_MONEY_RULE = re.compile(
    r"赔偿|限额|为限|上限|免赔|保险费|保费|手续费|工本费|给付|支付|退还|收取|收费|保证金|系数|补贴|贷款"
)
_LIGHT = re.compile(r"[，、：的应当须将为是按在均]|人民币")


def _figure(text: str, start: int) -> tuple[Decimal, str] | None:
    """The figure that begins at ``start`` or just after ¥, and as printed."""
    for one in (*find_yuan(text), *find_rates(text)):
        if one.span.start <= start + 1 <= one.span.end and isinstance(one.value, Money | Rate):
            value = one.value.amount if isinstance(one.value, Money) else one.value.value
            return value, text[one.span.start : one.span.end]
    return None


_COVERS = re.compile(
    r"财产|人身|医疗|伤亡|死亡|车辆|货物|房屋|设备|费用|玻璃|营业|盗|火灾|水渍|暴雨|台风|地震|第三者|雇员|员工|乘客|驾驶人|座|学生|住院|门诊|意外|疾病|累计|每人|每次|每日|每年|年度"
)


def _named(passage: Passage, text: str) -> frozenset[str]:
    """Objects and causes of loss that the sentence and the headings above it name."""
    nodes, at, words = passage.document.nodes, passage.node, set(_COVERS.findall(text))
    while at >= 0:
        words.update(_COVERS.findall(nodes[at].heading))
        at = nodes[at].parent
    return frozenset(words)


def _contradict(one: _Rule, other: _Rule) -> bool:
    if one.value == other.value or one.subject != other.subject or one.article == other.article:
        return False
    if one.case != other.case or (one.realm != other.realm and not other.special):
        return False
    return not special_condition(one.text, other.text) and not special_condition(other.text, one.text)


def _message(document: Document, one: _Rule, other: _Rule) -> str:
    told = f"同一事项{one.passage.path}写{one.printed}，此处写{other.printed}，两处都没有说明谁优先"
    special = next((rule for rule in (other, one) if rule.special), None)
    if special is not None and not (one.special and other.special):
        told += f"；按特别约定优先于普通条款的规则应以{special.passage.path}为准"
    elif document.kind is DocumentKind.CLAUSES:
        told += "；有两种以上解释的，依《保险法》第三十条作有利于被保险人和受益人的解释"
    return f"{told}；请写明以何处为准，或者统一。"

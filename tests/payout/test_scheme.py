"""The compiled scheme: which words give which order, for what losses a bound is, which words are whose."""

import pytest

from extractor.document import Span
from extractor.payout import scheme_of
from extractor.payout.losses import is_for
from extractor.payout.scheme import Action, Footing, Scheme, Scope, Timing
from extractor.payout.wording import ordering_of, scope_of, subject_of
from extractor.quotations import Quotation
from tests.payout.claims import DEDUCTIBLE_FIRST, LIMIT_FIRST, OPEN, accounts, clauses, corpus, liability

_LETTERS = {Action.LIMIT: "限", Action.DEDUCTIBLE: "免", Action.SHARE: "比"}


def _order(sequence: tuple[Action, ...] | None) -> str:
    return "".join(_LETTERS[action] for action in sequence or ())


@pytest.mark.parametrize(
    ("text", "order", "other"),
    [
        ("保险人在扣除每次事故免赔额后，在每次事故赔偿限额范围内赔偿", "免比限", ""),
        ("保险人先扣除免赔额，再在每次事件赔偿限额以内支付赔款", "免比限", ""),
        ("保险人在每次事故赔偿限额内扣除每次事故免赔额", "限免比", ""),
        ("保险人在每次事故赔偿限额内扣除每次事故免赔额后计算赔偿", "限免比", "免比限"),
        ("保险人先在每次事故赔偿限额内计算赔款，再扣除免赔额后支付", "限免比", ""),
        ("在依据本条第（一）项计算的基础上，保险人在扣除每次事故免赔额后进行赔偿", "限免比", ""),
        ("保险人从应付赔款中扣除免赔额，赔款不超过每次事故赔偿限额", "限免比", ""),
        ("每次事故免赔额从核定损失中扣除，扣除免赔额后赔偿", "免比限", ""),
        ("扣除每次事故免赔额100元后，按80%的比例给付，以保险单载明的保险金额为限", "免比限", ""),
        ("保险人按核定损失的80%赔偿，再扣除免赔额500元，最高不超过每次事故赔偿限额", "比免限", ""),
        ("扣除免赔额之后的损失，由保险人承担80%", "免比限", "限免比"),
        ("扣除年度免赔额后，剩余部分在保险金额范围内按约定的给付比例给付", "免限比", "免比限"),
        ("保险人的赔偿总额以每次事故赔偿限额为上限，赔偿时扣减每次事故免赔额", "免比限", ""),
        ("赔款=（核定损失-免赔额）×赔付比例，最高不超过每次事故赔偿限额", "免比限", ""),
        ("保险人在扣除免赔额后在限额内赔偿，但对于人身伤亡的赔偿不扣除免赔额", "免比限", ""),
    ],
)
def test_order_of_a_sentence(text: str, order: str, other: str) -> None:
    ordering = ordering_of(text, Quotation("第一条", Span(0, len(text)), text))
    assert ordering is not None
    assert (_order(ordering.sequence), _order(ordering.other)) == (order, other)


@pytest.mark.parametrize(
    "text", ["保险人在赔偿限额内负责赔偿", "每次事故免赔额为2000元", "被保险人应当提交单证"]
)
def test_sentences_that_order_nothing(text: str) -> None:
    assert ordering_of(text, Quotation("第一条", Span(0, len(text)), text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("每次事故中，财物损坏的绝对免赔额为2000元", "财物损坏"),
        ("每次事故绝对免赔率10%", ""),
        ("每人医疗费用赔偿限额为5万元", "医疗费用"),
        ("单一账户每次事故赔偿限额由双方约定", ""),
        ("事件响应费用部分的每次事件免赔额为3万元", "事件响应费用部分"),
        ("各项保险金的累计给付以保险金额为限", ""),
        ("施救费用的赔偿以每次事故赔偿限额的30%为限", "施救费用"),
        ("保险人承担赔偿责任的最高限额", ""),
    ],
)
def test_subject_of_a_bound(text: str, name: str) -> None:
    assert subject_of(text) == name


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("单一账户每次事故免赔额", Scope.ITEM),
        ("每人每次事故赔偿限额", Scope.PERSON),
        ("每次事故赔偿限额", Scope.OCCURRENCE),
        ("累计赔偿限额", Scope.TOTAL),
        ("年度免赔额", Scope.TOTAL),
    ],
)
def test_scope_of_a_bound(text: str, scope: Scope) -> None:
    assert scope_of(text) is scope


@pytest.mark.parametrize(
    ("name", "loss", "is_its"),
    [
        ("人身伤亡", "张某医疗费", True),
        ("人身伤亡", "第三者财产损失", False),
        ("财物损坏", "第三者车辆修理费", True),
        ("医疗费用", "误工费", False),
        ("特定药品费用", "住院医疗费", False),
        ("救护车使用费", "救护车费", True),
        ("意外医疗保险金", "意外医疗费用", True),
        ("意外身故保险金", "意外残疾保险金", False),
        ("残疾保险金", "伤残保险金", True),
        ("第三者责任保险", "第三者财产损失", True),
        ("承运人责任险", "乘客伤残赔偿", True),
        ("承运人责任险", "第三者财产损失", False),
        ("施救费用", "货物损失", False),
        ("抢救货物、减少货损的费用", "货物损失", False),
        ("存货", "存货水损", True),
        ("聘请公关顾问的费用", "公关顾问费", True),
    ],
)
def test_bounds_and_losses(name: str, loss: str, is_its: bool) -> None:
    assert is_for(name, loss) is is_its


def _summary(scheme: Scheme) -> list[tuple[str, str, str]]:
    return [(each.action, each.scope, each.source.path if each.source else "") for each in scheme.operations]


def test_operations_of_a_claims_article_with_their_places() -> None:
    assert _summary(scheme_of(accounts())) == [
        ("deductible", "item", "第三条"),
        ("limit", "item", "第三条"),
        ("limit", "occurrence", "第四条"),
        ("limit", "total", "第五条"),
        ("recovery", "total", "第六条"),
        ("contribution", "total", "第七条"),
    ]


def test_every_source_is_the_text_to_the_letter() -> None:
    for name in ("liability-public", "cyber-response", "property-allrisks", "motor-commercial"):
        document = corpus(name).document
        scheme = scheme_of(corpus(name))
        sources = [each.source for each in scheme.operations if each.source]
        sources += [each.source for each in scheme.orderings.values() if each.source]
        assert sources
        for source in (*sources, *scheme.unread):
            assert document.text[source.span.start : source.span.end] == source.quote


def test_words_that_gave_the_order() -> None:
    for text, count in ((LIMIT_FIRST, 1), (DEDUCTIBLE_FIRST, 1), (OPEN, 2)):
        ordering = scheme_of(liability(text)).ordering(Scope.OCCURRENCE)
        assert ordering.source is not None
        assert ordering.source.path == "第六条"
        assert 1 + (ordering.other is not None) == count


def test_a_cap_on_the_payment_comes_last_wherever_it_stands() -> None:
    order = "保险人对每次事故的赔偿总额不超过每次事故赔偿限额。"
    assert scheme_of(liability(order)).ordering(Scope.OCCURRENCE).other is None


def test_a_limit_only_if_agreed() -> None:
    order = "如保险单约定每人赔偿限额的，保险人对每人的赔偿不超过保险单约定的每人赔偿限额。"
    persons = [each for each in scheme_of(liability(order)).operations if each.scope is Scope.PERSON]
    assert [each.if_agreed for each in persons] == [True]


@pytest.mark.parametrize(
    ("words", "timing"),
    [
        ("被保险人已从第三者取得赔偿的，保险人赔偿保险金时，可以相应扣减已取得的赔偿金额。", Timing.EITHER),
        ("被保险人已从第三者取得赔偿的，保险人从赔款中扣除该赔偿。", Timing.PAYMENT),
        ("被保险人已从第三者获得补偿的，保险人扣除该补偿后对剩余部分负责赔偿。", Timing.LOSS),
    ],
)
def test_where_recoveries_come_off(words: str, timing: Timing) -> None:
    recoveries = [each for each in scheme_of(liability(words)).operations if each.action is Action.RECOVERY]
    assert [each.timing for each in recoveries] == [timing]


def test_shares_paid_and_borne() -> None:
    text = "第一条 在保险期间内，因火灾造成的财产损失，保险人负责赔偿。\n\n赔偿处理\n\n第二条 {}\n"
    head = "远帆财产保险条款\n\n保险责任\n\n"
    paid = scheme_of(clauses(head + text.format("扣除免赔额后，保险人按70%的比例赔偿。")))
    borne = scheme_of(clauses(head + text.format("每次事故由被保险人自行承担损失的30%，其余由保险人赔偿。")))
    rates = [
        str(each.rate)
        for scheme in (paid, borne)
        for each in scheme.operations
        if each.action is Action.SHARE
    ]
    assert rates == ["0.7", "0.7"]


def test_footing() -> None:
    assert scheme_of(corpus("brokerage")).footing is Footing.NOTHING
    assert scheme_of(corpus("life-decimal")).footing is Footing.BENEFIT
    assert scheme_of(corpus("liability-public")).footing is Footing.INDEMNITY

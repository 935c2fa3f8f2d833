"""How an event is read: said, denied or open, of whom, of which time."""

from decimal import Decimal

import pytest

from extractor.claim import Event, Loss, LossKind
from extractor.matching.telling import Polarity, Who, read_event


@pytest.mark.parametrize(
    ("said", "concept", "polarity"),
    [
        ("晚上酒驾撞树", "酒后驾驶", Polarity.SAID),
        ("司机没有喝酒，也没有吸毒", "饮酒", Polarity.DENIED),
        ("司机没有喝酒、吸毒", "吸毒", Polarity.DENIED),
        ("警方排除自杀", "自杀", Polarity.DENIED),
        ("不是自杀，是失足", "自杀", Polarity.DENIED),
        ("酒精含量为0", "饮酒", Polarity.DENIED),
        ("无证驾驶摩托车", "无证驾驶", Polarity.SAID),
        ("怀疑是自杀", "自杀", Polarity.OPEN),
        ("不排除自杀", "自杀", Polarity.OPEN),
        ("像地震一样的爆炸", "地震", Polarity.OPEN),
        ("没站稳摔倒", "意外伤害", Polarity.SAID),
        ("没有引起火灾", "火灾", Polarity.DENIED),
        ("今天天气晴", "火灾", None),
    ],
)
def test_polarity(said: str, concept: str, polarity: Polarity | None) -> None:
    assert read_event(Event(description=said)).polarity(concept) is polarity


@pytest.mark.parametrize(
    ("said", "concept", "who"),
    [
        ("对方司机酒驾撞上我", "酒后驾驶", Who.OTHER),
        ("被一个酒驾的人撞了", "酒后驾驶", Who.OTHER),
        ("被保险人酒驾撞树", "酒后驾驶", Who.INSURED),
        ("司机酒驾撞树", "酒后驾驶", Who.DRIVER),
        ("酒驾撞树", "酒后驾驶", Who.UNSAID),
        ("我把醉汉扶起来，他打架受伤", "斗殴", Who.INSURED),
    ],
)
def test_of_whom(said: str, concept: str, who: Who) -> None:
    assert [mention.who for mention in read_event(Event(description=said)).of(concept)][:1] == [who]


def test_another_time_is_aside() -> None:
    (mention,) = read_event(Event(description="地震后三天，楼上掉砖")).of("地震")
    assert mention.aside
    assert not mention.firm


def test_facts_outrank_the_text() -> None:
    telling = read_event(Event(description="司机酒后驾驶", facts={"酒后驾驶": False}))
    assert telling.polarity("酒后驾驶") is Polarity.DENIED


def test_losses_are_read_by_name_and_kind() -> None:
    losses = (
        Loss("精神损害抚慰金", Decimal(5000)),
        Loss("停业", Decimal(80000), LossKind.INDIRECT),
    )
    telling = read_event(Event(description="顾客摔倒", losses=losses))
    assert telling.polarity("精神损害") is Polarity.SAID
    assert any(mention.claimed for mention in telling.of("间接损失"))


def test_the_place_tells_at_home_from_abroad() -> None:
    assert read_event(Event(place="泰国普吉岛")).polarity("境外") is Polarity.SAID

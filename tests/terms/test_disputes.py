"""Disputes: each step with its kind and forum, the governing law, and sentences that only touch on courts."""

import pytest

from extractor.terms.disputes import find_disputes
from tests.terms.clauses import records_of


def disputes(sentence: str, heading: str = "争议处理") -> list[tuple[str, dict[str, object]]]:
    text = f"{heading}\n\n第一条 在订立合同时，双方约定了下述事项。\n\n{sentence}\n"
    return [(quote, dict(fields)) for quote, fields in records_of(find_disputes, text)]


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("因履行本合同发生的争议，由当事人协商解决。", {"kind": "negotiation"}),
        ("双方发生争议，应当先行协商。", {"kind": "negotiation"}),
        (
            "协商不成的，提交保险单载明的仲裁机构仲裁。",
            {"kind": "arbitration", "forum": "保险单载明的仲裁机构"},
        ),
        ("没有约定仲裁的，向被告住所地人民法院起诉。", {"kind": "litigation", "forum": "被告住所地人民法院"}),
        ("协商不成的，可以请求行业协会调解。", {"kind": "mediation", "forum": "行业协会"}),
        ("协商不成的，提交____仲裁委员会仲裁。", {"kind": "arbitration"}),
        ("本合同的争议处理适用中华人民共和国法律（不包括港澳台地区法律）。", {"kind": "governing_law"}),
        ("解释本合同和处理争议，均以中国法律为准。", {"kind": "governing_law"}),
    ],
)
def test_a_step_has_its_kind_and_forum(sentence: str, fields: dict[str, object]) -> None:
    assert disputes(sentence) == [(sentence.rstrip("。"), fields)]


def test_steps_of_one_sentence_are_told_apart() -> None:
    found = disputes(
        "因本合同发生的争议，由双方协商解决，协商不成的，提交云岫仲裁委员会仲裁，没有约定仲裁的，向甲方住所地人民法院起诉。"
    )
    assert [(quote[:5], fields["kind"]) for quote, fields in found] == [
        ("因本合同发", "negotiation"),
        ("协商不成的", "arbitration"),
        ("没有约定仲", "litigation"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "被保险人收到法院传票后，应当立即通知保险人。",
        "被保险人被提起诉讼而支付的诉讼费用，保险人负责赔偿。",
        "请求赔偿的诉讼时效期间为二年。",
        "费率调整的幅度由双方协商，协商不成的，甲方有权解除合同。",
        "保险人依照适用的法律法规保护个人信息。",
    ],
)
def test_what_only_touches_on_courts_or_talks_gives_no_record(sentence: str) -> None:
    assert disputes(sentence, "其他约定") == []


def test_items_under_a_choice_of_two_ways() -> None:
    text = "由本合同引起的争议，由双方协商解决；协商不成的，从下列两种方式中选择一种：\n（一）提交保险单载明的仲裁委员会仲裁；\n（二）依法向人民法院起诉。"
    assert [fields["kind"] for _, fields in disputes(text, "其他约定")] == [
        "negotiation",
        "arbitration",
        "litigation",
    ]


def test_a_court_named_beside_an_arbitrator_is_a_second_way() -> None:
    found = disputes("双方不能达成协议时，可以提交仲裁机构仲裁或向法院起诉。", "其他约定")
    assert [(quote, fields["kind"]) for quote, fields in found] == [
        ("双方不能达成协议时，可以提交仲裁机构仲裁或向法院起诉", "arbitration"),
        ("或向法院起诉", "litigation"),
    ]

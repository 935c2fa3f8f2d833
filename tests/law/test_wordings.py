"""The same departure in other words: a rule must not hang on the statute's own sentence."""

import pytest

from extractor.assessments import Verdict
from tests.law.papers import assessed

_WORSE = [
    ("property", "decision-time", "案情复杂的，保险人至迟在四十五日内作出是否赔付的决定。"),
    ("property", "decision-time", "核定期限为收到索赔资料之日起60个工作日。"),
    ("property", "decision-clock", "保险人应在收齐全部索赔单证之日起30日内完成核定。"),
    ("property", "payment-time", "双方就赔偿金额达成一致后，于30个工作日内支付。"),
    ("property", "refusal-notice", "不属于保险责任的，保险人在30日内通知被保险人拒赔。"),
    ("property", "advance-payment", "收到索赔单证后90天内仍无法确定赔偿金额的，就能确定的部分先行赔付。"),
    ("property", "disclosure-fault", "投保人因疏忽没有如实告知的，保险人有权解除合同。"),
    ("life", "rescission-thirty-days", "我们的解除权自知道解除事由之日起九十日内有效。"),
    ("life", "rescission-two-years", "合同成立满三年后，我们不得以未告知为由解除合同。"),
    ("property", "late-notice", "被保险人应在24小时内报案，逾期报案的，保险人一律不赔。"),
    ("property", "claim-forfeited", "被保险人逾期提供索赔材料的，视为自动放弃索赔。"),
    ("property", "void-standard-terms", "被保险人对赔偿结果不得提出异议。"),
    ("property", "interpretation", "本条款由保险公司负责解释。"),
    ("property", "cancel-after", "保险费一经交付，概不退还。"),
    ("property", "transfer", "保险标的转让未经同意的，保险合同自转让之日起终止。"),
    ("property", "mitigation-cost", "施救费用与损失合并计算，在保险金额以内赔偿。"),
    ("property", "subrogation", "保险人追偿后，被保险人不得再向第三方主张任何权利。"),
    ("liability", "third-party-direct", "第三者不能直接向保险公司请求赔付。"),
    ("liability", "unapproved-settlement", "未经同意，被保险人不得和解，否则保险人不负赔偿责任。"),
    ("life", "surrender-payment", "您退保的，我们在60天内退还现金价值。"),
    ("life", "beneficiary-intent", "受益人对被保险人故意杀害的，我们不承担责任。"),
    ("service", "injury-exemption", "甲方对服务中造成的人身伤害概不负责。"),
]


@pytest.mark.parametrize(
    ("line", "rule", "text"), _WORSE, ids=[f"{rule}-{at}" for at, (_, rule, _) in enumerate(_WORSE)]
)
def test_departure_in_other_words_is_found(line: str, rule: str, text: str) -> None:
    assert assessed(line, text, rule).verdict is Verdict.WORSE


_FINE = [
    ("property", "insurer-cancel", "投保人可以书面形式通知保险人解除合同。"),
    ("property", "claim-forfeited", "被保险人未在期限内行使选择权的，视为放弃选择权。"),
    ("property", "void-standard-terms", "责任免除|凡由下列原因引起的损失，保险人一概不赔。"),
    ("property", "fraud-part", "投保人虚报投保面积的，保险人有权解除合同。"),
    ("liability", "defence-costs", "律师费用事先经保险人书面同意的，由保险人承担。"),
    ("accident", "no-subrogation-persons", "因欺诈发生的调查费用，我们有权追偿。"),
]


@pytest.mark.parametrize(("line", "rule", "text"), _FINE, ids=[rule for _, rule, _ in _FINE])
def test_lawful_wording_is_not_called_worse(line: str, rule: str, text: str) -> None:
    assert assessed(line, text, rule).verdict in {Verdict.AGREES, Verdict.NOT_CONCERNED}

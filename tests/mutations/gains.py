"""Whom a planted edit helps, by a few rules that leave no doubt. Where none holds nothing is claimed."""

import re

from extractor.differences import Gain
from tests.mutations.original import DENIAL, INSURED, INSURER, PAYING, Setting

_PARTY = re.compile(rf"{INSURED}|{INSURER}|甲方|乙方|双方|对方|第三者|任何一方")
_DUTY = r"(?:应当|应该|应|必须|须|将|承诺)(?!由|知)"
_BOUND = re.compile(rf"(?P<bearer>{INSURED}|{INSURER})(?:{_DUTY}|(?=[在于自]))")


def other(gain: Gain) -> Gain:
    """The other side."""
    return Gain.INSURER if gain is Gain.POLICYHOLDER else Gain.POLICYHOLDER


def flipped(gain: Gain | None, up: bool) -> Gain | None:
    """``gain`` where a figure went up, the other side where it went down."""
    return gain if up or gain is None else other(gain)


def side_of(party: str) -> Gain | None:
    """The side a party stands on; None for 甲方 and the like."""
    if re.fullmatch(INSURED, party):
        return Gain.POLICYHOLDER
    return Gain.INSURER if re.fullmatch(INSURER, party) else None


def by_setting(setting: Setting) -> Gain | None:
    """Whom one more entry in such a list helps."""
    if setting in (Setting.EXCLUSION, Setting.PAPERS, Setting.INSURED_DUTY):
        return Gain.INSURER
    return Gain.POLICYHOLDER if setting in (Setting.COVERAGE, Setting.INSURER_DUTY) else None


def of_sentence(sentence: str, lead: str = "") -> Gain | None:
    """Whom it helps that a rule applies more widely: a denial of payment the insurer, a payment the policyholder.
    What the sentence says itself goes before what introduces its list."""
    own = DENIAL.search(sentence) or PAYING.search(sentence)
    words = sentence if own or not lead else lead
    denies, pays = DENIAL.search(words), PAYING.search(DENIAL.sub("", words))
    if (denies is None) == (pays is None):
        return None
    return Gain.INSURER if denies else Gain.POLICYHOLDER


def of_higher_amount(sentence: str, at: int, end: int) -> Gain | None:
    """Whom a higher amount of money helps."""
    before, after = re.split("[，,]", sentence[:at])[-1], re.split("[，,]", sentence[end:])[0]
    if re.search(r"年保险费|佣金|服务费|保证金|保险费为|超过$|以上$|低于$|满$", before) or re.match(
        "的|以[上下]", after
    ):
        return None
    if re.search(r"免赔额[^，。；]{0,10}$", before):
        return Gain.INSURER
    if re.search(r"(?:手续费|工本费)", before + after) and re.search("退保|解除|投保人|您|扣除", sentence):
        return Gain.INSURER
    if "违约金" in before + after:
        payer = _PARTY.findall(sentence[:at])
        return other(side) if payer and (side := side_of(payer[0])) else None
    if re.search("甲方|乙方", sentence):
        return None  # the broker's or the agent's own liability
    if re.search(r"(?:赔偿|责任|给付)限额[^，。；]{0,14}$|保险金额为(?:人民币)?$", before):
        return Gain.POLICYHOLDER
    pays = re.search(rf"{INSURER}[^，。；]{{0,20}}(?:给付|赔偿)", sentence) and not DENIAL.search(sentence)
    if pays and re.search("津贴|为限|为上限|最高", before + after) and "免赔" not in sentence:
        return Gain.POLICYHOLDER
    return None


def of_higher_rate(sentence: str, at: int, end: int) -> Gain | None:
    """Whom a higher rate helps."""
    before, after = re.split("[，,]", sentence[:at])[-1], re.split("[，,]", sentence[end:])[0]
    near = before + after
    if re.search(r"优惠|下浮|利率|利息|费率|减|扣|低于$|高于$|超过$|达到$|以上$", near) or re.match(
        "以[上下]", after
    ):
        return None
    if re.search(r"免赔率[^，。；]{0,8}$", before):
        return Gain.INSURER
    if "手续费" in near and re.search("退保|解除|投保人|您", sentence):
        return Gain.INSURER
    if "违约金" in near:
        payer = _PARTY.findall(sentence[:at])
        return other(side) if payer and (side := side_of(payer[0])) else None
    if re.search(rf"{INSURER}[^，。；]{{0,30}}$", before) and re.match(
        r"[^，。；]{0,6}(?:给付|赔偿|赔付)", after
    ):
        return None if DENIAL.search(sentence) else Gain.POLICYHOLDER
    return None


def of_longer_time(sentence: str, at: int, end: int) -> Gain | None:
    """Whom a longer time helps."""
    before, after = sentence[:at], sentence[end:]
    near = re.split("[，,]", before)[-1]
    if re.search(r"等待期|观察期", near + after[:6]):
        return Gain.INSURER
    if re.search(r"犹豫期|宽限期", near + after[:6]) or re.search(r"诉讼时效[^，。；]{0,8}$", near):
        return Gain.POLICYHOLDER
    if re.search(r"消灭|住院|津贴|不行使", sentence):
        return None
    early = re.search(
        rf"(?P<bearer>{INSURED}|{INSURER})(?:应当|应|须|可以|可|必须|有权)?(?:至少)?提前$", before
    )
    if early:
        side = side_of(early["bearer"])
        return other(side) if side else None
    if not re.match("内|以内|之内", after):
        return None
    bound = [match for match in _BOUND.finditer(before) if not re.search("[，,]", before[match.end() :])]
    if not bound or not re.search(_DUTY, before[bound[-1].start() :] + after[:8]):
        return None
    if re.search(r"可以|有权|发生|未", before[bound[-1].start() :]) or re.search(
        r"可以|有权|未|不", after[:10]
    ):
        return None
    return side_of(bound[-1]["bearer"])

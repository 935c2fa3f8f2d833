"""Whether a paper in hand is the one that is asked for (单证比对): by concept, by whose it is, or by its letters."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from extractor.adjustment.papers.dictionary import load_dictionary, reading

ENOUGH = 0.6  # from this score on the paper counts as handed in
_SAME, _SERVES, _LOOSE, _UNSAID = 0.95, 0.85, 0.7, 0.75
_HALF_KNOWN = 0.85  # where the dictionary knows one of the two names, the other is probably another paper
_COPY = re.compile(
    r"(?:的?(?:原件|复印件|正本|副本|影印件|扫描件|电子版|截图|照片|各?一[份张套]|两份|[（(][^（）()]*[）)])|等|若干|已?盖章|签字)+$"
)
_FILLER = re.compile(
    r"(?:证明书?|资料|材料|文件|单证|凭证|有关|相关|有效|合法|必要|原始|真实|以及|的|及|和|等|或|、|，|“|”)"
)
# Who a paper belongs to; those in one group may be the same person.
_PERSONS = {
    "insured": re.compile(r"(?<!投)被保险人|死者|患者|病人"),
    "claimant": re.compile(r"申请人|索赔人|领取人|领款人|受领人|请求权人"),
    "beneficiary": re.compile(r"受益人|继承人"),
    "policyholder": re.compile(r"投保人"),
    "agent": re.compile(r"受托人|代理人|代办人|经办人|被委托人"),
    "principal": re.compile(r"委托人(?!的?受)"),
    "guardian": re.compile(r"监护人|法定代理人"),
    "third": re.compile(r"第三者|第三方|受害人|伤者|对方|受伤人员"),
    "driver": re.compile(r"驾驶人|驾驶员|司机"),
    "holder": re.compile(r"持有人|持卡人|户主|开户人"),
}
_COMPATIBLE = (
    frozenset({"insured", "claimant", "holder"}),
    frozenset({"claimant", "policyholder", "principal"}),
    frozenset({"claimant", "beneficiary", "principal"}),
    frozenset({"beneficiary", "guardian"}),
    frozenset({"claimant", "guardian"}),
    frozenset({"insured", "policyholder", "holder"}),
    frozenset({"third", "claimant"}),
    frozenset({"driver", "insured"}),
)


@lru_cache(maxsize=8192)
def likeness(asked: str, named: str) -> float:
    """0–1: how surely the paper called ``named`` is one that ``asked`` asks for."""
    wanted, given = _bare(reading(asked)), _bare(reading(named))
    if not wanted or not given:
        return 0.0
    if wanted == given:
        return 1.0
    wanted_as, given_as = _concepts(wanted), _concepts(given)
    if not wanted_as or not given_as:
        known = _HALF_KNOWN if wanted_as or given_as else 1.0
        return round(known * _by_letters(wanted, given), 2)
    score = max(_by_concept(one, other) for one in wanted_as for other in given_as)
    dictionary = load_dictionary()
    personal = any(dictionary.papers[concept].whose for concept in wanted_as)
    return min(score, _by_person(wanted, given)) if personal else score


def _concepts(name: str) -> frozenset[str]:
    """What the name stands for, with or without its 的 (银行放款的回单)."""
    heads = load_dictionary().heads
    return heads(name) | heads(name.replace("的", ""))


def _bare(name: str) -> str:
    """A name without what says that it is a copy, unless the dictionary knows it with that."""
    shorter = _COPY.sub("", name)
    return (
        shorter
        if shorter and (load_dictionary().heads(shorter) or not load_dictionary().heads(name))
        else name
    )


def _by_concept(asked: str, given: str) -> float:
    dictionary = load_dictionary()
    if asked == given:
        return _SAME
    if asked in dictionary.served(given):
        return _SERVES
    if dictionary.papers[given].loose and given in dictionary.served(asked):
        return _LOOSE
    return 0.0


def _by_person(asked: str, given: str) -> float:
    """1 for the same person, less where one side does not say, 0 for somebody else."""
    whose, theirs = _persons(asked), _persons(given)
    if not whose or not theirs:
        return 1.0 if not whose else _UNSAID
    if whose & theirs:
        return 1.0
    pairs = ({one, other} for one in whose for other in theirs)
    return _LOOSE if any(pair <= group for pair in pairs for group in _COMPATIBLE) else 0.0


def _persons(name: str) -> set[str]:
    return {person for person, words in _PERSONS.items() if words.search(name)}


def _by_letters(asked: str, given: str) -> float:
    """Names that the dictionary does not know: how much of the shorter stands in the longer, filling words left out."""
    one, other = _FILLER.sub("", asked), _FILLER.sub("", given)
    if min(len(one), len(other)) < 2:
        return 0.0
    return round(0.9 * fuzz.partial_ratio(one, other) / 100 * _share(one, other), 2)


def _share(one: str, other: str) -> float:
    """1 where the names are of like length; a short name inside a long one says less."""
    shorter, longer = sorted((len(one), len(other)))
    return min(1.0, 0.55 + shorter / longer)

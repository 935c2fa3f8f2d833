"""What a coverage needs beside its cause (必要条件): its outcome, its setting, the third person, the cost it pays."""

import re
from collections.abc import Iterator

from extractor.matching.clauses import Compiled, Unit
from extractor.matching.concepts import Concept, Kind, load_concepts
from extractor.matching.telling import Polarity, Telling

_DECLARED = re.compile(r"宣告[^，。；]{0,4}死亡|宣告死亡|下落不明|失踪")
# Each outcome by the words of a clause, and the concepts that tell it.
_OUTCOMES = {
    "身故": (re.compile(r"身故|死亡|身亡"), ("身故",)),
    "伤残": (re.compile(r"伤残|残疾|全残|残废|高残"), ("伤残", "全残")),
    "住院": (re.compile(r"住院"), ("住院",)),
    "烧烫伤": (re.compile(r"烧烫伤|烧伤"), ("烧烫伤", "严重烧伤")),
    "门诊": (re.compile(r"门诊"), ("门诊",)),
    "救护车": (re.compile(r"救护车"), ("救护车",)),
    "护理": (re.compile(r"护理(?:保险金|状态)"), ("长期护理", "护理")),
}
_JOINED = re.compile(
    r"(身故|死亡|伤残|残疾|全残|住院|门诊|急诊)(?:[或、和及与/]|或者|以及)+(?:身体)?(?=身故|死亡|伤残|残疾|全残|住院|门诊|急诊)"
)
_HARMED = re.compile(r"伤亡|人身伤害|人身损害")
_HARM = ("受伤", "身故", "伤残", "意外伤害", "医疗")
_SETTING = re.compile(
    r"(?:^|[，。；]|在)(?P<what>[^，。；]{1,40}?)(?:(?<!同)时(?!间|效|刻|的|候|起)|期间(?!内)|途中|过程中|的情况下)"
)
_AFTER = re.compile(r"(?P<what>(?:遭遇|遭受|遇到)[^，。；]{1,10})后")
_ALWAYS = re.compile(
    r"(?:保险|有效|运输|使用|交费|责任|合同|追溯|投保|订立|签订|评定|给付|申请|索赔|计算)$|承保|保障|^发生(?:保险)?事故$|事故发生$"
)
_LIABILITY = re.compile(
    r"(?:第三者|他人|第三方|承租人|受害人|旅客|顾客|客人)[^。；]*(?:伤亡|伤害|损害|损失|损毁|赔偿责任)"
)
_OWES = re.compile(r"赔偿责任|补偿责任|经济赔偿")
_OWN_HOME = re.compile(r"我家|我们家|自家|自己家|我们[^，。；]{0,4}(?:仓库|厂房|店)|我的(?!车|狗|犬)")
_SOUGHT = re.compile(r"赔|索赔|起诉|告我|告上|要我|找我们")
_SOUGHT_OF_US = re.compile(
    r"(?:要|找|叫|让|要求)(?:我们?|店里|被保险人)[^，。；]{0,6}赔|向(?:我们?|被保险人)索赔|起诉我|[主方人]要(?:求)?赔"
)
_HURT_ANOTHER = re.compile(
    r"[撞砸烫咬打碰追](?:了|伤|死|倒|坏|到)了?[^，。；]{0,8}(?:人|客|老婆|丈夫|邻居|孩子|老人|别人的车|那辆车|奔驰|店|摊|大门|玻璃门)|对方[^，。；]{0,6}(?:坏|损|瘪|碎)"
)
_OWN_LOSS = re.compile(
    r"我的?车|自己的?车|自己车|本车|(?<!对方)(?<!人家)车[头尾]|保险杠|引擎盖|两车|双方|车[^，。；]{0,3}(?:坏|损|瘪|烂|报废|变形|毁)|修车|财产|家具"
)
_DAMAGED = re.compile(r"烧|毁|坏|损失|泡|淹|塌|碎|湿|报废|没了|丢|伤|死|裂|变形|倒|断|烂|偷|抢|漏|沉|翻|撞")
_RESIDUAL = re.compile(
    r"除[^。；]{2,24}(?:责任|险|上述|前述)[^。；]{0,6}外|其[他它](?:意外|原因|事故)|外来原因"
)
_PART = re.compile(r"(?<!全部或)(?<!全部或者)部分损失")
_WHOLE = re.compile(r"(?:全部损失|推定全损|全损)(?!或者?部分)")
_ALL_GONE = re.compile(r"整[批车船箱]|全部|全损|全毁|全没|烧光|一点不剩|都没了|没有了")
_FIRST = re.compile(r"初次|首次|第一次")
_BEFORE = ("既往症", "投保前已知")


def open_conditions(unit: Unit, telling: Telling, document: Compiled) -> tuple[str, ...]:
    """What the coverage needs and the event does not tell, in the words of the field; empty where it tells all."""
    return tuple(
        dict.fromkeys(
            [
                *_outcomes(unit, telling),
                *_settings(unit, telling),
                *_costs(unit, telling),
                *_third_person(unit, telling),
                *_persons(unit, telling),
                *_own_loss(unit, telling, document),
                *_extent(unit, telling),
                *_remainder(unit, telling, document),
            ]
        )
    )


def _tells(telling: Telling, *names: str) -> bool:
    return any(telling.polarity(name) is Polarity.SAID for name in names)


def _outcomes(unit: Unit, telling: Telling) -> Iterator[str]:
    """The outcomes that the clause names, all of them; of those joined by 或 one is enough."""
    if _DECLARED.search(unit.text) and not _tells(telling, "失踪"):
        yield "宣告死亡或者失踪"
    text = re.sub(r"伤亡", "", _DECLARED.sub("", unit.text))
    named = [name for name, (words, _) in _OUTCOMES.items() if words.search(text)]
    told = [name for name in named if _tells(telling, *_OUTCOMES[name][1])]
    if _JOINED.search(text) and told:
        return
    yield from (name for name in named if name not in told)
    if _HARMED.search(unit.text) and not _OWES.search(unit.text) and not _tells(telling, *_HARM):
        yield "人身伤亡"


def _settings(unit: Unit, telling: Telling) -> Iterator[str]:
    """During what it must happen (…时, …期间, …途中)."""
    for found in (*_SETTING.finditer(unit.text), *_AFTER.finditer(unit.text)):
        what = found["what"].removeprefix("在")
        concepts = {hit.concept for hit in telling.catalogue.in_clause(what)}
        if _ALWAYS.search(what) or any(telling.catalogue.concepts[each].common for each in concepts):
            continue
        if not concepts or not _tells(telling, *concepts):
            yield what[-12:]


def _costs(unit: Unit, telling: Telling) -> Iterator[str]:
    """A head of loss that the coverage pays."""
    heads = [each for each in sorted(unit.own) if telling.catalogue.concepts[each].loss]
    if heads and not _tells(telling, *heads):
        yield from heads


def _third_person(unit: Unit, telling: Telling) -> Iterator[str]:
    """Liability needs one who is harmed and asks for it, not damage of one's own."""
    words = unit.text + unit.lead
    if not (_liable(unit) and _LIABILITY.search(words)):
        return
    told = _tells(telling, "第三者", "第三者事故", "邻里", "旅客", "车上人员")
    own_only = _OWN_HOME.search(telling.text) and not _SOUGHT.search(telling.text)
    if own_only or not told:
        yield "第三者的损害"


def _persons(unit: Unit, telling: Telling) -> Iterator[str]:
    """The persons whom the coverage is about (车上人员)."""
    concepts = telling.catalogue.concepts
    meant = [each for each in sorted(unit.own - {"第三者"}) if concepts[each].kind is Kind.PERSON]
    if meant and _liable(unit) and not _tells(telling, *meant, *({"第三者"} & unit.own)):
        yield from meant


def _own_loss(unit: Unit, telling: Telling, document: Compiled) -> Iterator[str]:
    """Where the document covers liability too, harm done to another is no loss of one's own; nor is a cost alone."""
    costs = any(each.loss for each in _said_concepts(telling))
    pays_costs = any(telling.catalogue.concepts[each].loss for each in unit.own)
    if costs and not pays_costs and "损失" in unit.text + unit.lead and not _DAMAGED.search(telling.text):
        yield "自身的损失"
    if _liable(unit) or not any(_liable(each) for each in document.coverages):
        return
    hurt = _SOUGHT_OF_US.search(telling.text) or _HURT_ANOTHER.search(telling.text)
    if hurt and not _OWN_LOSS.search(telling.text):
        yield "自身的损失"


def _said_concepts(telling: Telling) -> Iterator[Concept]:
    return (telling.catalogue.concepts[each.concept] for each in telling.mentions if each.firm)


def _liable(unit: Unit) -> bool:
    return bool(_OWES.search(unit.text + unit.lead))


def _extent(unit: Unit, telling: Telling) -> Iterator[str]:
    """All of it or part of it, where the clause says which."""
    gone = bool(_ALL_GONE.search(telling.text))
    if _PART.search(unit.text) and gone:
        yield "是否为部分损失"
    if _WHOLE.search(unit.text) and not gone:
        yield "是否为全部损失"


def _remainder(unit: Unit, telling: Telling, document: Compiled) -> Iterator[str]:
    """What only the rest of the document can settle: a remainder clause, a first illness, an excluded cause of the cause."""
    if _RESIDUAL.search(unit.text) or _RESIDUAL.search(unit.lead.rsplit("\n", 1)[-1]):
        yield "是否属于其余原因"
    ill = _FIRST.search(unit.text) or any(
        telling.catalogue.distance(each, "疾病") is not None for each in unit.own
    )
    if ill and _tells(telling, *_BEFORE):
        yield "是否在投保前已经存在"
    for mention in telling.mentions:
        if mention.causing and mention.firm and mention.concept in document.excluded - unit.own:
            yield f"起因（{mention.concept}）是否属于责任免除"


def definite(unit: Unit, telling: Telling) -> bool:
    """Does the event firmly say a concept of the coverage that tells it from others (意外事故, 医疗 do not)?"""
    concepts = load_concepts().concepts
    said = {each for each in unit.own if telling.polarity(each) is Polarity.SAID}
    if any(not concepts[each].general and concepts[each].kind is not Kind.PERSON for each in said):
        return True
    return any(
        mention.firm
        and not concepts[mention.concept].general
        and telling.catalogue.distance(mention.concept, each)
        for each in said
        for mention in telling.of(each)
    )

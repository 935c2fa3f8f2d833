"""Kinds of limits (限额种类): which bound a sentence names."""

import re

from extractor.terms.passages import Passage

NAME = (
    r"(?:(?<!重新核定)(?:保险金额|保额)|(?:责任|赔偿|给付|赔付|补偿|保险|最高|限)?限额|(?:绝对|相对)?免赔(?:额|率|金额|天数|期)(?!部分)|自[负付](?:额|比例|金额)|起付(?:线|标准|金额)"
    r"|(?<!最高)(?:给付|赔付|赔偿|报销|补偿|责任)比例)"
)
_DEDUCTIBLE = re.compile(r"免赔|自[负付]额|起付")
_SUM = re.compile(r"保险金额|保额|以保险价值为(?:赔偿)?上限")
_SUB = re.compile(
    r"^其中|附加(?:险|保险)|，其中|(?:保险金额|限额|本金|金额|保险价值|工资)的(?:[\d.]+%|百分之)|该限额的|分项|每[日天](?!额)|每次住院|每次[^，。；]{0,4}给付"
)
_PART = re.compile(
    r"(?:^|[，的])[^，。；]{0,14}(?:费用?|损失|成本|利息|救护车)(?:的?(?:赔偿|给付))?(?:的?(?:每次事故|每人|每日)?[^，。；]{0,6}(?:限额|不(?:得)?超过)|，(?:每|以|最高|由)|每|最高|以)|垫付"
)
# 便携电器、现金首饰: one class of things within what is insured.
_THINGS = re.compile(
    r"(?<!保险)(?:便携|手提|手机|移动电话|电脑|照?相机|摄像机|现金|首饰|珠宝|玉器|手表|钟表|古玩|字画|收藏品|有价证券|衣物|家具|电器|行李|皮具|玻璃|广告牌)"
)
_OF_LIMIT = re.compile(r"(?:限额|保险金额)的(?:[\d.]+%|百分之)")
_OF_EACH = re.compile(r"每(?:次事故|人)[^，。；]{0,10}限额的(?:[\d.]+%|百分之)")
_EACH_PERSON = re.compile(
    r"(?:其中)?，?对?每[人位名](?![^。；]*(?:项下|其中))[^，。；]{0,24}(?:限额|不得?超过)"
)
_WHOLE = re.compile(r"全部|任何情况下|总保险金额|总额|总和|一切|(?<!财产)(?<!其中)保险责任")
_ALL = re.compile(
    r"累[计积]|合计|(?:年度|全年)[^，。；]{0,12}(?:限额|总额)|多次|总额(?=不|以|，以)|(?:保险)?年度内"
)
_PERSON = re.compile(
    r"每人|每位|每名|每一名?(?:被保险人|受害人|旅客|乘客|伤者|客户|第三者)|同一被保险人|每座"
)
_ITEM = re.compile(r"单一(?!事故)|单个|每(?:辆|台|件|箱|头|只|座|户|栋|艘|架)(?!事故)|每一?(?:车辆|账户)")
_EVENT = re.compile(r"每次(?:保险)?(?:事故|事件)|(?:任何)?一次(?:保险)?(?:事故|事件)|每一次事故|每次赔偿")
_SEVERAL = re.compile(r"限额(?:分为|包括|划分)|各(?:项|类|分项|险种)[^，。；]{0,16}限额|限额[和、及]")
_OTHER = re.compile(
    r"未成年|未满18|监管|监督管理(?:机构|部门|委员会)|(?:贷款|借款)(?:总?金额|额度|总额)|晋升|人数[^，。；]{0,12}(?:为限|不)|[\d一二三四五六七八九十]+[日天]为限|责任保险的"
)
_NAMED_COVER = re.compile(r"^[^，。；]{2,14}(?:责任险|责任保险|损失险|损失保险)")


def kind_of(text: str, passage: Passage | None, context: str = "") -> str:
    """The kind of the bound that ``text`` states; ``context`` is what stands before it in its sentence."""
    text, context = (re.sub(r"（(?!¥|￥)[^）]*）", "", part) for part in (text, context))
    text = re.sub("，不设[^。；]*$", "", text)
    text = re.sub(r"^[^。；]*扣除[^，。；]{0,12}免赔额(?:之?后)?，(?=不超过|以|在)", "", text)
    first = re.search(NAME, text)
    if first and _DEDUCTIBLE.search(first[0]) and not re.search(r"为限$", text):
        return "copay" if "比例" in first[0] else "deductible"
    if first and "比例" in first[0] and not re.search(r"为限|限额", text):
        return "copay"
    if (
        first
        and first[0] in ("保险金额", "保额")
        and first.start() < 24
        and not _is_target(text, first)
        and not re.search(r"额的\d|额的百分", text)
    ):
        return "sum_insured" if not _ALL.search(text[: first.start()]) else "aggregate"
    if _OTHER.search(text) or len(re.findall(r"险[^，。；]{0,10}(?:限额|保险金额)", text)) > 1:
        return "aggregate" if re.search(r"累计给付日数|累计给付天数", text) else "other"
    if (
        first
        and _SEVERAL.search(text)
        and not re.search("累计赔偿金额", text)
        and not re.search(r"不(?:得)?超过|为限", text)
    ):
        return "other"
    return _by_scope(text, first, context)


def _by_scope(text: str, first: re.Match[str] | None, context: str) -> str:
    sum_named = first is not None and first[0] in ("保险金额", "保额")
    if _of_things(text) or (_ALL.search(text) and _is_share(text, context)):
        return "sub_limit"
    if (
        _ALL.search(text)
        and not (_EVENT.search(text) and "累计" not in text and "合计" not in text)
        and not (sum_named and not re.search("累计|合计", text[: first.start() if first else 0]))
    ):
        return "per_person" if re.search(r"每一(?:客户|人)|单个(?!事故)", text) else "aggregate"
    if (
        sum_named
        and first is not None
        and not _is_target(text, first)
        and not re.search(r"金额的\d|金额的百分", text)
    ):
        return "sum_insured"
    if _EACH_PERSON.match(text) and "累计" not in text and not _EVENT.search(text):
        return "per_person"
    if _SUB.search(text) or text.startswith("但") or _is_part(text, context):
        return "sub_limit"
    for kind, pattern in (
        ("per_person", _PERSON),
        ("per_item", _ITEM),
        ("per_occurrence", _EVENT),
        ("sum_insured", _SUM),
    ):
        if pattern.search(text):
            return kind
    return "other"


def _is_part(text: str, context: str) -> bool:
    """The bound of one kind of cost or loss, not of a cover, a person or a thing."""
    if _PERSON.search(text) or _ITEM.search(text) or _NAMED_COVER.search(text) or _WHOLE.search(text):
        return False
    return _PART.search(f"{context}{text}") is not None


def _is_share(text: str, context: str) -> bool:
    """A share of the limit for one event or person, or of the total for one kind of cost, is never the total."""
    return _OF_EACH.search(text) is not None or (
        _OF_LIMIT.search(text) is not None and _is_part(text, context)
    )


def _of_things(text: str) -> bool:
    """The bound of one class of things, each time or in all (``现金、首饰的累计赔偿限额``)."""
    before = re.split(rf"{NAME}|为限|不(?:得|能)?(?:超过|高于)|最高", text, maxsplit=1)[0]
    named = _THINGS.search(before) is not None and re.search("保险标的|全部财产", before) is None
    return named and not _ITEM.search(text) and not _PERSON.search(text)


def _is_target(text: str, first: re.Match[str]) -> bool:
    """The sum insured only serves as the bound of something else (以保险金额为限)."""
    return re.search(r"(?:以|超过|达到|不高于)[^，。；]{0,20}$", text[: first.start()]) is not None

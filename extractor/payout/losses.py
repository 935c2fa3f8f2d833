"""Which bound is for which loss (损失归类): by the kind of loss that both name, else by words that both use."""

import re

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("医疗", re.compile(r"医疗|医药|药品|药费|诊疗|住院|手术|门诊|急诊|救护车|急救|床位")),
    ("伤亡", re.compile(r"伤亡|伤残|残疾|死亡|身故|人身|误工|丧葬|扶养|抚养|精神损害|受伤|护理费|营养费")),
    ("财产", re.compile(r"财产|财物|物质|修理|维修|损坏|毁损|重置|货物|存货|设备|车辆损失|车损")),
    ("法律费用", re.compile(r"法律费用|诉讼|仲裁费|仲裁或者|律师|鉴定|公证|抗辩")),
    ("施救", re.compile(r"施救|抢救(?!费)|救助费|(?:防止|减少|减轻|控制|避免)[^，。；]{0,14}(?:损失|损害|伤亡|损坏)|打捞|灭火费")),
)  # fmt: skip
# Words of a name that say no more than its kind: 意外医疗保险金 is any medical cost, 特定药品费用 is not.
_OF_KIND = {
    "医疗": r"医疗|医药",
    "伤亡": r"人身|人员|伤亡|受伤|死亡伤残",
    "财产": r"财产|财物|物质|损坏|毁损",
    "法律费用": r"法律|诉讼|仲裁|抗辩|费用",
    "施救": r"施救|抢救|救助|为?(?:防止|减少|减轻|控制|避免|或者|货损|损失|伤亡|损坏|财物|上述)+|采取|措施|而|支付|支出",
}
_FILLING = re.compile(
    r"第三者|第三方|每人|意外|伤害|保险金|保险财产|保险标的|费用?|损失|赔偿|责任|部分|限额|其他|必要|合理|直接|间接|的|、|和|或者?|与|及|等|对|被保险人|驾驶人|遭受|承保责任内|危险|货物|所|之"
)
_COMMON = re.compile(
    r"费用|损失|赔偿|责任|保险金?|事故|每次|部分|限额|金额|造成|支付|合理|必要|人员|单位|其他|有关|直接|发生|约定|被保|公司|附加|扩展|条款|经济|意外|伤害|医疗|财产|给付|人身|住院|补偿|每人"
)
_SAME_WORD = (("伤残", "残疾"), ("身故", "死亡"), ("医药", "医疗"), ("维修", "修理"), ("财物", "财产"))


def kinds_of(text: str) -> frozenset[str]:
    """The kinds of loss that some words name."""
    return frozenset(kind for kind, pattern in _KINDS if pattern.search(text))


_WHO = {
    "第三者": re.compile(r"第三者|第三方|三者|对方|路人|行人"),
    "乘客": re.compile(r"乘客|旅客|承运人责任|承责险|车上人员|司乘|每座|座位"),
}
_NARROWER = ("特定", "特需", "指定", "自费", "外购")  # 特定药品费用 is not any cost of drugs
_COSTS = frozenset({"法律费用", "施救"})


def _who(text: str) -> frozenset[str]:
    return frozenset(who for who, pattern in _WHO.items() if pattern.search(text))


def is_for(name: str, loss: str) -> bool:
    """Is a bound for ``name`` (人身伤亡) a bound of a loss so described (张某医疗费)?"""
    named, lost = kinds_of(name), kinds_of(loss)
    of_persons = "医疗" in lost and "伤亡" in named and _says_only(name, "伤亡")
    if (named and lost and not (named & lost or of_persons)) or (
        named & _COSTS and not named & lost & _COSTS
    ):
        return False
    who = _who(name)
    if who and _who(loss):
        if not who & _who(loss):
            return False
        if not named:
            return True
    if who - {"第三者"} and not _who(loss):
        return False
    if any(word in name and word not in loss for word in _NARROWER):
        return False
    if "保险金" in name and "保险金" in loss:  # two benefits: 轻症疾病保险金 is not 重大疾病保险金
        name, loss = name.replace("疾病", "，"), loss.replace("疾病", "，")
    return of_persons or any(_says_only(name, kind) for kind in named & lost) or bool(shared(name, loss))


def is_general(name: str) -> bool:
    """A name that says no more than the kind of loss."""
    return any(_says_only(name, kind) for kind in kinds_of(name))


def _says_only(name: str, kind: str) -> bool:
    """``name`` says no more than its kind of loss (财物损坏)."""
    return not _FILLING.sub("", re.sub(_OF_KIND[kind], "", name))


def names(loss: str, text: str) -> bool:
    """Does ``text`` name this very loss, all but a character of what is particular in its name?"""
    core = max(_COMMON.sub("，", loss).split("，"), key=len)
    return len(core) >= 2 and shared(loss, text) >= max(2, len(core) - 1)


def shared(left: str, right: str) -> int:
    """Length of the longest run of two or more characters that both hold and that says something; 0 without one."""
    for word, same in _SAME_WORD:
        left, right = left.replace(word, same), right.replace(word, same)
    left, right = _COMMON.sub("，", left), _COMMON.sub("，", right)
    longest = 0
    for start in range(len(left) - 1):
        end = start + max(longest + 1, 2)
        while end <= len(left) and "，" not in left[start:end] and left[start:end] in right:
            longest, end = end - start, end + 1
    return longest

"""Chinese names for comparisons, matrices and reviews (比对与审查用语).

Every table is total over its enumeration; ``tests/export/test_comparison_wording.py`` holds them to that.
"""

from datetime import date

from extractor.answers import Standing
from extractor.assessments import Extent, LineOfCover, Prompt, Verdict
from extractor.differences import Change, ChangeKind, Gain, Likeness, Pair, Place, Weight

LIKENESSES: dict[str, str] = {
    Likeness.SAME: "相同",
    Likeness.REWORDED: "表述不同",
    Likeness.CHANGED: "实质变更",
    Likeness.ONLY_A: "仅文本一有",
    Likeness.ONLY_B: "仅文本二有",
}
PLACES: dict[str, str] = {
    Place.SAME: "位置相同",
    Place.RENUMBERED: "编号变化",
    Place.MOVED: "移动",
    Place.SPLIT: "拆分",
    Place.MERGED: "合并",
}
KINDS: dict[str, str] = {
    ChangeKind.AMOUNT: "金额",
    ChangeKind.RATE: "比例",
    ChangeKind.DURATION: "期限",
    ChangeKind.DAY_KIND: "日历日与工作日",
    ChangeKind.PARTY: "主体",
    ChangeKind.MODALITY: "应当、可以、不得",
    ChangeKind.CONDITION: "条件",
    ChangeKind.EXCEPTION: "除外与但书",
    ChangeKind.SCOPE: "范围词",
    ChangeKind.ITEM_ADDED: "内容增加",
    ChangeKind.ITEM_DROPPED: "内容减少",
    ChangeKind.REFERENCE: "引用条款",
    ChangeKind.NEGATION: "肯定与否定",
    ChangeKind.WORDING: "措辞，需人工判断",
}
GAINS: dict[str, str] = {
    Gain.POLICYHOLDER: "有利于投保方",
    Gain.INSURER: "有利于保险人",
    Gain.NEITHER: "双方均无增减",
    Gain.UNKNOWN: "无法判断",
}
# One character each, so that no mark rests on its colour alone.
GAIN_TAGS: dict[str, str] = {
    Gain.POLICYHOLDER: "投",
    Gain.INSURER: "保",
    Gain.NEITHER: "平",
    Gain.UNKNOWN: "？",
}
WEIGHTS: dict[str, str] = {Weight.HIGH: "重要", Weight.MEDIUM: "一般", Weight.LOW: "次要"}
WEIGHT_ORDER = {Weight.HIGH: 0, Weight.MEDIUM: 1, Weight.LOW: 2}
GAIN_ORDER = {Gain.INSURER: 0, Gain.POLICYHOLDER: 1, Gain.UNKNOWN: 2, Gain.NEITHER: 3}
STANDINGS: dict[str, str] = {
    Standing.STATED: "已载明",
    Standing.SCHEDULE: "以保险单载明为准",
    Standing.SILENT: "文本未载明",
    Standing.UNREADABLE: "未能读取",
}
VERDICTS: dict[Verdict, str] = {
    Verdict.WORSE: "低于要求",
    Verdict.ABSENT: "应有而未载明",
    Verdict.PERSON: "需人工判断",
    Verdict.AGREES: "符合",
    Verdict.BETTER: "优于要求",
    Verdict.NOT_CONCERNED: "不涉及",
}
VERDICT_TAGS: dict[str, str] = {
    Verdict.WORSE: "✗",
    Verdict.ABSENT: "缺",
    Verdict.PERSON: "？",
    Verdict.AGREES: "✓",
    Verdict.BETTER: "优",
    Verdict.NOT_CONCERNED: "—",
}
LINES: dict[str, str] = {
    LineOfCover.LIABILITY: "责任保险",
    LineOfCover.PROPERTY: "财产损失保险",
    LineOfCover.CARGO: "货物运输保险",
    LineOfCover.MOTOR: "机动车保险",
    LineOfCover.CREDIT: "信用、保证保险",
    LineOfCover.AGRICULTURE: "农业保险",
    LineOfCover.LIFE: "人寿、年金保险",
    LineOfCover.HEALTH: "健康保险",
    LineOfCover.ACCIDENT: "意外伤害保险",
    LineOfCover.SERVICE: "服务类合同",
}
EXTENTS: dict[str, str] = {
    Extent.FULL: "不承担责任",
    Extent.PART: "减轻责任",
    Extent.TIME: "期间内不承担",
    Extent.FORFEIT: "丧失权利",
    Extent.SHARE: "与其他保险分摊",
}
PROMPTS: dict[str, str] = {
    Prompt.SHOWN: "已提示",
    Prompt.NOT_SHOWN: "未提示",
    Prompt.UNKNOWN: "无法判断",
}
A, B = "文本一", "文本二"


def headline(change: Change) -> str:
    """What changed and for whom: ``比例：免赔率（有利于保险人，重要）``."""
    named = f"{KINDS[change.kind]}：{change.subject}" if change.subject else KINDS[change.kind]
    return f"{named}（{GAINS[change.gain]}，{WEIGHTS[change.weight]}）"


def place_note(pair: Pair) -> str:
    """Where the passage of B stands, seen from A: ``移动：第三条 → 第五条``; empty where it stands alike."""
    if pair.place is Place.SAME or not (pair.a and pair.b):
        return ""
    ends = ("、".join(dict.fromkeys(quoted.path for quoted in side)) for side in (pair.a, pair.b))
    return f"{PLACES[pair.place]}：{' → '.join(ends)}"


def day(made: date) -> str:
    """``2026年11月22日``."""
    return f"{made.year}年{made.month}月{made.day}日"

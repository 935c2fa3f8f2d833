"""Wordings of our own to compare: a base text, what is done to it, and how a match of passages is told."""

from extractor.comparison.alignment import Match, align
from extractor.comparison.passages import Passage, read_passages
from extractor.extraction import read_extraction
from extractor.records import Extraction
from tests.documents import document_of

BASE = """望江仓储责任保险条款

总则
第一条 本保险合同由保险条款、投保单、保险单和批单组成，凡涉及本合同的约定均应采用书面形式。
第二条 依法设立并经营仓储业务的企业，可以作为本合同的被保险人。

保险责任
第三条 在保险期间内，因下列原因造成被保险人保管的货物损失，依法应由被保险人承担的赔偿责任，保险人负责赔偿：
（一）火灾、爆炸；
（二）仓库顶棚或墙体倒塌；
（三）搬运设备失灵造成的跌落、碰撞。
第四条 发生保险事故后，被保险人为减少损失支付的合理施救费用，保险人在每次事故赔偿限额之外另行赔偿。

责任免除
第五条 下列原因造成的损失，保险人不负责赔偿：
（一）被保险人及其雇员的故意行为；
（二）战争、敌对行动、军事行为、武装冲突；
（三）核辐射、核爆炸、核污染；
（四）货物自身的虫蛀、霉变、自然损耗。
第六条 罚款、罚金和惩罚性赔偿，保险人不负责赔偿。

赔偿限额与免赔额
第七条 每次事故赔偿限额为200万元，累计赔偿限额为1000万元。
第八条 每次事故免赔额500元。

赔偿处理
第九条 被保险人应当在知道事故发生后四十八小时内通知保险人。故意或者因重大过失未及时通知，致使损失难以确定的，保险人对无法确定的部分不承担赔偿责任。
第十条 被保险人请求赔偿时，应当提交下列单证：
（一）保险单；
（二）索赔申请书；
（三）货物出入库记录和损失清单。
第十一条 保险人收到完整单证后三十日内作出核定，达成赔偿协议后十日内支付赔款。

争议处理
第十二条 因履行本合同发生的争议，由当事人协商解决；协商不成的，提交望江仲裁委员会仲裁。
"""


def extraction_of(text: str) -> Extraction:
    """Everything that a text gives."""
    return read_extraction(document_of(text))


def edited(*changes: tuple[str, str]) -> str:
    """The base text with each first replaced by the second; every first stands in it exactly once."""
    text = BASE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


class Aligned:
    """Two texts aligned, with their matches told by the words that passages begin with."""

    def __init__(self, a: str, b: str) -> None:
        self.a, self.b = read_passages(extraction_of(a)), read_passages(extraction_of(b))
        self.matches = align(self.a, self.b)

    def match(self, start: str) -> Match:
        """The one match that has a passage beginning with ``start`` on A's side, or else on B's."""
        for side, passages in enumerate((self.a, self.b)):
            found = [
                each
                for each in self.matches
                if any(passages[at].view.text.startswith(start) for at in each_side(each)[side])
            ]
            if found:
                (only,) = found
                return only
        raise AssertionError(start)

    def texts(self, match: Match) -> tuple[list[str], list[str]]:
        """The words on both sides."""
        return _texts(self.a, match.a), _texts(self.b, match.b)

    def alone(self) -> tuple[list[str], list[str]]:
        """What only A has and what only B has."""
        return (
            [text for each in self.matches if not each.b for text in _texts(self.a, each.a)],
            [text for each in self.matches if not each.a for text in _texts(self.b, each.b)],
        )


def each_side(match: Match) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Numbers of A's passages and of B's."""
    return match.a, match.b


def _texts(passages: tuple[Passage, ...], numbers: tuple[int, ...]) -> list[str]:
    return [passages[number].view.text for number in numbers]

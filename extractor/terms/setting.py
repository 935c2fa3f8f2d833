"""The setting of a document (合同背景): who is the insurer here, and what kind of paper it is.

甲方 is the insurer in one contract and the customer in the next, so roles are read from the document.
"""

import re
from dataclasses import dataclass

from extractor.document import Document, DocumentKind, Level, Span
from extractor.language.view import view

COMPANY = re.compile(
    r"[\u4e00-\u9fff（）]{2,24}?(?:保险|人寿|财险|产险|寿险)[\u4e00-\u9fff]{0,6}?(?:股份)?有限(?:责任)?公司(?:[\u4e00-\u9fff]{2,12}?(?:分公司|支公司|营业部))*"
)
_NAMED = re.compile(
    r"(?P<lead>^|[，。；、（\s])(?P<role>甲方|乙方|丙方|投保人|投保方|被保险人|保险人|保险方|委托人|受托人|委托方|受托方|采购人|服务方)(?:（(?:以下简称)?“?(?P<alias>甲方|乙方)?”?[^（）]{0,12}）)?[：:](?P<name>[^，。；：:]{2,60}?)(?=$|联系人|联系电话|电话|地址|住所|法定代表人|统一社会信用代码)"
)


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party that the head of the paper names: its role there, its name, and where both stand."""

    role: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Setting:
    """``insurer`` are the names by which this document calls the insurer (保险人, or 甲方, or 乙方 …)."""

    kind: DocumentKind
    insurer: frozenset[str]
    parties: tuple[NamedParty, ...]
    two_party: bool

    def is_insurer(self, name: str) -> bool:
        """Is the party of this (reduced) name the insurer?"""
        return name in self.insurer


def read_setting(document: Document) -> Setting:
    """The setting, from the head of the document and the words it uses."""
    parties = tuple(_named_parties(document))
    text = document.text
    two_party = len(re.findall("甲方", text)) >= 3 and len(re.findall("乙方", text)) >= 3
    insurer = {"保险人"}
    for side, other in (("甲方", "乙方"), ("乙方", "甲方")) if two_party else ():
        if _looks_like_insurer(side, other, text, parties):
            insurer.add(side)
    return Setting(document.kind, frozenset(insurer), parties, two_party)


def _looks_like_insurer(side: str, other: str, text: str, parties: tuple[NamedParty, ...]) -> bool:
    named = {party.role: party.name for party in parties}
    if re.search("经纪|代理|公估", named.get(side, "")):
        return False
    if "保险" in named.get(side, ""):
        return "保险" not in named.get(other, "") or "经纪" in named[other] or "代理" in named[other]
    if re.search(rf"{side}[（(](?:保险公司|保险人|承保)", text):
        return True
    return (
        len(
            re.findall(rf"{side}(?:的保险产品|承保|[^，。；]{{0,8}}(?:承担保险责任|进行核保|负责赔偿))", text)
        )
        >= 2
    )


def _named_parties(document: Document) -> list[NamedParty]:
    """``甲方：某某公司`` lines before the first article, the first of each role; blanks name nobody."""
    found: dict[str, NamedParty] = {}
    for node in document.nodes:
        if node.level in (Level.ARTICLE, Level.ITEM):
            break
        for paragraph in node.paragraphs:
            line = view(document.text, paragraph)
            match = _NAMED.search(line.text)
            if match is None or _is_blank(match["name"]):
                continue
            role = match["alias"] or match["role"]
            if role in found or any(party.name == match["name"] for party in found.values()):
                continue
            span = line.span(match.start("role"), match.end("name"))
            found[role] = NamedParty(
                role, line.span(match.start("name"), match.end("name")).quote(document.text), span
            )
    return list(found.values())


def _is_blank(name: str) -> bool:
    return bool(re.search(r"[\[_【]|代表|地址|以下简称|盖章|签字", name)) or not re.search(
        r"[\u4e00-\u9fffA-Za-z]", name
    )

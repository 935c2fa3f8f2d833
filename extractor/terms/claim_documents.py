"""Claim documents (索赔单证): the papers that a claimant must hand in."""

import re
from collections.abc import Iterator

from extractor.records import Record, RecordType
from extractor.terms.passages import Passage, extended

_PAPERS = r"(?:证明|资料|材料|单证|文件|凭证|书面)"
LEAD = re.compile(
    rf"(?:提供|提交|递交|出具|携带|备齐)[^，。；]{{0,24}}?(?:下列|以下|如下)?[^，。；]{{0,12}}?{_PAPERS}|(?:下列|以下)[^，。；]{{0,12}}{_PAPERS}|(?:所需|需要)的?[^，。；]{{0,8}}{_PAPERS}[^，。；]{{0,8}}(?:为|如下|：)?$|(?:提供|提交|递交|备齐)$"
)
_CLAIM = re.compile(
    r"索赔|请求赔偿|赔偿请求|申请[^，。；]{0,14}(?:保险金|给付|赔|理赔)|(?:保险金|理赔|赔偿)[^，。；]{0,6}(?:申请|请求)|领取[^，。；]{0,10}保险金|给付申请书"
)
_NOT_CLAIM = re.compile(r"解除|退保|投保时|变更|减保|复效|借款|贷款申请|恢复")
_INLINE = re.compile(rf"(?:下列|以下|如下)[^，。；：]{{0,12}}{_PAPERS}[^：]{{0,6}}：(?P<papers>.+)$")
_ALSO = re.compile(
    rf"(?:还|另|同时|补充)?(?:应当?|必须|须|需要?|只要|只须|补充)[^，。；]{{0,6}}?(?:提供|提交)(?!(?:下列|以下|如下|其他合法|有关|必要))[^。；]*?(?:{_PAPERS}|照片|函电|报告|证)"
)


def is_claim_lead(passage: Passage) -> bool:
    """Does this unit announce the list of claim papers?"""
    text = passage.text
    if not LEAD.search(text) or not re.search(r"下列|以下|如下|：", text + passage.unit.closed):
        return False
    where = text + "".join(passage.headings[:1])
    if _NOT_CLAIM.search(where):
        return False
    return bool(_CLAIM.search(where)) or bool(_CLAIM.search("".join(passage.headings)))


def find_claim_documents(passages: list[Passage]) -> Iterator[Record]:
    """Each paper of a list, and papers named in running text."""
    claim_nodes: set[str] = set()
    for passage in passages:
        if is_claim_lead(passage):
            claim_nodes.add(passage.article)
        if _is_item(passage):
            yield from _item(passage)
            continue
        inline = _INLINE.search(passage.text)
        if inline and _CLAIM.search(passage.text):
            yield passage.record(
                RecordType.CLAIM_DOCUMENT, "claim_document.inline", 0.85, start=inline.start("papers")
            )
        elif passage.article in claim_nodes and _ALSO.search(passage.text) and not is_claim_lead(passage):
            yield passage.record(RecordType.CLAIM_DOCUMENT, "claim_document.also", 0.75)
        elif _names_papers(passage) or re.search("提供[^，。；]{0,4}作为索赔依据", passage.text):
            yield passage.record(RecordType.CLAIM_DOCUMENT, "claim_document.sentence", 0.75)
        elif re.search("只要(?:提供|提交|出具)", passage.text) and LEAD.search(passage.text):
            yield passage.record(RecordType.CLAIM_DOCUMENT, "claim_document.suffices", 0.7)


_PAPER = re.compile(
    r"保险单|清单|申请书|索赔申请|身份证|行驶证|驾驶证|发票|收据|单据|凭证|病历|诊断证明|诊断书|报告|判决书|裁决书|调解书|裁定书|事故证明|死亡证明|证明书|户口|照片|账册|帐册|合同|运单|提单|协议书"
)
_HANDS_IN = re.compile(r"(?:应当?|须|必须|需)[^，。；]{0,12}?(?:提供|提交|出具|递交)")


def _names_papers(passage: Passage) -> bool:
    """``被保险人应当提供保险单、损失清单、…``: two papers by name, in a provision on claiming."""
    text = passage.text
    hands_in = _HANDS_IN.search(text)
    if hands_in is None or passage.is_lead or passage.leads or _NOT_CLAIM.search(text):
        return False
    if len({match[0] for match in _PAPER.finditer(text, hands_in.end())}) < 2:
        return False
    at: Passage | None = passage
    while at is not None and at.article == passage.article:
        if _CLAIM.search(at.text):
            return True
        at = at.previous
    return False


def _is_item(passage: Passage) -> bool:
    if not passage.leads or not passage.leaf or passage.paragraph > 0 or passage.is_lead:
        return False
    return any(is_claim_lead(lead) for lead in passage.leads[:3]) and not _NOT_CLAIM.search(
        passage.leads[0].text
    )


def _item(passage: Passage) -> Iterator[Record]:
    """The whole item is one paper, also where it has a second sentence."""
    if passage.previous is not None and passage.previous.node is passage.node:
        return
    last = passage
    while last.next is not None and last.next.node is passage.node and last.next.paragraph == 0:
        last = last.next
    confidence = 0.95 if last is passage else 0.9
    yield extended(passage.record(RecordType.CLAIM_DOCUMENT, "claim_document.item", confidence), last)

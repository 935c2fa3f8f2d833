"""Stated counts that are not the counts of what follows (项数不符): 下列三项条件 above four items."""

import re
from collections.abc import Iterator

from extractor.document import Document, Level
from extractor.findings.passages import Passage, finding
from extractor.language.numerals import chinese_numeral, ordinal_value
from extractor.records import Finding
from extractor.structure.references import find_miscounts

_CODE = "amount-mismatch"
_ANNOUNCED = re.compile(
    r"(?:下列|以下|如下|下述)(?:的)?([两一二三四五六七八九十]{1,2}|\d{1,2})(?:项|种|类|条|款)[^，。；：（）]{0,8}(?:条件|情形|材料|文件|资料|证件|证明|单证|方式|费用|责任|义务|内容|事项|原因)[^，。；：]{0,8}[：:]$"
)
_SOME = re.compile(r"之一|任[一何意]|其中|至少|或|选择|中的?[一二三四五六七八九两]项")


def find_counts(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """Lists whose stated number of items is wrong, whether cited (1、2、4、8三项) or announced (下列三项)."""
    for miscount in find_miscounts(document):
        message = f"列举了{miscount.listed}项，文字却写{miscount.announced}项；请核对所指的项目或项数。"
        yield finding(document, _CODE, miscount.path, miscount.span, message)
    for passage in passages:
        match = _ANNOUNCED.search(passage.view.text)
        if match is None or _SOME.search(passage.view.text[match.start() :]):
            continue
        announced = 2 if match[1] == "两" else ordinal_value(match[1]) or 0
        listed = _listed(passage)
        if listed > 1 < announced and listed != announced and not _goes_on(passage, listed):
            message = f"此处写“{match[0]}”，其后实际列有{listed}项；请核对项数。"
            yield finding(
                document, _CODE, passage.path, passage.view.span(match.start(), match.end()), message
            )


def _listed(passage: Passage) -> int:
    """Items of one habit of numbering between this paragraph and the next one of the same provision."""
    document, owner = passage.document, passage.owner
    later = owner.paragraphs[passage.position + 1 :]
    end = min((span.start for span in later), default=owner.span.end)
    items = [
        node
        for node in document.nodes
        if node.parent == passage.node
        and node.level is Level.ITEM
        and passage.span.end <= node.span.start < end
    ]
    numbers = [ordinal_value(node.label) for node in items]
    return len(items) if numbers == list(range(1, len(items) + 1)) else 0


def _goes_on(passage: Passage, listed: int) -> bool:
    """Is the next number printed nearby, in a line that the tree did not take for an item?"""
    text = passage.document.text[passage.span.end : passage.owner.span.end + 200]
    number = listed + 1
    return (
        re.search(
            rf"[（(]\s*(?:{number}|{chinese_numeral(number)})\s*[)）]|(?<!\d){number}[、．.](?!\d)", text
        )
        is not None
    )

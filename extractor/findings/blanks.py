"""What was left to fill in (待填空白), and notes to the drafter left in the text (起草说明)."""

import re
from collections.abc import Iterator

from extractor.document import BlockKind, Document, Level, Span
from extractor.findings.passages import Passage, article_path, finding, holder, once_per_article
from extractor.records import Finding

_BLANK = re.compile(
    r"[_＿]{2,}(?!\s*第\s*\d+\s*[章页条])"
    r"|\[(?!\d)[^\[\]]*(?:名称|全称|地址|号码|代码|编号|姓名|住址|例如|示例|具体|金额|日期|填写|填入|自行)[^\[\]]*\]"
    r"|【\s*】|\[\s*\]|〔\s*〕|（\s{2,}）|\(\s{2,}\)"
    r"|(?<=[：:])[ \u3000]{4,}(?=[，,；;。])"
    r"|[xX×]{2,}(?=[年月日元万天])|【[xX×*]+】"
    r"|(?<=[年自于为至])[ \u3000]+年[ \u3000]+月[ \u3000]+日"
    r"|(?<![\d一二三四五六七八九十○〇零。；\t])[ \u3000]{2,}(?:年|月|日|元|万元|份|个工作日)(?=[ \u3000，。；、）)]|[起止内前]|$)"
)
_FIELD = r"(?:[甲乙丙]方|地址|住所|电话|代表|法定代表人|联系人|收件人|邮政编码|邮编|手机号码|电子邮箱|微信号|开户行|开户银行|账号|户名|名称|姓名|证件号码|传真)"
_FIELDS = re.compile(
    rf"^(?:{_FIELD}(?:[（(][^（）()]*[)）])?[：:]\s*)+$|{_FIELD}[：:]\s*(?={_FIELD}[：:])|{_FIELD}[：:][_＿]*$"
)
_LABELLED = re.compile(rf"{_FIELD}(?:[（(][^（）()]*[)）])?[：:]")


def find_blanks(document: Document, passages: tuple[Passage, ...]) -> Iterator[Finding]:
    """One finding for each article that has places to fill in."""
    found = []
    for passage in passages:
        text = passage.span.quote(document.text)
        match = _BLANK.search(text) or _empty_field(passage, text)
        if match is None:
            continue
        span = _around(text, match, passage.span.start)
        message = f"“{_short(span.quote(document.text))}”处留有空白未填，约定内容不确定；请填写或删去。"
        found.append(
            (passage.node, finding(document, "blank", article_path(document, passage.node), span, message))
        )
    yield from once_per_article(document, found)


def _empty_field(passage: Passage, text: str) -> re.Match[str] | None:
    """Labels of fields with nothing beside them (地址：　电话：)."""
    if passage.owner.level in (Level.TABLE, Level.APPENDIX):
        return None
    match = _FIELDS.search(text)
    if match is None or (len(_LABELLED.findall(text)) < 2 and not _is_listed(passage)):
        return None
    return match


def _is_listed(passage: Passage) -> bool:
    """A single empty field counts where its neighbour is an empty field too."""
    spans = passage.owner.paragraphs
    near = [
        *spans[max(passage.position - 1, 0) : passage.position],
        *spans[passage.position + 1 : passage.position + 2],
    ]
    return any(_FIELDS.search(span.quote(passage.document.text)) for span in near)


def _around(text: str, match: re.Match[str], start: int) -> Span:
    """The clause around a blank: from the punctuation before it to the punctuation after it."""
    begin = max((text.rfind(mark, 0, match.start()) + 1 for mark in "，。；\n"), default=0)
    ends = [at for mark in "，。；\n" if (at := text.find(mark, match.end())) >= 0]
    end = min(ends, default=len(text))
    stretch = text[begin:end]
    begin += len(stretch) - len(stretch.lstrip())
    return Span(start + begin, start + max(begin + len(stretch.strip()), begin + 1))


def _short(quote: str) -> str:
    compact = " ".join(quote.split())
    return compact if len(compact) <= 30 else compact[:30] + "…"


_NOTE = re.compile(
    r"(?:再次)?(?:风险|温馨|律师|填写|起草)(?:提示|说明|提醒)\s*[：:]"
    r"|(?:编者|编辑|审稿|起草人|拟稿人|法务)(?:注|按|批注|意见|说明)\s*[：:]"
    r"|[【\[（(]?\s*注\s*[：:][^。\n]{0,40}(?:定稿|再填|待定|送审|删去|删除|待确认|待补)"
    r"|[【\[（(][^】\])）\n]{0,40}(?:定稿时|定稿前|定稿后|请删除|删去本|请自行|根据(?:项目)?实际(?:情况)?填写|此处填写|视情况(?:填写|选择)|待补充|待确认|待定稿|示范条款|法务确认)[^】\])）\n]{0,40}[】\])）]"
)


def find_drafting_notes(document: Document) -> Iterator[Finding]:
    """Notes to the drafter: wherever they stand in the body, since the tree leaves them out."""
    found = []
    for block in document.blocks:
        text = block.span.quote(document.text)
        match = _NOTE.search(text) if block.kind is not BlockKind.NOISE else None
        if match is None:
            continue
        at = holder(document, block.span.start + match.start())
        if at < 0 or (match[0].startswith("温馨") and document.nodes[at].level is not Level.ARTICLE):
            continue
        end = len(text) if len(text) - match.start() <= 120 else match.end()
        span = Span(block.span.start + match.start(), block.span.start + end)
        path = article_path(document, at)
        message = "这是写给起草人的说明，不是条文，留在正式文本里会引起误解；请删除。"
        found.append((at, finding(document, "drafting-note", path, span, message)))
    yield from once_per_article(document, found)

"""For what a bound is and whether it binds (限额所及、是否约定): read from its sentence and the titles above it."""

import re
from decimal import Decimal

from extractor.payout.losses import kinds_of
from extractor.payout.wording import cleaned, subject_of
from extractor.records import Record
from extractor.terms.passages import Passage

IF_AGREED = re.compile(
    r"(?:如果?|若|凡)?(?:在)?(?:保险?单|双方|本?保险?合同|投保人)[^，。；]{0,10}(?:约定|载明|选择|投保)[^，。；]{0,24}的，|^(?:如|若)[^，。；]{0,30}约定|选择绝对?免赔|投保本(?:特约|附加)[^，。；]{0,6}的，"
)
NO_BOUND = re.compile(
    r"免赔(?:天|日)|天数|日数|等待(?:期|时间)(?!.*免赔额)|未成年|未满18|晋升|监督管理|贷款金额|核定载客|红利|现金价值|账户价值|申请减少|累计减少|退保|有效保险金额|免赔额适用于"
)


def is_optional(passage: Passage) -> bool:
    """It binds only where the parties have agreed on it: by its words, or as part of an extension."""
    extension = any(re.fullmatch(r".{0,12}(?:附加险|扩展责任|特约条款)", title) for title in passage.headings)
    return extension or IF_AGREED.search(passage.text) is not None


def figures_of(record: Record) -> tuple[Decimal | None, Decimal | None]:
    """Amount in yuan and rate that a record states, None where it states none."""
    amount, rate = record.fields.get("amount"), record.fields.get("rate")
    return amount if isinstance(amount, Decimal) else None, rate if isinstance(rate, Decimal) else None


def name_of(passage: Passage, quote: str) -> str:
    """For what losses a bound in ``quote`` is: its own subject, what stands before it in its sentence, its heading."""
    compact = "".join(quote.split())
    at = max(passage.text.find(compact[:12]), 0)
    each = re.search(r"每(?:人|位|座)([\u4e00-\u9fff]{2,6}?)(?:责任|赔偿)?限额", compact.split("，其中")[0])
    own = each[1] if each and kinds_of(each[1]) else subject_of(compact)
    before = passage.text[:at].rstrip("，")
    if not own and before and re.match(r"但|其中|(?:每[^，]{0,8})?(?:以|最高|不)", compact):
        parts = [part for part in before.split("，") if kinds_of(part)] or before.split("，")[:1]
        own = cleaned(re.sub(r"^(?:对(?!.*的(?:赔偿|给付))|其中)|的$", "", parts[-1]))
    if own or re.search(r"各项|上述|全部|该类|本条第|累计赔偿限额|保险单项下", compact):
        return own
    return _titled(passage)


_COVER_TITLE = re.compile(r"[^，。；：]{2,14}(?:责任|保险金|费用|损失|险|津贴|补贴|额外给付)$")


def _titled(passage: Passage) -> str:
    """The title of the item of the coverage (``（三）意外医疗保险金``), or of the extension, that the passage is in."""
    if "（" not in passage.node.path and "·" not in passage.node.path:
        return ""
    titles = [heading for heading in passage.headings if heading != passage.node.section]
    extended = (
        re.search(r"(?:扩展|加保|附加)(?:承保)?([^，。；]{2,16}?)的，", lead.text) for lead in passage.leads
    )
    titles += [match[1] for match in extended if match] + [lead.text for lead in passage.leads]
    units = passage.paragraph_units()
    titles += [re.split("：", units[0].text)[0], *(each.text for each in passage.units_before())]
    fit = (
        each
        for each in titles
        if _COVER_TITLE.fullmatch(each) and not re.search("保险责任|责任范围|扩展责任", each)
    )
    return next(fit, "")

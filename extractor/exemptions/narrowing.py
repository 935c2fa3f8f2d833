"""Definitions that narrow the cover (限缩承保范围的释义): 不包括, 仅指, 不属于 said of what is insured."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.assessments import Extent
from extractor.document import Span
from extractor.exemptions.extents import extent_of
from extractor.language.view import view
from extractor.records import Extraction, RecordType
from extractor.structure.headings import Role
from extractor.terms.passages import Passage


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """An exemption that no record holds. ``extent`` None and ``subject`` '' are left to its words."""

    passage: Passage
    span: Span
    extent: Extent | None
    subject: str


_LEAVES_OUT = re.compile(
    r"(?:但)?(?:均|都|亦|也)?不(?:包括|包含|含(?![有）])|计入|涵盖)"
    r"|(?:均|都|亦|也)?不(?:属于|构成|视为|得视为)(?P<what>[^，。；]+)"
    r"|仅限于?|仅(?:指|包括|包含)|[仅只](?:对|负责|承担|承保|赔偿)[^。；]{0,80}(?:理赔|给付|赔偿|负责|责任)|不在(?:[^，。；]{0,8}范围(?:之)?内|此列)"
    r"|不作为(?:本保障|[^，。；]{0,6}(?:理赔|赔付|给付|赔偿)[^，。；]{0,4}依据)|(?<![的定])除外$"
)
# Whose favour it is in, or nobody's: time reckoned, taxes, jurisdiction, force majeure, what another head covers.
_NEUTRAL = re.compile(
    r"港|澳|台湾|香港|不(?:包括|包含|含)(?:[^，。；]{0,4}(?:当日|当天|本数|首尾|首日|税|利息|节假日|法定|生效日|届满日|期满日)|第?\d|[^，。；]*第[^，。；]{1,5}项)|不可抗力"
    r"|须在[^，。；]*(?:说明|列明)"
)
_ADMINISTRATIVE = re.compile(
    r"保险费|保费|现金价值|手续费|账户|(?<!事)合同|周岁|不可抗力|书面|工作日|利率|对应日|周年|年度|近亲属|家庭成员|投保人|受益人|申请人|保险人|条款|法律|未满期|职业"
)

# Terms of the exclusions in every line: what their definitions leave out stays covered.
_EXCLUDED = re.compile(
    r"毒品|管制药|酒后|醉酒|酗酒|无[^，。]{0,8}(?:驾驶|行驶)|战争|恐怖|高风险|潜水|攀岩|跳伞|探险|武术|摔跤|特技|先天|遗传|既往|艾滋|犯罪|斗殴|故意|核(?:爆炸|辐射)"
)
_OF_COVER = "承保范围的限定"


def find_narrowings(extraction: Extraction, passages: Sequence[Passage]) -> Iterator[Found]:
    """Sentences of definitions that take something out of a term of the cover."""
    terms = _Terms(extraction, passages)
    for passage in passages:
        defined = terms.defined_at(passage.unit.span()) or _defines(passage.text)
        if not defined and passage.role not in (Role.DEFINITIONS, Role.COVERAGE):
            continue
        match = _LEAVES_OUT.search(passage.text)
        if match is None or _explains(passage, match) or _NEUTRAL.search(passage.text, match.start()):
            continue
        subject = terms.narrowed(passage, defined, match["what"])
        if subject:
            extent = extent_of(passage.text, listed=False)
            named = extent is Extent.FULL or subject != _OF_COVER
            yield Found(
                passage, _whole(passage, passages), Extent.FULL if named else extent, subject if named else ""
            )


_MEANS = re.compile(r"^[【“]?(?P<term>[^，。；：指【】“”]{2,14})[】”]?：?(?:是|系)?指(?![定标导数引甲派])")


def _defines(text: str) -> str:
    """The term that the sentence itself explains (意外伤害指…), '' where it explains none."""
    match = _MEANS.match(text)
    return match["term"] if match else ""


def _explains(passage: Passage, match: re.Match[str]) -> bool:
    """Inside brackets outside the definitions, where it only explains a word (（不含交费期满日）)."""
    before = passage.text[: match.start()]
    return passage.role is not Role.DEFINITIONS and before.rfind("（") > before.rfind("）")


def _whole(passage: Passage, passages: Sequence[Passage]) -> Span:
    """The sentence, with the list that it opens."""
    span = passage.unit.span()
    if not passage.is_lead:
        return span
    end = max((one.unit.span().end for one in passages if passage in one.leads), default=span.end)
    return Span(span.start, max(end, span.end))


class _Terms:
    """The terms that the document defines, and where it uses them."""

    def __init__(self, extraction: Extraction, passages: Sequence[Passage]) -> None:
        self._defined = [
            (record.span, re.sub(r"[\s：:“”【】]", "", str(record.fields["term"])))
            for record in extraction.records
            if record.type is RecordType.DEFINITION and "term" in record.fields
        ]
        text = extraction.document.text
        excluded = (record for record in extraction.records if record.type is RecordType.EXCLUSION)
        self._excluding = "\n".join(view(text, record.span).text for record in excluded)
        self._covering = "\n".join(one.text for one in passages if one.role in _COVERING)

    def defined_at(self, span: Span) -> str:
        """The term whose definition holds the span, the innermost one; '' where none does."""
        holding = [(known, term) for known, term in self._defined if known.start <= span.start < known.end]
        return max(holding, key=lambda pair: pair[0].start)[1] if holding else ""

    def narrowed(self, passage: Passage, term: str, what: str | None) -> str:
        """The subject of what narrows ``term`` or the cover; '' where it narrows neither. ``what`` is the thing
        that something else is said not to be (猝死不属于意外伤害)."""
        term = term or ("" if passage.role is Role.COVERAGE else "".join(passage.node.heading.split()))
        if what and not _IN_COVER.search(what) and not _same_thing(what, term):
            return ""
        if passage.role is Role.COVERAGE and not term:
            return _OF_COVER
        if _ADMINISTRATIVE.search(term) or _EXCLUDED.search(term) or self._only_excluded(term):
            return ""
        return f"“{term}”的限定" if term else "释义中的限定"

    def _only_excluded(self, term: str) -> bool:
        """A word of the exclusions alone: to narrow it is to free the insured."""
        cost = term.endswith(("费", "费用"))
        return bool(term) and not cost and term in self._excluding and term not in self._covering


_COVERING = (Role.COVERAGE, Role.LIMIT)
_IN_COVER = re.compile(r"本(?:合同|保险|附加|保单|条款)|保障|承保|责任范围")


def _same_thing(what: str, term: str) -> bool:
    words = re.sub(r"（[^）]*）|[的“”]|范围|范畴", "", what)
    return bool(term) and (words in term or term in words)

"""How Chinese contracts cite provisions (引用的写法): the phrases of a paragraph, before anything is looked up.

Works on a reading view: no white space, full-width brackets and punctuation, half-width digits.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from extractor.language.numerals import ordinal_value
from extractor.structure.numbering import Family

_CHINESE = (
    r"(?:[一二三四五六七八九]百零?[一二三四五六七八九]?十?[一二三四五六七八九]?"
    r"|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
)
NUMERAL = rf"(?:{_CHINESE}|\d{{1,3}}(?!\d))"
_AND = r"(?:、|，(?=第)|和|及|与|或者?|以及)"
_TO = r"(?:至|到|-|—|~|～)"
_LINK = rf"(?:{_AND}|{_TO})"
_THIS_DOCUMENT = r"(?:本(?:保险|主险|附加险?|主)?(?:合同|条款|协议)|合同|本保险条款)"


class Kind(StrEnum):
    """What a phrase points at, by its form."""

    ARTICLE = "article"  # 第十九条, 第五条至第八条
    DECIMAL = "decimal"  # 2.3
    PART = "part"  # 第三部分, 第二章第三条
    THIS_ARTICLE = "this_article"  # 本条, 此条款
    THIS_ITEM = "this_item"  # 本款, 本项
    PREVIOUS_PARAGRAPH = "previous_paragraph"  # 前款, 前两款
    PREVIOUS_ITEM = "previous_item"  # 前项
    PREVIOUS_ARTICLE = "previous_article"  # 前条
    ITEM = "item"  # 上述第（1）项, （二）中的1、3两项
    APPENDIX = "appendix"  # 附件一, 附录《短期费率表》
    DEFINITIONS = "definitions"  # 释义, 释义4
    TITLED = "titled"  # 《短期费率表》
    HEADED = "headed"  # 本条款“如实告知”, 上列平安险的各项责任


@dataclass(frozen=True, slots=True)
class Step:
    """One way down from a provision: its items ``numbers``, of ``family`` where the brackets tell."""

    numbers: tuple[int, ...]
    family: Family | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A phrase ``text[start:end]``. ``numbers`` are those of its head: one, a list, or a decimal number's parts.

    ``announced`` is the count stated after a list (三项), ``listed`` how many the list has. ``titles`` are
    the headings or the appendix title that it names.
    """

    start: int
    end: int
    kind: Kind
    numbers: tuple[int, ...] = ()
    steps: tuple[Step, ...] = ()
    titles: tuple[str, ...] = ()
    announced: int | None = None
    listed: int = 0
    firm: bool = True  # False: only a citation if what it names exists
    until: tuple[int, ...] = ()  # the last number of a range of decimals


_UNIT_AFTER = r"(?!\.?\d|\s*(?:[%％‰万亿元倍岁年月日天周克毫厘米升度次级个份名人]|小时|mg|ml|mm|cm|kg|dB))"
_CUE = r"(?:见|按照?|依照|依据|根据|适用|参照|就|违反|符合|遵照|超出|第|于|释义)"
_HEADS: tuple[tuple[Kind, str], ...] = (
    (Kind.PART, rf"{_THIS_DOCUMENT}?第({NUMERAL})(?:部分|章|编|节)(?:第({NUMERAL})条(?!例|款))?"),
    (
        Kind.ARTICLE,
        rf"{_THIS_DOCUMENT}?第({NUMERAL}(?:条?(?:{_AND}第|[、和及或]){NUMERAL})*)条(?!例|款|件)(?:{_TO}第?({NUMERAL})条)?",
    ),
    (
        Kind.DECIMAL,
        rf"(?:{_THIS_DOCUMENT}(?:条款)?|本条)?({_CUE}?)(\d{{1,2}}(?:\.\d{{1,3}}){{1,3}})(?:条?{_TO}第?(\d{{1,2}}(?:\.\d{{1,3}}){{1,3}}))?{_UNIT_AFTER}(条|款|项|所[列述]|中|规定|约定|(?=“)|(?=(?:[、和及或]\d{{1,2}}(?:\.\d{{1,3}})+)+(?:[条款项所]|[规约]定)))?",
    ),
    (Kind.THIS_ARTICLE, rf"本条(?!款|例|件|所[称述指]“|前[一二两三四五]?款|\d+\.\d)|此条款|本(?:部分|章|节)(?=（{NUMERAL}）|第)"),
    (Kind.THIS_ITEM, r"本[款项](?=第|约定|规定)"),
    (Kind.PREVIOUS_PARAGRAPH, r"(?<![目以之先当付提])(?:(?:本条)?前([一二两三四五])?|(?<!以)上一?)款(?!项|[^的规约所列]{0,2}[前后]付)"),
    (Kind.PREVIOUS_ITEM, r"(?<![目以之先当])前([一二两三四五])?项(?!目)"),
    (Kind.PREVIOUS_ARTICLE, r"(?<![目以之先当])(?:前|上一)条(?!件|例|款)"),
    (Kind.APPENDIX, rf"((?:详?见|参见|按照?|依照|根据|列[于入]|所附|后附|随附)?)({_THIS_DOCUMENT}(?:所附|的)?)?(附[件录表])({NUMERAL}|[A-Z](?![A-Za-z]))?(?:《([^《》]{{2,40}})》)?"),
    (Kind.DEFINITIONS, rf"(?:{_THIS_DOCUMENT}的?|(?:详?见|参见)(?:{_THIS_DOCUMENT}的?)?\d{{0,2}}(?:名词|术语)?|(?<=（)(?=释义[一二三四五六七八九十\d]+）))释义(?!\d+\.\d)(?:（({NUMERAL})）|第?({NUMERAL})条?)?(?!医院)"),
    (Kind.HEADED, rf"(?:{_THIS_DOCUMENT}|(条|款|适用|参照|依照|按照))(?:中的?)?“([^“”]{{2,26}})”|(?:上列|前列|上述|前述)([^，。；：（）“”]{{2,24}}?)的?(?:各项)?责任"),
    (Kind.TITLED, r"《([^《》]{3,40})》|(?<![单证])(?:所附|后附|随附)的?(?!附)([^，。；《》（）的]{2,14}表)"),
    (Kind.ITEM, rf"(?:上述|前述|上列|前列)?(?=第（?{NUMERAL}）?(?:{_LINK}|[款项目点]))|(?<![）款项条章节分])(?=（{NUMERAL}）)"),
)  # fmt: skip
_ANCHOR = re.compile("|".join(f"(?P<{kind.value}>{form})" for kind, form in _HEADS))
_FORMS = {kind: re.compile(form) for kind, form in _HEADS}


def find_citations(text: str, headings: Collection[str] = ()) -> Iterator[Citation]:
    """The citing phrases of a paragraph (as a view shows it), in order. ``headings`` are the document's own.

    Citations of statutes and of other documents are left out: :func:`is_foreign`.
    """
    at, foreign_end = 0, -1
    while match := _ANCHOR.search(text, at):
        kind = Kind(match.lastgroup or "")
        head = _FORMS[kind].match(text, match.start())
        found = _citation(text, kind, head, headings) if head else None
        if found is None:
            at = max(match.end(), match.start() + 1)
            continue
        at = max(found.end, at + 1)
        chained = foreign_end >= 0 and re.fullmatch(rf"{_LINK}?", text[foreign_end : found.start])
        if found.kind is not Kind.TITLED and (chained or is_foreign(text, found)):
            foreign_end = found.end
            continue
        yield found


_FOREIGN = re.compile(
    r"》[^，。；、]{0,4}$|(?<!办)(?<!方)(?<!合)法(?:》|典)?(?:的|中)?$|法典$|条例$|该(?:法|解释|标准|规范|规定|办法)$|(?<!本)主(?:保险|险)?(?:合同|条款)(?:的|中|之)?$"
    r"|(?:(?<!本)主(?:保险|险)?|信贷|贷款|借款|租赁|买卖|运输|劳动|施工|抵押|担保|基础)$"
)


def is_foreign(text: str, citation: Citation) -> bool:
    """True where the words before the phrase name a statute, a standard or another contract."""
    if citation.kind is Kind.APPENDIX and text[citation.start] in "详见参":
        return False
    if citation.kind in (Kind.PREVIOUS_PARAGRAPH, Kind.PREVIOUS_ITEM, Kind.PREVIOUS_ARTICLE, Kind.TITLED):
        return False
    return _FOREIGN.search(text[max(0, citation.start - 30) : citation.start]) is not None


def _citation(text: str, kind: Kind, head: re.Match[str], headings: Collection[str]) -> Citation | None:
    match kind:
        case Kind.ARTICLE:
            return _article(text, head, headings)
        case Kind.PART:
            numbers = tuple(_number(group) for group in head.groups() if group)
            return _with_steps(text, head, kind, numbers, headings)
        case Kind.DECIMAL:
            return _decimal(text, head, headings)
        case Kind.APPENDIX:
            return _appendix(text, head, headings)
        case Kind.ITEM:
            return _item(text, head, headings)
        case Kind.DEFINITIONS:
            numbers = tuple(_number(numeral) for numeral in head.groups() if numeral)
            return Citation(head.start(), head.end(), kind, numbers)
        case Kind.TITLED:
            return Citation(head.start(), head.end(), kind, titles=(head[1] or head[2],), firm=not head[1])
        case Kind.HEADED:
            titles = (head[2],) if head[2] else tuple(re.split(r"[、和与及]", head[3]))
            return Citation(
                head.end(1) if head[1] else head.start(), head.end(), kind, titles=titles, firm=False
            )
        case Kind.PREVIOUS_ITEM | Kind.PREVIOUS_PARAGRAPH:
            return _with_steps(text, head, kind, (_number(head[1]) if head[1] else 1,), headings)
        case _:
            return _with_steps(text, head, kind, (), headings)


def _article(text: str, head: re.Match[str], headings: Collection[str]) -> Citation:
    numbers = tuple(_number(one) for one in re.findall(NUMERAL, head[1]))
    if head[2]:
        numbers = (*numbers[:-1], *range(numbers[-1], min(_number(head[2]), numbers[-1] + 60) + 1))
    return _with_steps(text, head, Kind.ARTICLE, numbers, headings)


def _decimal(text: str, head: re.Match[str], headings: Collection[str]) -> Citation | None:
    numbers = tuple(int(part) for part in head[2].split("."))
    start = head.start(2) if head[1] and head[1] != "第" else head.start()
    until = tuple(int(part) for part in head[3].split(".")) if head[3] else ()
    firm = head[4] is not None or head[1] in ("见", "第", "释义") or head.start() < head.start(1)
    if not firm and not head[1] and text[: head.start()][-1:] not in tuple("（“、和及或"):
        return None
    found = _with_steps(text, head, Kind.DECIMAL, numbers, headings)
    return replace(found, start=start, firm=firm, until=until if until[:-1] == numbers[:-1] else ())


def _appendix(text: str, head: re.Match[str], headings: Collection[str]) -> Citation | None:
    cue, _, kind, numeral, title = head.groups()
    if not numeral and not title and not cue:
        return None
    if (
        not numeral
        and not title
        and re.match(r"[^，。；）]{0,3}(?:有|[的之]?[^，。；）]{0,6}合同|均|构成|为)", text[head.end() :])
    ):
        return None
    number = (
        (_number(numeral) if not numeral.isalpha() or not numeral.isascii() else ord(numeral) - 64,)
        if numeral
        else ()
    )
    found = _with_steps(text, head, Kind.APPENDIX, number, headings)
    titles = (kind, title) if title else (kind,)
    start = head.start() if cue in ("详见", "见", "参见") else head.start() + len(cue)
    return replace(found, start=start, titles=titles)


def _item(text: str, head: re.Match[str], headings: Collection[str]) -> Citation | None:
    steps, end, announced, listed = _steps(text, head.end(), headings)
    if not steps:
        return None
    phrase = text[head.start() : end]
    named = "第" in phrase or phrase.endswith(("款", "项", "目"))
    if not named and not re.match(r"(?:中的|所列|(?:的)?[规约]定)", text[end:]):
        return None
    return Citation(head.start(), end, Kind.ITEM, (), steps, (), announced, listed)


def _with_steps(
    text: str, head: re.Match[str], kind: Kind, numbers: tuple[int, ...], headings: Collection[str]
) -> Citation:
    steps, end, announced, listed = _steps(text, head.end(), headings)
    return Citation(head.start(), end, kind, numbers, steps, (), announced, listed)


_COUNT = rf"(?:等?(?P<count>两|{NUMERAL})?(?P<unit>[款项目点](?!目)))"
_BRACKETED = re.compile(rf"第?（{NUMERAL}）[款项目]?(?:{_LINK}第?（{NUMERAL}）[款项目]?)*{_COUNT}?")
_NAMED = re.compile(
    rf"第{NUMERAL}[款项目点]?(?:{_LINK}第?{NUMERAL}[款项目点]?)*(?<=[款项目点])(?!目)|第{NUMERAL}(?:{_LINK}第?{NUMERAL})*{_COUNT}"
)
_PLAIN = re.compile(rf"{NUMERAL}(?:{_LINK}{NUMERAL})*{_COUNT}")
_SEVERAL = re.compile(rf"{NUMERAL}(?:{_LINK}{NUMERAL})+{_COUNT}")
_GLUED = re.compile(r"\d{1,2}(?=[（的、，。；或及和规约中所]|$)(?!、\d{1,2}条)")
_CONNECT = re.compile(r"(?:(?:所?[规约]定|所[列述])的|中的?|的|之|项下的?)")


def _steps(text: str, at: int, headings: Collection[str]) -> tuple[tuple[Step, ...], int, int | None, int]:
    """The way down from ``text[at]``: its steps, where the phrase ends, the stated count and the listed."""
    steps: list[Step] = []
    announced, listed, first = None, 0, True
    while True:
        begin = _skip_names(text, at, headings)
        found = _list_at(text, begin, linked=begin > at, glued=first and begin == at)
        if found is None:
            break
        numbers = _numbers(found[0][: _count_start(found)])
        if not numbers:
            break
        family = (
            None
            if "（" not in found[0]
            else Family.PAREN
            if found[0].split("（")[1][0].isdigit()
            else Family.BRACKETED
        )
        steps.append(Step(numbers, family))
        count = found.groupdict().get("count")
        announced = (2 if count == "两" else _number(count)) if count and len(numbers) > 0 else None
        listed, at, first = len(numbers), found.end(), False
    return tuple(steps), at, announced, listed


def _count_start(found: re.Match[str]) -> int:
    count = found.groupdict().get("count")
    return found.start("count") - found.start() if count else len(found[0])


def _list_at(text: str, at: int, *, linked: bool, glued: bool) -> re.Match[str] | None:
    """A list of items at ``at``: （二）, 第（一）、（三）项, 第2项, and after 中的 also 1、3两项."""
    for pattern in (_BRACKETED, _NAMED):
        if found := pattern.match(text, at):
            return found
    if linked or (at and text[at - 1] == "条" and _SEVERAL.match(text, at)):
        return _PLAIN.match(text, at)
    if at and (text[at - 1] == "）" or (glued and text[at - 1] == "条")):
        return _GLUED.match(text, at)
    return None


_LONGEST = 26  # characters of a heading


def _skip_names(text: str, at: int, headings: Collection[str]) -> int:
    """Past the heading of the provision (quoted or not) and the words that link it to its items."""
    if quoted := re.compile(r"“[^“”]{2,26}”").match(text, at):
        at = quoted.end()
    else:
        at += next((size for size in range(_LONGEST, 1, -1) if text[at : at + size] in headings), 0)
    linked = _CONNECT.match(text, at)
    return linked.end() if linked else at


def _numbers(phrase: str) -> tuple[int, ...]:
    """The numbers of a list, ranges filled in."""
    numbers: list[int] = []
    for link, numeral in re.findall(rf"({_TO})?[第（]*({NUMERAL})", phrase):
        number = _number(numeral)
        if link and numbers and numbers[-1] < number <= numbers[-1] + 60:
            numbers.extend(range(numbers[-1] + 1, number))
        numbers.append(number)
    return tuple(numbers)


def _number(numeral: str) -> int:
    return 2 if numeral == "两" else ordinal_value(numeral) or 0

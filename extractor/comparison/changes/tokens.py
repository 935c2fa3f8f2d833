"""The words of passages as a comparison weighs them (比对词元)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from extractor.comparison.changes.noise import INLINE_LABEL, SPELLINGS, VALUE, notation
from extractor.comparison.changes.typesetting import plainly
from extractor.comparison.changes.words import Sort, load_vocabulary, split_words
from extractor.comparison.passages import Passage
from extractor.document import Span
from extractor.language.view import View

_CHINESE = "零〇一二三四五六七八九十百两"
_ONE = rf"(?:第?（?(?:[{_CHINESE}]{{1,5}}|\d{{1,3}})）?)"
_REFERENCE = re.compile(
    rf"第(?:[{_CHINESE}]{{1,6}}|\d{{1,3}})(?:条(?!例|件)|款(?!项)|部分|章|节)(?:之一)?(?:{_ONE}[款项目](?!目))*"
    rf"(?:[、和及与或至到](?:第(?:[{_CHINESE}]{{1,6}}|\d{{1,3}})条|{_ONE}[款项目](?!目)))*"
    r"|(?<=[见按照据合第于])\d{1,2}(?:\.\d{1,3}){1,3}(?![\d%％‰元万亿倍米日天个年月周小工公分岁计收折执缴交])"
    rf"|(?<=[条按照据述合反列])（(?:[{_CHINESE}]{{1,3}}|\d{{1,2}})）(?:[、和及或至]（(?:[{_CHINESE}]{{1,3}}|\d{{1,2}})）)*"
    rf"|第{_ONE}[项目](?!目)(?:[、和及与或至到]{_ONE}[项目])*"
    rf"|(?<![目以之先当付提])[前上][一二两三]?[款条项](?![件例目])|[本该此][条款项](?=第|[^款例件]|$)|附[件录表](?:[{_CHINESE}]{{1,2}}|\d{{1,2}})"
)
_BRACKETED_LABEL = re.compile(rf"（(?:[{_CHINESE}]{{1,3}}|\d{{1,2}})）(?![款项目])")
_HEADED = re.compile(r"[\u4e00-\u9fff]{2}")
_MEASURE = re.compile(
    r"(?:次|名|人(?!民币)|倍|周?岁|级|份|种|类|辆|台|件|处|户|头|亩|公里|千米|海里|米|吨|公斤|千克|度|楼|层|张|期|票|个|项)"
)
_HALF = re.compile(r"(?<![一两二三四五六七八九十\d])半(?P<unit>个?月|年(?!度)|个?小时|[天日])")
_HALVES = {"月": "15日", "年": "6个月", "时": "30分钟", "天": "12小时", "日": "12小时"}
_STOP = frozenset("，。；：、！？…·“”‘’\"'《》〈〉（）()【】[]〔〕{}—-–~～,.:;!?|_/")
_ENDS = frozenset("。；！？")
_DIVIDES = frozenset("，：。；！？")
_NEGATION = re.compile(
    r"不予以?|不再|一?概不|一律不予?|均不予?|绝不|决不|没有|并未|并非|从未|尚未|未能|未曾|毫无|并无|[不未无非勿毋]"
)
_TOPIC = frozenset({"对", "对于", "就"})
_CLOSING = ("", *"，。；）、的")  # what may follow 等 at the end of a list
_PLACED = frozenset({"以上", "以下", "及以上", "及以下", "之上", "之下"})
_VALUES = frozenset({Sort.MONEY, Sort.RATE, Sort.TIME, Sort.DATE, Sort.COUNT})
_FREE = frozenset({Sort.LIGHT, Sort.STOP, Sort.LINK, Sort.TURN})


@dataclass(slots=True, eq=False)
class Token:
    """A word: what it does, what it is reduced to, and where it stands. ``start`` and ``end`` count the document's
    code points, ``passage`` the passages read together; ``unit`` and ``segment`` number sentences and clauses.
    ``topic`` marks a party that a topic follows (保险人对…), which may as well stand before its verb."""

    sort: Sort
    key: str
    text: str
    start: int
    end: int
    passage: int
    unit: int = 0
    segment: int = 0
    topic: bool = False

    @property
    def weighs(self) -> bool:
        """Whether the word says something by itself."""
        return self.sort not in _FREE

    @property
    def is_value(self) -> bool:
        """Whether it is a figure."""
        return self.sort in _VALUES

    @property
    def amount(self) -> Decimal | None:
        """The figure of a value, without its unit."""
        found = re.match(r"-?[\d.]+", self.key)
        try:
            return Decimal(found[0]) if found else None
        except InvalidOperation:
            return None

    @property
    def unit_name(self) -> str:
        """The unit of a value: 日, 工作日, 元."""
        return self.key.lstrip("-0123456789.")


_Piece = tuple[int, int, Sort, str]


def read_tokens(passages: Sequence[Passage], views: Sequence[View] | None = None) -> list[Token]:
    """Every word and mark of the passages in order, white space left out; read as ``views`` show them, if given."""
    tokens: list[Token] = []
    unit = segment = 0
    for number, passage in enumerate(passages):
        for cell in _cells(passage, views[number] if views else plainly(passage.view)):
            for start, end, sort, key in _pieces(cell.text):
                word = cell.text[start:end]
                if word in _TOPIC and tokens and tokens[-1].sort is Sort.PARTY:
                    tokens[-1].topic = True
                first, last = cell.offsets[start], cell.offsets[end - 1] + 1
                tokens.append(Token(sort, key, word, first, last, number, unit, segment))
                if sort is Sort.STOP and word in _DIVIDES:
                    segment += 1
                    unit += word in _ENDS
            segment += 1
        unit += 1
    return tokens


def _cells(passage: Passage, whole: View) -> Iterator[View]:
    """The view of a paragraph, that of each cell where it is a row of a table: figures of two cells are two."""
    text = passage.document.text
    if "\t" not in passage.span.quote(text):
        yield whole
        return
    start = 0
    for at in range(1, len(whole.text)):
        if "\t" in text[whole.offsets[at - 1] : whole.offsets[at]]:
            yield whole.part(start, at)
            start = at
    yield whole.part(start, len(whole.text))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[_Piece, ...]:
    words = split_words(text)
    edges = _edges(words)
    fixed = list(_fixed(text))
    edges |= {at for start, end, *_ in fixed for at in (start, end)}
    known = sorted([*fixed, *_known(text, edges)])
    return tuple(_in_context(text, list(_filled(text, _apart(known), edges))))


def _edges(words: Sequence[str]) -> set[int]:
    edges, at = {0}, 0
    forms = load_vocabulary().forms
    for word in words:
        if word[0] in "不未无非" and word not in forms:
            edges.add(at + 1)
        at += len(word)
        edges.add(at)
    return edges


def _fixed(text: str) -> Iterator[_Piece]:
    """Labels, references and values: what no word list knows. The first of two that overlap stands."""
    taken = [found.span() for found in _REFERENCE.finditer(text)]
    for found in (*INLINE_LABEL.finditer(text), *_BRACKETED_LABEL.finditer(text)):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            yield found.start(), found.end(), Sort.STOP, ""
    for start, end in taken:
        yield start, end, Sort.REFERENCE, _reference_key(text[start:end])
    for found in VALUE.finditer(text):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        piece = _value(text, found)
        if piece is not None:
            yield piece
    for found in _HALF.finditer(text):
        yield found.start(), found.end(), Sort.TIME, _HALVES[found["unit"][-1]]


def _reference_key(reference: str) -> str:
    """A reference without its notation: 第（三）项, 第3项 and 第三项 are one."""
    plain = (
        re.sub(r"[（）第]", "", reference).replace("上", "前", 1)
        if reference[0] in "上前"
        else re.sub("^[该此]", "本", reference)
    )
    return VALUE.sub(notation, re.sub(r"[（）第]", "", plain))


def _value(text: str, found: re.Match[str]) -> _Piece | None:
    start, end = found.span()
    if found["date"] or found["clock"]:
        return start, end, Sort.DATE, notation(found)
    if not found["number"] or found["percent"]:
        return start, end, Sort.RATE, notation(found)
    if found["yuan"] or (found["prefix"] and not found["time"]):
        return start, end, Sort.MONEY, notation(found)
    if found["time"]:
        return start, end, Sort.TIME, _time(notation(found))
    measure = _MEASURE.match(text, end)
    if measure is not None and text[measure.end() : measure.end() + 1] == "性":
        return None
    if not start and measure is None and end <= 2 and _HEADED.match(text, end):
        return start, end, Sort.STOP, ""  # a label that lost its point: 1 保险费的支付
    figure = any(char.isdigit() and char.isascii() for char in found["number"])
    if not figure and (measure is None or (found["number"] in "一两" and measure[0] in "人种类项个件份期")):
        return None
    if not figure and start and text[start - 1] in "第每任某同唯":
        return None
    end = measure.end() if measure else end
    return start, end, Sort.COUNT, notation(found) + (measure[0] if measure else "")


_SAME_TIME = {
    "年": ("个月", 12),
    "周": ("日", 7),
    "自然日": ("日", 1),
    "日历日": ("日", 1),
    "公历日": ("日", 1),
}
_WORKING = ("交易日", "营业日")


def _time(noted: str) -> str:
    found = re.fullmatch(r"([\d.]+)(\D+)", noted)
    if found is None:
        return noted
    unit, factor = _SAME_TIME.get(found[2], (found[2], 1))
    return f"{(Decimal(found[1]) * factor).normalize():f}{'工作日' if unit in _WORKING else unit}"


def _known(text: str, edges: set[int]) -> Iterator[_Piece]:
    """The forms of the word list, where they are whole words; what longer ones leave is cut at their ends."""
    single = []
    at = 0
    while at < len(text):
        for first, last, form in load_vocabulary().hits(text[at:]):
            start, end = first + at, last + at
            if end - start == 1:
                single.append((start, end, form))
            elif end - start > 2 or _is_word(text, start, end, edges):
                edges |= {start, end}
                yield start, end, form.sort, form.key
            else:
                at = start + 1  # it hides what begins inside it: 目的 in 项目的
                break
        else:
            break
    for start, end, form in single:
        if _is_word(text, start, end, edges):
            yield start, end, form.sort, form.key


def _is_word(text: str, start: int, end: int, edges: set[int]) -> bool:
    """Whether no word of the dictionary is cut at either end; two small words may have been taken for one (内因)."""
    if start in edges and end in edges:
        return True
    if end - start > 1:
        within = edges.isdisjoint(range(start + 1, end))
        return within or text[start:end] in _OFTEN_GLUED or _beside_small(text, start, end, edges)
    other = text[end : end + 1] if start in edges else text[start - 1 : start] if end in edges else ""
    word = text[start : end + 1] if start in edges else text[start - 1 : end]
    forms = load_vocabulary().forms
    pair = (start in edges and end + 1 in edges) or (end in edges and start - 1 in edges)
    return pair and other in forms and word not in forms


def _beside_small(text: str, start: int, end: int, edges: set[int]) -> bool:
    """Whether the dictionary glued a small word to the front of this one: 后退还 is 后 and 退还."""
    return end in edges and start - 1 in edges and text[start - 1] in load_vocabulary().forms


_OFTEN_GLUED = frozenset(
    {"应当", "可以", "不得", "必须", "投保", "保险", "保单", "保费", "保额", "合同", "其他", "其它", "项目"}
)


def _apart(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Those that do not overlap, figures before words."""
    fixed = [piece for piece in pieces if piece[2] in _VALUES or piece[2] in (Sort.REFERENCE, Sort.STOP)]
    end = 0
    kept: list[_Piece] = []
    for piece in fixed:
        if piece[0] >= end:
            kept.append(piece)
            end = piece[1]
    words = (piece for piece in pieces if piece not in fixed)
    starts = {at for start, stop, *_ in kept for at in range(start, stop)}
    kept += [piece for piece in words if starts.isdisjoint(range(piece[0], piece[1]))]
    yield from sorted(kept)


def _filled(text: str, pieces: Iterator[_Piece], edges: set[int]) -> Iterator[_Piece]:
    """The pieces with what stands between them."""
    at = 0
    for piece in pieces:
        yield from _between(text, at, piece[0], edges)
        yield piece
        at = piece[1]
    yield from _between(text, at, len(text), edges)


def _between(text: str, start: int, end: int, edges: set[int]) -> Iterator[_Piece]:
    while start < end:
        if text[start] in _STOP:
            sort = Sort.LINK if text[start] == "、" else Sort.STOP
            yield start, start + 1, sort, text[start]
            start += 1
            continue
        negation = _NEGATION.match(text, start, end)
        if negation:
            yield start, negation.end(), Sort.NEGATION, "不"
            start = negation.end()
            continue
        stop = start + 1
        while stop < end and stop not in edges and text[stop] not in _STOP:
            stop += 1
        yield start, stop, Sort.WORD, SPELLINGS.get(text[start:stop], text[start:stop])
        start = stop


def _in_context(text: str, pieces: list[_Piece]) -> Iterator[_Piece]:
    """Words that only their place tells: 三级以上 and 以上材料, 除…外 and 保险期间外."""
    excepted = False
    for at, (start, end, sort, key) in enumerate(pieces):
        word = text[start:end]
        if word in ("，", "。", "；"):
            excepted = False
        if word in _PLACED and not (
            at and (pieces[at - 1][2] in _VALUES or text[start - 1] in "级年岁限额数次件责倍")
        ):
            yield start, end, Sort.LIGHT, word
        elif word == "应对" and at + 1 < len(pieces) and pieces[at + 1][2] is Sort.PARTY:
            yield start, start + 1, Sort.MODAL, "duty"
            yield start + 1, end, Sort.LIGHT, "对"
        elif word in ("外", "之外", "以外") and not excepted:
            yield start, end, Sort.TURN, word
        elif word in ("以内", "之内") and at and pieces[at - 1][2] is Sort.TIME:
            yield start, end, Sort.TURN, "内"
        elif word == "等" and text[end : end + 1] not in _CLOSING and pieces[at - 1][2] is not Sort.WORD:
            yield start, end, Sort.LIGHT, word
        else:
            excepted = excepted or word in ("除", "除了")
            yield start, end, sort, key


def weighing(tokens: Sequence[Token]) -> list[Token]:
    """The words that say something by themselves, a word said twice in a row once."""
    kept: list[Token] = []
    for token in tokens:
        if token.weighs and not (kept and _said_twice(kept[-1], token)):
            kept.append(token)
    return kept


def _said_twice(one: Token, other: Token) -> bool:
    """最高不超过; 二级或二级以上."""
    return one.key == other.key and one.sort is other.sort and one.sort in (Sort.SCOPE, Sort.COUNT)


def text_of(tokens: Iterable[Token]) -> str:
    """The words of tokens, one after the other."""
    return "".join(token.text for token in tokens)


def quote_span(tokens: Sequence[Token]) -> tuple[int, Span]:
    """The passage and the span of neighbouring tokens, as far as they stand in one passage."""
    first = min(tokens, key=lambda token: (token.passage, token.start))
    ends = [token.end for token in tokens if token.passage == first.passage]
    return first.passage, Span(first.start, max(ends))

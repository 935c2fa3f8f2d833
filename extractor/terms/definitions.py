"""Definitions (释义): terms and their meaning, in the definitions part and in running text."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from extractor.document import Document, Level, Node, Span
from extractor.language.norms import find_norm
from extractor.language.units import split_segments
from extractor.language.view import View, view
from extractor.records import Record, RecordType
from extractor.structure.headings import Role, role_of
from extractor.terms.passages import Passage, extended

_MEANS = r"(?:是|系|均|即|专)?指(?:的是|的|以|那些)?|均?包括|定义为"
_MARKED = re.compile(r"^[【〖\[](?P<term>[^】〗\]]{1,30})[】〗\]]：?")
_QUOTED = re.compile(
    rf"(?:所谓)?(?:(?:本条款?|本款|本(?:保险)?合同|本协议|本附加(?:险)?合同|本保险|前述|上述|其中|此处|本产品|主合同)?[^，。；“”]{{0,12}}?(?:所称|所述|所指|所说|中)?的?)?“(?P<term>[^“”]{{1,30}})”，?(?:{_MEANS})"
)
_CALLED = re.compile(
    r"(?:本(?:保险|附加险?|附加)?(?:合同|条款|协议|保险单?|保单)|本条)(?:中|项下)?(?:所称|所述|所指)的?(?P<term>[^“”，。；：]{2,20}?)(?:，)?(?:是|系|均|仅)?指(?!定)"
)
_PLAIN = re.compile(
    r"^(?:其中，?|所谓)?(?:本(?:保险)?(?:合同|条款)(?:中|项下)?的)?(?P<term>(?:[^“”，。；：（）指]|(?<=[手脚拇食中小足])指){2,16}?)(?:，?是|，?系|专)指(?![定标导数引甲骨])"
)
_BARE = re.compile(r"^(?P<term>[^“”，。；：]{2,18}?)(?<!所)指(?:以下|下列|如下)(?:情况|情形|条件|内容)?")
_ABBREVIATED = re.compile(
    r"（(?:包括[^（）]*，)?(?:以下(?:统|合)?简?称|下称)(?:为)?[：:]?“?(?P<term>[^（）“”，]{2,20})”?(?:，[^（）]{2,20})?）"
)
_HEADED = re.compile(
    r"^\d{0,2}(?:所谓|这里的)?(?P<term>(?:[^“”，。；：（）指的或因由被于在]|(?<=[手脚拇食中小足])指){2,12}?)(?:：(?:一种)?|－－?)?(?:是|系)?(?<![手脚拇食足])指(?![定标导数引甲骨派])"
)
_OURS = re.compile(
    r"^本(?:保险)?(?:合同|条款)(?:中|项下)?的(?P<term>[^“”，。；：指]{2,16}?)(?:是|系|均|专)?指(?![定标导数引甲骨派])"
)
_COLON = re.compile(r"^\d{0,2}(?P<term>[^“”，。；：]{2,20})：(?:是|系)?指(?![定标导数引甲骨派])")
# 为维持生命必要之日常生活活动，全需他人扶助系指…: notes to a table of disabilities define in this manner.
_FORMAL = re.compile(
    r"^(?:注?\d{1,2}[.、：]?)?(?:(?:上述|前述)?所谓的?)?(?P<term>[^“”。；：（）指]{2,30}?)：?系指(?![定标导数引甲骨])"
)
_INCLUDES = re.compile(
    r"^(?:注?\d{1,2}[.、：]?)?(?P<term>[^“”，。；：（）的应不但可至]{2,10}?)包括(?=[^，。；]{4})"
)
_AS = re.compile(r"(?:可)?视作一个(?P<term>\S{2,6})$")
_NOT_TERMS = re.compile(
    r"^(?:本|主|甲方|乙方|双方|保险人$|投保人$|您|我们|附加|合同|协议|条款|保险合同)|合同$|协议$|条款$"
)


def find_definitions(document: Document, passages: list[Passage]) -> Iterator[Record]:
    """Entries of the definitions part first, then definitions in running text."""
    listed = list(_listed(document))
    yield from listed
    listed.sort(key=lambda record: record.span)
    starts = [record.span.start for record in listed]
    for passage in passages:
        for record in _running(passage):
            at = bisect_right(starts, record.span.start)
            near = listed[max(at - _NEAR, 0) : at]  # entries that could hold it; they nest two deep at most
            if any(_same_place(record, known) for known in near):
                continue
            inside = any(known.span.covers(record.span) for known in near)
            if not inside or record.rule != "definition.abbreviation":
                yield record


_NEAR = 6


def _same_place(record: Record, known: Record) -> bool:
    if record.span.start == known.span.start:
        return True
    return (
        known.span.covers(Span(record.span.start, record.span.start + 1))
        and record.fields["term"] == known.fields["term"]
    )


# --- the definitions part ----------------------------------------------------------------------


def _listed(document: Document) -> Iterator[Record]:
    for index, node in enumerate(document.nodes):
        if _is_decimal_entry(document, node):
            yield from _decimal_entry(document, index, node)
        elif _in_definitions(document, index):
            yield from _titled_entry(document, index, node) or _entries(document, index, node)


def _items_of(document: Document, index: int) -> Iterator[Node]:
    """The items right under a node, which holds them and all between."""
    end = document.nodes[index].span.end
    for at in range(index + 1, len(document.nodes)):
        node = document.nodes[at]
        if node.span.start >= end:
            return
        if node.parent == index and node.level is Level.ITEM:
            yield node


def _in_definitions(document: Document, index: int) -> bool:
    while index >= 0:
        node = document.nodes[index]
        if node.path.startswith("释义") or (node.heading and role_of(node.heading) is Role.DEFINITIONS):
            return True
        index = node.parent
    return False


_EXPLAINS = re.compile(r"(?:是|系)?指(?!定)")


def _is_decimal_entry(document: Document, node: Node) -> bool:
    """``7.1 周岁`` whose text explains it: a definition wherever it stands."""
    if node.level not in (Level.ARTICLE, Level.ITEM) or not node.heading or not node.paragraphs:
        return False
    if node.level is Level.ITEM or "." not in node.path:
        return _EXPLAINS.match(view(document.text, node.paragraphs[0]).text) is not None
    if node.parent >= 0 and role_of(document.nodes[node.parent].heading) is Role.DEFINITIONS:
        return True
    return any(_EXPLAINS.match(view(document.text, paragraph).text) for paragraph in node.paragraphs)


def _decimal_entry(document: Document, index: int, node: Node) -> Iterator[Record]:
    first = next(
        (p for p in node.paragraphs if _EXPLAINS.match(view(document.text, p).text)), node.paragraphs[0]
    )
    if _explains_nothing(document, first):
        return
    children = list(_items_of(document, index))
    opens_list = view(document.text, first).text.endswith("：")
    end = first.end
    end = children[-1].span.end if opens_list and children else _up_to_inner(document, first)
    end = _before_next(document, first.end, end)
    yield _record(document, node.path, first.start, end, "".join(node.heading.split()), "definition.entry")


# Below the list of an entry: its notes (注1：失明包括…), or the next entry, which the layout put into the list.
_NEXT = re.compile(
    r"\n\s*(?:[（(]?注(?:释|[:：]|\s?\d)|[^\s，。；：（(\d①-⑳]{2,20}[:：]\s?(?:是|系)?指(?!定))"
)


def _before_next(document: Document, start: int, end: int) -> int:
    match = _NEXT.search(document.text, start, end)
    return match.start() if match else end


def _explains_nothing(document: Document, paragraph: Span) -> bool:
    """The term of the next entry, which the layout parted from its text."""
    return len(view(document.text, paragraph).text) < _SHORTEST


_SHORTEST = 8  # characters that explain a term


def _up_to_inner(document: Document, paragraph: Span) -> int:
    """End of an entry before a sentence that defines another term."""
    line = view(document.text, paragraph)
    for match in re.finditer("。", line.text):
        if _PLAIN.match(line.text[match.end() :]):
            return line.offsets[match.end() - 1] + 1
    return paragraph.end


def _titled_entry(document: Document, index: int, node: Node) -> list[Record]:
    """``2.住院`` whose text stands below it; the heading is the term."""
    if node.level is not Level.ITEM or not node.heading or len(node.paragraphs) < 2:
        return []
    first = node.paragraphs[1]
    if _explains_nothing(document, first):
        return []
    if _term(view(document.text, first)) is not None and not _EXPLAINS.match(view(document.text, first).text):
        return []
    return [
        _record(
            document, node.path, first.start, first.end, "".join(node.heading.split()), "definition.entry"
        )
    ]


_ENTRY = re.compile(
    r"^(?:所谓)?(?P<term>[^，。；：]{1,30}?)(?:：|(?=(?:是|系)?(?<![手脚拇食足])指(?![定标导数引甲趾骨])))(?=.{4})"
)
_COPULA = re.compile(r"^(?P<term>[^，。；：为是]{1,8})为[^。；]*(?:现象|灾害|事故|行为|疾病|状态)。?$")
_BARE_ENTRY = re.compile(r"^(?P<term>[^，。；：]{2,30})：$")


# 有效身份证件　包括…: the space divides the term from its meaning, and only the printed line has it.
_SPACED = re.compile(
    r"(?P<term>[^\s，。；：（）]{2,16})[ \u3000]+(?=(?:是|系|专)?指|包括|以|按|本合同|本保险|本条款|即|由|根据|从|自|被保险人)"
)


def _spaced_term(printed: str) -> tuple[int, int] | None:
    match = _SPACED.match(printed)
    return (0, len(match["term"])) if match and _is_term(match["term"]) else None


def _entries(document: Document, index: int, node: Node) -> Iterator[Record]:
    """Entries among the paragraphs of a node of the definitions part; a list after an entry belongs to it."""
    items = list(_items_of(document, index))
    starts = [
        (span, _spaced_term(span.quote(document.text)) or _term(view(document.text, span)))
        for span in node.paragraphs
    ]
    heads = [at for at, (_, term) in enumerate(starts) if term]
    for position, at in enumerate(heads):
        span, term = starts[at]
        following = starts[heads[position + 1]][0].start if position + 1 < len(heads) else node.span.end
        end = _entry_end(document, [s for s, _ in starts[at:]], items, span, following)
        end = _before_next(document, span.end, end)
        yield _record(
            document, node.path, span.start, end, _printed(document, span, term), "definition.entry"
        )
        yield from _inner(document, node, span)


_INNER = re.compile(
    r"^(?P<term>(?:[^“”，。；：（）指]|(?<=[手脚拇食中小足])指){2,16}?)(?:是|系|专)?指(?![定标导数引甲骨])"
)


def _inner(document: Document, node: Node, span: Span) -> Iterator[Record]:
    """Sentences of an entry that define another term (艾滋病病毒指… inside 感染艾滋病病毒)."""
    line = view(document.text, span)
    head = _MARKED.match(line.text) or _ENTRY.match(line.text)
    if head is None:
        return
    starts = [head.end(), *(m.end() for m in re.finditer("。", line.text) if m.end() < len(line.text))]
    for start, end in zip(starts, [*starts[1:], len(line.text)], strict=True):
        match = _INNER.match(line.text[start:end])
        if match and _is_term(match["term"]) and match["term"] != head["term"]:
            inner = line.span(start, end)
            yield _record(document, node.path, inner.start, inner.end, match["term"], "definition.inner")


def _term(line: View) -> tuple[int, int] | None:
    """Where the term of an entry stands in its paragraph, or None where it begins no entry."""
    for pattern in (_MARKED, _QUOTED, _ENTRY, _BARE_ENTRY, _COPULA):
        match = pattern.match(line.text)
        if (
            match
            and _is_term(match["term"])
            and not re.match(
                r"(?:本(?!人)|第[\d一二三四五六七八九十]+[条章节款项]|注|如|其|指|是指|上述|以上|下列|包括|（)",
                match["term"],
            )
        ):
            return match.start("term"), match.end("term")
    return None


def _printed(document: Document, span: Span, term: tuple[int, int] | None) -> str:
    assert term is not None
    quote = view(document.text, span).span(*term).quote(document.text)
    return quote.replace("**", "").replace("\n", "").strip("“”【】 ")


def _entry_end(
    document: Document, paragraphs: list[Span], items: list[Node], span: Span, following: int
) -> int:
    """The entry ends with its paragraph, or with the list or the sentence that its open colon announces."""
    closed = view(document.text, span).text
    inner = [item for item in items if span.end <= item.span.start < following]
    if closed.endswith("：") or re.search(r"(?:下列|以下)[^。；]{0,20}(?:之一)?[者：]?[：。，]?$", closed):
        if inner:
            return inner[-1].span.end
        if len(paragraphs) > 1 and paragraphs[1].end <= following:
            return paragraphs[1].end
    return span.end


# --- running text -------------------------------------------------------------------------------


def _running(passage: Passage) -> Iterator[Record]:
    text = passage.text
    if (
        passage.previous is None
        or passage.previous.paragraph != passage.paragraph
        or passage.previous.node is not passage.node
    ):
        match = _HEADED.match(text)
        if match and _is_term(match["term"]):
            record = _sentence(passage, match, "definition.headed")
            yield _whole_entry(passage, record) if "：" in match[0] else record
            return
    for pattern, rule in (
        (_COLON, "definition.headed"),
        (_OURS, "definition.plain"),
        (_QUOTED, "definition.quoted"),
        (_CALLED, "definition.called"),
        (_PLAIN, "definition.plain"),
        (_FORMAL, "definition.plain"),
        (_BARE, "definition.list"),
        *([(_INCLUDES, "definition.plain")] if _in_notes(passage) else []),
    ):
        match = pattern.search(text) if pattern in (_QUOTED, _CALLED) else pattern.match(text)
        if match and _is_term(match["term"]):
            yield _sentence(passage, match, rule)
            return
    for segment in split_segments(text)[1:]:
        match = _PLAIN.match(segment.text)
        if match and len(match["term"]) >= 4 and _is_term(match["term"]) and "的" in match["term"]:
            fields = {
                "term": passage.unit.span(
                    segment.start + match.start("term"), segment.start + match.end("term")
                ).quote(passage.document.text)
            }
            yield passage.record(RecordType.DEFINITION, "definition.plain", 0.8, fields, start=segment.start)
            return
    match = _AS.search(text)
    if match:
        yield passage.record(RecordType.DEFINITION, "definition.as", 0.6, {"term": match["term"]})
    for match in _ABBREVIATED.finditer(text):
        if "“" in match[0] or "：" in match[0]:
            yield from _abbreviation(passage, match)


def _in_notes(passage: Passage) -> bool:
    """Above a note that defines (关节机能的丧失系指…)."""
    after = passage.next
    return after is not None and _FORMAL.match(after.text) is not None


_STATES = re.compile(r"约定|载明|承担|给付(?!比例)|赔偿")  # more than the meaning of the term


def _whole_entry(passage: Passage, record: Record) -> Record:
    """``现金价值：指…。保单年度末的现金价值…``: an entry of its own paragraph, up to what defines or binds."""
    last = passage
    while (after := last.next) is not None and after.node is passage.node:
        if after.paragraph != passage.paragraph or find_norm(after.text) or _STATES.search(after.text):
            break
        if any(one.match(after.text) for one in (_PLAIN, _HEADED, _MARKED)):
            break
        last = after
    return record if last is passage else extended(record, last)


def _is_term(term: str) -> bool:
    if re.match(r"^(?:本|该|此|上述|前述|其|以上|下列|以下|您$|我们$)", term):
        return False
    return not re.search(r"约定|须|条件|下列|以下|包括", term) and term.count("（") == term.count("）")


def _sentence(passage: Passage, match: re.Match[str], rule: str) -> Record:
    start = match.start()
    prefix = re.match(r"[^“]*?[，：（]", passage.text[start : match.start("term")])
    start += prefix.end() if prefix else 0
    end = _closing(passage.text, start)
    span = passage.unit.span(start, end)
    last = span.end
    if passage.unit.closed == "：" and end == len(passage.text):
        listing = re.search(r"，(?:可以)?包括$", passage.text[start:])
        if listing:
            last = passage.unit.span(start, start + listing.start()).end
        elif re.search(r"(?:下列|以下|如下)", passage.text[match.start("term") :]):
            last = _list_end(passage, span.end)
    fields = {"term": passage.unit.span(match.start("term"), match.end("term")).quote(passage.document.text)}
    whole = Span(span.start, last)
    return Record(
        RecordType.DEFINITION,
        passage.node.path,
        whole,
        whole.quote(passage.document.text),
        fields,
        0.9,
        rule,
        {},
    )


def _closing(text: str, start: int) -> int:
    """A definition inside brackets ends with them."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "（") - (text[at] == "）")
        if depth < 0:
            return at
    return len(text)


def _list_end(passage: Passage, end: int) -> int:
    """End of the list that follows the passage's colon, without its closing mark."""
    following = [node for node in _items_of(passage.document, passage.index) if node.span.start >= end]
    if not following:
        return end
    quote = following[-1].span.quote(passage.document.text)
    return following[-1].span.start + len(quote.rstrip("。；; \n"))


def _abbreviation(passage: Passage, match: re.Match[str]) -> Iterator[Record]:
    """``…的个人账户（以下简称“账户”）``: the noun phrase with its brackets."""
    if _NOT_TERMS.search(match["term"]):
        return
    before = passage.text[: match.start()]
    start = max(before.rfind("，"), before.rfind("："), before.rfind("；")) + 1
    copula = re.search(r"(?:(?<=[额款]))(?:为|是)", before[start:])
    start += copula.end() if copula else 0
    if match.start() - start < 4:
        return
    fields = {"term": match["term"].strip("“”")}
    yield passage.record(
        RecordType.DEFINITION, "definition.abbreviation", 0.7, fields, start=start, end=match.end()
    )


_CLOSING = re.compile(r"[。；;\s]+\Z")


def _record(document: Document, path: str, start: int, end: int, term: str, rule: str) -> Record:  # noqa: PLR0917
    quote = _CLOSING.sub("", document.text[start:end])
    span = Span(start, max(start + len(quote), start + 1))
    return Record(
        RecordType.DEFINITION, path, span, span.quote(document.text), {"term": term}, 0.95, rule, {}
    )

"""Coverages and exclusions as they can be matched (条款比对单元): their concepts, alternatives, exceptions, what leads in."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from extractor.document import Document, Level, Node
from extractor.matching.concepts import Catalogue, Hit, Kind, load_concepts
from extractor.quotations import Quotation, quotation_of
from extractor.records import Extraction, Record, RecordType


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the things that a list names: ``residue`` is what no concept explains, ``shared`` what all of them need."""

    text: str
    concepts: tuple[str, ...]
    residue: str
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Unit:
    """One coverage or exclusion. ``key`` names it among the facts of a claim; ``concepts`` weighs its own (1), those
    of the definitions that it leans on and those of its lead-in; ``narrowed`` are broad concepts that the document
    defines by a list; ``subject`` are the words that say whose conduct it is; ``duty``: a broken duty's consequence;
    ``catch_all``: it takes out what the coverages do not hold (兜底), or the deductible; ``opens``: it opens a list of units;
    ``accounting``: it says how often or how much, not what for."""

    source: Quotation
    key: str
    text: str
    exception: str
    lead: str
    own: frozenset[str]
    defined: frozenset[str]
    led: frozenset[str]
    narrowed: Mapping[str, frozenset[str]]
    alternatives: tuple[Alternative, ...]
    duty: bool
    conditional: bool
    catch_all: bool
    opens: bool
    accounting: bool

    @cached_property
    def weights(self) -> dict[str, float]:
        """Every concept of it with how much it counts."""
        weights = dict.fromkeys(self.led, 0.3)
        weights |= dict.fromkeys(self.defined, 0.65)
        return weights | dict.fromkeys(self.own, 1.0)


@dataclass(frozen=True, eq=False)
class Compiled:
    """The coverages and the exclusions of one document, with how rare each concept is among them."""

    coverages: tuple[Unit, ...]
    exclusions: tuple[Unit, ...]

    @cached_property
    def excluded(self) -> frozenset[str]:
        """Every concept that an exclusion names itself."""
        return frozenset().union(*(unit.own for unit in self.exclusions))

    @cached_property
    def covered(self) -> frozenset[str]:
        """Every concept that a coverage names itself."""
        return frozenset().union(*(unit.own for unit in self.coverages))

    @cached_property
    def rarity_of_coverages(self) -> Mapping[str, float]:
        """0–1 by concept."""
        return _rarity(self.coverages)

    @cached_property
    def rarity_of_exclusions(self) -> Mapping[str, float]:
        """0–1 by concept."""
        return _rarity(self.exclusions)


def _rarity(units: tuple[Unit, ...]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for unit in units:
        for concept in unit.weights:
            counts[concept] = counts.get(concept, 0) + 1
    whole = log(len(units) + 2)
    return {concept: log((len(units) + 2) / (count + 0.5)) / whole for concept, count in counts.items()}


_KEPT: OrderedDict[int, tuple[Extraction, Compiled]] = OrderedDict()
_MOST_KEPT = 8  # documents


def compiled(extraction: Extraction) -> Compiled:
    """The document's units; the last few documents are kept, so that many events are matched with one reading."""
    kept = _KEPT.get(id(extraction))
    if kept is not None and kept[0] is extraction:
        return kept[1]
    made = _compile(extraction)
    _KEPT[id(extraction)] = (extraction, made)
    while len(_KEPT) > _MOST_KEPT:
        _KEPT.popitem(last=False)
    return made


def _compile(extraction: Extraction) -> Compiled:
    catalogue = load_concepts()
    definitions = _definitions(extraction, catalogue)

    def units(kind: RecordType) -> tuple[Unit, ...]:
        seen: dict[str, int] = {}
        made = []
        for record in extraction.records:
            if record.type is kind:
                seen[record.path] = count = seen.get(record.path, 0) + 1
                key = record.path if count == 1 else f"{record.path}({count})"
                made.append(_unit(extraction.document, record, key, definitions, catalogue))
        return tuple(made)

    return Compiled(units(RecordType.COVERAGE), units(RecordType.EXCLUSION))


_NOT_MEANT = re.compile(r"(?:，|。|但)?(?:但)?(?:不属于|不含|不包括|不在此列|不在保障).*", re.S)


def _definitions(extraction: Extraction, catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Terms that the document defines by other causes, and the concepts of their meaning."""
    found: dict[str, frozenset[str]] = {}
    for record in extraction.records:
        term = record.fields.get("term")
        if record.type is RecordType.DEFINITION and isinstance(term, str) and 1 < len(term) < 13:
            meaning = _NOT_MEANT.sub("", record.quote.replace(term, "", 1))
            concepts = frozenset(
                hit.concept
                for hit in catalogue.in_clause(meaning)
                if catalogue.concepts[hit.concept].kind in {Kind.PERIL, Kind.CONDUCT, Kind.OUTCOME}
            )
            if concepts:
                found[term] = found.get(term, frozenset()) | concepts
    return found


_EXCEPTION = re.compile(
    r"[，,]?(?:但|除非)[^。]*?(?:除外|不在此限|不受此限|仍予赔偿|扩展责任|不在此列)[^。]*|[（(][^（）()]*除外[）)]|，?除非[^。]*$"
)
_REFUSAL = re.compile(
    r"[，,]?(?:对[^，。；]{0,40})?(?:本?保险人|保险公司|我们|本公司|乙方|甲方)[^，。；]{0,16}?(?:概不|均不|不|无须|无义务|没有义务|扣减|减付|减按|有权)[^。；]*$"
)
_PAPERS = re.compile(r"(?:所需的?|应提供的?|提交的?)(?:下列|以下)?(?:证明|资料|文件|材料|单证)[^。]{0,12}$")
_INCLUDING = re.compile(r"[（(](?:包括|含|如|例如)[^（）()]*[）)]")
_OTHER_THAN_ACCIDENT = re.compile(r"意外(?:伤害)?(?:事故)?以外")
_NOTE = re.compile(r"\s*[（(]\s*(?:见)?释义[^（）()]*[）)]\s*")
_DEDUCTED = re.compile(r"(?:扣除|扣减|减去)[^，。；]{1,40}")
_OPENS = re.compile(r"(?:下列|以下)[^，。；]{0,12}(?:之一|疾病|费用|情形|原因|损失)")
_ACCOUNTING = re.compile(
    r"^(?:在保险期间内，|本合同有效期内，)?(?:无论|不论)[^。；]{0,24}(?:一次|连续)|一次或(?:者)?(?:多次|连续)|累计给付|补偿原则|等待期为|增加被保险人|变更的职业|取得部分或全部补偿|在任何情况下|合并后的(?:伤残|残疾)|治疗仍未结束|给付总额不超过|按下列比例|两处(?:或者?两处)?以上|一项以上|同等诊疗标准"
)
_CONDITIONAL = re.compile(
    r"[\d一二三四五六七八九十百]+\s*(?:日|天|个?月|年|小时)(?:（[^）]*）)?(?:内|以上|之内|仍?未)|免除责任的|未能追回|仍未查获|满[\d一二三六八九十]+|超过第?[^，。；]{0,12}(?:时间|期限|比例)|等待期(?:之|以)?后|等待期|观察期|宽限期|中止|\d+(?:℃|毫米|级|米)|——|较重|较轻|轻度|重度|严重|承保(?!场所)|强制保险|不属于|以外的"
)
_CATCH_ALL = re.compile(
    r"(?:其[他它]|凡|一切)(?:是|均|的)?不(?:属于|在)[^。；]{0,20}范围|(?:责任|列明的责任)(?:范围)?以外的|不在第[^。；]{1,24}范围"
    r"|不(?:属于|在)[^。；]{0,10}(?:保险责任|责任范围|赔偿范围)|约定的免赔|免赔额|免赔率|免赔部分"
)
_DUTY = re.compile(
    r"否则|违反|未履行|不履行|未按(?!规定检验)|没有通知|未通知|不通知|告知|隐瞒|据实|填写不实|通知|解除(?:以)?前|解除之前|材料|单证|资料|拒绝|拒不|放弃|致使|扩大|垫付|代垫|扣减|核实|协助|"
    r"付清|交清|未交|缴清|交费"
)


def _unit(
    document: Document,
    record: Record,
    key: str,
    definitions: Mapping[str, frozenset[str]],
    catalogue: Catalogue,
) -> Unit:
    exception = str(record.fields.get("exception", "")) or "".join(
        found[0] for found in _EXCEPTION.finditer(record.quote)
    )
    text = _NOTE.sub("", record.quote.replace(exception, "") if exception else record.quote)
    if record.type is RecordType.COVERAGE:
        text = _DEDUCTED.sub("", text)
    if record.type is RecordType.EXCLUSION:
        text = _REFUSAL.sub("", text) or text
    aside = ""
    if record.type is RecordType.COVERAGE:
        aside = "".join(found[0] for found in _INCLUDING.finditer(text))
        text = _INCLUDING.sub("", text)
    lead = _lead(document, record)
    hits = _without_contrary(catalogue.in_clause(text), text)
    own = frozenset(hit.concept for hit in hits)
    leaning = [
        term for term in definitions if term in text or (term in lead and record.type is RecordType.COVERAGE)
    ]
    elsewhere = record.fields.get("placement") == "elsewhere"
    return Unit(
        source=quotation_of(record),
        key=key,
        text=text,
        exception=exception,
        lead=lead,
        own=own,
        defined=frozenset().union(
            *(definitions[term] for term in leaning), (hit.concept for hit in catalogue.in_clause(aside))
        )
        - own,
        led=frozenset(hit.concept for hit in catalogue.in_clause(lead)) - own,
        narrowed=_narrowed(leaning, definitions, catalogue) | _summed_up(hits, catalogue),
        alternatives=tuple(_alternatives(text, hits, catalogue)),
        duty=elsewhere and bool(_DUTY.search(record.quote)),
        accounting=bool(_ACCOUNTING.search(text) or _PAPERS.search(lead)),
        opens=bool(_OPENS.search(text)),
        conditional=bool(_CONDITIONAL.search(text)) or bool(_CONDITIONAL.search(_introduction(record, lead))),
        catch_all=record.type is RecordType.EXCLUSION and bool(_CATCH_ALL.search(record.quote)),
    )


def _narrowed(
    terms: list[str], definitions: Mapping[str, frozenset[str]], catalogue: Catalogue
) -> dict[str, frozenset[str]]:
    """Broad concepts whose definition lists the causes that are meant (自然灾害：指雷电、暴雨……)."""
    lists = {}
    for term in terms:
        if term in catalogue.concepts:
            listed = frozenset(
                each for each in definitions[term] if catalogue.distance(each, term) not in {None, 0}
            )
            if len(listed) >= 3:
                lists[term] = listed
    return lists


def _without_contrary(hits: list[Hit], text: str) -> list[Hit]:
    """Without the accident of 意外伤害以外的原因, which names an illness."""
    other = [found.span() for found in _OTHER_THAN_ACCIDENT.finditer(text)]
    return [hit for hit in hits if not any(start <= hit.start and hit.end <= end for start, end in other)]


def _summed_up(hits: list[Hit], catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Broad concepts that only sum up the list before them (搁浅、触礁、沉没意外事故)."""
    summed = {}
    for hit in hits:
        if catalogue.concepts[hit.concept].general and any(each.end == hit.start for each in hits):
            listed = frozenset(
                each.concept for each in hits if each.end <= hit.start and each.concept != hit.concept
            )
            if len(listed) >= 3:
                summed[hit.concept] = listed
    return summed


def _introduction(record: Record, lead: str) -> str:
    """The last sentence of a lead-in that opens a list of coverages (从立案之日起三个月内未能破案的……：)."""
    opening = lead.rstrip()
    if record.type is not RecordType.COVERAGE or not opening.endswith(("：", ":")):
        return ""
    return re.split(r"[。\n]", opening)[-1]


_LEAD_LONGEST = 220


def _lead(document: Document, record: Record) -> str:
    """What the provisions that hold the record say before it, outermost first."""
    parts = []
    for node in _above(document, record):
        own = [each for each in node.paragraphs if each.start < record.span.start]
        if own:
            last = own[-1]
            parts.append(document.text[last.start : min(last.end, record.span.start)][-_LEAD_LONGEST:])
    return "\n".join(parts)


def _above(document: Document, record: Record) -> Iterator[Node]:
    ranked = {Level.ARTICLE, Level.ITEM, Level.DEFINITION, Level.SECTION}
    return (node for node in document.nodes if node.level in ranked and node.span.covers(record.span))


_SPLIT = re.compile(r"、|或者?(?!然)|以及|及其|，|；|和(?!解)")
_TAIL = re.compile(r"(?:引起|造成|导致|所致|产生|受到|遭受|发生)的?(?P<what>[^，。；]*)$")
_SUBJECT = re.compile(
    r"投保人|被保险人|驾驶人|车主|雇员|第三方|持有人|您|我们|保险人|代表|家庭成员|受益人|工作人员|任意一方|其"
)
_EMPTY_WORDS = re.compile(
    r"因为|由于|造成|引起|导致|所致|期间|受到|遭受|损失|责任|费用|等|任何|其他|其它|各种|性质|形式|以及|或者|或|和|及|与|的|因|在|时|之|为|被|对|"
    r"使用|接受|所|从事|进行|产生|发生|事故|影响|服用|患有|患|感染|有|属于|原因|行为|活动|间接|直接|自身|本身|全部|部分|突发性|突发|突然|高|次|治疗|医疗|伤害|致|不论|[（）()“”《》\s：:；，。\d、]"
)


def _alternatives(text: str, hits: list[Hit], catalogue: Catalogue) -> Iterator[Alternative]:
    """The parts of a list, cut where no concept lies across the cut. A result without a cause (身故或者全残) leans on the
    cause that stands before it."""
    cuts = [0]
    for mark in _SPLIT.finditer(text):
        if not any(hit.start < mark.end() and mark.start() < hit.end for hit in hits):
            cuts += [mark.start(), mark.end()]
    cuts.append(len(text))
    parts = [(cuts[at], cuts[at + 1]) for at in range(0, len(cuts), 2)]
    shared = _shared(text, parts, hits, catalogue)
    head: tuple[str, ...] = ()
    modifier = _residue(text, *parts[0], hits) if "的" in text[slice(*parts[0])] else ""
    for start, end in parts:
        inside = [hit for hit in hits if start <= hit.start and hit.end <= end and hit.concept not in shared]
        if inside:
            concepts = tuple(dict.fromkeys(hit.concept for hit in inside))
            causes = tuple(each for each in concepts if catalogue.concepts[each].kind in _CAUSES)
            needed = shared if causes else (*shared, *head)
            head = head or causes
            yield Alternative(
                text[start:end],
                concepts,
                _residue(text, start, end, hits) + (modifier if start else ""),
                needed,
            )


_CAUSES = {Kind.PERIL, Kind.CONDUCT}


def _shared(
    text: str, parts: list[tuple[int, int]], hits: list[Hit], catalogue: Catalogue
) -> tuple[str, ...]:
    """What all parts bring about (…引起的水湿): said once, after the last of them."""
    tail = _TAIL.search(text)
    if tail is None or len(parts) < 2:
        return ()
    within = {
        hit.concept
        for hit in hits
        if hit.start >= tail.start("what") and catalogue.concepts[hit.concept].kind is not Kind.PERSON
    }
    return tuple(sorted(within))


def _residue(text: str, start: int, end: int, hits: list[Hit]) -> str:
    kept = list(text[start:end])
    for hit in hits:
        for at in range(max(hit.start, start), min(hit.end, end)):
            kept[at - start] = "\n"
    words = _SUBJECT.sub("", "".join(kept).replace("\n", ""))
    return _EMPTY_WORDS.sub("", words)

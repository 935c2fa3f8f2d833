"""Duties without a sanction and sanctions without a duty (义务与违约责任不对应)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.document import Document, Level
from extractor.findings.passages import Passage, article_path, finding
from extractor.language.view import view
from extractor.records import Finding, Record, RecordType
from extractor.structure.headings import Role, role_of

_BINDING = ("duty", "prohibition")
_FOLLOWS = re.compile(
    r"否则|免责|责任免除|如实告知|违约金|逾期|视为|有权(?:解除|终止|拒|扣|暂)|承担|负责|赔偿|由(?:甲方|乙方)|不(?:予|负)|费用[^。；]{0,8}(?:甲方|乙方)"
)
_CATCH_ALL = re.compile(
    r"(?:违反|未(?:按|履行)|不履行)[^。；]{0,12}(?:本(?:合同|协议)|上述|以上|其他|其它|任何|任一)[^。；]{0,14}(?:约定|规定|条款|义务|承诺)[^。；]{0,40}(?:违约金|违约责任|赔偿|解除|扣)"
)


def find_sanctions(
    document: Document, passages: Sequence[Passage], records: Sequence[Record]
) -> Iterator[Finding]:
    """Numbered duties that the penalties leave out, open duties of the insured, penalties that punish nothing."""
    yield from _left_out(document, passages, records)
    yield from _open_duties(document, records)
    yield from _nothing_to_punish(document, records)
    yield from _unheard_of(document, passages, records)


# --- duties that the penalties leave out ----------------------------------------------------------------


def _left_out(
    document: Document, passages: Sequence[Passage], records: Sequence[Record]
) -> Iterator[Finding]:
    """Two or more items of a list carry a penalty by their numbers, and other duties of the same party none."""
    lists = _punished_lists(document, records)
    if not lists or any(_CATCH_ALL.search(unit.text) for passage in passages for unit in passage.units):
        return
    bound, nodes = _bearers(document, records), document.nodes
    named = {at for items in lists.values() for at in items}
    for (parent, bearer), punished in lists.items():
        free = [
            at
            for at, node in enumerate(nodes)
            if node.parent == parent
            and at not in named
            and bound[at] == {bearer}
            and not _FOLLOWS.search(view(document.text, node.span).text)
        ]
        if len(punished) < 2 or not free:
            continue
        message = (
            f"{_paths(document, punished)}都约定了违约金，同一部分的{_paths(document, free)}也是{bearer}的义务，却没有约定违反的后果；"
            "请确认是否遗漏（没有约定的，只能依《民法典》第五百七十七条主张并证明损失）。"
        )
        first = nodes[free[0]]
        span = first.paragraphs[0] if first.paragraphs else first.span
        yield finding(document, "duty-without-consequence", first.path, span, message)


def _punished_lists(document: Document, records: Sequence[Record]) -> dict[tuple[int, str], list[int]]:
    """The items of each list that penalties of a party name, by the list's node and the party."""
    index = _index(document)
    lists: dict[tuple[int, str], set[int]] = defaultdict(set)
    for record, bearer, targets in _penalties(records):
        for target in targets:
            at = index.get(target, -1)
            if at < 0 or document.nodes[at].level is not Level.ITEM:
                continue
            if not document.nodes[at].span.covers(record.span):
                lists[document.nodes[at].parent, bearer].add(at)
    return {key: sorted(items) for key, items in lists.items()}


def _index(document: Document) -> dict[str, int]:
    """The provision of each path; a table has the path of the provision that it stands in."""
    return {node.path: at for at, node in enumerate(document.nodes) if node.level is not Level.TABLE}


def _paths(document: Document, items: Sequence[int]) -> str:
    return "、".join(document.nodes[at].path for at in items)


def _penalties(records: Sequence[Record]) -> Iterator[tuple[Record, str, tuple[str, ...]]]:
    """Penalties with the party that pays and the clauses that they punish."""
    for record in records:
        targets, bearer = record.fields.get("targets"), record.fields.get("bearer")
        if record.type is RecordType.PENALTY and isinstance(targets, tuple) and isinstance(bearer, str):
            yield record, bearer, tuple(map(str, targets))


def _bearers(document: Document, records: Sequence[Record]) -> list[set[str]]:
    """For every node the parties that a duty or prohibition inside it binds."""
    found: list[set[str]] = [set() for _ in document.nodes]
    bound = [
        (one.span, str(one.fields["bearer"]))
        for one in records
        if one.type is RecordType.OBLIGATION
        and one.fields.get("modality") in _BINDING
        and "bearer" in one.fields
    ]
    for at, node in enumerate(document.nodes):
        found[at] = {bearer for span, bearer in bound if node.span.covers(span)}
    return found


# --- duties of the insured whose breach nothing answers ---------------------------------------------------

_OPEN = {"cooperation": "协助调查", "litigation": "诉讼通知"}
_ANSWERED = re.compile(r"否则|未|不承担|不负|拒|有权|扣|视为|相应减少|不予|违反")
_OPEN_ACT = re.compile(
    r"(?:投保人|被保险人|受益人|您)[^。；]{0,24}(?:(?:协助|配合)[^。；]{0,12}(?:调查|核实|核查|查勘|勘查|取证)|(?:诉讼|仲裁|传票)[^。；]{0,30}通知)"
)
_LIKE = 3  # other duties of the section that say what follows


def _open_duties(document: Document, records: Sequence[Record]) -> Iterator[Finding]:
    """Duties that the law gives no sanction for, in a section where the other duties have one."""
    duties: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.type is RecordType.OBLIGATION and record.fields.get("modality") in _BINDING:
            node = _innermost(document, record)
            if node is not None and role_of(document.nodes[node].section) is Role.INSURED_DUTIES:
                duties[article_path(document, node)].append(record)
    answered = {path for path, held in duties.items() if any("consequence" in one.fields for one in held)}
    if len(answered) < _LIKE:
        return
    for path, held in duties.items():
        article = next(node for node in document.nodes if node.path == path)
        topic = next((str(one.fields.get("topic")) for one in held if one.fields.get("topic") in _OPEN), "")
        text = view(document.text, article.span).text
        if not topic or path in answered or _ANSWERED.search(text) or not _OPEN_ACT.search(text):
            continue
        message = (
            f"本条规定{_OPEN[topic]}的义务，却没有写违反的后果，法律对此也没有专门规定，而同一部分的{sorted(answered)[0]}等都写明了后果；"
            "请补充后果或者说明仅为倡导。"
        )
        yield finding(document, "duty-without-consequence", held[0].path, held[0].span, message)


def _innermost(document: Document, record: Record) -> int | None:
    held = [at for at, node in enumerate(document.nodes) if node.span.covers(record.span)]
    return held[-1] if held else None


# --- penalties that punish nothing ------------------------------------------------------------------------

_DUTY = re.compile(
    r"应|须|必须|不得|禁止|负责|保证|承诺|义务|提供|支付|缴纳|交纳|退还|完成|配合|协助|办理|提交|组织|安排|派|报送|设立|确保|在[^，。；]{1,20}内"
)


def _nothing_to_punish(document: Document, records: Sequence[Record]) -> Iterator[Finding]:
    """A penalty whose clause puts a duty on the other party alone, or on nobody."""
    penalties = [
        one for one in _penalties(records) if one[1] != "双方" and _CITES.search(one[0].quote) is not None
    ]
    if not penalties:
        return
    bound, nodes, index = _bearers(document, records), document.nodes, _index(document)
    for record, bearer, targets in penalties:
        for target in targets:
            at = index.get(target)
            if at is None or nodes[at].span.covers(record.span):
                continue
            text = view(document.text, nodes[at].span).text[len("".join(nodes[at].label.split())) :]
            why = _why_none(text.lstrip("、.．：，"), bearer, bool(bound[at]))
            if why:
                message = (
                    f"此处就违反{target}约定{bearer}的违约金，而{target}{why}；请核对所引的条款或者补上义务。"
                )
                yield finding(document, "penalty-without-duty", record.path, record.span, message)
                break


_CITES = re.compile(r"违反|未按|不履行|未履行")


def _why_none(text: str, bearer: str, binds: bool) -> str:
    """Why a clause puts no duty on the party, in Chinese; nothing where it may."""
    other = {"甲方": "乙方", "乙方": "甲方"}.get(bearer, "")
    if re.match(rf"{bearer}(?:有权|可以|享有)", text) and not re.search(r"应|须|不得", text):
        return f"是{bearer}的权利，没有设定义务"
    if other and re.match(rf"{other}(?:应|须|必须|不得|负责|有权|可以|享有)", text) and bearer not in text:
        return f"说的是{other}，没有给{bearer}设定义务"
    if not binds and not _DUTY.search(text):
        return "没有规定任何义务"
    return ""


_LATE = re.compile(
    r"(?:甲方|乙方|丙方|保险人|投保人|被保险人)(?:逾期|迟延|未按(?:时|期|约定(?:的?时间)?))(?:未)?(?:提交|报送|提供|交付|出具|移交|开具|递交)(?P<thing>[\u4e00-\u9fff]{0,10}(?:报告|清单|报表|月报|台账|方案|记录|名单|发票|保函|账单|计划))的?，"
)


def _unheard_of(
    document: Document, passages: Sequence[Passage], records: Sequence[Record]
) -> Iterator[Finding]:
    """Delay with a thing is punished that no other sentence of the document names."""
    whole = "".join(passage.view.text for passage in passages)
    for record in records:
        if record.type is not RecordType.PENALTY:
            continue
        match = _LATE.search(view(document.text, record.span).text)
        if match is None:
            continue
        thing = match["thing"].removesuffix("的")
        core = thing[-4:] if len(thing) >= 4 else thing
        if whole.count(core) <= record.quote.count(core):
            message = f"此处就逾期“{thing}”约定违约金，而文件别处没有这项义务；请补上义务及其期限，或者删去。"
            yield finding(document, "penalty-without-duty", record.path, record.span, message)

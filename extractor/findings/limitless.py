"""Named covers without a limit (保障缺少限额) where the others have one."""

import re
from collections.abc import Iterator, Sequence

from extractor.document import Document, Level, Node, Span
from extractor.findings.passages import Passage, finding
from extractor.language.view import view
from extractor.records import Finding

_CODE = "missing-limit"
_LIMIT = re.compile(r"保险金额|保额|限额|日额|津贴标准|给付标准|给付金额|赔付金额")
_COVER_HEAD = re.compile(r"险种|险别|保险项目|保障项目|保障责任|保险责任|保障内容|投保项目|责任名称|保障名称")
_EMPTY = re.compile(r"[/／\-—－_＿\s]*")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万]+元|载明|约定|实际|价值|法定|按|不限|不设|同|见")


def find_limitless(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Rows, covers of a list and benefits that have no sum, limit or daily amount, nor say where it stands."""
    yield from _rows(document)
    yield from _named_in_a_list(document, passages)
    yield from _benefits(document)


# --- tables of covers -------------------------------------------------------------------------------------


def _rows(document: Document) -> Iterator[Finding]:
    for node in document.nodes:
        rows = [span.quote(document.text).split("\t") for span in node.paragraphs]
        if node.level is not Level.TABLE or len(rows) < 4:
            continue
        columns = [at for at, cell in enumerate(rows[0]) if _LIMIT.search("".join(cell.split()))]
        if not columns or not _COVER_HEAD.search("".join(rows[0])):
            continue
        body = [
            (row + [""] * (len(rows[0]) - len(row)), span)  # plain text drops the empty cells at a row's end
            for row, span in zip(rows[1:], node.paragraphs[1:], strict=True)
        ]
        without = [(row, span) for row, span in body if all(_EMPTY.fullmatch(row[at]) for at in columns)]
        given = [row for row, _ in body if any(re.search(r"\d", row[at]) for at in columns)]
        if not without or len(given) < 2 or len(without) * 3 > len(given) + len(without):
            continue
        for row, span in without:
            name = next((cell.strip() for cell in row if re.search(r"[\u4e00-\u9fff]{2}", cell)), "")
            if name and not re.match(r"合计|总计|小计|备注", name) and not _FIGURE.search("".join(row[1:])):
                message = (
                    f"“{name}”没有写保险金额或者限额，而表中其他各项都有；请补上，或者写明以保险单载明为准。"
                )
                yield finding(document, _CODE, node.path, span, message)


# --- covers named together in one sentence ----------------------------------------------------------------

_NAME = r"[\u4e00-\u9fff]{2,12}?(?:责任保险|损失保险|责任险|损失险|意外险|保险|险)"
_LIST = re.compile(
    rf"(?:承保|投保|险种(?:包括|为|：)|保险(?:包括|险种))[^，。；：]{{0,6}}?(?P<names>{_NAME}(?:、{_NAME})+(?:(?:和|及|以及|与){_NAME})?)"
)
_STATUTORY = re.compile(r"强制|交强")


def _named_in_a_list(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """``承保车损险、三者险和座位险``: two of them get a limit elsewhere, one gets none."""
    for passage in passages:
        for unit in passage.units:
            match = _LIST.search(unit.text)
            if match is None or _LIMIT.search(unit.text) or re.search("[元%]", unit.text):
                continue
            names = [
                one
                for one in re.split(r"、|和|及|以及|与", match["names"])
                if one and not _STATUTORY.search(one)
            ]
            given = [name for name in names if _says(passages, name, unit.text, _SUM)]
            missing = [name for name in names if not _says(passages, name, unit.text, _ANY_SUM)]
            if len(given) < 2 or len(missing) != 1:
                continue
            message = f"约定承保“{missing[0]}”，却没有写它的保险金额或者限额，而{'、'.join(given)}都有；请补上，或者写明以保险单载明为准。"
            yield finding(document, _CODE, passage.path, unit.span(), message)


_SUM = re.compile(r"^[^。；]{0,30}?(?:限额|保险金额|保额|实际价值|载明)")
_ANY_SUM = re.compile(r"限额|金额|元|价值|保额|载明|约定")


def _says(passages: Sequence[Passage], name: str, naming: str, sign: re.Pattern[str]) -> bool:
    """Whether a sentence other than the one that names the covers has the sign after the cover's name."""
    short = name.replace("保险", "险")
    for passage in passages:
        for unit in passage.units:
            _, found, after = unit.text.replace("保险", "险").partition(short)
            if found and unit.text != naming and sign.search(after.replace("险金额", "保险金额")):
                return True
    return False


# --- benefits of the cover section -------------------------------------------------------------------------

_BENEFIT = re.compile(r"^(?:[\u4e00-\u9fff]{2,14}(?:保险金|津贴))(?:保险责任|责任)?$")
_MEASURE = re.compile(
    r"保险金额|保额|限额|比例|倍|[%％‰]|元|日额|津贴标准|载明|约定|已交|已支付|所交|保险费|现金价值|账户价值|实际|合理|差额|豁免|费用|损失|标准|公式|[×=＝]"
)


def _benefits(document: Document) -> Iterator[Finding]:
    """A benefit with a heading of its own that is given without saying how much, beside others that say it."""
    lists: dict[int, list[Node]] = {}
    for node in document.nodes:
        if _BENEFIT.fullmatch("".join(node.heading.split())) and node.parent >= 0:
            lists.setdefault(node.parent, []).append(node)
    for benefits in lists.values():
        silent = [one for one in benefits if not _measured(document, one)]
        if len(silent) != 1 or len(benefits) < 3:
            continue
        node = silent[0]
        text = view(document.text, node.span).text
        if not re.search(r"给付|支付", text) or len(text) < 20:
            continue
        message = f"“{node.heading.strip()}”没有写给付多少，也没有引用保险金额或者保险单载明，而其他各项都有；请补上给付标准。"
        yield finding(document, _CODE, node.path, _promise(document, node), message)


def _measured(document: Document, node: Node) -> bool:
    text = view(document.text, node.span).text
    return _MEASURE.search(text[len("".join((node.label + node.heading).split())) :]) is not None


def _promise(document: Document, node: Node) -> Span:
    """The first paragraph that promises the benefit."""
    return next(
        (one for one in node.paragraphs if re.search("给付|支付", one.quote(document.text))), node.span
    )

"""Named covers without a limit (保障缺少限额) where the others have one."""

import re
from collections.abc import Iterator, Sequence

from extractor.document import Document, Level
from extractor.findings.passages import Passage, finding
from extractor.language.units import Unit
from extractor.records import Finding

_CODE = "missing-limit"
_LIMIT = re.compile(
    r"保险金额|保额|限额|日额|津贴标准|[给赔]付标准|赔偿标准|[给赔]付金额|保障金额|保障额度|最高[给赔][付偿]"
)
_COVER_HEAD = re.compile(
    r"险种|险别|保险名称|(?:保险|保障|投保|承保|[给赔]付|责任)(?:项目|责任|内容|名称|类别|利益)"
)
_EMPTY = re.compile(r"[/／\-—－_＿\s]*")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万]+元|载明|约定|实际|价值|法定|按|不限|不设|同|见")


def find_limitless(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Rows, covers of a list and benefits that have no sum, limit or daily amount, nor say where it stands."""
    yield from _rows(document)
    yield from _named_in_a_list(document, passages)
    yield from _items(document, passages)
    yield from _benefits(document, passages)


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
    rf"(?:承保|投保|购买|险种(?:包括|包含|为|：)|保险(?:包括|险种)|保障(?:包括|范围为|项目为))[^，。；：]{{0,6}}?(?P<names>{_NAME}(?:、{_NAME})+(?:(?:和|及|以及|与){_NAME})?)"
)
_SUMLESS = re.compile(
    r"强制|交强|玻璃|不计免赔|免赔特约|救援|代步|修理厂|附加"
)  # covers that state no sum of their own


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
                if one and not _SUMLESS.search(one)
            ]
            given = [name for name in names if _says(passages, name, unit.text, _SUM)]
            missing = [name for name in names if not _says(passages, name, unit.text, _ANY_SUM)]
            if len(given) < 2 or len(missing) != 1:
                continue
            message = f"约定承保“{missing[0]}”，却没有写它的保险金额或者限额，而{'、'.join(given)}都有；请补上，或者写明以保险单载明为准。"
            yield finding(document, _CODE, passage.path, unit.span(), message)


_SUM = re.compile(r"^[^。；]{0,30}?(?:限额|保险金额|保额|实际价值|载明)")
_SUM_STATED = re.compile(r"(?:限额|保险金额|保额)[^。；]{0,20}(?:\d|万元)")
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


# --- covers that are items of one list ---------------------------------------------------------------------

_ITEM = re.compile(rf"(?P<name>(?![^；。，：]{{0,12}}(?:承保|投保|甲方|乙方)){_NAME})(?P<rest>.*)", re.DOTALL)
_NOTHING = re.compile(r"(?:（[^）]*）)?[；。，;,]?")


def _items(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """``1.车损险：保险金额50万元；2.三者险：限额200万元；3.座位险`` item by item: one of them says no sum."""
    lists: dict[int, list[tuple[re.Match[str], Passage]]] = {}
    for passage in passages:
        match = _ITEM.fullmatch(passage.view.text)
        first = passage.position == 0 and passage.owner.parent >= 0
        if match and first and not _SUMLESS.search(match["name"]):
            lists.setdefault(passage.owner.parent, []).append((match, passage))
    for items in lists.values():
        silent = [(match["name"], one) for match, one in items if _bare(match, one)]
        given = [match["name"] for match, _ in items if _SUM_STATED.search(match["rest"])]
        if len(silent) != 1 or len(given) < 2:
            continue
        name, passage = silent[0]
        if _says(passages, name, passage.view.text, _ANY_SUM):
            continue
        message = f"“{name}”没有写保险金额或者限额，而同列的{'、'.join(given)}都有；请补上，或者写明以保险单载明为准。"
        yield finding(document, _CODE, passage.path, passage.span, message)


def _bare(item: re.Match[str], passage: Passage) -> bool:
    """Is the item its name and nothing else, below it neither?"""
    alone = _NOTHING.fullmatch(item["rest"]) is not None
    return alone and len(passage.owner.paragraphs) == 1 and passage.owner.span.end - passage.span.end < 2


# --- benefits that are promised by name --------------------------------------------------------------------

_BENEFIT = re.compile(
    r"(?<![不已未经仅只再先曾])(?:给付|支付|赔付)(?![过的])(?:相应的?|一次性)?[“\"]?"
    r"(?P<name>(?!本|该|其|各|上述|任何|一|以|前述|对应|相|我们|保险人|或|后|过|此|所有|多|第|首|全部|部分|主)"
    r"(?:(?![的了给付比])[\u4e00-\u9fff]){2,14}?(?:保险金|津贴))(?![额的受申给])"
)
_HEADED = re.compile(r"^[（(\d.一二三四五六七八九十）)、]*[\u4e00-\u9fff]{2,14}(?:保险金|津贴)")
# Sentences that name a benefit beside another matter: claims, heirs, refunds, exclusions, the law on minors.
_BESIDE = re.compile(r"申请|申领|证明和资料|证明、资料|遗产|退还|不承担|不负|监督管理机构")
_MEASURE = re.compile(
    r"金额|保额|限额|比例|倍|[%％‰]|[\d百千万]元|日额|[津补]贴额|[给赔]付标准|[津补]贴标准|公式|[×=＝]|乘以|已交|已支付|已缴|[应所]交|保险费"
    r"|价值|较[大高]|最大|之和|总和|差额|余额|豁免|费用|差价|以下|下列|如下|下表|附表|载明"
    r"|按(?:照)?[^，。；]{0,30}(?:约定|规定|计算|标准)|(?:每日|每天|日)[^，。；]{0,8}[津补]贴|账户|领取[^，。；]{0,6}额"
)


def _benefits(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """A benefit that is promised by name without saying how much, there or elsewhere, beside one that says it."""
    promises: dict[str, list[tuple[Passage, Unit]]] = {}
    for passage in passages:
        for unit in passage.units:
            for match in _BENEFIT.finditer(unit.text):
                promises.setdefault(match["name"], []).append((passage, unit))
    given = [
        name
        for name, places in promises.items()
        if _measured_there(passages, name, [passage for passage, _ in places])
    ]
    for name, places in promises.items():
        if not given or name in given or _measured_elsewhere(passages, name):
            continue
        passage, unit = places[0]
        message = f"约定给付“{name}”，却没有写给付多少，也没有引用保险金额或者保险单载明，而“{given[0]}”写了；请补上给付标准。"
        yield finding(document, _CODE, passage.path, unit.span(), message)


def _measured_there(passages: Sequence[Passage], name: str, places: Sequence[Passage]) -> bool:
    """Is there a measure in a paragraph that promises the benefit, or below it before the next benefit?"""
    for place in places:
        for passage in passages[passages.index(place) :]:
            if passage is not place and (
                _HEADED.match(passage.view.text) or not place.owner.span.covers(passage.span)
            ):
                break
            if _tells(passage.view.text, name):
                return True
    return False


def _measured_elsewhere(passages: Sequence[Passage], name: str) -> bool:
    short = name.removesuffix("保险金").removesuffix("津贴")
    return any(
        _tells(unit.text, name)
        for passage in passages
        for unit in passage.units
        if re.search(rf"{name}(?!受益|领取人)", unit.text)
        or re.search(rf"{short}(?:的?保险金额|保额|限额)", unit.text)
        if not _BESIDE.search(unit.text)
    )


def _tells(text: str, name: str) -> bool:
    """Is there a measure beside the benefit's name (``身故保险金额`` is a measure, ``身故保险金`` is none)?"""
    return _MEASURE.search(re.sub(rf"{name}(?!额)", "", text)) is not None

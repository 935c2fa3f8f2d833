"""A web page → lines (网页): the contract found among what the site puts around it. Nothing is ever fetched."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from extractor.document import Line, LineKind, Page, Reading, Remark, Source
from extractor.errors import BrokenDocument, OversizedDocument
from extractor.pages.contents import furniture, reads_like_a_provision
from extractor.pages.decoding import decode_text
from extractor.pages.html_blocks import Blocks, Region, read_blocks

MAX_BYTES = 32 << 20
MAX_DEPTH = 3_000  # far beyond real pages; the parser's time grows with the square of the depth
MAX_ATTRIBUTES = 5_000  # of one element, for the same reason

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w\-]{2,20})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
# Elements without content, and those that end where the next of them begins: they do not nest.
_FLAT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "a", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option",
    "optgroup", "h1", "h2", "h3", "h4", "h5", "h6", "button", "nobr", "body", "html", "head", "colgroup",
    "caption",
})  # fmt: skip
_TITLE = re.compile(r"(?:条款|合同|协议|协议书|保险单|保险)(?:[（(].{0,20}[)）])?$")
_LABEL = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十百零\d]+[章节条款]"
)
_MOST = 0.95  # of the clause's characters lie in the element that holds the clause
_HIDDEN = "网页中有 {count} 个字符的条款文字被设为不显示，未予读取。如需要，请在浏览器中展开后另存网页再读。"


def read_html(data: bytes) -> Reading:
    """Read a web page: one page numbered 0, a line for every block or ``<br>``, none of them joined.

    What is not the contract is FURNITURE, never dropped; in doubt a line stays. Raises OversizedDocument for a
    page too large, too deep or with too many attributes, UnsupportedFormat and BrokenDocument as decoding does.
    """
    if len(data) > MAX_BYTES:
        raise OversizedDocument(f"网页超过 {MAX_BYTES >> 20} MiB 的上限。请只保存条款所在的页面后重试。")
    declared = _CHARSET.search(data[:4096])
    text, remarks = decode_text(data, declared[1].decode("ascii") if declared else "")
    _check_depth(text)
    parser = LexborHTMLParser(text)
    if parser.body is None:
        raise BrokenDocument("网页没有正文。请在浏览器中打开并另存网页后重试。")
    blocks = read_blocks(parser.body)
    title = parser.css_first("title")
    return Reading(
        Source.HTML,
        (Page(0, _told_apart(blocks)),),
        remarks + _hidden_remark(blocks),
        " ".join(title.text(deep=True).split()) if title is not None else "",
    )


def _check_depth(text: str) -> None:
    """Refuse before parsing what would take the parser minutes."""
    open_tags: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name in _FLAT:
            continue
        if not tag[1]:
            open_tags[name] += 1
            depth += 1
        elif open_tags[name] > 0:
            open_tags[name] -= 1
            depth -= 1
        if depth > MAX_DEPTH:
            raise OversizedDocument(f"网页的标签嵌套超过 {MAX_DEPTH} 层，疑似异常文件，未予读取。")
    for long_tag in _LONG_TAG.finditer(text):
        if len(long_tag[0].split(None, MAX_ATTRIBUTES + 1)) > MAX_ATTRIBUTES:
            raise OversizedDocument(f"网页中有标签的属性超过 {MAX_ATTRIBUTES} 个，疑似异常文件，未予读取。")


def _told_apart(blocks: Blocks) -> tuple[Line, ...]:
    """The lines, with the site's own marked as furniture."""
    lines = blocks.lines
    weights = [_weight(line) for line in lines]
    noise = set(furniture([line.text for line in lines]))
    noise |= _noise_regions(blocks.regions, weights)
    noise |= {at for at in blocks.linked if not weights[at] and len(lines[at].text) <= 40}
    holder = _holder(blocks.regions, weights)
    outside = {at for at in range(len(lines)) if not holder.start <= at < holder.end}
    noise |= {at for at in outside if not weights[at] and not _is_title(lines[at])}
    return tuple(
        replace(line, kind=LineKind.FURNITURE) if at in noise and line.kind is not LineKind.ROW else line
        for at, line in enumerate(lines)
    )


def _weight(line: Line) -> int:
    """How much of a clause the line is: its length where it reads like a provision."""
    return len(line.text) if reads_like_a_provision(line.text) or _LABEL.match(line.text) else 0


def _noise_regions(regions: Sequence[Region], weights: Sequence[int]) -> set[int]:
    """The lines of navigation, footers and the like, unless a good part of the clause stands there."""
    total = sum(weights)
    found: set[int] = set()
    for region in regions:
        if region.noise and sum(weights[region.start : region.end]) * 10 <= total:
            found.update(at for at in range(region.start, region.end))
    return found


def _holder(regions: Sequence[Region], weights: Sequence[int]) -> Region:
    """The smallest element with nearly all of the clause; the whole page where there is no clause."""
    whole = Region(0, len(weights), noise=False)
    total = sum(weights)
    if not total:
        return whole
    sums = [0]
    for weight in weights:
        sums.append(sums[-1] + weight)
    holding = [region for region in regions if sums[region.end] - sums[region.start] >= _MOST * total]
    return min(holding, key=lambda region: region.end - region.start, default=whole)


def _is_title(line: Line) -> bool:
    return line.kind is LineKind.HEADING or bool(_TITLE.search(line.text))


def _hidden_remark(blocks: Blocks) -> tuple[Remark, ...]:
    hidden = [text for text in blocks.hidden if reads_like_a_provision(text)]
    return (Remark("hidden-text", _HIDDEN.format(count=sum(map(len, hidden)))),) if hidden else ()

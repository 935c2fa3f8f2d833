"""Pages to a document: canonical text, tree, title and kind."""

import re
from collections.abc import Sequence
from hashlib import sha256

from extractor.document import Block, BlockKind, Document, DocumentKind, Level, Node, Reading
from extractor.structure.contents import ContentsEntry, read_contents
from extractor.structure.entries import read_entries
from extractor.structure.paragraphs import compose, read_paragraphs
from extractor.structure.tree import TreeBuilder


def read_document(reading: Reading, data: bytes) -> Document:
    """The document that ``reading`` holds; ``data`` are the bytes it came from (for their hash)."""
    text, blocks, placements = compose(read_paragraphs(reading.pages))
    entries, style = read_entries(text, blocks, contents_of(text, blocks))
    nodes = TreeBuilder(text, entries, style).build()
    title = _title(text, blocks, reading.title)
    return Document(
        text=text,
        title=title,
        kind=_kind(title, text, nodes),
        source=reading.source,
        sha256=sha256(data).hexdigest(),
        blocks=blocks,
        nodes=nodes,
        pages=max((page.number for page in reading.pages), default=0),
        placements=placements,
        remarks=reading.remarks,
        sizes=tuple((page.width, page.height) for page in reading.pages if page.number),
    )


def contents_of(text: str, blocks: Sequence[Block]) -> tuple[ContentsEntry, ...]:
    """The table of contents among the blocks set apart."""
    return read_contents(block.span.quote(text) for block in blocks if block.kind is BlockKind.NOISE)


_TITLE = re.compile(
    r"(?:条款|合同|协议|协议书|合同书|保险单|保单|投保单|投保书|申请书|保险证|保险凭证|须知|告知书|说明书|办法|规定|条例|解释|法|标准|批单|公告|政策)"
    r"(?:[（(][^（）()]*[）)])?$"
)


def _title(text: str, blocks: Sequence[Block], claimed: str) -> str:
    """The first lines that end as titles of such papers do; else what the file claims; else its first line."""
    lines = [block.span.quote(text).strip() for block in blocks if block.kind is not BlockKind.NOISE][:12]
    for at, line in enumerate(lines):
        compact = "".join(line.split()).strip("《》【】")
        if compact in _BARE:
            return _joined_title(lines[: at + 1])
        if (
            2 < len(compact) <= 60
            and _TITLE.search(compact)
            and not re.search(r"^请|^您|[，。；：]", compact)
        ):
            return compact
    return claimed.strip() or (lines[0][:60] if lines else "")


_BARE = {"合同", "协议", "条款", "协议书", "保险条款", "保险单", "合同条款", "合同书", "保险合同"}


def _joined_title(lines: Sequence[str]) -> str:
    """A title set over several lines (… 采购 / 标段一 / 合同)."""
    parts: list[str] = []
    for line in reversed(lines):
        if re.search(r"^请|[，。；：:]", line) or len(line) > 40 or len(parts) == 3:
            break
        parts.append("".join(line.split()) if len(line) < 6 else line)
    return " ".join(reversed(parts))


def _kind(title: str, text: str, nodes: Sequence[Node]) -> DocumentKind:
    """A contract names its parties (甲方、乙方) or is titled one; everything else is general terms."""
    if re.search(r"条款[^，。]{0,12}$", title) and "合同条款" not in title:
        return DocumentKind.CLAUSES
    preamble = "".join(
        p.quote(text) for node in nodes if node.level is Level.PREAMBLE for p in node.paragraphs
    )
    parties = re.search(r"[甲乙]\s*方\s*[：:（(]", preamble) is not None
    if "您" in title:
        return DocumentKind.CLAUSES
    if parties or re.search(r"(?:合同|协议|协议书|合同书)(?:[（(][^（）()]*[）)])?$", title):
        return DocumentKind.CONTRACT
    return DocumentKind.CLAUSES

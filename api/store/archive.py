"""A document as bytes to be kept (存档), so that nobody has to read the file again.

    magic | version, 1 byte | zlib of: length of the head, 4 bytes | head, JSON | edges of characters, 8-byte floats

The head holds rows: lists in the order of the fields. A line that several placements share is kept once.
Everything comes back as it was, to the last bit of a float. Other rows need another version, and a reader
for the versions before it: version 1 had no emphasis, version 2 no doubts of recognition and no boxes of remarks;
all of these are empty where they are read.
"""

import json
import struct
import zlib
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from extractor.document import (
    Block,
    BlockKind,
    Box,
    Document,
    DocumentKind,
    Doubt,
    Level,
    Line,
    LineKind,
    Node,
    Placement,
    Remark,
    Source,
    Span,
)
from extractor.errors import TiaokuanError

VERSION = 3
_OLDEST = 1
_MAGIC = b"tiaokuan-document"
_LENGTH = struct.Struct("<I")
_EDGE = struct.calcsize("<d")
_DAMAGED = "文档存档已损坏，无法还原。请从备份恢复，或重新提交原文件。"

Row = list[Any]


class ArchiveProblem(TiaokuanError):
    """The bytes are no archive, are damaged, or have a version that is not read."""

    code = "archive"


def encode_document(document: Document) -> bytes:
    """The whole document; the same document gives the same bytes."""
    lines = {id(placed.line): placed.line for placed in document.placements}
    places = {key: at for at, key in enumerate(lines)}
    head = {
        "text": document.text,
        "title": document.title,
        "kind": document.kind.value,
        "source": document.source.value,
        "sha256": document.sha256,
        "pages": document.pages,
        "sizes": document.sizes,
        "remarks": [_remark_row(remark) for remark in document.remarks],
        "blocks": [_block_row(block) for block in document.blocks],
        "nodes": [_node_row(node) for node in document.nodes],
        "lines": [_line_row(line) for line in lines.values()],
        "placements": [(*_ends(p.span), p.page, places[id(p.line)], p.offset) for p in document.placements],
    }
    written = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    edges = [edge for line in lines.values() for edge in line.edges]
    packed = struct.pack(f"<{len(edges)}d", *edges)
    return _MAGIC + bytes([VERSION]) + zlib.compress(_LENGTH.pack(len(written)) + written + packed)


def decode_document(data: bytes) -> Document:
    """The document that encode_document was given. Raises ArchiveProblem where ``data`` does not hold one."""
    version, content = _unpacked(data)
    try:
        (length,) = _LENGTH.unpack_from(content)
        end = _LENGTH.size + length
        head = json.loads(content[_LENGTH.size : end].decode("utf-8", "surrogatepass"))
        if version == _OLDEST:
            head = _with_no_emphasis(head)
        if version < VERSION:
            head = _with_no_doubts(head)
        edges = struct.unpack(f"<{(len(content) - end) // _EDGE}d", content[end:])
        return _document(head, edges)
    except (struct.error, LookupError, TypeError, ValueError) as error:
        raise ArchiveProblem(_DAMAGED) from error


def _unpacked(data: bytes) -> tuple[int, bytes]:
    """The version and the content."""
    if not data.startswith(_MAGIC) or len(data) == len(_MAGIC):
        raise ArchiveProblem(_DAMAGED)
    version = data[len(_MAGIC)]
    if not _OLDEST <= version <= VERSION:
        raise ArchiveProblem(
            f"文档存档的格式为第 {version} 版，本程序只能读取第 {_OLDEST} 版至第 {VERSION} 版。"
            "请改用写入该存档的程序版本或更新的版本。"
        )
    stream = zlib.decompressobj()
    try:
        content = stream.decompress(data[len(_MAGIC) + 1 :])
    except zlib.error as error:
        raise ArchiveProblem(_DAMAGED) from error
    if not stream.eof or stream.unused_data:
        raise ArchiveProblem(_DAMAGED)
    return version, content


def _with_no_emphasis(head: dict[str, Any]) -> dict[str, Any]:
    """A head of version 1 as one of version 2: its blocks and lines end with their emphasis."""
    return head | {rows: [[*row, []] for row in head[rows]] for rows in ("blocks", "lines")}


def _with_no_doubts(head: dict[str, Any]) -> dict[str, Any]:
    """A head of version 2 as one of version 3: its lines end with their doubts, its remarks with a box."""
    lines = [[*row, []] for row in head["lines"]]
    return head | {"lines": lines, "remarks": [[*row, None] for row in head["remarks"]]}


def _document(head: dict[str, Any], edges: Sequence[float]) -> Document:
    lines = _lines(head["lines"], edges)
    return Document(
        text=head["text"],
        title=head["title"],
        kind=DocumentKind(head["kind"]),
        source=Source(head["source"]),
        sha256=head["sha256"],
        blocks=tuple([_block(row) for row in head["blocks"]]),
        nodes=tuple([_node(row) for row in head["nodes"]]),
        pages=head["pages"],
        placements=tuple(
            [
                Placement(Span(start, end), page, lines[at], offset)
                for start, end, page, at, offset in head["placements"]
            ]
        ),
        remarks=tuple([_remark(row) for row in head["remarks"]]),
        sizes=tuple([(width, height) for width, height in head["sizes"]]),
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _remark_row(remark: Remark) -> Row:
    return [remark.code, remark.message, remark.page, _box_row(remark.box)]


def _remark(row: Row) -> Remark:
    code, message, page, box = row
    return Remark(code, message, page, None if box is None else Box(*box))


def _box_row(box: Box | None) -> tuple[float, float, float, float] | None:
    return None if box is None else (box.left, box.top, box.right, box.bottom)


def _block_row(block: Block) -> Row:
    emphasis = [_ends(span) for span in block.emphasis]
    return [*_ends(block.span), block.kind.value, block.table, block.bold, emphasis]


def _block(row: Row) -> Block:
    start, end, kind, table, bold, emphasis = row
    marked = tuple([Span(first, last) for first, last in emphasis])
    return Block(Span(start, end), BlockKind(kind), table, bold, marked)


def _node_row(node: Node) -> Row:
    paragraphs = [_ends(span) for span in node.paragraphs]
    ahead = [node.path, node.label, node.level.value, node.heading, *_ends(node.span)]
    return [*ahead, paragraphs, node.parent, node.section, node.table]


def _node(row: Row) -> Node:
    path, label, level, heading, start, end, paragraphs, *rest = row
    own = tuple([Span(first, last) for first, last in paragraphs])
    return Node(path, label, Level(level), heading, Span(start, end), own, *rest)


def _line_row(line: Line) -> Row:
    """The line with the number of its edges."""
    doubts = [(doubt.start, doubt.end, doubt.confidence) for doubt in line.doubts]
    rest = [line.joins, line.bold, line.size, line.table, line.emphasis, doubts]
    return [line.text, line.kind.value, _box_row(line.box), len(line.edges), *rest]


def _lines(rows: Sequence[Row], edges: Sequence[float]) -> list[Line]:
    """The lines, each with its share of the edges of all."""
    marks = [0, *accumulate(row[3] for row in rows)]
    if marks[-1] != len(edges):
        raise ValueError("the edges are not those of the lines")
    lines = []
    for row, (first, last) in zip(rows, pairwise(marks), strict=True):
        text, kind, box, _, joins, bold, size, table, emphasis, unsure = row
        placed = None if box is None else Box(*box)
        marked = tuple([(start, end) for start, end in emphasis])
        own = tuple(edges[first:last])
        doubts = tuple([Doubt(*doubt) for doubt in unsure])
        lines.append(Line(text, LineKind(kind), placed, own, joins, bold, size, table, marked, doubts))
    return lines

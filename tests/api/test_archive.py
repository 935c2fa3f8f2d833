"""A document kept and taken out again is the same document; anything else is told apart."""

import base64
import json
import struct
import time
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.export.record_format import to_json
from api.store.archive import ArchiveProblem, decode_document, encode_document
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
from extractor.extraction import read, read_extraction

DOCUMENTS = Path(__file__).resolve().parents[2] / "corpora" / "documents"
NAMES = sorted(path.name for path in DOCUMENTS.iterdir())
HEADER = len(b"tiaokuan-document") + 1


@cache
def document_of(name: str) -> Document:
    return read((DOCUMENTS / name).read_bytes(), name)


# --- the same document ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_document_comes_back_whole(name: str) -> None:
    document = document_of(name)
    archive = encode_document(document)
    restored = decode_document(archive)
    assert restored == document
    assert encode_document(restored) == archive
    assert len(archive) < 4 * len(document.text.encode()) + 2000


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".pdf")])
def test_the_export_of_what_comes_back_is_the_same_to_the_byte(name: str) -> None:
    extraction = read_extraction(document_of(name))
    assert extraction.document.placements and extraction.document.sizes
    restored = replace(extraction, document=decode_document(encode_document(extraction.document)))
    assert to_json(restored) == to_json(extraction)
    assert restored.document.sizes == extraction.document.sizes


def test_a_line_of_two_paragraphs_is_one_line_again() -> None:
    line = Line("第一条", box=Box(72, 72, 102, 84), edges=(72.0, 82.1, 82.1, 92.3, 92.3, 102.0))
    document = Document(
        text="第一条",
        title="",
        kind=DocumentKind.CLAUSES,
        source=Source.PDF,
        sha256="",
        blocks=(),
        nodes=(),
        placements=(Placement(Span(0, 1), 1, line, 0), Placement(Span(1, 3), 1, line, 1)),
    )
    restored = decode_document(encode_document(document))
    assert restored == document
    assert restored.placements[0].line is restored.placements[1].line


def test_to_take_out_a_document_is_quicker_than_to_read_it() -> None:
    name = "liability-public.pdf"
    began = time.process_time()
    archive = encode_document(read((DOCUMENTS / name).read_bytes(), name))
    kept = time.process_time()
    decode_document(archive)
    assert 5 * (time.process_time() - kept) < kept - began


_texts = st.text(st.characters(exclude_categories=()), max_size=8)  # with surrogates, which no UTF-8 has
_places = st.integers(0, 10**6)
_floats = st.floats(allow_nan=False)
_spans = st.builds(lambda start, length: Span(start, start + length), _places, st.integers(1, 99))
_tables = st.none() | _places
_stretches = st.lists(_spans, max_size=3).map(tuple)
_boxes = st.builds(Box, _floats, _floats, _floats, _floats)
_lines = st.builds(
    Line,
    _texts,
    st.sampled_from(LineKind),
    st.none() | _boxes,
    st.lists(_floats, max_size=6).map(tuple),
    st.none() | st.booleans(),
    st.booleans(),
    _floats,
    _tables,
    st.lists(st.tuples(_places, _places), max_size=3).map(tuple),
)
_nodes = st.builds(
    Node,
    _texts,
    _texts,
    st.sampled_from(Level),
    _texts,
    _spans,
    st.lists(_spans, max_size=3).map(tuple),
    st.integers(-1, 99),
    _texts,
    _tables,
)
_documents = st.builds(
    Document,
    text=_texts,
    title=_texts,
    kind=st.sampled_from(DocumentKind),
    source=st.sampled_from(Source),
    sha256=_texts,
    blocks=st.lists(
        st.builds(Block, _spans, st.sampled_from(BlockKind), _tables, st.booleans(), _stretches), max_size=3
    ).map(tuple),
    nodes=st.lists(_nodes, max_size=3).map(tuple),
    pages=_places,
    placements=st.lists(st.builds(Placement, _spans, _places, _lines, _places), max_size=4).map(tuple),
    remarks=st.lists(st.builds(Remark, _texts, _texts, _places), max_size=2).map(tuple),
    sizes=st.lists(st.tuples(_floats, _floats), max_size=3).map(tuple),
)


@given(_documents)
def test_any_document_comes_back_whole(document: Document) -> None:
    archive = encode_document(document)
    assert decode_document(archive) == document
    assert encode_document(decode_document(archive)) == archive


# --- an archive that somebody wrote before ----------------------------------------------------------------

KEPT = Document(
    text="第一条 保险责任\n项目\t1",
    title="山雀险条款",
    kind=DocumentKind.CLAUSES,
    source=Source.PDF,
    sha256="0f",
    blocks=(Block(Span(0, 8), BlockKind.HEADING, None, True), Block(Span(9, 13), BlockKind.ROW, 0)),
    nodes=(Node("第一条", "第一条", Level.ARTICLE, "保险责任", Span(0, 13), (Span(9, 13),), -1, "总则", 0),),
    pages=2,
    placements=(
        Placement(
            Span(0, 8),
            2,
            Line(
                "第一条 保险责任",
                LineKind.HEADING,
                Box(72.0, 72.5, 152.0, 84.1),
                (72.0, 82.25) * 8,
                True,
                True,
                10.5,
            ),
            0,
        ),
        Placement(Span(9, 13), 2, Line("项目\t1", LineKind.ROW, table=0), 0),
    ),
    remarks=(Remark("no-text-layer", "第1页没有文字层", 1),),
    sizes=((595.0, 842.0), (842.0, 595.25)),
)
KEPT_ARCHIVE = (
    "dGlhb2t1YW4tZG9jdW1lbnQBeJy9Uc1OwkAQJj4J2fNAutWicOIZjLfSw9ou0rC0pD/xLybEi3rzpCHIofFkgiYYTTQk+jK0"
    "2LdwdmsAfQB72N2Z+eabb76SjVLplET8KCINsphM5m+DbJyU55/jfPjw9XI/n81aXp68L0ZPrYgSIJEbCY7YdDrNRwMEITyb"
    "fGCl63oOFmzB4pCHmAj9OLAltu+0ZdhhulHDUJNRnx0gqKFj3j2RL9M06kZVg50tvapZYKobZE43LAtIwHss6Cog8fyKlFwR"
    "7JgHSIbCaZ68Zs9JdneV3Vykj7fp9JwAlY37wreLPiQH0uHMcb0DAl4sBERBzHFYHegmjvAPCWjQZiLkstPznULZypli2PLN"
    "gsi10Q8g645JEuQzFS0SVSiQbDBLL4dYkcTC9f4Sl38TrGSa29IHPAyghq4MqlILaE1pLw6qYVXug6uQ9b+lNlKLasWldgMN"
    "aZSQvmA273EvWvqjgyz9OKIDlbizkvp2m+q63mv+d/wNyUjhhQ=="
)


MARKED = replace(
    KEPT,
    blocks=(replace(KEPT.blocks[0], emphasis=(Span(0, 3), Span(4, 8))), KEPT.blocks[1]),
    placements=(
        replace(KEPT.placements[0], line=replace(KEPT.placements[0].line, emphasis=((0, 3), (4, 8)))),
        KEPT.placements[1],
    ),
)
MARKED_ARCHIVE = (
    "dGlhb2t1YW4tZG9jdW1lbnQCeJy9UctOwkAUJX6JmfWFzBSKwIqFX2DclS7GMkDDUEhb4ismxI26c6UhyIK4MkETjCYaEv0Z"
    "KPYvvDNVQD7ALmbmzjlz7j2nu1up1CkJxVFISmQxHs/eetFwtD37HMb9h6+X+9l0WvHi0fti8FQJGQESuqEUyJ1PJvGghySk"
    "R+MPRJquV0XAkbwbiAAvgnbXdxS3U62pssENM48lVVWH15FUMvDePVEnyzKLZoZCIWdkqA2W3kHdGaZtA/FFi/tNTSReO61G"
    "Tkt+LHwUw8FZPHqNnkfR3VV0czF/vJ1Pzgkw9fBAtp3kHYoDaQhedb06Aa8rJYR+V4BCstgyBwUbX1hFYFls2D4kQKHGZYAU"
    "BWDfajLqKqqk+/LM/dB1MCAg6xEqHZS0tDIKpRmQqDedX/YRUcLS9TaFt/8KrOa2dlQwuJjATEMnlmE2sHxiRi+MIqoNbnoj"
    "6z9TW9Q0mmyJWYqi9MdyR3JHtIQXLhM0EKO/KRnAlIOzlP72ynq73i//d/0NG/LqvQ=="
)


UNSURE = replace(
    MARKED,
    placements=(
        replace(MARKED.placements[0], line=replace(MARKED.placements[0].line, doubts=(Doubt(1, 2, 0.61),))),
        MARKED.placements[1],
    ),
    remarks=(*MARKED.remarks, Remark("seal", "第2页盖有印章", 2, Box(1.5, 2.0, 3.0, 4.0))),
)
UNSURE_ARCHIVE = (
    "dGlhb2t1YW4tZG9jdW1lbnQDeJy9Ul1L40AULf4SmefbMJM29ePJ3yC+xT7MpqMGx6QkKX6xUHzRhV3wSZEqbNknsbtsFwWloH+m"
    "Se2/8MzEz/0BBjJ37twz595zku8zlco+y9ROxhbZZDAY33aLi/7s+OFienb5eP1rPBqtRtP+3aT3ZzUTjFgWZloBmw+H014XIMCL"
    "wT0qm2HUQiHQspOqFAdp3EkCg2231ky6IV2vgZSbrC3XAVp0cR7umZ3vewuew2m+7jq8Sb6NZM5cr9kklqgtmWxaIIviqhm5quWu"
    "SkCGwcW0f1P86xfn34qTw/z3aT48YCQo6mgNMpYqqUugC+CkdwJg/uPv5OonI5d84Xhk2tXw1tHeNPyi46Dsh6GIbSjZCqN1Zikp"
    "SzqKTKUG9jrNmxv+AokaBo23GXFakzoFxFJFcauU+GZxOczrXiZZGMBYYu+tNzyg9C0ziKqCWNEd5UdnqBhiHUb/E89+JHib258z"
    "CrF4JDzXOu2IJolGKcYugqNqBX7QhkzAJu40hBXK3v8RVq+9w8tQKufowKH/2YK2loHaUlH26ij4iL+45uJbQdHXin2Wl2w4Xln6"
    "7PwJTmgFbA=="
)


@pytest.mark.parametrize(
    ("version", "kept", "archive"),
    [(1, KEPT, KEPT_ARCHIVE), (2, MARKED, MARKED_ARCHIVE), (3, UNSURE, UNSURE_ARCHIVE)],
)
def test_an_archive_of_each_version_is_still_read(version: int, kept: Document, archive: str) -> None:
    data = base64.b64decode(archive)
    assert data[HEADER - 1] == version
    assert decode_document(data) == kept


def test_what_was_kept_without_emphasis_is_kept_anew_with_none() -> None:
    again = encode_document(decode_document(base64.b64decode(KEPT_ARCHIVE)))
    assert again[HEADER - 1] == 3
    assert decode_document(again) == KEPT


# --- what is no archive -----------------------------------------------------------------------------------


@given(st.data())
def test_a_damaged_archive_is_never_another_document(data: st.DataObject) -> None:
    archive = bytearray(encode_document(UNSURE))
    at = data.draw(st.integers(0, len(archive) - 1))
    archive[at] ^= data.draw(st.integers(1, 255))
    try:
        assert decode_document(bytes(archive)) == UNSURE
    except ArchiveProblem as problem:
        assert "存档" in str(problem)


@given(st.integers(0, len(encode_document(KEPT)) - 1))
def test_an_archive_cut_off_is_refused(length: int) -> None:
    with pytest.raises(ArchiveProblem, match="已损坏") as caught:
        decode_document(encode_document(KEPT)[:length])
    assert caught.value.code == "archive"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x80\x04.", encode_document(KEPT) + b"\0"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ArchiveProblem, match="已损坏"):
        decode_document(data)


@pytest.mark.parametrize("version", [0, 4, 255])
def test_another_version_is_named(version: int) -> None:
    archive = bytearray(encode_document(KEPT))
    archive[HEADER - 1] = version
    with pytest.raises(ArchiveProblem, match=rf"格式为第 {version} 版，本程序只能读取第 1 版至第 3 版"):
        decode_document(bytes(archive))


def _rewritten(**changes: object) -> bytes:
    """The archive with other entries in its head."""
    archive = encode_document(KEPT)
    content = zlib.decompress(archive[HEADER:])
    (length,) = struct.unpack_from("<I", content)
    head = json.loads(content[4 : 4 + length]) | changes
    written = json.dumps(head).encode()
    return archive[:HEADER] + zlib.compress(struct.pack("<I", len(written)) + written + content[4 + length :])


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "poem"},
        {"nodes": [["第一条"]]},
        {"blocks": [[3, 1, "row", None, False, []]]},
        {"blocks": [[0, 8, "heading", None, True]]},
        {"blocks": [[0, 8, "heading", None, True, [[4, 4]]]]},
        {"lines": []},
        {"sizes": 7},
        {"placements": None},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_head_that_makes_no_document_is_refused(changes: dict[str, object]) -> None:
    assert decode_document(_rewritten()) == KEPT
    with pytest.raises(ArchiveProblem, match="已损坏"):
        decode_document(_rewritten(**changes))


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff\xff{}", b"\2\0\0\0{}", b"\2\0\0\0[]", b"\1\0\0\0{"])
def test_a_content_without_a_head_is_refused(content: bytes) -> None:
    with pytest.raises(ArchiveProblem, match="已损坏"):
        decode_document(encode_document(KEPT)[:HEADER] + zlib.compress(content))

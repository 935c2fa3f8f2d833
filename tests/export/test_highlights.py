"""Highlights in a PDF lie on the words, however the page is cut and turned."""

import io
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from api.export.highlights import annotate_pdf
from api.export.marked import Marked, NotMarkable
from api.export.notes import Note, Tone
from extractor.document import Document, Span
from extractor.extraction import read
from tests.pages.pdf_fixtures import Print, edited

MADE = datetime(2026, 11, 22, tzinfo=UTC)
CLAUSE = "第一条 保险人承担赔偿责任，每次事故免赔率为百分之五，超过部分由保险人按照保险单载明的赔偿限额负责赔偿，但不超过累计限额。"
WORDS = "每次事故免赔率为百分之五，超过部分由保险人按照保险单载明的赔偿限额负责赔偿"


def pdf_of(encrypt: object = None) -> bytes:
    with Print(encrypt=encrypt) as made:
        made.paragraph(120, CLAUSE)
        made.page()
        made.paragraph(120, "第二条 保险人应当在三十日内赔付。")
    return made.data


def annotated(data: bytes, words: str = WORDS, tone: Tone = Tone.AGAINST) -> tuple[Document, Marked]:
    document = read(data, "a.pdf")
    start = document.text.index(words)
    note = Note(
        Span(start, start + len(words)), "比例：免赔率（有利于保险人，重要）", "由3%提高到5%。\x00", tone
    )
    return document, annotate_pdf(data, document, [note], MADE)


def highlights(pdf: pikepdf.Pdf) -> list[tuple[int, pikepdf.Object]]:
    return [
        (number, one)
        for number, page in enumerate(pdf.pages, 1)
        for one in page.obj.get("/Annots", [])
        if one.Subtype == "/Highlight"
    ]


def test_a_highlight_says_what_by_whom_and_when_and_has_a_closed_popup() -> None:
    _, marked = annotated(pdf_of())
    assert marked.missed == ()
    with pikepdf.open(io.BytesIO(marked.content)) as pdf:
        ((number, found),) = highlights(pdf)
        assert number == 1
        assert str(found.Contents) == "比例：免赔率（有利于保险人，重要）\n由3%提高到5%。�"
        assert (str(found.T), str(found.CreationDate)) == ("条款比对", "D:20261122000000Z")
        assert len(found.QuadPoints) == 16  # two lines
        assert found.Popup.Parent.NM == found.NM
        assert found.Popup.Open is False


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, [40, 50, 575, 822]])
def test_highlights_lie_on_the_words_of_cut_and_turned_pages(turn: int, crop: list[int] | None) -> None:
    data = edited(pdf_of(), Rotate=turn, **({"CropBox": crop} if crop else {}))
    document, marked = annotated(data)
    before, after = (shown(one) for one in (data, marked.content))
    inside = [box for page, box in document.boxes(first_note(document)) if page == 1]
    width, height = before.size
    coloured = [
        (x, y)
        for x in range(0, width, 2)
        for y in range(0, height, 2)
        if before.getpixel((x, y)) != after.getpixel((x, y))
    ]
    assert len(coloured) > 200
    assert all(
        any(box.left - 2 <= x <= box.right + 2 and box.top - 2 <= y <= box.bottom + 2 for box in inside)
        for x, y in coloured
    )
    for box in inside:
        assert any(box.left <= x <= box.right and box.top <= y <= box.bottom for x, y in coloured)


def first_note(document: Document) -> Span:
    start = document.text.index(WORDS)
    return Span(start, start + len(WORDS))


def shown(data: bytes):  # type: ignore[no-untyped-def]
    """The first page as a picture, a pixel for each point."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        return pdf[0].render(scale=1).to_pil().convert("RGB")
    finally:
        pdf.close()


def test_words_on_two_pages_have_a_highlight_on_each() -> None:
    data = pdf_of()
    document = read(data, "a.pdf")
    note = Note(Span(document.text.index("累计"), document.text.index("三十日")), "跨页", "", Tone.OPEN)
    marked = annotate_pdf(data, document, [note], MADE)
    with pikepdf.open(io.BytesIO(marked.content)) as pdf:
        assert [number for number, _ in highlights(pdf)] == [1, 2]


def test_annotations_that_are_there_stay() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of())) as pdf:
        theirs = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 20, 20],
            Contents=pikepdf.String("请核对"),
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(theirs)])
        pdf.save(out)
    _, marked = annotated(out.getvalue())
    with pikepdf.open(io.BytesIO(marked.content)) as pdf:
        assert [str(one.Subtype) for one in pdf.pages[0].obj.Annots] == ["/Text", "/Highlight", "/Popup"]


def test_a_file_that_forbids_annotations_is_refused_with_a_reason() -> None:
    data = pdf_of(StandardEncryption("", ownerPassword="geheim", canAnnotate=0))
    with pytest.raises(NotMarkable, match="不允许添加批注"):
        annotated(data)


def test_a_file_that_allows_annotations_stays_encrypted() -> None:
    _, marked = annotated(pdf_of(StandardEncryption("", ownerPassword="geheim", canPrint=0)))
    with pikepdf.open(io.BytesIO(marked.content)) as pdf:
        assert pdf.is_encrypted
        assert not pdf.allow.print_highres
        assert len(highlights(pdf)) == 1


def test_a_signed_file_is_marked_and_said_to_lose_its_signature() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of())) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=[])
        pdf.save(out)
    _, marked = annotated(out.getvalue())
    assert any("签名失效" in one for one in marked.missed)


def test_words_without_a_place_on_a_page_and_bytes_of_another_file_are_told() -> None:
    data = pdf_of()
    document = read(data, "a.pdf")
    blank = Span(document.text.index("\n"), document.text.index("\n") + 1)
    marked = annotate_pdf(data, document, [Note(blank, "无处可标", "", Tone.PLAIN)], MADE)
    assert len(marked.missed) == 1 and "无处可标" in marked.missed[0]
    with pytest.raises(ValueError, match="not the file"):
        annotate_pdf(data + b"\n", document, [], MADE)


def test_a_source_that_is_no_pdf_is_refused_with_a_reason() -> None:
    data = "第一条 保险人应当赔付。".encode()
    with pytest.raises(NotMarkable, match="不是 PDF"):
        annotate_pdf(data, read(data, "a.txt"), [], MADE)


def test_the_same_notes_give_the_same_bytes() -> None:
    data = pdf_of()
    assert annotated(data)[1].content == annotated(data)[1].content

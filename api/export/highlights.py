"""Notes as highlights in a document's own PDF (PDF 批注): ISO 32000-1, 12.5.6.10 (text markup) and 12.5.6.14 (pop-ups).

Boxes of a document count from the top left corner of the page as it is shown; annotations stand in user space, which
a page's crop box cuts and its rotation turns. Open only files that the extractor has read.
"""

import io
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from api.export.marked import Marked, NotMarkable, say
from api.export.notes import Note, Tone
from api.export.printable import printable
from extractor.document import Box, Document, Source

AUTHOR = "条款比对"
_COLOURS = {
    Tone.AGAINST: (1.0, 0.62, 0.52),
    Tone.FOR: (0.62, 0.90, 0.60),
    Tone.OPEN: (1.0, 0.90, 0.35),
    Tone.PLAIN: (0.65, 0.83, 1.0),
}
_PRINTED = 4  # annotation flag
_POPUP_SIZE = (260.0, 140.0)
_RESTRICTED = (
    "这份 PDF 设有权限限制，不允许添加批注。请向出具方索取未加限制的文件，或改用网页、Word、表格格式的报告。"
)
_NO_PDF = "原件不是 PDF，不能在其上加高亮批注。请改用网页、Word、表格格式的报告。"
_PASSWORD = "PDF 文件设有打开密码，无法添加批注。请先另存为不加密的 PDF，再重新上传。"
_BROKEN = "PDF 文件结构有损坏，无法添加批注。请用 PDF 阅读器另存后重新上传，或改用其他格式的报告。"
_SIGNED = "原件带有电子签名，加批注后的副本签名失效，仅供审阅；请另行保存原件"

Point = tuple[float, float]


def annotate_pdf(original: bytes, document: Document, notes: Sequence[Note], made: datetime) -> Marked:
    """The PDF of ``document`` with a highlight for every note at its words, on each page that they stand on.

    ``made`` (with a zone) dates them. Raises NotMarkable where the file forbids annotations or cannot be opened, and
    ValueError where ``original`` is not the file that the document was read from.
    """
    if sha256(original).hexdigest() != document.sha256:
        raise ValueError("the bytes are not the file that the document was read from")
    if document.source is not Source.PDF:
        raise NotMarkable(_NO_PDF)
    with _opened(original) as pdf:
        if pdf.is_encrypted and not pdf.allow.modify_annotation:
            raise NotMarkable(_RESTRICTED)
        missed = [_SIGNED] if _is_signed(pdf) else []
        for number, note in enumerate(notes, 1):
            if not _highlight(pdf, document, note, f"tiaokuan-{number}", made):
                missed.append(
                    say(f"批注“{note.title}”所指的文字在 PDF 上没有位置", note.span.quote(document.text))
                )
        return Marked(_saved(pdf), tuple(dict.fromkeys(missed)))


def _opened(original: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(original))
    except pikepdf.PasswordError as error:
        raise NotMarkable(_PASSWORD) from error
    except pikepdf.PdfError as error:
        raise NotMarkable(_BROKEN) from error


def _saved(pdf: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    pdf.save(written, encryption=bool(pdf.is_encrypted), deterministic_id=not pdf.is_encrypted)
    return written.getvalue()


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    """True where the form says that there are signatures (SigFlags, bit 1)."""
    form = pdf.Root.get("/AcroForm")
    flags = form.get("/SigFlags", 0) if isinstance(form, Dictionary) else 0
    return isinstance(flags, int) and bool(flags & 1)


def _highlight(pdf: pikepdf.Pdf, document: Document, note: Note, key: str, made: datetime) -> bool:
    """One annotation for each page of the note; False where its words have no boxes."""
    boxes: dict[int, list[Box]] = defaultdict(list)
    for number, box in document.boxes(note.span):
        if number <= len(pdf.pages) and box.left < box.right and box.top < box.bottom:
            boxes[number].append(box)
    for number, found in boxes.items():
        page = pdf.pages[number - 1]
        quads = [_quad(page, box) for box in found]
        annotation = _annotation(pdf, note, quads, f"{key}-{number}", made)
        popup = _popup(pdf, page, annotation, quads[0])
        annotation.Popup = popup
        if "/Annots" not in page.obj:
            page.obj.Annots = Array()
        page.obj.Annots.extend([annotation, popup])
    return bool(boxes)


def _annotation(
    pdf: pikepdf.Pdf, note: Note, quads: Sequence[Sequence[Point]], key: str, made: datetime
) -> Dictionary:
    moment = String(made.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        Rect=Array(_bounds(quads)),
        QuadPoints=Array([number for quad in quads for point in quad for number in point]),
        C=Array(_COLOURS[note.tone]),
        Contents=String(printable(f"{note.title}\n{note.body}".strip())),
        Subj=String(printable(note.title)),
        T=String(AUTHOR),
        NM=String(key),
        M=moment,
        CreationDate=moment,
        F=_PRINTED,
        AP=Dictionary(N=_appearance(pdf, note.tone, quads)),
    )
    return pdf.make_indirect(annotation)


def _appearance(pdf: pikepdf.Pdf, tone: Tone, quads: Sequence[Sequence[Point]]) -> pikepdf.Stream:
    """The colour over the words, multiplied so that they stay readable: viewers draw nothing else."""
    drawn = ["/G gs", " ".join(f"{part:.3f}" for part in _COLOURS[tone]), "rg"]
    for upper_left, upper_right, lower_left, lower_right in quads:
        corners = (upper_left, upper_right, lower_right, lower_left)
        drawn += [f"{x:.2f} {y:.2f} {'l' if at else 'm'}" for at, (x, y) in enumerate(corners)]
        drawn.append("h f")
    stream = pdf.make_stream("\n".join(drawn).encode())
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array(_bounds(quads))
    stream.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(Type=Name.ExtGState, BM=Name.Multiply)))
    stream.Group = Dictionary(S=Name.Transparency)
    return stream


def _popup(pdf: pikepdf.Pdf, page: pikepdf.Page, parent: Dictionary, quad: Sequence[Point]) -> Dictionary:
    """The window that shows the note, closed until it is asked for."""
    _, _, right, _ = _frame(page)
    top = max(y for _, y in quad)
    width, height = _POPUP_SIZE
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Popup,
            Parent=parent,
            Rect=Array([right, top - height, right + width, top]),
            Open=False,
            F=_PRINTED,
        )
    )


def _bounds(quads: Sequence[Sequence[Point]]) -> list[float]:
    points = [point for quad in quads for point in quad]
    across, along = [x for x, _ in points], [y for _, y in points]
    return [round(edge, 2) for edge in (min(across), min(along), max(across), max(along))]


def _quad(page: pikepdf.Page, box: Box) -> list[Point]:
    """The corners in user space: upper left, upper right, lower left, lower right of the words as they are read."""
    corners = ((box.left, box.top), (box.right, box.top), (box.left, box.bottom), (box.right, box.bottom))
    return [_in_user_space(page, x, y) for x, y in corners]


def _in_user_space(page: pikepdf.Page, x: float, y: float) -> Point:
    """A point of the page as it is shown, from its top left corner."""
    left, bottom, right, top = _frame(page)
    turn = int(page.rotation) // 90 % 4
    found = ((left + x, top - y), (left + y, bottom + x), (right - x, bottom + y), (right - y, top - x))[turn]
    return round(found[0], 2), round(found[1], 2)


def _frame(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is shown: the crop box within the media box."""
    crop, media = _edges(page.cropbox), _edges(page.mediabox)
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _edges(rectangle: Array) -> tuple[float, float, float, float]:
    x, y, other_x, other_y = (float(edge) for edge in rectangle)
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)

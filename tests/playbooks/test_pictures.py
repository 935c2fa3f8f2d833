"""Pictures in a Word file: what a silence beside them proves, and that the verdict tells of them."""

import re
import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as WordDocument
from docx.shared import Cm

from extractor.assessments import Assessment, Verdict
from extractor.elements.wording import Wording
from extractor.extraction import extract
from extractor.law import review_law
from tests.playbooks.texts import assessed

_TITLE = ("澄江财产保险股份有限公司", "某某责任保险条款", "总则")
_CLAUSES = (
    "第一条 本保险合同由保险条款、投保单、保险单和批单组成。",
    "第二条 保险人应当及时签发保险单。",
    "第三条 火灾造成的第三者财产损失，保险人负责赔偿。",
)
_WANTED = "require: present\nselect: [{type: sentence, words: 追溯期}]"
_FORBIDDEN = "require: absent\nselect: [{type: sentence, words: 概不负责}]"
_FINE = "require: present\nif_silent: fine\nselect: [{type: sentence, words: 追溯期}]"
_FRONT, _BETWEEN, _END = 1, 4, 6  # paragraphs before the picture


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _wording(
    width: float, height: float, after: int, *, header: bool = False, behind: bool = False
) -> Wording:
    """The clauses with one picture, in centimetres, after so many paragraphs (or in the page header)."""
    word = WordDocument()
    holder = word.sections[0].header.paragraphs[0] if header else None
    for at, text in enumerate((*_TITLE, *_CLAUSES, "")):
        if at == after and holder is None:
            holder = word.add_paragraph()
        word.add_paragraph(text)
    assert holder is not None
    holder.add_run().add_picture(BytesIO(_png()), Cm(width), Cm(height))
    if behind:
        inline = holder._p.xpath(".//wp:inline")[0]
        inline.tag = inline.tag.replace("inline", "anchor")
        inline.set("behindDoc", "1")
    saved = BytesIO()
    word.save(saved)
    return Wording(extract(saved.getvalue(), "own.docx"))


def _verdicts(wording: Wording) -> list[Verdict]:
    return [assessed(wording, check).verdict for check in (_WANTED, _FORBIDDEN, _FINE)]


_SETTLED = [Verdict.ABSENT, Verdict.AGREES, Verdict.NOT_CONCERNED]


@pytest.mark.parametrize(
    "wording",
    [
        pytest.param(_wording(6, 2, _FRONT), id="logo above the title"),
        pytest.param(_wording(16, 6, _FRONT), id="letterhead"),
        pytest.param(_wording(4.2, 4.2, _END), id="seal"),
        pytest.param(_wording(3, 1, _BETWEEN), id="icon between clauses"),
        pytest.param(_wording(15, 0.1, _BETWEEN), id="line"),
        pytest.param(_wording(12, 7, _BETWEEN, behind=True), id="behind the text"),
    ],
)
def test_a_picture_that_can_hold_no_provision_leaves_the_verdicts_and_is_told(wording: Wording) -> None:
    assert _verdicts(wording) == _SETTLED
    for check in (_WANTED, _FORBIDDEN, _FINE):
        assert re.search("图片1个，其中的文字未读取）$", assessed(wording, check).reason)


@pytest.mark.parametrize(
    "wording",
    [
        pytest.param(_wording(15, 2, _BETWEEN), id="strip of text between clauses"),
        pytest.param(_wording(15, 9, _BETWEEN), id="table of limits"),
        pytest.param(_wording(17, 24, _END), id="scanned page at the end"),
        pytest.param(_wording(17, 24, _FRONT), id="scanned page in front"),
        pytest.param(_wording(17, 24, _BETWEEN, behind=True), id="scanned page behind the text"),
    ],
)
def test_a_picture_that_can_hold_a_provision_leaves_silence_to_a_person(wording: Wording) -> None:
    assert _verdicts(wording) == [Verdict.PERSON] * 3
    assert "图片或图表1个" in assessed(wording, _WANTED).reason


def test_a_logo_in_the_page_header_is_not_spoken_of() -> None:
    wording = _wording(6, 2, 0, header=True)
    assert _verdicts(wording) == _SETTLED
    assert "图片" not in assessed(wording, _WANTED).reason


def test_what_the_text_says_is_judged_without_a_word_about_pictures() -> None:
    assessment = assessed(
        _wording(3, 1, _BETWEEN), "require: present\nselect: [{type: sentence, words: 签发}]"
    )
    assert assessment.verdict is Verdict.AGREES
    assert "图片" not in assessment.reason


def _required(wording: Wording) -> list[Assessment]:
    return [each for each in review_law(wording).assessments if each.rule == "content-dispute"]


def test_what_the_law_asks_for_is_absent_beside_a_logo_and_the_logo_is_told() -> None:
    (beside_logo,) = _required(_wording(6, 2, _FRONT))
    assert beside_logo.verdict is Verdict.ABSENT
    assert "图片1个" in beside_logo.reason
    (beside_scan,) = _required(_wording(17, 24, _END))
    assert beside_scan.verdict is not Verdict.ABSENT


@pytest.mark.parametrize(
    ("style", "verdict"),
    [
        ("width:60pt;height:40pt", Verdict.ABSENT),
        ("position:absolute;width:425pt;height:200pt;z-index:-251", Verdict.ABSENT),
        ("width:425pt;height:200pt", Verdict.PERSON),
        ("width:1.2.3pt;height:20pt", Verdict.PERSON),
        ("", Verdict.PERSON),
    ],
)
def test_pictures_of_old_word_files(style: str, verdict: Verdict) -> None:
    word = WordDocument()
    for text in (*_TITLE, *_CLAUSES):
        word.add_paragraph(text)
    saved = BytesIO()
    word.save(saved)
    drawn = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        f'style="{style}"><v:imagedata/></v:shape></w:pict></w:r></w:p>'
    )
    assert assessed(Wording(extract(_with(saved.getvalue(), drawn), "own.docx")), _WANTED).verdict is verdict


def _with(data: bytes, paragraph: str) -> bytes:
    """The Word file with one more paragraph before the end of its body."""
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:sectPr", paragraph.encode() + b"<w:sectPr", 1)
            new.writestr(name, part)
    return changed.getvalue()

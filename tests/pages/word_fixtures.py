"""Word files built from markup, so that a test shows the very thing that it is about."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W_URI = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMESPACES = (
    f'xmlns:w="{W_URI}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:test:wps" xmlns:wp="urn:test:wp"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def part(root: str, inner: str) -> str:
    """A part of the package: its root element in the Word namespaces."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{inner}</w:{root}>'


def relationships(links: dict[str, tuple[str, str]]) -> str:
    """A .rels part from ``{id: (kind, target)}``."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}{kind}" Target="{target}"/>'
        for key, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}relationships">{inner}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of the parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(body: str, **others: str) -> dict[str, str | bytes]:
    """The parts of a Word file. ``others`` are the inner markup of numbering, styles, footnotes …"""
    links = {}
    parts: dict[str, str | bytes] = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    roots = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    for name, inner in others.items():
        parts[f"word/{name}.xml"] = part(roots.get(name, name), inner)
        links[f"r{name}"] = (name.rstrip("0123456789"), f"{name}.xml")
    parts["word/_rels/document.xml.rels"] = relationships(links)
    parts["_rels/.rels"] = relationships({"r1": ("officeDocument", "word/document.xml")})
    return parts


def docx(body: str, **others: str) -> bytes:
    """A Word file with this inner markup of its body and of its other parts."""
    return zipped(parts_of(body, **others))


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(
    content: str, *, style: str = "", number: tuple[int, int] | None = None, properties: str = ""
) -> str:
    """A paragraph; ``content`` is text or markup, ``number`` is (list, level)."""
    inner = content if content.startswith("<") or not content else run(content)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = ""
    if number is not None:
        numbered = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{styled}{numbered}{properties}</w:pPr>{inner}</w:p>"


def level(index: int, style: str, pattern: str, *, start: int = 1, extra: str = "") -> str:
    """A level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, extra: str = "") -> str:
    """A list definition (w:abstractNum)."""
    return f'<w:abstractNum w:abstractNumId="{number}">{extra}{"".join(levels)}</w:abstractNum>'


def listing(number: int, definition: int, overrides: str = "") -> str:
    """A list (w:num) of a definition."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


def restart(index: int, start: int = 1) -> str:
    """An override that starts a level anew."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row; a cell is text or the markup of a ``w:tc``."""
    return f"<w:tr>{''.join(one if one.startswith('<w:tc') else cell(one) for one in cells)}</w:tr>"


def cell(*contents: str, properties: str = "") -> str:
    """A cell of paragraphs."""
    inner = "".join(one if one.startswith("<w:") else paragraph(one) for one in contents)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def field(instruction: str, result: str) -> str:
    """A complex field; ``result`` is markup of runs."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return (
        f"{mark('begin')}<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        f"{mark('separate')}{result}{mark('end')}"
    )

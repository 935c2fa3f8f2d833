"""A Word file that is opened to be marked and written again (Word 原件): all parts but those touched stay byte for byte.

Open only files that the extractor has read: it has refused what is too large, encrypted or no Word file.
"""

import io
import posixpath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from api.export.marked import NotMarkable
from api.export.printable import printable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES_PART = "[Content_Types].xml"


def element(name: str, **attributes: str) -> etree._Element:
    """An element of the Word namespace with attributes of it."""
    made = etree.Element(W + name)
    for key, value in attributes.items():
        made.set(W + key, value)
    return made


def text_element(name: str, text: str) -> etree._Element:
    """``w:t`` or ``w:delText`` that keeps its spaces."""
    made = element(name)
    made.text = printable(text)
    made.set(_SPACE, "preserve")
    return made


class WordFile:
    """The main part as a tree, and the comments part, which is made when it is first asked for."""

    def __init__(self, data: bytes) -> None:
        """Raises NotMarkable."""
        try:
            self._archive = ZipFile(io.BytesIO(data))
        except BadZipFile as error:
            raise NotMarkable("这不是 .docx 文件") from error
        self._names = {info.filename.lstrip("/").lower(): info.filename for info in self._archive.infolist()}
        self._changed: dict[str, etree._Element] = {}
        self._comments: etree._Element | None = None
        self._main = self._related("", "officeDocument") or "word/document.xml"
        root = self._tree(self._main)
        if root is None or root.tag != W + "document" or root.find(W + "body") is None:
            raise NotMarkable("这不是可以标注的 Word 文件（例如“严格”格式）")
        self.root = root

    @property
    def body(self) -> etree._Element:
        """``w:body``."""
        found = self.root.find(W + "body")
        assert found is not None
        return found

    def comments(self) -> etree._Element | None:
        """The root of the comments part (批注); None where the file has none."""
        if self._comments is None:
            name = self._related(self._main, "comments")
            self._comments = None if name is None else self._tree(name)
        return self._comments

    def make_comments(self) -> etree._Element:
        """The root of the comments part, which is made where there is none."""
        if self.comments() is None:
            name = posixpath.join(posixpath.dirname(self._main), "comments.xml")
            self._comments = self._changed[name] = etree.Element(W + "comments", nsmap={"w": W[1:-1]})
            self._link(name)
        assert self._comments is not None
        return self._comments

    def save(self) -> bytes:
        """The file with what was changed."""
        written = io.BytesIO()
        pending = {self._names.get(name.lower(), name): tree for name, tree in self._changed.items()}
        with ZipFile(written, "w", ZIP_DEFLATED) as archive:
            for info in self._archive.infolist():
                changed = pending.pop(info.filename, None)
                content = self._archive.read(info) if changed is None else _serialised(changed)
                archive.writestr(ZipInfo(info.filename, info.date_time), content, ZIP_DEFLATED)
            for name, tree in pending.items():
                archive.writestr(ZipInfo(name), _serialised(tree), ZIP_DEFLATED)
        return written.getvalue()

    def _tree(self, name: str) -> etree._Element | None:
        """The root of a part, which is written again at the end; None where there is no such part."""
        if name not in self._changed:
            stored = self._names.get(name.lower())
            if stored is None:
                return None
            self._changed[name] = _parsed(self._archive.read(stored))
        return self._changed[name]

    def _related(self, source: str, kind: str) -> str | None:
        folder, base = posixpath.split(source)
        stored = self._names.get(posixpath.join(folder, "_rels", base + ".rels").lower())
        for link in _parsed(self._archive.read(stored)) if stored else ():
            if link.get("Type", "").rpartition("/")[2] == kind and link.get("TargetMode") != "External":
                return posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
        return None

    def _link(self, name: str) -> None:
        """Name a new comments part in the main part's relationships and among the content types."""
        folder, base = posixpath.split(self._main)
        relations = self._part(posixpath.join(folder, "_rels", base + ".rels"), _RELATIONS, "Relationships")
        taken = {link.get("Id") for link in relations}
        key = next(f"rIdComments{n}" for n in range(len(taken) + 1) if f"rIdComments{n}" not in taken)
        etree.SubElement(
            relations,
            f"{{{_RELATIONS}}}Relationship",
            {"Id": key, "Type": _OFFICE + "comments", "Target": posixpath.basename(name)},
        )
        types = self._part(_TYPES_PART, _TYPES, "Types")
        etree.SubElement(
            types, f"{{{_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": _COMMENTS_TYPE}
        )

    def _part(self, name: str, namespace: str, root: str) -> etree._Element:
        found = self._tree(name)
        if found is None:
            found = self._changed[name] = etree.Element(f"{{{namespace}}}{root}")
        return found


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotMarkable("Word 文件的内容无法解析") from error


def _serialised(tree: etree._Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

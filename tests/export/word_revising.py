"""What Word does when all tracked changes of one author are accepted or rejected, done on the markup."""

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from api.export.word_file import W
from api.export.word_revisions import AUTHOR


def tree_of(data: bytes, part: str = "word/document.xml") -> etree._Element:
    """A part of a Word file."""
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(part))


def accepted(data: bytes) -> list[str]:
    """The paragraphs after all of our changes were accepted."""
    return _settled(tree_of(data), kept="ins", dropped="del")


def rejected(data: bytes) -> list[str]:
    """The paragraphs after all of our changes were rejected."""
    return _settled(tree_of(data), kept="del", dropped="ins")


def _settled(root: etree._Element, *, kept: str, dropped: str) -> list[str]:
    ended = set()
    for change in [one for one in root.iter(W + dropped) if one.get(W + "author") == AUTHOR]:
        holder = change.getparent()
        assert holder is not None
        if holder.tag == W + "trPr":
            row = holder.getparent()
            assert row is not None
            _remove(row)
        elif holder.tag == W + "rPr":
            ended.add(next(change.iterancestors(W + "p")))
        else:
            _remove(change)
    texts, running = [], ""
    for paragraph in root.iter(W + "p"):
        running += _text(paragraph, kept)
        if paragraph in ended:
            continue  # its end is gone: it runs on with the next one
        texts.append(running)
        running = ""
    return [text for text in texts if text.strip()]


def _remove(element: etree._Element) -> None:
    holder = element.getparent()
    if holder is not None:
        holder.remove(element)


def _text(paragraph: etree._Element, kept: str) -> str:
    """Words as they print: a deletion by someone else stays deleted, a restored one of ours prints."""
    found = []
    for part in paragraph.iter(W + "t", W + "delText", W + "tab"):
        change = next(part.iterancestors(W + "del"), None)
        ours = change is not None and change.get(W + "author") == AUTHOR
        if change is None or (ours and kept == "del"):
            found.append("\t" if part.tag == W + "tab" else part.text or "")
    return "".join(found)


def changes(data: bytes, name: str) -> list[str]:
    """The words of every tracked change of ours: ``ins`` or ``del``."""
    return [
        "".join(part.text or "" for part in change.iter(W + "t", W + "delText"))
        for change in tree_of(data).iter(W + name)
        if change.get(W + "author") == AUTHOR and change.find(W + "r") is not None
    ]


def comments(data: bytes) -> list[tuple[str, str, str]]:
    """Author and text of every comment, and the printed words that it stands at."""
    root, part = tree_of(data), tree_of(data, "word/comments.xml")
    return [
        (
            comment.get(W + "author", ""),
            "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in comment.iter(W + "p")),
            _ranged(root, comment.get(W + "id", "")),
        )
        for comment in part.iter(W + "comment")
    ]


def _ranged(root: etree._Element, key: str) -> str:
    inside, found, ended = False, [], False
    for part in root.iter():
        if part.tag == W + "commentRangeStart" and part.get(W + "id") == key:
            inside = True
        elif part.tag == W + "commentRangeEnd" and part.get(W + "id") == key:
            inside, ended = False, True
        elif inside and part.tag in (W + "t", W + "delText"):
            found.append(part.text or "")
        elif part.tag == W + "commentReference" and part.get(W + "id") == key:
            assert ended
    return "".join(found)


def ids(data: bytes) -> list[str]:
    """The ids of all annotations in the body that are elements of their own, ends of ranges left out."""
    names = (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "bookmarkStart",
        "commentRangeStart",
    )
    return [one.get(W + "id", "") for one in tree_of(data).iter(*(W + name for name in names))]

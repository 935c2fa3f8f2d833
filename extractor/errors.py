"""What can be wrong with a file. Every message says what to do; findings *about* a document are values.

TiaokuanError
├── PageMissing               the document has no page of that number
└── UnreadableDocument        these bytes give no document
    ├── UnsupportedFormat     not a format that is read (an image, an archive, a spreadsheet …)
    ├── EncryptedDocument     a password is needed
    ├── BrokenDocument        the container is damaged or cut off
    ├── EmptyDocument         it opens, and holds no text (a scan, an empty file)
    ├── OversizedDocument     a limit on bytes, pages, depth or unpacked size is passed
    ├── ConverterMissing      an old format whose converter (LibreOffice) is not installed
    └── ReadingStopped        the reader ran out of its time or memory
        └── ReadingCancelled  a person stopped it
"""


class TiaokuanError(Exception):
    """Base of every deliberate error. ``str(error)`` is Chinese and says what to do."""

    code = "error"


class PageMissing(TiaokuanError):
    """The document has no page of that number; the message says how many it has."""

    code = "page-missing"


class UnreadableDocument(TiaokuanError):
    """These bytes give no document."""

    code = "unreadable"


class UnsupportedFormat(UnreadableDocument):
    """Not a format that is read."""

    code = "unsupported"


class EncryptedDocument(UnreadableDocument):
    """A password is needed."""

    code = "encrypted"


class BrokenDocument(UnreadableDocument):
    """The container is damaged or cut off."""

    code = "broken"


class EmptyDocument(UnreadableDocument):
    """It opens, and holds no text."""

    code = "empty"


class OversizedDocument(UnreadableDocument):
    """A limit on bytes, pages, depth or unpacked size is passed; the message names the limit."""

    code = "oversized"


class ConverterMissing(UnreadableDocument):
    """An old format whose converter is not installed."""

    code = "converter-missing"


class ReadingStopped(UnreadableDocument):
    """The reader ran out of its time or memory."""

    code = "stopped"


class ReadingCancelled(ReadingStopped):
    """A person stopped the reading."""

    code = "cancelled"

"""What the child process of a worker does: bytes to an extraction, within the limit on pages.

It imports nothing of the service, so that a child starts fast.
"""

from extractor.errors import OversizedDocument
from extractor.records import Extraction


class TooManyPages(OversizedDocument):
    """The document has more pages than this service reads."""

    code = "too-many-pages"


def extract_within(data: bytes, name: str, *, pages: int, learned: bool = False) -> Extraction:
    """Read one file of at most ``pages`` pages; ``learned`` as in ``extract``. Raises UnreadableDocument; TooManyPages beyond the limit.

    The child alone pays for loading the language layer (spaCy, a second).
    """
    from extractor.extraction import read, read_extraction  # noqa: PLC0415

    document = read(data, name)
    if document.pages > pages:
        raise TooManyPages(f"文件有 {document.pages} 页，超过 {pages} 页的上限。请拆分后分别上传。")
    return read_extraction(document, learned=learned)

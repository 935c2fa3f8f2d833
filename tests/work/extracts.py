"""Ways to read, for the child process: each does what a document may do to its reader."""

import os
import signal
import time

from extractor.errors import BrokenDocument
from extractor.pages.plain import read_plain
from extractor.records import Extraction
from extractor.structure.reading import read_document


def plain(data: bytes, name: str, *, pages: int) -> Extraction:
    """The document without its records: no language layer to load."""
    return Extraction(read_document(read_plain(data), data), (), (), ())


def slow(data: bytes, name: str, *, pages: int) -> Extraction:
    """Takes its time."""
    time.sleep(60)
    return plain(data, name, pages=pages)


def brief(data: bytes, name: str, *, pages: int) -> Extraction:
    """Takes a moment."""
    time.sleep(1.5)
    return plain(data, name, pages=pages)


def broken(data: bytes, name: str, *, pages: int) -> Extraction:
    """The file is at fault."""
    raise BrokenDocument("文件已损坏。请重新下载。")


def stumble(data: bytes, name: str, *, pages: int) -> Extraction:
    """The reader is at fault; its message quotes the document."""
    raise LookupError(data.decode())


def fatal(data: bytes, name: str, *, pages: int) -> Extraction:
    """Kills the worker that reads it."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)
    return plain(data, name, pages=pages)

"""Where an error arose, for the log (出错位置): never its text, which may quote a document."""

import re
import traceback

from extractor.pages.isolation import InternalError

_DEPTH = 8
_FRAME = re.compile(r'^  File "([^"\n]+)", line (\d+)', re.MULTILINE)


def frames(error: BaseException | None) -> list[str]:
    """File and line of the innermost frames, innermost last; of the child's, where the error arose there."""
    if isinstance(error, InternalError):
        found = [f"{file}:{line}" for file, line in _FRAME.findall(str(error))]
    else:
        trace = traceback.extract_tb(error.__traceback__) if error is not None else []
        found = [f"{frame.filename}:{frame.lineno}" for frame in trace]
    return found[-_DEPTH:]

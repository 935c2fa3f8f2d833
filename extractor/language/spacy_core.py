"""spaCy without its command line.

``import spacy`` loads ``spacy.cli`` (typer, weasel, requests, httpx) for the one name ``spacy.info``: two fifths
of its time, which every reading child would pay at its start. Nothing here uses it, so an empty module stands
in for it during the import and goes again; whoever needs ``spacy.cli`` later can import it as always.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def _without_command_line() -> Iterator[None]:
    if "spacy" in sys.modules:
        yield
        return
    package, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    vars(info)["info"] = None
    stand_ins = {module.__name__: module for module in (package, info)}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]


with _without_command_line():
    from spacy import blank
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Stretch

__all__ = ["Doc", "Language", "Stretch", "blank"]

"""The playbooks that come with the program, from ``corpora/playbooks``."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from extractor.playbooks.declared import Playbook, read_playbook

_FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "playbooks"


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Playbook]:
    """The shipped playbooks by id. Raises DeclarationProblem where a file was spoiled."""
    read = (
        read_playbook(path.read_text(encoding="utf-8"), path.name) for path in sorted(_FOLDER.glob("*.yaml"))
    )
    return MappingProxyType({playbook.id: playbook for playbook in read})


@lru_cache(maxsize=1)
def shipped_texts() -> Mapping[str, str]:
    """The YAML of each shipped playbook, to the letter, by id."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.yaml")))
    return MappingProxyType({read_playbook(text, "").id: text for text in texts})

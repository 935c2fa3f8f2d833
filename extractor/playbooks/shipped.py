"""The playbooks that come with the program, from ``corpora/playbooks``."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from extractor.playbooks.declared import Playbook, read_playbook

_FOLDER = Path(__file__).resolve().parents[2] / "corpora" / "playbooks"


def shipped() -> Mapping[str, Playbook]:
    """The shipped playbooks by id. Raises DeclarationProblem where a file was spoiled."""
    return MappingProxyType({playbook.id: playbook for playbook, _ in _files()})


def shipped_texts() -> Mapping[str, str]:
    """The YAML of each shipped playbook, to the letter, by id."""
    return MappingProxyType({playbook.id: text for playbook, text in _files()})


@lru_cache(maxsize=1)
def _files() -> tuple[tuple[Playbook, str], ...]:
    texts = ((path.name, path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.yaml")))
    return tuple((read_playbook(text, name), text) for name, text in texts)

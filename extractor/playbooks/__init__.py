"""Playbooks (审查标准): what a wording should say from somebody's standpoint, and what a document makes of it."""

from extractor.playbooks import telling
from extractor.playbooks.declared import Check, Playbook, read_playbook
from extractor.playbooks.reviewing import review
from extractor.playbooks.schema import playbook_schema
from extractor.playbooks.shipped import shipped, shipped_texts

__all__ = [
    "Check",
    "Playbook",
    "playbook_schema",
    "read_playbook",
    "review",
    "shipped",
    "shipped_texts",
    "telling",
]

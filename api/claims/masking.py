"""Personal data hidden in a determination (核定意见脱敏): the words of the document as they are masked there, and the rest."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

from api.privacy.masking import mask, mask_extraction
from api.privacy.personal import MARK
from extractor.claim import Claim
from extractor.determination import Determination
from extractor.document import Document
from extractor.expressions import Step
from extractor.quotations import Quotation
from extractor.records import Extraction

_FIGURES = {"formula"}  # numbers only, which a mask might take for telephones


@dataclass(frozen=True, slots=True)
class Masked:
    """A determination, its document and its claim, without personal data."""

    found: Determination
    document: Document
    claim: Claim


def mask_determination(found: Determination, document: Document, claim: Claim) -> Masked:
    """Personal data hidden, the persons among them that the claim names as having suffered a loss.

    Every quote is still the masked text at its span.
    """
    hidden = mask_extraction(Extraction(document, (), (), ())).document
    persons = {loss.person for loss in claim.event.losses if loss.person and loss.person.strip()}
    names = sorted(persons, key=len, reverse=True)

    def words(text: str) -> str:
        for name in names:
            text = text.replace(name, name[0] + MARK * (len(name) - 1))
        return mask(text)

    return Masked(_masked(found, hidden, words), hidden, _masked(claim, hidden, words))


def _masked(value: Any, document: Document, words: Callable[[str], str]) -> Any:
    if isinstance(value, Quotation):
        return replace(value, quote=value.span.quote(document.text))
    if isinstance(value, tuple):
        return tuple(_masked(one, document, words) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        kept = _FIGURES if isinstance(value, Step) else set()
        return replace(
            value,
            **{
                one.name: _masked(getattr(value, one.name), document, words)
                for one in fields(value)
                if one.name not in kept
            },
        )
    return words(value) if isinstance(value, str) and not isinstance(value, Enum) else value

"""The language layer as a spaCy pipeline (语言管线): units, parties, quantities, norms, terms of the trade.

``spacy.blank("zh")`` cuts into single characters, so a token's index is its place in the reading view. Each
component fills one group of ``doc.spans`` with labelled spans and the attribute ``doc._`` of the same name
with our own values, in the same order.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from extractor.language.amounts import find_money, find_rates
from extractor.language.lexicon import load_lexicon
from extractor.language.norms import find_norm
from extractor.language.parties import find_parties
from extractor.language.spacy_core import Doc, Language, Stretch, blank
from extractor.language.timing import find_dates, find_deadlines, find_durations
from extractor.language.units import Unit, split_units
from extractor.language.view import View
from extractor.quantities import Quantity

UNITS, PARTIES, QUANTITIES, NORMS, TERMS = "units", "parties", "quantities", "norms", "terms"


@lru_cache(maxsize=1)
def load_pipeline() -> Language:
    """The pipeline, made once: ``units``, ``parties``, ``quantities``, ``norms``, ``terms``."""
    Doc.set_extension("source", default="", force=True)
    nlp = blank("zh")
    for component in (UNITS, PARTIES, QUANTITIES, NORMS, TERMS):
        Doc.set_extension(component, default=(), force=True)
        nlp.add_pipe(f"insurance_{component}", name=component)
    return nlp


def read_units(whole: View) -> tuple[Doc, list[Unit]]:
    """A paragraph with its units (traceable to the document), parties, quantities and norms."""
    nlp = load_pipeline()
    doc = nlp.make_doc(whole.text)
    doc._.source = whole.text
    nlp(
        doc, disable=[TERMS]
    )  # no reader of terms asks for the lexicon, and it takes a third of a second to load
    units = [
        Unit(whole.part(unit.view.offsets[0], unit.view.offsets[-1] + 1), unit.closed, unit.bracketed)
        for unit in doc._.units
    ]
    return doc, units


def _text(doc: Doc) -> str:
    """The text, without joining the tokens anew each time it is asked for."""
    return str(doc._.source) or doc.text


def _carry(doc: Doc, group: str, found: Sequence[tuple[int, int, str, object]]) -> Doc:
    """Keep what a component found: values on ``doc._``, labelled spans in ``doc.spans``."""
    doc.spans[group] = [Stretch(doc, start, end, label=label) for start, end, label, _ in found]
    doc._.set(group, tuple(value for *_, value in found))
    return doc


@Language.component("insurance_units")
def _units(doc: Doc) -> Doc:
    units = split_units(View(_text(doc), tuple(range(len(doc)))))
    return _carry(doc, UNITS, [(u.view.offsets[0], u.view.offsets[-1] + 1, "UNIT", u) for u in units])


@Language.component("insurance_parties")
def _parties(doc: Doc) -> Doc:
    return _carry(doc, PARTIES, [(m.start, m.end, "PARTY", m) for m in find_parties(_text(doc))])


_FINDERS: dict[str, Callable[[str], list[Quantity]]] = {
    "MONEY": find_money, "RATE": find_rates, "DURATION": find_durations, "DATE": find_dates, "DEADLINE": find_deadlines,
}  # fmt: skip
_FIGURE = re.compile(r"[\d一二两三四五六七八九十百千半壹贰叁肆伍陆柒捌玖]")


@Language.component("insurance_quantities")
def _quantities(doc: Doc) -> Doc:
    if not _FIGURE.search(_text(doc)):
        return _carry(doc, QUANTITIES, [])
    found = [
        (q.span.start, q.span.end, label, q) for label, find in _FINDERS.items() for q in find(_text(doc))
    ]
    return _carry(doc, QUANTITIES, found)


@Language.component("insurance_norms")
def _norms(doc: Doc) -> Doc:
    found: list[tuple[int, int, str, object]] = []
    for unit in doc._.units:
        norm = find_norm(unit.text)
        if norm is not None and norm.end > norm.start:
            at = unit.view.offsets[0]
            found.append((at + norm.start, at + norm.end, norm.modality.value.upper(), norm))
    return _carry(doc, NORMS, found)


@Language.component("insurance_terms")
def _terms(doc: Doc) -> Doc:
    hits = load_lexicon().find(_text(doc))
    return _carry(doc, TERMS, [(start, end, entry.field.value.upper(), entry) for start, end, entry in hits])

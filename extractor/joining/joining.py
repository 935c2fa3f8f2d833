"""Rules and learned reader to one list of records (合并)."""

from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Document
from extractor.joining.candidates import Candidate, find_candidates, unit_of
from extractor.joining.confidence import Calibration, calibration
from extractor.joining.writing import improved, record_of
from extractor.records import AGREED, Record
from extractor.terms.passages import read_passages
from extractor.terms.setting import read_setting
from models.reading import Reader


def join(document: Document, records: Sequence[Record], reader: Reader | None = None) -> tuple[Record, ...]:
    """The records of the rules and what only the model finds, each with who found it and a calibrated confidence.

    What only the model finds is left out where it is too likely wrong; what the rules found stays, with the confidence it
    then has. Records are in reading order.
    Raises ImportError where the model cannot run: ask ``missing_reader`` first.
    """
    passages = read_passages(document)
    statements = (reader or Reader()).read([unit_of(passage) for passage in passages])
    setting = read_setting(document)
    joined = []
    for candidate in find_candidates(records, passages, statements):
        if candidate.record is not None:
            joined.append(_settled(candidate, candidate.record, calibration()))
        else:
            found = record_of(candidate, setting)
            joined.append(_settled(candidate, found, calibration()) if found else None)
    return tuple(
        sorted(
            (one for one in joined if one is not None),
            key=lambda record: (record.span.start, record.span.end, record.type.value),
        )
    )


def _settled(candidate: Candidate, record: Record, measured: Calibration) -> Record | None:
    confidence = measured.confidence(candidate)
    if not measured.shown(candidate, confidence):
        return None
    if candidate.record is None:
        return replace(record, confidence=confidence)
    rule = f"{record.rule}{AGREED}" if candidate.agreed else record.rule
    return replace(improved(candidate, record), confidence=confidence, rule=rule)

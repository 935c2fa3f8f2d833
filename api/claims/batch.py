"""Many claims on files (批量核定): each checked in a child process, results in the order of the rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from api.batch import Crew, Outcome
from api.claims.checking import CHUNK, Checked, check_many
from api.claims.rows import Row
from api.claims.summary import Answered
from extractor.claim import Claim
from extractor.records import Extraction

_NO_DOCUMENT = "没有找到条款文件“{}”。请核对文件名，或用 --document 指明。"


def answer_rows(
    rows: Sequence[Row],
    documents: Mapping[str, Outcome | None],
    crew: Crew,
    tell: Callable[[int], None] = lambda _: None,
) -> list[Answered]:
    """What each row came to, in their order; ``documents`` by the names in the claims. ``tell`` hears of every few that
    are done."""
    answered: dict[int, Answered] = {}
    chunks: list[tuple[Extraction, list[tuple[Row, Claim]]]] = []
    for name, together in _by_document(rows).items():
        outcome = documents.get(name)
        extraction = outcome.extraction if outcome else None
        if extraction is None:
            reason = outcome.reason if outcome else _NO_DOCUMENT.format(name)
            answered.update({row.number: _unread(row, name, reason) for row, _ in together})
            continue
        chunks += [(extraction, together[at : at + CHUNK]) for at in range(0, len(together), CHUNK)]
    wrong = [row for row in rows if row.claim is None]
    answered.update({row.number: _wrong(row) for row in wrong})
    tell(len(answered))
    for found in _checked(chunks, crew):
        answered.update({one.number: one for one in found})
        tell(len(found))
    return [answered[row.number] for row in rows]


def _by_document(rows: Sequence[Row]) -> Mapping[str, list[tuple[Row, Claim]]]:
    found: dict[str, list[tuple[Row, Claim]]] = {}
    for row in rows:
        if row.claim is not None:
            found.setdefault(row.claim.document, []).append((row, row.claim))
    return found


def _unread(row: Row, name: str, reason: str) -> Answered:
    return Answered(row.number, row.label, name, row.claim, Checked(None, "document-unread", reason))


def _wrong(row: Row) -> Answered:
    checked = Checked(None, "invalid-claim", "案件不合要求，未核定。", row.errors)
    return Answered(row.number, row.label, "", None, checked)


def _checked(
    chunks: Sequence[tuple[Extraction, list[tuple[Row, Claim]]]], crew: Crew
) -> Iterator[list[Answered]]:
    with ThreadPoolExecutor(max_workers=crew.size) as threads:
        waiting = [threads.submit(_check, crew, *chunk) for chunk in chunks]
        for done in as_completed(waiting):
            yield done.result()


def _check(crew: Crew, extraction: Extraction, together: list[tuple[Row, Claim]]) -> list[Answered]:
    with crew.lent() as worker:
        found = check_many(worker, extraction, [claim for _, claim in together])
    return [
        Answered(row.number, row.label, claim.document, claim, checked, extraction.document)
        for (row, claim), checked in zip(together, found, strict=True)
    ]

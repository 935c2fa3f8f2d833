"""Rows of tables (表格行): paired inside tables that belong together, by what stands in their first cells, and then
by their place."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from extractor.comparison.changes.noise import canonical
from extractor.comparison.partners import Gaps, Partners
from extractor.comparison.passages import Passage
from extractor.comparison.similarity import meaning
from extractor.document import Level

_MUCH = 60.0  # of 100: likeness of rows that only their place brings together
_WORDY = 6  # letters in a row from which it is read as a sentence where its cells find no counterpart


def is_figures(passage: Passage) -> bool:
    """A row of a table with hardly a word in it: it says nothing without its table."""
    return passage.owner.level is Level.TABLE and sum(map(str.isalpha, passage.view.text)) < _WORDY


def pair_rows(a: Sequence[Passage], b: Sequence[Passage], partners: Partners) -> None:
    """Pair the rows that are left of tables that belong together: the same first two cells, or the same first one."""
    tables = _tables(a), _tables(b)
    for one, another in _belonging(a, b, tables, partners):
        for cells in (2, 1):
            rows = [(at, _key(a[at], cells)) for at in tables[0][one] if partners.to_b[at] < 0]
            others = [(at, _key(b[at], cells)) for at in tables[1][another] if partners.to_a[at] < 0]
            for row, other in _keyed(rows, others):
                partners.pair(row, other)
    _pair_placed(a, b, partners, tables)


def _pair_placed(
    a: Sequence[Passage], b: Sequence[Passage], partners: Partners, tables: tuple[dict[int, list[int]], ...]
) -> None:
    """Pair rows whose first cell is another but which stand alone between the same rows and are much alike."""
    gaps = Gaps.of(partners)
    between: dict[tuple[int, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, found in enumerate(tables):
        for rows in found.values():
            for row in rows:
                if row in gaps.before[side]:
                    between[gaps.before[side][row], gaps.after[side][row]][side].append(row)
    for rows, others in between.values():
        if len(rows) == len(others):
            for row, other in zip(rows, others, strict=True):
                if fuzz.ratio(a[row].view.text, b[other].view.text) >= _MUCH:
                    partners.pair(row, other)


def _keyed(rows: Sequence[tuple[int, str]], others: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Rows of one key, in their order."""
    waiting = defaultdict(list)
    for other, key in reversed(others):
        waiting[key].append(other)
    for row, key in rows:
        if waiting.get(key):
            yield row, waiting[key].pop()


def _tables(passages: Sequence[Passage]) -> dict[int, list[int]]:
    tables = defaultdict(list)
    for at, passage in enumerate(passages):
        if passage.owner.level is Level.TABLE:
            tables[passage.node].append(at)
    return tables


def _belonging(
    a: Sequence[Passage], b: Sequence[Passage], tables: tuple[dict[int, list[int]], ...], partners: Partners
) -> list[tuple[int, int]]:
    """Tables by what they share: rows paired already, the heading, first cells."""
    shared: Counter[tuple[int, int]] = Counter()
    for at, other in partners.pairs():
        if a[at].node in tables[0] and b[other].node in tables[1]:
            shared[a[at].node, b[other].node] += 10
    keys = [
        {node: _table_keys(side, rows) for node, rows in found.items()}
        for side, found in zip((a, b), tables, strict=True)
    ]
    holders = defaultdict(list)
    for node, words in keys[1].items():
        for word in words:
            holders[word].append(node)
    for node, words in keys[0].items():
        for word in words:
            for other in holders[word]:
                shared[node, other] += 1
    taken: tuple[set[int], set[int]] = set(), set()
    found = []
    for cell, _ in sorted(
        shared.items(), key=lambda item: (-item[1], abs(item[0][0] - item[0][1]), sum(item[0]))
    ):
        if cell[0] not in taken[0] and cell[1] not in taken[1]:
            taken[0].add(cell[0])
            taken[1].add(cell[1])
            found.append(cell)
    return found


def _table_keys(passages: Sequence[Passage], rows: Sequence[int]) -> set[str]:
    first = passages[rows[0]]
    headings = {f"heading:{meaning(heading)}" for heading in first.headings}
    return headings | {_key(passages[row], 1) for row in rows}


def _key(passage: Passage, cells: int) -> str:
    text = passage.span.quote(passage.document.text)
    return "\t".join(canonical(cell) or cell.strip() for cell in text.split("\t")[:cells])

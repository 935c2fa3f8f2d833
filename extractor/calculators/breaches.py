"""Breaches of a contract (违约行为) and the penalty that each is under."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import log

from extractor.calculators.contradictions import negative
from extractor.claim import Contradiction
from extractor.comparison.similarity import meaning, pairs_of
from extractor.language.view import view
from extractor.quotations import Quotation, quotation_of, quoted
from extractor.records import Extraction, Record, RecordType
from extractor.structure.references import expand_targets


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach, or several of the same kind. None means "not said".

    ``path`` is the clause broken (第一条（三）2) or ``what`` says in words what was done. ``count`` is how many times,
    ``days`` how many days late, ``base`` the yuan that a rate is taken of (逾期金额、应付赔款), ``units`` how many things a
    penalty per thing is for (亩、人、辆), ``on`` the day, only for the record.
    """

    what: str = ""
    path: str = ""
    count: int = 1
    days: int | None = None
    base: Decimal | None = None
    units: Decimal | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Breaches:
    """The breaches of a contract to be settled together; ``price`` is the contract price (合同总价), yuan."""

    breaches: tuple[Breach, ...]
    price: Decimal | None = None


def contradictions(breaches: Breaches) -> tuple[Contradiction, ...]:
    """What cannot be in a list of breaches, by field."""
    found = list(negative("/price", "合同总价", breaches.price))
    for at, breach in enumerate(breaches.breaches):
        place = f"/breaches/{at}"
        if breach.count < 1:
            found.append(Contradiction(f"{place}/count", "违约次数至少为 1"))
        found += negative(f"{place}/days", "逾期天数", breach.days)
        found += negative(f"{place}/base", "计算基数", breach.base)
        found += negative(f"{place}/units", "数量", breach.units)
        if not breach.what.strip() and not breach.path.strip():
            found.append(Contradiction(f"{place}/what", "请写明违约行为，或所违反条款的编号"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause that can be broken, with the penalties for it: none, one, or more than one."""

    path: str
    words: str
    source: Quotation
    penalties: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The provisions that a breach may be of, the likeliest first; ``sure`` where the first one is meant."""

    provisions: tuple[Provision, ...]
    sure: bool


class Penalties:
    """The penalties of one document and the clauses they punish."""

    def __init__(self, extraction: Extraction) -> None:
        self._extraction = extraction
        self.records = tuple(record for record in extraction.records if record.type is RecordType.PENALTY)
        self._provisions = tuple(self._read())
        self._words = [Counter(pairs_of(meaning(one.words))) for one in self._provisions]
        spread = Counter(pair for words in self._words for pair in words)
        total = len(self._provisions)
        self._rarity: Mapping[str, float] = {pair: log(1 + total / count) for pair, count in spread.items()}

    def find(self, breach: Breach) -> Finding:
        """The clause that was broken: by its number, or else by the words."""
        if breach.path.strip():
            return self._by_path(breach.path)
        return self._by_words(breach.what)

    def _read(self) -> Iterable[Provision]:
        """Every provision with words of its own; the penalty's own sentence speaks for what it punishes, too."""
        document = self._extraction.document
        punished = {record.path for record in self.records}
        for node in document.nodes:
            texts = [view(document.text, span).text for span in node.paragraphs]
            penalties = tuple(one for one in self.records if node.path in _targets(one))
            if not texts or (node.path in punished and not penalties):
                continue
            own = "".join((node.heading, *texts))
            named = "".join(one.quote for one in penalties if len(_targets(one)) == 1)
            yield Provision(
                node.path, own + named, quoted(document, node.path, node.paragraphs[0]), penalties
            )

    def _by_path(self, path: str) -> Finding:
        speaking = self.records[0].path if self.records else ""
        wanted = {_plain(one) for one in expand_targets(self._extraction.document, path, speaking)} or {
            _plain(path)
        }
        same = tuple(one for one in self._provisions if _plain(one.path) in wanted)
        if any(one.penalties for one in same):
            return Finding(same, sure=len(same) == 1)
        standing = tuple(self._standing(lambda at: at in wanted))
        if standing:
            return Finding(standing, sure=len(standing) == 1)
        below = tuple(
            one
            for one in self._provisions
            if one.penalties and any(_inside(_plain(one.path), w) for w in wanted)
        )
        above = tuple(
            one
            for one in self._provisions
            if one.penalties and any(_inside(w, _plain(one.path)) for w in wanted)
        )
        within = (
            () if below or above else tuple(self._standing(lambda at: any(_inside(at, w) for w in wanted)))
        )
        near = below or above or within or same
        return Finding(near, sure=not below and not within and len(near) == 1)

    def _standing(self, here: Callable[[str], bool]) -> Iterator[Provision]:
        """Penalty clauses by their own number (违约金条款的编号), for who names them instead of what was broken."""
        for path in dict.fromkeys(record.path for record in self.records if here(_plain(record.path))):
            own = tuple(record for record in self.records if record.path == path)
            yield Provision(path, "".join(one.quote for one in own), source_of(own[0]), own)

    def _by_words(self, what: str) -> Finding:
        said = set(pairs_of(meaning("".join(what.split()))))
        ranked = sorted(
            ((self._score(said, at), -at) for at in range(len(self._provisions))),
            reverse=True,
        )
        likely = [(score, self._provisions[-at]) for score, at in ranked if score >= _FAINT][:3]
        if not likely:
            return Finding((), sure=False)
        (best, first), rest = likely[0], likely[1:]
        others = [score for score, one in rest if one.penalties != first.penalties]
        sure = best >= _ENOUGH and (not others or best - others[0] >= _AHEAD)
        return Finding(tuple(one for _, one in likely), sure)

    def _score(self, said: set[str], at: int) -> float:
        """How much of what was said stands in the provision, rare pairs of characters counting more."""
        heaviest = max(self._rarity.values(), default=1.0)
        whole = sum(self._rarity.get(pair, heaviest) for pair in said)
        shared = sum(self._rarity[pair] for pair in said if pair in self._words[at])
        return shared / whole if whole else 0.0


_FAINT, _ENOUGH, _AHEAD = 0.12, 0.3, 0.08


def _targets(record: Record) -> tuple[str, ...]:
    targets = record.fields.get("targets")
    if isinstance(targets, tuple) and targets:
        return tuple(str(target) for target in targets)
    return (record.path,)


def source_of(record: Record) -> Quotation:
    """The words of a penalty."""
    return quotation_of(record)


def _plain(path: str) -> str:
    """A path as it is compared: half-width digits, full-width brackets, 第2项 as 2."""
    plain = "".join(path.split()).translate(str.maketrans("()０１２３４５６７８９", "（）0123456789"))
    plain = re.sub(r"第(（[一二三四五六七八九十]+）|\d+)[款项目]", r"\1", plain)
    return re.sub(r"[.、]$", "", plain)


def _inside(path: str, above: str) -> bool:
    """Whether ``path`` stands below ``above`` in the tree."""
    return (
        path.startswith(above) and path != above and not (above[-1].isdigit() and path[len(above)].isdigit())
    )

"""What a claim check takes beside reading the document: ``python -m tests.bench.claiming``.

The documents are our own one after another, clauses of liability first; a check starts with nothing remembered of
the text, as where the document was read by another process. A batch goes against one document in one process.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from rich.console import Console
from rich.table import Table

from extractor.adjustment import check_claim
from extractor.adjustment.duties import duties
from extractor.adjustment.papers import papers
from extractor.claim import Bound, Claim, Event, Loss, Moment, Schedule
from extractor.extraction import extract
from extractor.facts import facts_of
from extractor.matching import match_coverages, match_exclusions
from extractor.payout import payout
from extractor.records import Extraction
from extractor.timeline import timetable
from tests.bench.__main__ import DOCUMENTS, TURNS, best

LENGTHS = (5_000, 10_000, 20_000)
SIZES = (10, 100, 1_000)
FIRST = "liability-public.txt"
CLAIM = Claim(
    "条款",
    Event(
        occurred=Moment(date(2025, 6, 1)),
        discovered=Moment(date(2025, 6, 1)),
        notified=Moment(date(2025, 6, 2)),
        claimed=Moment(date(2025, 6, 20)),
        complete_documents=Moment(date(2025, 6, 25)),
        cause="地面湿滑，顾客摔倒受伤",
        description="店员拖地后没有放警示牌，一位顾客在过道滑倒，摔断手臂，住院九天，手机也摔坏了。",
        losses=(
            Loss("第三者医疗费", Decimal(28000), person="顾客"),
            Loss("第三者财物损坏", Decimal(3000), person="顾客"),
        ),
        recovered=Decimal(0),
        paid_before=Decimal(0),
        other_insurance=(),
        documents=("索赔申请书", "事故证明", "医疗费收据", "病历", "保险单"),
    ),
    Schedule(
        date(2025, 1, 1),
        date(2025, 12, 31),
        limits=(Bound("per_occurrence", Decimal(1000000)), Bound("aggregate", Decimal(2000000))),
    ),
)


def main() -> None:
    """Measure both and print a table for each."""
    console = Console(width=120)
    console.print(checked())
    console.print(batches())


def checked() -> Table:
    """Seconds for one claim beside the reading of the same document, and what the parts of the check take."""
    table = Table(
        "characters", "extraction", "check", "check / extraction", *_PARTS, title="one claim (seconds)",
    )  # fmt: skip
    for length in LENGTHS:
        data = terms(length).encode()
        own = extract(data)
        jobs: list[Callable[[], object]] = [partial(extract, data), partial(check_claim, own, CLAIM)]
        jobs += [partial(part, own) for part in _PARTS.values()]
        read, check, *parts = best([partial(forgetful, job) for job in jobs], TURNS)
        cells = [f"{seconds:.3f}" for seconds in parts]
        table.add_row(f"{length:,}", f"{read:.3f}", f"{check:.3f}", f"{check / read:.2f}×", *cells)
    return table


def terms(length: int) -> str:
    """Our own documents one after another, as one text of that length."""
    files = sorted(DOCUMENTS.glob("*.txt"), key=lambda path: (path.name != FIRST, path.name))
    return "\n".join(path.read_text("utf-8") for path in files)[:length]


def _matching(own: Extraction) -> object:
    return match_coverages(own, CLAIM.event), match_exclusions(own, CLAIM.event)


def _timeline(own: Extraction) -> object:
    return timetable(own, facts_of(CLAIM.event, CLAIM.schedule))


# The duties are told on a timeline of nothing: it is measured beside them.
_PARTS: dict[str, Callable[[Extraction], object]] = {
    "matching": _matching,
    "timeline": _timeline,
    "duties": lambda own: duties(own, CLAIM, ()),
    "payout": lambda own: payout(own, CLAIM),
    "papers": lambda own: papers(own, CLAIM.event),
}


def forgetful(job: Callable[[], object]) -> object:
    """Done with nothing remembered of any text; lexicons and calendars stay read."""
    for name, module in list(sys.modules.items()):
        for value in vars(module).values() if name.startswith("extractor.") else ():
            if hasattr(value, "cache_info") and (value.cache_info().maxsize or 0) > 1_000:
                value.cache_clear()
    return job()


def batches() -> Table:
    """Claims per second on one document; the same rate at every size means linear time."""
    table = Table(
        "claims", "seconds", "claims/s", "time per claim beside the fewest", title="a batch on one document"
    )
    own = extract((DOCUMENTS / FIRST).read_bytes())
    fewest = 0.0
    for size in SIZES:
        claims = [varied(number) for number in range(size)]
        seconds = best([partial(_all, own, claims)], 1 if size > 100 else TURNS)[0]
        fewest = fewest or seconds / size
        table.add_row(
            f"{size:,}", f"{seconds:.2f}", f"{size / seconds:,.1f}", f"{seconds / size / fewest:.2f}×"
        )
    return table


def varied(number: int) -> Claim:
    """The claim with other words and other amounts."""
    event = CLAIM.event
    losses = tuple(replace(loss, amount=loss.amount + number) for loss in event.losses)
    said = f"{event.description}第{number + 1}号案件，现场有{number % 7 + 1}人看见。"
    return replace(CLAIM, event=replace(event, losses=losses, description=said))


def _all(own: Extraction, claims: list[Claim]) -> None:
    for claim in claims:
        check_claim(own, claim)


if __name__ == "__main__":
    main()

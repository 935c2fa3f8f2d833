"""Which losses an exclusion of losses takes out (损失归属): 下列损失、费用和责任, not 下列原因."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.adjustment.lead_ins import lead_ins
from extractor.claim import Claim, Event, Loss
from extractor.determination import ExclusionMatch, ExclusionStatus
from extractor.document import Document
from extractor.matching import match_exclusions
from extractor.quotations import Quotation
from extractor.records import Extraction

# An exclusion list of losses takes single losses out; one of causes frees from the whole.
_LOSSES = re.compile(r"(?:下列|以下|下述)[^。：:；]{0,12}(?:损失|费用|责任|赔偿)[^。]{0,40}(?:不|概不)")
_CAUSES = re.compile(r"(?:下列|以下|下述)[^。：:；]{0,8}(?:原因|情形|情况|行为|事项|期间)")


@dataclass(frozen=True, slots=True)
class Apportionment:
    """``taken``: by the number of a loss, the words that take it out. ``whole`` is the exclusion that frees from the
    whole claim, if any; ``open`` are exclusions of losses that apply, but the claim does not tell to which loss."""

    taken: Mapping[int, Quotation]
    whole: ExclusionMatch | None
    open: tuple[ExclusionMatch, ...]


def apportioned(extraction: Extraction, claim: Claim, exclusions: Sequence[ExclusionMatch]) -> Apportionment:
    """What the exclusions that apply take from the claim."""
    taken: dict[int, Quotation] = {}
    unclear = []
    for match in exclusions:
        if match.status is not ExclusionStatus.APPLIES:
            continue
        if not _takes_single_losses(extraction.document, match.source):
            return Apportionment({}, match, ())
        own = _losses_under(extraction, claim.event, match)
        if len(own) == len(claim.event.losses) and own:
            return Apportionment({}, match, ())
        taken |= dict.fromkeys(own, match.source)
        if not own:
            unclear.append(match)
    return Apportionment(taken, None, tuple(unclear))


def without_taken(claim: Claim, taken: Mapping[int, Quotation]) -> Claim:
    """The claim without the losses that are taken out."""
    left = tuple(loss for number, loss in enumerate(claim.event.losses) if number not in taken)
    return replace(claim, event=replace(claim.event, losses=left))


def _takes_single_losses(document: Document, source: Quotation) -> bool:
    led = lead_ins(document, source)
    return bool(_LOSSES.search(led)) and not _CAUSES.search(led)


def _losses_under(extraction: Extraction, event: Event, match: ExclusionMatch) -> list[int]:
    """Numbers of the losses that the exclusion speaks of. A single loss is meant where the claimant says that the
    provision is met (``facts``)."""
    if len(event.losses) == 1 and event.facts.get(match.source.path) is True:
        return [0]
    return [number for number, loss in enumerate(event.losses) if _is_under(extraction, loss, match.source)]


def _is_under(extraction: Extraction, loss: Loss, source: Quotation) -> bool:
    alone = Event(description=loss.name, losses=(loss,))
    return any(
        match.source == source and match.status is not ExclusionStatus.RULED_OUT
        for match in match_exclusions(extraction, alone)
    )

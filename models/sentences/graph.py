"""The encoder as an ONNX graph with the four-bit blocks of the source as they are. Build only (needs ``onnx``).

The operators ``MatMulNBits`` and ``GatherBlockQuantized`` of ONNX Runtime read such blocks, so no weight of a
matrix is rounded a second time, and they multiply in single precision, so a text has the same vector alone and
among others. Quantising a whole tensor of activations gives neither; the README has the figures.
"""

from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.sentences.source import BLOCK, Blocks, Source

OPSET = 21
_MICROSOFT = "com.microsoft"
_SINGLE = 1  # accuracy level: activations in single precision
_IR = 10


class EncoderGraph:
    """Collects the nodes and weights of the encoder and writes them as a model.

    Inputs: ``ids`` (texts, tokens) int64 and ``mask`` (texts, tokens) int32, 1 for a token and 0 for filling.
    Output: ``pooled`` (texts, width) float32, the mean over the tokens of the last layer.
    """

    def __init__(self, source: Source, words: Blocks) -> None:
        self._source = source
        self._words = words
        self._nodes: list[onnx.NodeProto] = []
        self._weights: list[onnx.TensorProto] = []

    def model(self) -> onnx.ModelProto:
        """The whole encoder; the same source gives the same model, byte for byte."""
        hidden = self._embedded()
        for layer in range(self._source.layers):
            hidden = self._layer(layer, hidden)
        self._mean(hidden)
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [_tensor("ids", TensorProto.INT64), _tensor("mask", TensorProto.INT32)],
            [helper.make_tensor_value_info("pooled", TensorProto.FLOAT, ["texts", self._source.width])],
            self._weights,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR)

    def _embedded(self) -> str:
        """Word, position and type added and normalised."""
        signed = self._words.nibbles ^ np.uint8(8)  # 0-15 about 8 becomes two's complement in four bits
        data = _packed(signed).tobytes()
        self._weights.append(helper.make_tensor("words", TensorProto.INT4, signed.shape, data, raw=True))
        scales = self._half("words.scales", self._words.scales)
        words = self._add(
            "GatherBlockQuantized", ["words", "ids", scales], "embedded.words",
            gather_axis=0, quantize_axis=1, block_size=BLOCK, bits=4,
        )  # fmt: skip
        vectors = self._source.vectors
        width = self._source.width
        places = vectors["emb.pos"].reshape(-1, width) + vectors["emb.type"][:width]
        table = self._half("places", places.astype(np.float16))
        length = self._add("Shape", ["ids"], "length", domain="", start=1, end=2)
        start, axis = self._constant("zero", [0]), self._constant("first", [0])
        places_used = self._add("Slice", [table, start, length, axis], "embedded.places", domain="")
        summed = self._add("Add", [words, places_used], "embedded.sum", domain="")
        return self._normalised(summed, "emb.ln", "embedded")

    def _layer(self, layer: int, hidden: str) -> str:
        name = f"l{layer}"
        parts = [self._product(hidden, f"{name}.{part}") for part in ("q", "k", "v")]
        biases = np.concatenate([self._source.vectors[f"{name}.{part}.b"] for part in ("q", "k", "v")])
        bias = self._floats(f"{name}.qkv.b", biases)
        context = self._add(
            "MultiHeadAttention", [*parts, bias, "mask"], f"{name}.context", num_heads=self._source.heads
        )
        attended = self._product(context, f"{name}.ao")
        hidden = self._joined(hidden, attended, f"{name}.ao.b", f"{name}.aln")
        inner = self._product(hidden, f"{name}.fi")
        bias = self._floats(f"{name}.fi.b", self._source.vectors[f"{name}.fi.b"])
        active = self._add("BiasGelu", [inner, bias], f"{name}.active")
        outer = self._product(active, f"{name}.fo")
        return self._joined(hidden, outer, f"{name}.fo.b", f"{name}.oln")

    def _product(self, left: str, name: str) -> str:
        """``left`` times a matrix in blocks."""
        blocks = self._source.blocks[f"{name}.w"]
        rows, columns = blocks.nibbles.shape
        packed = _packed(blocks.nibbles).reshape(rows, columns // BLOCK, BLOCK // 2)
        self._weights.append(numpy_helper.from_array(packed, f"{name}.w"))
        scales = self._half(f"{name}.scales", blocks.scales)
        return self._add(
            "MatMulNBits", [left, f"{name}.w", scales], f"{name}.product",
            K=columns, N=rows, bits=4, block_size=BLOCK, accuracy_level=_SINGLE,
        )  # fmt: skip

    def _joined(self, left: str, right: str, bias: str, norm: str) -> str:
        """Both added with the bias, then normalised."""
        vectors = self._source.vectors
        weights = [self._floats(f"{norm}.{part}", vectors[f"{norm}.{part}"]) for part in ("w", "b")]
        inputs = [left, right, *weights, self._floats(bias, vectors[bias])]
        return self._add("SkipLayerNormalization", inputs, norm, epsilon=self._source.epsilon)

    def _normalised(self, hidden: str, norm: str, output: str) -> str:
        vectors = self._source.vectors
        weights = [self._floats(f"{norm}.{part}", vectors[f"{norm}.{part}"]) for part in ("w", "b")]
        return self._add(
            "LayerNormalization", [hidden, *weights], output, domain="", epsilon=self._source.epsilon, axis=-1
        )

    def _mean(self, hidden: str) -> None:
        share = self._add("Cast", ["mask"], "mask.float", domain="", to=TensorProto.FLOAT)
        axis = self._constant("tokens", [1])
        row = self._add("Unsqueeze", [share, axis], "mask.row", domain="")
        total = self._add("MatMul", [row, hidden], "total", domain="")
        flat = self._add("Squeeze", [total, axis], "total.flat", domain="")
        count = self._add("ReduceSum", [share, axis], "count", domain="", keepdims=1)
        self._add("Div", [flat, count], "pooled", domain="")

    def _add(
        self, kind: str, inputs: Sequence[str], output: str, *, domain: str = _MICROSOFT, **sizes: int | float
    ) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **sizes))
        return output

    def _floats(self, name: str, values: NDArray[np.float32]) -> str:
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(values, "<f4"), name))
        return name

    def _half(self, name: str, values: NDArray[np.float16]) -> str:
        """Stored in half precision, read in single: the runtime converts it once, when it loads the model."""
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(values, "<f2"), f"{name}.half"))
        return self._add("Cast", [f"{name}.half"], name, domain="", to=TensorProto.FLOAT)

    def _constant(self, name: str, values: list[int]) -> str:
        self._weights.append(numpy_helper.from_array(np.array(values, "<i8"), name))
        return name


def _packed(nibbles: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two neighbours of a row in one byte, the first in its low half."""
    return np.ascontiguousarray(nibbles[:, ::2] | (nibbles[:, 1::2] << 4))


def _tensor(name: str, kind: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, ["texts", "tokens"])

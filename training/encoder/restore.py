"""Makes of a model that ships a run to go on from: int8 weights become floats again.

    python restore.py MODEL.onnx OUT

Rounded again they are what they were. The pair head of the first network is not in the model, since the second network
answers for pairs, and begins anew: go on with `train.py --texts-alone`. Writes encoder.pt and labels.json into OUT, and
pairs.onnx, the second network in int8 as it is, for join.py.
"""
import os
import sys

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import data
from model import Importance
from train import WIDTH, base_model, network, write_labels

PREFIX, PAIRS = "text/", "pair/"


def main():
    path, out = sys.argv[1:3]
    joined = onnx.load(path)
    graph = joined.graph
    model = network(base_model(), data.CATEGORIES)
    Importance(model).prune(WIDTH)
    unknown = model.load_state_dict(weights(graph), strict=False)
    left = {name for name in unknown.missing_keys if not name.startswith(("pair.", "mismatch.", "encoder.pooler.", "telling."))}
    if left or unknown.unexpected_keys:
        raise SystemExit(f"not such a model: it lacks {left} and has {unknown.unexpected_keys}")
    os.makedirs(out, exist_ok=True)
    torch.save(model.state_dict(), os.path.join(out, "encoder.pt"))
    onnx.save(pairs_alone(joined), os.path.join(out, "pairs.onnx"))
    write_labels(out, data.CATEGORIES)


def weights(graph):
    """The state dictionary of the network that reads a text alone."""
    held = {t.name: t for t in graph.initializer if t.name.startswith(PREFIX)}
    tensor = lambda name: numpy_helper.to_array(held[name]).astype(np.float32)
    floats = lambda name: (tensor(name + "_quantized") - tensor(name + "_zero_point")) * tensor(name + "_scale")
    state = {}
    for name in held:
        plain = name.removeprefix(PREFIX)
        if name.endswith("_quantized") and plain.startswith("encoder.embeddings."):
            state[plain.removesuffix("_quantized")] = floats(name.removesuffix("_quantized"))
        elif plain.startswith("Attention_") and plain.endswith("_weight_quantized"):
            layer = plain.split("_")[1]
            state |= three(layer, "weight", [w.T for w in np.split(floats(name.removesuffix("_quantized")), 3, axis=1)])
        elif plain.startswith("Attention_") and plain.endswith("_bias"):
            state |= three(plain.split("_")[1], "bias", np.split(tensor(name), 3))
        elif not plain.endswith(("_quantized", "_scale", "_zero_point")):
            state[plain] = tensor(name)
    for node in branch(graph, "else_branch").node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            plain = name.removeprefix(PREFIX)
            if "::" in plain:  # the exporter keeps the module's path in the names of results alone
                plain = node.output[0].removeprefix(PREFIX).strip("/").split("/MatMul")[0].replace("/", ".") + ".weight"
                plain = plain.replace("tags.tags.", "tags.")
            state[plain] = floats(name).T
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()}


def branch(graph, which):
    choice = next(node for node in graph.node if node.op_type == "If")
    return next(a.g for a in choice.attribute if a.name == which)


def pairs_alone(joined):
    """The network that reads two texts, as it was before join.py put it beside the other."""
    graph = joined.graph
    plain = lambda name: name.removeprefix(PAIRS).removeprefix(PREFIX)
    nodes = [node for node in branch(graph, "then_branch").node if node.op_type != "Constant" or needed(node, graph)]
    used = {name for node in nodes for name in node.input}
    for node in nodes:
        node.input[:] = [plain(name) for name in node.input]
        node.output[:] = [plain(name) for name in node.output]
    tensors = [tensor for tensor in graph.initializer if tensor.name in used]
    for tensor in tensors:
        tensor.name = plain(tensor.name)
    pair = helper.make_tensor_value_info("pair", TensorProto.FLOAT, None)
    alone = helper.make_graph(nodes, "pairs", list(graph.input), [pair], tensors)
    return helper.make_model(alone, opset_imports=joined.opset_import, ir_version=joined.ir_version)


def needed(constant, graph):
    """False for what join.py answers in the place of the other network."""
    return any(constant.output[0] in node.input for node in branch(graph, "then_branch").node)


def three(layer, what, parts):
    attention = f"encoder.encoder.layer.{layer}.attention.self."
    return {f"{attention}{name}.{what}": part for name, part in zip(("query", "key", "value"), parts)}


if __name__ == "__main__":
    main()

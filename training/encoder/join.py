"""Joins two networks into one model: a text alone goes through the first, two texts together through the second.

    python join.py OUT PAIRS.onnx TO

OUT is the folder of a run of train.py, PAIRS.onnx the int8 network that reads two, as restore.py takes it out of a model. TO gets
the joined model and what belongs to OUT otherwise; as its fp32 model the one of OUT, for texts alone.

Which of them runs is decided within the model, by the segments: those of a text alone are all 0. What both hold alike is
held once, above all the embeddings of the word pieces, which training leaves as they are: three fifths of the first.
"""
import os
import shutil
import sys

import onnx
from onnx import TensorProto, helper

from model import OUTPUTS
from train import carry

SHARED_FROM = 1 << 20  # bytes; smaller weights are not worth looking for


def main():
    out, pairs, to = sys.argv[1:4]
    carry(out, to)
    shutil.copy(os.path.join(out, "encoder-fp32.onnx"), to)
    join(os.path.join(out, "encoder.onnx"), pairs, os.path.join(to, "encoder.onnx"))


def join(texts, pairs, to):
    alone, together = onnx.load(texts), onnx.load(pairs)
    own = {t.raw_data: t.name for t in alone.graph.initializer if len(t.raw_data) >= SHARED_FROM}
    alike = {t.name: "text/" + own[t.raw_data] for t in together.graph.initializer if t.raw_data in own}
    one, its_weights = branch(together.graph, "pair/", ["pair"], alike)
    other, their_weights = branch(alone.graph, "text/", OUTPUTS[:-1], {})
    two = [helper.make_node("ReduceMax", ["token_type_ids"], ["segment"], keepdims=0),
           helper.make_node("Cast", ["segment"], ["two"], to=TensorProto.BOOL),
           helper.make_node("If", ["two"], OUTPUTS, then_branch=one, else_branch=other)]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in OUTPUTS]
    graph = helper.make_graph(two, "joined", list(alone.graph.input), outputs, their_weights + its_weights)
    onnx.save(helper.make_model(graph, opset_imports=alone.opset_import, ir_version=alone.ir_version), to)


def branch(graph, prefix, outputs, shared):
    """The part of a graph that computes some of the outputs, under names of its own; what is left of them is 0.

    Returns its weights beside it: onnxruntime would keep those within a branch twice.
    """
    outer = {i.name for i in graph.input}
    name = lambda n: n if not n or n in outer else shared.get(n, prefix + n)
    needed, nodes = set(outputs), []
    for node in reversed(graph.node):
        if needed & set(node.output):
            needed |= set(node.input)
            nodes.append(node)
    nodes.reverse()
    weights = [t for t in graph.initializer if t.name in needed and t.name not in shared]
    for i, node in enumerate(nodes):
        node.name = f"{prefix}{i}"
        node.input[:] = [name(n) for n in node.input]
        node.output[:] = [name(n) for n in node.output]
    for tensor in weights:
        tensor.name = prefix + tensor.name
    for missing in (o for o in OUTPUTS if o not in outputs):
        nodes.append(helper.make_node("Constant", [], [prefix + missing],
                                      value=helper.make_tensor(missing, TensorProto.FLOAT, [1], [0.])))
    results = [helper.make_tensor_value_info(prefix + o, TensorProto.FLOAT, None) for o in OUTPUTS]
    return helper.make_graph(nodes, prefix.rstrip("/"), [], results), weights


if __name__ == "__main__":
    main()

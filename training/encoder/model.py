"""One encoder, one forward pass, several answers."""
import os

import torch
import torch.nn as nn
import torch.nn.functional as F

CASES = 3  # no capital, first letter a capital, all capitals


class Understanding(nn.Module):
    """A BERT-type encoder with a head for each question."""

    def __init__(self, encoder, categories, kinds, tags):
        super().__init__()
        self.encoder = encoder
        h = encoder.config.hidden_size
        self.category = nn.Linear(h, categories)
        self.attack = nn.Linear(h, 1)
        # A short attack within much that is harmless weighs little in the mean: the most telling token speaks for itself.
        self.telling = nn.Linear(h, 1, bias=False)
        nn.init.zeros_(self.telling.weight)
        self.kind = nn.Linear(h, kinds)
        # The trunk reads lower case, so that shouting hides no attack; names need their capitals.
        self.case = nn.Embedding(CASES, 32)
        self.case_around = nn.Conv1d(32, 64, 5, padding=2)
        self.tags = nn.Sequential(nn.Linear(h + 64, h), nn.GELU(), nn.Linear(h, tags))
        self.pair = nn.Sequential(nn.Linear(2 * h, h), nn.Tanh(), nn.Linear(h, 1))
        # One changed word is enough for another answer: the worst token speaks for itself.
        self.mismatch = nn.Linear(h, 1)
        # The classes bend the trunk; a projection of its own keeps what the base model knew of nearness.
        self.embedding = nn.Linear(h, h)
        nn.init.eye_(self.embedding.weight)
        nn.init.zeros_(self.embedding.bias)

    def forward(self, input_ids, attention_mask, token_type_ids, case_ids):
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask,
                              token_type_ids=token_type_ids).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1)
        around = torch.relu(self.case_around(self.case(case_ids).transpose(1, 2))).transpose(1, 2)
        worst = (self.mismatch(states) + (mask - 1) * 1e4).amax(1)[:, 0]
        pair = self.pair(torch.cat([mean, states[:, 0]], -1))[:, 0] - worst
        attack = self.attack(mean)[:, 0] + (self.telling(states) + (mask - 1) * 1e4).amax(1)[:, 0]
        return (self.category(mean), attack, self.kind(mean),
                self.tags(torch.cat([states, around], -1)), F.normalize(self.embedding(mean), dim=-1), pair)


INPUTS = ["input_ids", "attention_mask", "token_type_ids", "case_ids"]
OUTPUTS = ["category", "attack", "kind", "tags", "embedding", "pair"]


class Importance:
    """What each neuron of the feed-forward layers contributes: |activation x gradient|, summed over batches."""

    def __init__(self, model):
        self.layers = model.encoder.encoder.layer
        self.sums = [torch.zeros(layer.intermediate.dense.out_features) for layer in self.layers]
        self.hooks = [layer.intermediate.register_forward_hook(self.keep(i)) for i, layer in enumerate(self.layers)]

    def keep(self, i):
        def hook(_module, _input, output):
            output.register_hook(lambda gradient, output=output: self.add(i, output.detach(), gradient))
        return hook

    def add(self, i, output, gradient):
        self.sums[i] += (output * gradient).abs().sum((0, 1))

    def prune(self, width):
        """Keeps the `width` neurons of each layer that contribute most."""
        for hook in self.hooks:
            hook.remove()
        for layer, sums in zip(self.layers, self.sums):
            kept = sums.topk(width).indices.sort().values
            up, down = layer.intermediate.dense, layer.output.dense
            up.weight = nn.Parameter(up.weight.data[kept].clone())
            up.bias = nn.Parameter(up.bias.data[kept].clone())
            down.weight = nn.Parameter(down.weight.data[:, kept].clone())
            up.out_features = down.in_features = width


def save(model, out):
    """Writes the weights to go on from, and the models that can be measured: fp32 and int8."""
    os.makedirs(out, exist_ok=True)
    torch.save(model.state_dict(), os.path.join(out, "encoder.pt"))
    export(model, os.path.join(out, "encoder-fp32.onnx"))
    quantise(os.path.join(out, "encoder-fp32.onnx"), os.path.join(out, "encoder.onnx"))


def export(model, path):
    """Writes the model as ONNX, fp32, with its attention, norms and activations fused."""
    from onnxruntime.transformers import optimizer
    model.eval()
    model.encoder.config._attn_implementation = "eager"  # the form that the optimizer knows
    ids = torch.ones(2, 8, dtype=torch.long)
    axes = {name: {0: "batch", 1: "tokens"} for name in INPUTS + ["tags"]}
    axes |= {name: {0: "batch"} for name in OUTPUTS if name != "tags"}
    torch.onnx.export(model, (ids, torch.ones_like(ids), torch.zeros_like(ids), torch.zeros_like(ids)), path,
                      input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False)
    config = model.encoder.config
    fused = optimizer.optimize_model(path, model_type="bert", num_heads=config.num_attention_heads,
                                     hidden_size=config.hidden_size, opt_level=0)
    fused.save_model_to_file(path)


def quantise(path, to):
    """Int8 weights, per channel: per tensor costs two points of category accuracy.

    Seven of the eight bits (reduce_range): a processor without VNNI adds products in 16 bits, which would overflow.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    quantize_dynamic(path, to, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                     op_types_to_quantize=["MatMul", "Attention", "EmbedLayerNormalization"],
                     extra_options={"DefaultTensorType": 1})

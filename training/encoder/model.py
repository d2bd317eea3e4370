"""One encoder, one forward pass, several answers."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Understanding(nn.Module):
    """A BERT-type encoder with a head for each question."""

    def __init__(self, encoder, categories, kinds, tags):
        super().__init__()
        self.encoder = encoder
        h = encoder.config.hidden_size
        self.category = nn.Linear(h, categories)
        self.attack = nn.Linear(h, 1)
        self.kind = nn.Linear(h, kinds)
        self.tags = nn.Linear(h, tags)
        self.pair = nn.Sequential(nn.Linear(h, h), nn.Tanh(), nn.Linear(h, 1))
        # The classes bend the trunk; a projection of its own keeps what the base model knew of nearness.
        self.embedding = nn.Linear(h, h)
        nn.init.eye_(self.embedding.weight)
        nn.init.zeros_(self.embedding.bias)

    def forward(self, input_ids, attention_mask, token_type_ids):
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask,
                              token_type_ids=token_type_ids).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1)
        return (self.category(mean), self.attack(mean)[:, 0], self.kind(mean), self.tags(states),
                F.normalize(self.embedding(mean), dim=-1), self.pair(states[:, 0])[:, 0])


OUTPUTS = ["category", "attack", "kind", "tags", "embedding", "pair"]


def export(model, path):
    """Writes the model as ONNX, fp32."""
    model.eval()
    ids = torch.ones(2, 8, dtype=torch.long)
    axes = {name: {0: "batch", 1: "tokens"} for name in ("input_ids", "attention_mask", "token_type_ids", "tags")}
    axes |= {name: {0: "batch"} for name in OUTPUTS if name != "tags"}
    torch.onnx.export(model, (ids, torch.ones_like(ids), torch.zeros_like(ids)), path,
                      input_names=["input_ids", "attention_mask", "token_type_ids"], output_names=OUTPUTS,
                      dynamic_axes=axes, opset_version=17, dynamo=False)


def quantise(path, to):
    """Int8 weights, per channel: per tensor costs two points of category accuracy."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    quantize_dynamic(path, to, weight_type=QuantType.QInt8, per_channel=True)

"""Writes encoder.properties beside a model: what makes probabilities of its logits, fitted on the texts kept out.

    python calibrate.py OUT

The shipped operating point of attacks is the lowest score at which at most one in a hundred harmless texts is flagged,
counted by source, so that a large one does not speak for all. That of pairs lets one look-alike in twenty pass, before
the router's rules have looked at it.
"""
import json
import os
import sys

import numpy as np
from transformers import AutoTokenizer

import evaluate
from train import base_model


def main():
    out = sys.argv[1]
    tokenizer = AutoTokenizer.from_pretrained(base_model())
    model = evaluate.session(os.path.join(out, "encoder.onnx"))
    labels = json.load(open(os.path.join(out, "labels.json")))["categories"]
    texts = rows(out, "held-texts.jsonl")
    got = evaluate.answers(model, tokenizer, [t["text"] for t in texts])
    pairs = rows(out, "held-pairs.jsonl")
    together = evaluate.answers(model, tokenizer, [p["a"] for p in pairs], [p["b"] for p in pairs])
    different = [float(g[5]) for g, p in zip(together, pairs) if not p["same"]]
    values = {
        "category.temperature": temperature([(g[0], labels.index(t["category"])) for g, t in zip(got, texts)
                                             if t["source"].startswith("natural")]),
        "attack.threshold": operating_point([(t["source"], float(g[1])) for g, t in zip(got, texts)
                                             if t["attack"] is False]),
        "attack.temperature": 1.5,
        "pair.threshold": float(np.quantile(different, .95)),
        "tag.bias": 0.,
    }
    with open(os.path.join(out, "encoder.properties"), "w") as f:
        f.write("# Made with the weights beside it: training/encoder/calibrate.py\n")
        f.writelines(f"{key}={value:.3f}\n" for key, value in values.items())
    print(open(os.path.join(out, "encoder.properties")).read())


def rows(folder, name):
    with open(os.path.join(folder, name)) as lines:
        return [json.loads(line) for line in lines]


def temperature(picked):
    """The temperature under which the labels are likeliest."""
    logits, truth = np.stack([l for l, _ in picked]), np.array([t for _, t in picked])

    def loss(t):
        scaled = logits / t
        top = scaled.max(1)
        return (np.log(np.exp(scaled - top[:, None]).sum(1)) + top - scaled[np.arange(len(truth)), truth]).mean()
    return min(np.arange(.3, 3, .02), key=loss)


def operating_point(scores):
    """The lowest logit at which at most one in a hundred harmless texts is flagged, sources counting alike."""
    sources = {}
    for source, score in scores:
        sources.setdefault(source, []).append(score)
    large = [np.array(v) for v in sources.values() if len(v) >= 15]
    return next(t for t in np.arange(-6, 8, .05) if np.mean([(v >= t).mean() for v in large]) <= .01)


if __name__ == "__main__":
    main()

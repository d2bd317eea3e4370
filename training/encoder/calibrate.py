"""Writes encoder.properties beside a model: what makes probabilities of its logits, fitted on the texts kept out.

    python calibrate.py OUT [--look-alikes SHARE] [--temperature T] [--attack LOGIT] [--tag-bias LOGIT]

The shipped operating point of attacks is the lowest score at which no kind of harmless text is flagged more often than
it may be, see ALARMS. That of pairs lets a SHARE of the look-alikes pass (.05 where none is given); the router's rules
stop most of these before the encoder reads them.
"""
import argparse
import json
import os

import numpy as np
from transformers import AutoTokenizer

import evaluate
from data import rows
from train import base_model


# False alarms that a kind of harmless text may have at most; ORDINARY: of all other kinds.
ALARMS = {"roleplay": .02, "security": .03, "meta": .06, "quoting": .05}
ORDINARY = .01
FEWEST = 30  # of fewer texts a share says nothing


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--look-alikes", type=float, default=.05)
    parser.add_argument("--attack", type=float, help="threshold in the place of the operating point")
    parser.add_argument("--tag-bias", type=float, default=0., help="of no tag; below 0 finds more")
    parser.add_argument("--temperature", type=float, help="of the categories, as ExpertsFit found it with the lexicon")
    args = parser.parse_args()
    out = args.out
    tokenizer = AutoTokenizer.from_pretrained(base_model())
    model = evaluate.session(os.path.join(out, "encoder.onnx"))
    labels = json.load(open(os.path.join(out, "labels.json")))["categories"]
    texts = rows(out, "held-texts.jsonl")
    got = evaluate.answers(model, tokenizer, [t["text"] for t in texts])
    # The other pairs are harder on purpose than what a cache meets.
    pairs = [p for p in rows(out, "held-pairs.jsonl") if p["set"] == "everyday"]
    together = evaluate.answers(model, tokenizer, [p["a"] for p in pairs], [p["b"] for p in pairs])
    different = [float(g[5]) for g, p in zip(together, pairs) if not p["same"]]
    harmless = [(t["source"], float(g[1])) for g, t in zip(got, texts) if t["attack"] is False]
    attacks = np.array([float(g[1]) for g, t in zip(got, texts) if t["attack"]])
    threshold = operating_point(harmless) if args.attack is None else args.attack
    everyday = [(g[0], labels.index(t["category"])) for g, t in zip(got, texts) if t["source"].startswith("natural")]
    values = {
        "category.temperature": args.temperature or temperature(everyday),
        "attack.threshold": threshold,
        "attack.temperature": slope(attacks, np.array([score for _, score in harmless]), threshold),
        "pair.threshold": float(np.quantile(different, 1 - args.look_alikes)),
        "tag.bias": args.tag_bias,
    }
    with open(os.path.join(out, "encoder.properties"), "w") as f:
        f.write("# Made with the weights beside it: training/encoder/calibrate.py\n")
        f.writelines(f"{key}={value:.3f}\n" for key, value in values.items())
    print(open(os.path.join(out, "encoder.properties")).read())


def temperature(picked):
    """The temperature under which the labels are likeliest."""
    logits, truth = np.stack([l for l, _ in picked]), np.array([t for _, t in picked])

    def loss(t):
        scaled = logits / t
        top = scaled.max(1)
        return (np.log(np.exp(scaled - top[:, None]).sum(1)) + top - scaled[np.arange(len(truth)), truth]).mean()
    return min(np.arange(.3, 3, .02), key=loss)


def operating_point(scores):
    """The lowest logit at which no kind of harmless text is flagged more often than it may be."""
    kinds = {}
    for source, score in scores:
        kind = source.split("-")[-1]
        group = kind if kind in ALARMS else "instruction" if "instruction" in source else "ordinary"
        kinds.setdefault(group, []).append(score)
    large = {kind: np.array(v) for kind, v in kinds.items() if len(v) >= FEWEST}
    return next(t for t in np.arange(-6, 10, .05)
                if all((v >= t).mean() <= ALARMS.get(kind, ORDINARY) for kind, v in large.items()))


def slope(attacks, benign, threshold):
    """The temperature under which the score is likeliest, attacks and harmless texts counting alike."""
    def loss(t):
        return np.log1p(np.exp((threshold - attacks) / t)).mean() + np.log1p(np.exp((benign - threshold) / t)).mean()
    return min(np.arange(.3, 4, .05), key=loss)


if __name__ == "__main__":
    main()

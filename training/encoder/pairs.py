"""Trains the network that reads two requests together and tells whether one answer serves both.

    python pairs.py DATA OUT --from FOLDER [--steps N]

It begins as the encoder in FOLDER, which train.py taught on pairs too, and from there on learns nothing else: sharing a
network with categories and attacks costs both. Writes pairs.pt into OUT, and the joined models, see join.py: those of
FOLDER for texts alone, the new one for two. What belongs to FOLDER otherwise, and the pairs kept out, is copied.
"""
import argparse
import os
import random
import tempfile

import torch
import torch.nn.functional as F
from transformers import AutoTokenizer

import data
import evaluate
from join import join
from model import export, quantise
from train import base_model, carry, earlier, encode, packed, run, write_held_pairs

RATES = 1e-4, 2e-4      # of the trunk and of the heads
BATCH_TOKENS = 1536
SMOOTHED = .02         # labels: .02 and .98
OLDER, GROUPS = 5000, 1200  # pairs, and groups, of which an epoch sees two pairs each
SYNTHETIC, VARIED = .12, .08


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--from", dest="start", required=True)
    parser.add_argument("--steps", type=int, default=1700)
    args = parser.parse_args()
    torch.manual_seed(0)
    rng = random.Random(0)
    tokenizer = AutoTokenizer.from_pretrained(base_model())
    model = earlier(args.start)
    model.train()
    run(model, PairStream(args.data, tokenizer, rng), 0, args.steps, args.steps, plan=["pairs"], rates=RATES, warm_up=60)
    carry(args.start, args.out)
    torch.save(model.state_dict(), os.path.join(args.out, "pairs.pt"))
    held = write_held_pairs(args.data, args.out)["everyday"]
    write(model, args.start, args.out)
    for name in ("encoder-fp32.onnx", "encoder.onnx"):
        print("==", name)
        evaluate.pair_report(evaluate.session(os.path.join(args.out, name)), tokenizer, held)


def write(model, texts, out):
    """The joined models, fp32 and int8."""
    with tempfile.TemporaryDirectory() as folder:
        whole, small = os.path.join(folder, "fp32.onnx"), os.path.join(folder, "int8.onnx")
        export(model, whole)
        quantise(whole, small)
        join(os.path.join(texts, "encoder-fp32.onnx"), whole, os.path.join(out, "encoder-fp32.onnx"))
        join(os.path.join(texts, "encoder.onnx"), small, os.path.join(out, "encoder.onnx"))


class PairStream:
    """What is learned, batch after batch."""

    def __init__(self, folder, tokenizer, rng):
        self.batches = batches(folder, tokenizer, rng)

    def loss(self, model, _what):
        encoded, same = next(self.batches)
        return F.binary_cross_entropy_with_logits(model(**encoded)[5], same * (1 - 2 * SMOOTHED) + SMOOTHED)


def batches(folder, tokenizer, rng):
    """Pairs of like lengths and about as many tokens, for ever, in either order of the two."""
    older = [p for p in data.pairs(folder) if not data.held_out(p[0])]
    everyday = [p for p in data.authored_pairs(folder) if not data.held_out(p[0])] * 2 + data.everyday_pairs()
    groups = [g for g in data.groups() if not data.held_out(g["same"][0])]
    natural = [t.text for t in data.texts(folder, 0)[0]
               if t.source.startswith("natural") and len(t.text) < 300 and not data.held_out(t.text)]
    while True:
        of_groups = [p for g in rng.sample(groups, GROUPS) for p in data.pairs_of(g, rng, 1, 1)]
        for batch in epoch(rng.sample(older, OLDER) + everyday + of_groups, rng):
            varied = [vary(p, natural, rng) for p in batch]
            yield encode(tokenizer, [p[0] for p in varied], [p[1] for p in varied]), \
                torch.tensor([float(p[2]) for p in varied])


def epoch(pairs, rng):
    rng.shuffle(pairs)
    pairs.sort(key=lambda p: (len(p[0]) + len(p[1])) // 60)
    packs = packed(pairs, lambda p: (len(p[0]) + len(p[1])) / 4 + 4, BATCH_TOKENS)
    rng.shuffle(packs)
    return packs


def vary(pair, natural, rng):
    """Now and then one that is made up, or the second as somebody else would type it."""
    a, b, same, _ = pair
    dice = rng.random()
    if dice < SYNTHETIC:
        a = rng.choice(natural)
        other = data.changed_meaning(a, rng) if rng.random() < .5 else None
        b, same = (other, 0) if other else (data.same_again(a, rng), 1)
    if SYNTHETIC < dice < SYNTHETIC + VARIED or (dice < .4 * SYNTHETIC and not same):
        b = data.same_again(b, rng)
    return (b, a, same) if rng.random() < .5 else (a, b, same)


if __name__ == "__main__":
    main()

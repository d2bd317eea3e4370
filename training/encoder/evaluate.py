"""Figures of an exported model on texts that it did not learn from."""
import collections

import numpy as np
import onnxruntime

import data


def session(path, threads=2):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def answers(model, tokenizer, texts, pairs=None, max_tokens=128, batch=16):
    """All outputs for each text, in order; tags are cut to each text's tokens."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = [None] * len(texts)
    for k in range(0, len(order), batch):
        part = order[k:k + batch]
        second = [[pairs[i] for i in part]] if pairs else []
        e = tokenizer([texts[i] for i in part], *second, truncation=True, max_length=max_tokens, padding=True,
                      return_tensors="np", return_token_type_ids=True, return_offsets_mapping=True)
        case = np.zeros_like(e["input_ids"])
        for j, offsets in enumerate(e["offset_mapping"].tolist() if not pairs else []):
            case[j] = [data.case_of(texts[part[j]][s:t]) if t else 0 for s, t in offsets]
        inputs = {n: e[n].astype(np.int64) for n in ("input_ids", "attention_mask", "token_type_ids")}
        got = model.run(None, inputs | {"case_ids": case.astype(np.int64)})
        for j, i in enumerate(part):
            # What the network that did not read would have said is one 0, see join.py.
            out[i] = [o[j] if len(o) == len(part) else o[0] for o in got]
    return out


def report(path, tokenizer, labels, held, entities, pairs):
    model = session(path)
    got = answers(model, tokenizer, [t.text for t in held])
    for name, match in (("natural", lambda t: t.source == "natural"),
                        ("natural-ours", lambda t: t.source == "natural-ours"), ("exam", lambda t: t.source.startswith("exam-rest"))):
        picked = [(g[0], t.category) for g, t in zip(got, held) if match(t)]
        print(f"category {name}: n {len(picked)}", *accuracy(picked))
    scores = collections.defaultdict(list)
    for g, t in zip(got, held):
        if t.attack >= 0:
            scores[("attack " if t.attack else "benign ") + t.source].append(float(g[1]))
    attacks = np.concatenate([v for k, v in scores.items() if k.startswith("attack")])
    authored = np.concatenate([v for k, v in scores.items() if k.startswith("attack attacks")] or [attacks])
    for share in (.9, .95):
        threshold = float(np.quantile(authored, 1 - share))
        print(f"threshold {threshold:.2f} finds {share} of the authored attacks, {(attacks >= threshold).mean():.3f} of all")
        for source in sorted(scores):
            v = np.array(scores[source])
            print(f"   {source}: n {len(v)}, flagged {(v >= threshold).mean():.3f}")
    kinds = [(g[2].argmax(), t.kind) for g, t in zip(got, held) if t.kind >= 0]
    print("kind of attack:", round(float(np.mean([a == b for a, b in kinds])), 3), "n", len(kinds))
    entity_report(model, tokenizer, entities)
    pair_report(model, tokenizer, pairs)


def accuracy(picked):
    """Accuracy, and that of the 80 % most confident."""
    right = np.array([logits.argmax() == label for logits, label in picked])
    sure = np.array([np.exp(logits - logits.max()).max() / np.exp(logits - logits.max()).sum() for logits, _ in picked])
    top = np.argsort(-sure)[:int(len(sure) * .8)]
    return "accuracy", round(float(right.mean()), 4), "80 % most confident", round(float(right[top].mean()), 4)


def spans_of(tags, offsets):
    """(start, end, entity) from the tags of a text's tokens."""
    spans = []
    for tag, (start, end) in zip(tags, offsets):
        if end == 0:
            continue
        name = data.TAGS[tag]
        if name == "O":
            continue
        entity = name[2:]
        if spans and spans[-1][2] == entity and start - spans[-1][1] <= 1 and \
                (name[0] == "I" or start == spans[-1][1]):
            spans[-1] = (spans[-1][0], end, entity)
        else:
            spans.append((start, end, entity))
    return spans


def entity_report(model, tokenizer, entities):
    found = collections.Counter()
    got = answers(model, tokenizer, [e[0] for e in entities])
    for (text, truth, _), g in zip(entities, got):
        e = tokenizer(text, truncation=True, max_length=128, return_offsets_mapping=True)
        spans = spans_of(g[3].argmax(-1)[:len(e["input_ids"])], e["offset_mapping"])
        for entity in data.ENTITIES:
            a = {s[:2] for s in spans if s[2] == entity}
            b = {s[:2] for s in truth if s[2] == entity}
            found[entity, "right"] += len(a & b)
            found[entity, "said"] += len(a)
            found[entity, "true"] += len(b)
    for entity in data.ENTITIES:
        right, said, true = (found[entity, k] for k in ("right", "said", "true"))
        print(f"entity {entity}: F1 {2 * right / max(1, said + true):.3f} (exact spans; said {said}, true {true})")


def pair_report(model, tokenizer, pairs):
    got = answers(model, tokenizer, [p[0] for p in pairs], [p[1] for p in pairs])
    same = np.array([float(g[5]) for g, p in zip(got, pairs) if p[2]])
    different = np.array([float(g[5]) for g, p in zip(got, pairs) if not p[2]])
    print("pairs: AUC", round(float((same[:, None] > different[None]).mean()), 3), "n", len(same), len(different))
    for wrong in (.02, .05, .1):
        threshold = np.quantile(different, 1 - wrong)
        print(f"   hits at {wrong} wrong answers: {(same > threshold).mean():.3f} (threshold {threshold:.2f})")

#!/usr/bin/env python3
"""Fits the lexicon of the keyword classifier. See README.md beside this file."""

import argparse
import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import zlib
from collections import Counter, defaultdict, namedtuple

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RESOURCE = ROOT / "src/main/resources/io/semanticrouter/classification/lexicon.tsv"
DOMAINS = ["biology", "business", "chemistry", "computer science", "economics", "engineering",
           "health", "history", "law", "math", "other", "philosophy", "physics", "psychology"]
CODES = "bi bu ch cs ec en he hi la ma ot pi py ps".split()
LONGEST_PHRASE = 4
LONGEST_WORD = 24
EXAM, AUTHORED, SEED = "exam", "authored", "seed"
Model = namedtuple("Model", "names surface importance tenths prior")


class Dump:
    """Reads texts through the router's own scanner and stemmer (TermDump.java)."""

    def __init__(self, java_home):
        self.bin = pathlib.Path(java_home) / "bin"
        self.out = tempfile.TemporaryDirectory()
        self.path = f"{ROOT / 'target/classes'}:{self.out.name}"
        subprocess.run([self.bin / "javac", "-cp", ROOT / "target/classes", "-d", self.out.name,
                        HERE / "TermDump.java"], check=True)

    def __call__(self, texts):
        lines = "\n".join(base64.b64encode(t.encode()).decode() for t in texts)
        done = subprocess.run([self.bin / "java", "-cp", self.path,
                               "io.semanticrouter.classification.TermDump"],
                              input=lines, capture_output=True, text=True, check=True)
        return [parse(line) for line in done.stdout.split("\n")[:len(texts)]]


def parse(line):
    words, shapes = line.split("\t")
    return [w.rsplit("|", 1) for w in words.split()], {f"<{s.lower()}>" for s in shapes.split()}


def terms(document):
    """The set of n-grams of stems, each with its words, and the shapes."""
    words, shapes = document
    found = {s: s for s in shapes}
    for i in range(len(words)):
        for n in range(1, LONGEST_PHRASE + 1):
            if i + n > len(words):
                break
            part = words[i:i + n]
            if not all(usable(w, n) for _, w in part):
                break
            found[" ".join(s for s, _ in part)] = " ".join(w for _, w in part)
    return found


def usable(word, n):
    return len(word) <= LONGEST_WORD and not word.isdigit() and (
        n > 1 or len(word) > 1 or not word.isascii() or word in "i")


def read_jsonl(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def kept_out(source, text):
    """What the encoder's trainer measures on: the two are measured together."""
    code = zlib.crc32(text.encode())
    return code % 10 == 0 or (source == EXAM and code % 8 == 0)


def load(data):
    rows = [(EXAM, r["text"], r["label"]) for r in read_jsonl(data / "category.jsonl")]
    ours = (HERE.parent / "encoder/texts").glob("category_*.jsonl")
    for path in sorted((data / "authored").glob("category_*.jsonl")) + sorted(ours):
        rows += [(AUTHORED, r["text"], r["label"]) for r in read_jsonl(path)]
    rows = [r for r in rows if not kept_out(*r[:2])]
    label = None
    for line in (HERE / "seeds.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            label = line.strip("[]")
        elif line and not line.startswith("#"):
            rows += [(SEED, seed.strip(), label) for seed in line.split(",") if seed.strip()]
    unique = {}
    for source, text, label in rows:  # authored wins over exam, both over seed
        key = text.strip().lower()
        if key not in unique or (unique[key][0], source) == (EXAM, AUTHORED):
            unique[key] = (source, text, label)
    return list(unique.values())


class Corpus:
    def __init__(self, rows, dump):
        self.source = np.array([r[0] for r in rows])
        self.y = np.array([DOMAINS.index(r[2]) for r in rows])
        self.documents = [terms(d) for d in dump([r[1] for r in rows])]


def vocabulary(corpus, train, size):
    """Terms that tell most about the label: chi-square-like, sources balanced, seeds always in."""
    surface = defaultdict(Counter)
    seen = Counter()
    mass = defaultdict(lambda: np.zeros(len(DOMAINS)))
    weight = sample_weights(corpus, train, authored=3.0, seed=0.5)
    for row, w in zip(train, weight):
        for term, words in corpus.documents[row].items():
            surface[term][words] += 1
            seen[term] += 3 if corpus.source[row] == AUTHORED else 1
            mass[term][corpus.y[row]] += w
    seeds = set()
    for row in train:
        if corpus.source[row] == SEED:
            found = corpus.documents[row]
            if found:
                seeds.add(max(found, key=lambda t: t.count(" ")))
    total = np.zeros(len(DOMAINS))
    np.add.at(total, corpus.y[train], weight)
    share = total / total.sum()
    scored = []
    for term, m in mass.items():
        n = term.count(" ") + 1
        if seen[term] < (4 if n == 1 else 6) and term not in seeds:
            continue
        expected = m.sum() * share
        score = ((m - expected) ** 2 / (expected + 0.5)).sum()
        if n > 1:  # a phrase must say more than its best word
            part = max(chi(mass[w], share) for w in term.split() if w in mass) if all(
                w in mass for w in term.split()) else 0
            score = score if term in seeds else score * 0.7 - 0.02 * part
        scored.append((score, term))
    scored.sort(reverse=True)
    kept = seeds & set(mass)
    for score, term in scored:
        if len(kept) >= size:
            break
        kept.add(term)
    kept |= {t for t in mass if t.startswith("<")}
    names = sorted(kept)
    return names, {t: surface[t].most_common(1)[0][0] for t in names}


def chi(m, share):
    expected = m.sum() * share
    return ((m - expected) ** 2 / (expected + 0.5)).sum()


def sample_weights(corpus, rows, authored, seed):
    """Every label weighs the same within its source; authored texts weigh more than exams."""
    count = Counter((corpus.source[r], corpus.y[r]) for r in rows)
    factor = {EXAM: 1.0, AUTHORED: authored, SEED: seed}
    scale = len(rows) / len(DOMAINS) / sum(factor[s] for s in set(corpus.source[rows]))
    return np.array([scale * factor[corpus.source[r]] / count[corpus.source[r], corpus.y[r]]
                     for r in rows])


def importances(corpus, rows, names):
    """Inverse document frequency: a word in every text is worth less than a rare one. Tenths."""
    count = Counter(t for r in rows for t in corpus.documents[r])
    return np.array([round(10 * np.log(len(rows) / (1 + count[t]))) for t in names])


def matrix(corpus, rows, names, importance):
    """Each term of a text by its importance, every text scaled to Euclidean length 1."""
    index = {t: i for i, t in enumerate(names)}
    indptr, indices = [0], []
    for r in rows:
        indices += [index[t] for t in corpus.documents[r] if t in index]
        indptr.append(len(indices))
    shape = (len(rows), len(names))
    x = sp.csr_matrix((np.ones(len(indices)), indices, indptr), shape) @ sp.diags(importance / 10)
    length = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    return (sp.diags(1 / np.where(length == 0, 1, length)) @ x).tocsr()


def fit(corpus, train, args):
    names, surface = vocabulary(corpus, train, args.candidates)
    weight = sample_weights(corpus, train, args.authored, args.seed)
    for size in (None, args.size):
        if size:  # keep the entries that speak loudest
            loud = np.abs(coef).max(axis=0)
            names = [names[i] for i in sorted(np.argsort(-loud)[:size])]
        importance = importances(corpus, train, names)
        model = LogisticRegression(C=args.c, max_iter=300, tol=1e-3)
        model.fit(matrix(corpus, train, names, importance), corpus.y[train], sample_weight=weight)
        coef = model.coef_ - model.coef_.mean(axis=0)
    coef -= np.median(coef, axis=0)  # a softmax sees differences only; this way most become 0
    tenths = np.rint(coef * 10 * args.sharpness).astype(int)
    tenths[np.abs(tenths) < args.smallest] = 0
    prior = model.intercept_ - model.intercept_.mean()
    prior = np.rint(prior * 10 * args.sharpness).astype(int)
    kept = np.abs(tenths).max(axis=0) > 0
    return Model([t for t, k in zip(names, kept) if k], surface, importance[kept],
                 tenths[:, kept], prior)


def probabilities(corpus, rows, model):
    x = matrix(corpus, rows, model.names, model.importance)
    z = x @ (model.tenths.T / 10) + model.prior / 10
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def report(name, p, y, threshold=0.6):
    best, top = p.argmax(axis=1), p.max(axis=1)
    sure = top >= threshold
    final = np.where(sure, best, DOMAINS.index("other"))
    print(f"{name:28s} n={len(y):6d} accuracy={np.mean(best == y):.3f}  "
          f"at {threshold}: coverage={sure.mean():.3f} accuracy={np.mean(best[sure] == y[sure]):.3f}"
          f"  stage's answer right={np.mean(final == y):.3f}", flush=True)


def evaluate(corpus, args):
    rows = np.arange(len(corpus.y))
    exam, authored, seed = (rows[corpus.source == s] for s in (EXAM, AUTHORED, SEED))
    if args.transfer:
        model = fit(corpus, np.concatenate([exam, seed]), args)
        report("exam+seeds -> authored", probabilities(corpus, authored, model), corpus.y[authored])
        model = fit(corpus, np.concatenate([authored, seed]), args)
        report("authored+seeds -> exam", probabilities(corpus, exam, model), corpus.y[exam])
    real = np.concatenate([exam, authored])
    folds = StratifiedKFold(5, shuffle=True, random_state=7)
    strata = corpus.y[real] + len(DOMAINS) * (corpus.source[real] == AUTHORED)
    p = np.zeros((len(rows), len(DOMAINS)))
    done = []
    for train, test in list(folds.split(real, strata))[:args.folds]:
        model = fit(corpus, np.concatenate([real[train], seed]), args)
        p[real[test]] = probabilities(corpus, real[test], model)
        done.append(real[test])
    done = np.concatenate(done)
    for source in (AUTHORED, EXAM):
        of = done[corpus.source[done] == source]
        report(f"cross-validated, {source}", p[of], corpus.y[of])
    of = done[corpus.source[done] == AUTHORED]
    for d, label in enumerate(DOMAINS):
        mine = of[corpus.y[of] == d]
        print(f"  {label:18s} recall={np.mean(p[mine].argmax(1) == d):.3f} "
              f"precision={np.mean(corpus.y[of][p[of].argmax(1) == d] == d):.3f}")


def write(model, path):
    with open(path, "w", encoding="utf-8") as out:
        out.write("# Made by training/lexicon/train.py; do not edit.\n")
        out.write("# phrase, importance, weight of each domain; numbers in tenths.\n")
        out.write("<prior>\t0\t" + cells(model.prior) + "\n")
        for term, i in sorted((model.surface[t], i) for i, t in enumerate(model.names)):
            out.write(f"{term}\t{model.importance[i]}\t{cells(model.tenths[:, i])}\n")
    print(f"{path.name}: {len(model.names)} entries, {path.stat().st_size} bytes")


def cells(column):
    return " ".join(f"{CODES[d]}{column[d]}" for d in np.argsort(-column) if column[d])


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=pathlib.Path)
    options.add_argument("--java-home", required=True)
    options.add_argument("--evaluate", action="store_true", help="held-out figures, writes nothing")
    options.add_argument("--transfer", action="store_true", help="also across sources")
    options.add_argument("--folds", type=int, default=5)
    options.add_argument("--candidates", type=int, default=66000)
    options.add_argument("--size", type=int, default=44000)
    options.add_argument("--smallest", type=int, default=3, help="weights below are dropped, tenths")
    options.add_argument("--c", type=float, default=4.0)
    options.add_argument("--authored", type=float, default=6.0)
    options.add_argument("--seed", type=float, default=8.0)
    options.add_argument("--sharpness", type=float, default=1.4,
                         help="factor on the weights; 1.4 had the best log loss on held-out authored texts")
    args = options.parse_args()
    corpus = Corpus(load(args.data), Dump(args.java_home))
    if args.evaluate:
        evaluate(corpus, args)
    else:
        write(fit(corpus, np.arange(len(corpus.y)), args), RESOURCE)


if __name__ == "__main__":
    sys.exit(main())

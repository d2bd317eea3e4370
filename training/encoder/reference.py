"""Writes what the reference tokenizer says of a mixed sample: the router's own tokenizer is tested against it.

    python reference.py DATA ../../src/test/resources/io/semanticrouter/understanding/reference-tokens.jsonl.gz

Takes of DATA only what is Apache-2.0 (authored/); the rest is made of random characters that Unicode 3.2 knew, as the
reference's tables are older than Java's.
"""
import glob
import gzip
import json
import os
import random
import sys
import unicodedata

from transformers import AutoTokenizer

import data
from train import base_model

POOLS = [(0x20, 0x7e), (0xa0, 0x24f), (0x370, 0x52f), (0x590, 0x6ff), (0x900, 0xdff), (0xe00, 0x11ff), (0x1e00, 0x27ff),
         (0x3000, 0x9fff), (0xac00, 0xd7a3), (0xf900, 0xffff), (0x1d400, 0x1d7ff), (0x20000, 0x2a6d6), (0, 0x1f)]
ODD = [" ", "\u0301", "\u200d", "\ufe0f", "\u0130", "\u00df", "\ufb01", "a" * 101, "[CLS]", "[MASK]", "##ing"]


def main():
    folder, out = sys.argv[1:]
    tokenizer = AutoTokenizer.from_pretrained(base_model())
    rng = random.Random(7)
    written = []
    for path in sorted(glob.glob(os.path.join(folder, "authored", "*.jsonl"))):
        for row in data.rows(os.path.dirname(path), os.path.basename(path)):
            written += [row[k] for k in ("text", "a", "b") if k in row]
    texts = rng.sample(written, 2500) + [strange(rng) for _ in range(1500)]
    with gzip.GzipFile(out, "wb", mtime=0) as f:
        for text in texts:
            e = tokenizer(text, add_special_tokens=False, split_special_tokens=True)
            f.write((json.dumps({"text": text, "ids": e["input_ids"]}) + "\n").encode())


def strange(rng):
    pools, text = [rng.choice(POOLS), rng.choice(POOLS), POOLS[0]], ""
    for _ in range(rng.randrange(1, 50)):
        c = chr(rng.randint(*rng.choice(pools)))
        if unicodedata.ucd_3_2_0.category(c) not in ("Cn", "Cs"):
            text += c
        if rng.random() < .1:
            text += rng.choice(ODD)
    return text


if __name__ == "__main__":
    main()

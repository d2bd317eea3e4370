"""Makes the router's list of names from those beside it.

    python make.py

Reads names/*.txt (given names and surnames, a culture a file) and writes
src/main/resources/io/semanticrouter/understanding/names.txt: one a line, in lower case, without accents, parts of
double names one by one. Left out is what people write in lower case as a word: counted in the texts of
training/encoder/texts and the lexicon's seeds, where persons hardly occur.
"""
import collections
import glob
import json
import os
import re
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = os.path.join(HERE, "..", "encoder", "texts")
OUT = os.path.join(HERE, "..", "..", "src", "main", "resources", "io", "semanticrouter", "understanding", "names.txt")
SHORTEST = 3
WORD = re.compile(r"[^\W\d_]+")


def plain(word):
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def names():
    found = set()
    for path in glob.glob(os.path.join(HERE, "names", "*.txt")):
        with open(path, encoding="utf-8") as lines:
            for word in WORD.findall(lines.read()):
                found.add(plain(word))
    return {name for name in found if len(name) >= SHORTEST and name.isascii()}


def texts_of(row):
    """The texts of a row, be it a text, a pair or a group."""
    if "text" in row:
        return [row["text"]]
    return [row["a"], row["b"]] if "a" in row else row["same"] + row["different"]


def words():
    """How often a word occurs in lower case, and how often as a part of a person's name in lower case."""
    common, persons = collections.Counter(), collections.Counter()
    for path in glob.glob(os.path.join(TEXTS, "*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                for text in texts_of(row):
                    common.update(plain(w) for w in WORD.findall(text) if w.islower())
                for span in row.get("spans", []):
                    if span["type"] == "PERSON":
                        value = row["text"][span["start"]:span["end"]]
                        persons.update(plain(w) for w in WORD.findall(value) if w.islower())
    with open(os.path.join(HERE, "..", "lexicon", "seeds.txt"), encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                common.update(plain(w) for w in WORD.findall(line) if w.islower())
    return common, persons


def main():
    found, (common, persons) = names(), words()
    kept = sorted(name for name in found if common[name] - 2 * persons[name] < 2)
    with open(OUT, "w", encoding="utf-8") as out:
        out.writelines(name + "\n" for name in kept)
    print(len(kept), "names,", len(found) - len(kept), "left out as words")


if __name__ == "__main__":
    main()

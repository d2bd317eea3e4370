"""Makes the router's list of names from those beside it and those of the package Faker (MIT).

    pip install Faker==40.63.0
    python make.py

Reads names/*.txt (given names and surnames, a culture a file) and Faker's of each locale, and writes
src/main/resources/io/semanticrouter/understanding/names.txt: one a line, in lower case, without accents, parts of
double names one by one. Left out is what people write as a word, in lower case or as an acronym: counted in the
texts of training/encoder/texts, where persons hardly occur, and the lexicon's seeds. Of Faker's names those are left
out, too, that it knows as words.
"""
import collections
import glob
import importlib
import json
import os
import pkgutil
import re
import unicodedata

import faker.providers.lorem
import faker.providers.person

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = os.path.join(HERE, "..", "encoder", "texts")
OUT = os.path.join(HERE, "..", "..", "src", "main", "resources", "io", "semanticrouter", "understanding", "names.txt")
SHORTEST = 3
WORD = re.compile(r"[^\W\d_]+")
NAMES = re.compile("first_name|last_name|given|surname|middle")  # of Faker's fields


def plain(word):
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def names():
    found = set()
    for path in glob.glob(os.path.join(HERE, "names", "*.txt")):
        with open(path, encoding="utf-8") as lines:
            found |= parts(lines.read())
    return found


def parts(text):
    """The names in a text that Latin letters write."""
    found = {plain(word) for word in WORD.findall(text)}
    return {name for name in found if len(name) >= SHORTEST and name.isascii()}


def locales(package):
    """The provider of each locale of one of Faker's."""
    for module in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{module.name}").Provider


def fakers_names():
    """Given names and surnames of all locales, without what is a word in one of them."""
    found, known = set(), set()
    for provider in locales(faker.providers.person):
        for value in listed(provider):
            found |= parts(" ".join(w for w in WORD.findall(value) if w[0].isupper()))
    for provider in locales(faker.providers.lorem):
        known |= {plain(word) for word in provider.word_list}
    return found - known


def listed(provider):
    """What a provider's lists of given names and surnames hold."""
    for field, values in vars(provider).items():
        if NAMES.search(field) and "format" not in field and isinstance(values, (tuple, list, dict, set)):
            # Some locales have a name in several scripts, the last of them Latin.
            yield from (value if isinstance(value, str) else str(value[-1]) for value in values)


def texts_of(row):
    """The texts of a row, be it a text, a pair or a group."""
    if "text" in row:
        return [row["text"]]
    return [row["a"], row["b"]] if "a" in row else row["same"] + row["different"]


def words():
    """How often a word occurs in lower case or as an acronym, and how often as a part of a person's name, so written."""
    common, persons = collections.Counter(), collections.Counter()
    for path in glob.glob(os.path.join(TEXTS, "*.jsonl")):
        with open(path, encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                for text in texts_of(row):
                    common.update(plain(w) for w in WORD.findall(text) if is_written_as_word(w))
                for span in row.get("spans", []):
                    if span["type"] == "PERSON":
                        value = row["text"][span["start"]:span["end"]]
                        persons.update(plain(w) for w in WORD.findall(value) if is_written_as_word(w))
    with open(os.path.join(HERE, "..", "lexicon", "seeds.txt"), encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                common.update(plain(w) for w in WORD.findall(line) if w.islower())
    return common, persons


def is_written_as_word(word):
    return word.islower() or (word.isupper() and len(word) >= SHORTEST)


def main():
    found, (common, persons) = names() | fakers_names(), words()
    kept = sorted(name for name in found if common[name] - 2 * persons[name] < 2)
    with open(OUT, "w", encoding="utf-8") as out:
        out.writelines(name + "\n" for name in kept)
    print(len(kept), "names,", len(found) - len(kept), "left out as words")


if __name__ == "__main__":
    main()

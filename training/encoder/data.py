"""The texts that the encoder learns from, and the ways in which they are changed so that it does not learn too much."""
import json
import os
import random
import re
import zlib

KINDS = ["instruction_override", "prompt_extraction", "persona", "developer_mode", "encoding", "indirect_injection",
         "framing", "refusal_suppression"]
CATEGORIES = ["biology", "business", "chemistry", "computer science", "economics", "engineering", "health", "history",
              "law", "math", "other", "philosophy", "physics", "psychology"]
KIND_OF = {"ignore_instructions": "instruction_override", "system_prompt_extraction": "prompt_extraction",
           "sysprompt_extraction": "prompt_extraction", "persona": "persona", "dan": "persona", "inthewild": "persona",
           "developer_mode": "developer_mode", "encoding": "encoding", "payload_splitting": "encoding",
           "indirect_injection": "indirect_injection", "cse_indirect": "indirect_injection",
           "hypothetical_framing": "framing", "stepwise": "framing", "moral_pressure": "framing", "authority": "framing",
           "refusal_suppression": "refusal_suppression"}
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "texts")
ENTITIES = ["PERSON", "STREET_ADDRESS", "LOCATION", "ORGANIZATION", "AGE", "NRP", "TITLE"]
# How often an epoch has the texts that came last: a short run is to see them, too.
NEWEST = 3
TAGS = ["O"] + [p + e for e in ENTITIES for p in ("B-", "I-")]


def rows(folder, name):
    with open(os.path.join(folder, name)) as lines:
        return [json.loads(line) for line in lines]


def rows_if_any(folder, name):
    return rows(folder, name) if os.path.exists(os.path.join(folder, name)) else []


def write(folder, name, rows):
    with open(os.path.join(folder, name), "w") as f:
        f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)


class Text:
    """One text: its category (-1: unknown), whether it is an attack (-1: unknown), the attack's kind (-1: unknown), and of a
    long attack the parts that tell, see windows.py."""
    __slots__ = ("text", "category", "attack", "kind", "source", "repeat", "telling")

    def __init__(self, text, category, attack, kind, source, repeat=1):
        self.text, self.category, self.attack, self.kind = text, category, attack, kind
        self.source, self.repeat, self.telling = source, repeat, []

    def part(self, text):
        """This, with another text, of which no category is known."""
        return Text(text, -1, self.attack, self.kind, self.source)


def ours(name):
    """Texts written for this trainer, beside it."""
    return rows_if_any(HERE, name)


def texts(folder, exam_per_label):
    """Every text of the category and attack sets, with where it is from."""
    exam = rows(folder, "category.jsonl")
    random.Random(1).shuffle(exam)
    labels = CATEGORIES
    taken, out = {label: 0 for label in labels}, []
    for r in exam:
        # An eighth is kept out, also where a text is not in the tenth: the exam figure is measured on it.
        if zlib.crc32(r["text"].encode()) % 8 == 0:
            source = "exam-rest"
        elif taken[r["label"]] < exam_per_label:
            taken[r["label"]] += 1
            source = "exam"
        else:
            continue
        out.append(Text(r["text"], labels.index(r["label"]), -1, -1, source))
    natural = [("natural", r) for part in "abcd" for r in rows(folder, f"authored/category_{part}.jsonl")]
    natural += [("natural-ours", r) for part in "efghij" for r in ours(f"category_{part}.jsonl")]
    out += [Text(r["text"], labels.index(r["label"]), 0, -1, source, 2) for source, r in natural]
    for r in rows(folder, "jailbreak.jsonl"):
        attack = 0 if r["label"] == "benign" else 1
        out.append(Text(r["text"], -1, attack, kind_of(r, attack), f"public-{r['kind']}", 1))
    for name in ("attacks", "attacks_prose", "benign", "benign_prose", "near_attacks", "instructions"):
        out += [labelled(r, name) for r in rows(folder, f"authored/{name}.jsonl")]
    for name in ("attacks2", "attacks3", "attacks4", "attacks5", "attacks6", "benign2", "benign3", "benign4", "benign5",
                 "instructions2", "instructions3", "instructions4", "instructions5"):
        out += [labelled(r, name) for r in ours(f"{name}.jsonl")]
    for name in ("attacks7", "benign6"):
        out += [labelled(r, name, NEWEST) for r in ours(f"{name}.jsonl")]
    for r in rows(folder, "instructions_public.jsonl"):
        out.append(Text(r["text"], -1, 0, -1, "instructions_public", 2))
    for name in ("instructions_others", "attacks_others"):  # where others.py has been run
        out += [labelled(r, name, NEWEST) for r in rows_if_any(folder, f"{name}.jsonl")]
    return out, labels


def held_texts(folder):
    """For the evaluation alone: instructions and attacks of the forms of instructions5 and attacks4, by another hand; attacks and
    what looks like them, by hands that saw nothing of the rest; the instructions of sources of which others.py learned nothing."""
    forms = [labelled(r, "forms") for name in ("instructions_held", "attacks_held") for r in ours(f"{name}.jsonl")]
    forms += [labelled(r, "blind") for r in ours("guard_held.jsonl")]
    return forms + [labelled(r, "others_held") for r in rows_if_any(folder, "instructions_others_held.jsonl")]


def labelled(row, name, repeat=2):
    attack = 0 if row["label"] == "benign" else 1
    return Text(row["text"], -1, attack, kind_of(row, attack), f"{name}-{row['kind']}", repeat)


def kind_of(row, attack):
    kind = KIND_OF.get(row.get("kind"))
    return KINDS.index(kind) if attack and kind else -1


def entities(folder):
    """(text, [(start, end, entity)], source) of the personal data sets."""
    out = []
    sets = [(rows(folder, "pii.jsonl"), "synthetic", 1), (rows(folder, "authored/pii.jsonl"), "authored", 2)]
    sets += [(ours(f"pii{part}.jsonl"), f"authored{part}", 2) for part in "2345678"]
    for found, name, repeat in sets:
        for r in found:
            spans = [(s["start"], s["end"], "LOCATION" if s["type"] == "GPE" else s["type"]) for s in r["spans"]]
            out += [(r["text"], spans, name)] * repeat
    return out


def structured_held():
    """Texts in which personal data with a structure alone is marked, written blind, for the evaluation alone."""
    return [(r["text"], [(s["start"], s["end"], s["type"]) for s in r["spans"]], "structured") for r in ours("pii_held.jsonl")]


def pairs(folder):
    """(a, b, 1 where one answer serves both else 0, kind): most have few words in common, or differ in one."""
    return authored_pairs(folder) + pairs_in([r for part in "2345" for r in ours(f"cache_pairs{part}.jsonl")])


def authored_pairs(folder):
    return pairs_in(rows(folder, "authored/cache_pairs.jsonl"))


def everyday_pairs():
    """As the authored ones are, and of the same kinds. Learned whole: everyday_held() measures it."""
    return pairs_in(ours("cache_pairs6.jsonl"))


def everyday_held():
    """Of the same kinds, by the same hand before them, for the evaluation alone."""
    return pairs_in(ours("cache_pairs_held.jsonl"))


def pairs_in(found):
    return [(r["a"], r["b"], int(r["label"] == "same"), r["kind"]) for r in found]


def groups():
    """Requests of which each has three more of the same need, and three look-alikes that are due another answer."""
    return ours("cache_groups6.jsonl")


def pairs_of(group, rng, same, different):
    """So many of a group's equal and unlike pairs, as pairs() has them."""
    equal, other = group["same"], group["different"]
    both = [(a, b, 1, "group") for i, a in enumerate(equal) for b in equal[i + 1:]]
    no = [(a, b, 0, "group") for a in equal for b in other]
    return rng.sample(both, same) + rng.sample(no, different)


def held_out(text):
    """A tenth of all texts, by their hash, so that it is the same tenth in every run."""
    return zlib.crc32(text.encode()) % 10 == 0


def case_of(piece):
    """0 no capital, 1 the first letter is one, 2 nothing but capitals: see CaseClass in the router."""
    if not any(c.isupper() for c in piece):
        return 0
    return 2 if len(piece) > 1 and not any(c.islower() for c in piece) else 1


POLITE = ["please ", "hi, ", "hello! ", "hey ", "quick question: ", "can you tell me ", "I'd like to know: "]
SWAPS = [("first", "last"), ("before", "after"), ("with", "without"), ("increase", "decrease"), ("more", "less"),
         ("most", "least"), ("best", "worst"), ("largest", "smallest"), ("minimum", "maximum"), ("min", "max"),
         ("highest", "lowest"), ("always", "never"), ("all", "some"), ("buy", "sell"), ("above", "below"),
         ("left", "right"), ("old", "new"), ("north", "south"), ("english", "french"), ("python", "java"),
         ("java", "rust"), ("men", "women"), ("summer", "winter"), ("km", "miles"), ("celsius", "fahrenheit"),
         ("today", "tomorrow"), ("yesterday", "today"), ("why", "how"), ("when", "where"), ("hot", "cold"),
         ("import", "export"), ("open", "close"), ("start", "stop"), ("can", "can't"), ("is", "isn't"),
         ("do", "don't"), ("does", "doesn't"), ("should", "shouldn't"), ("and", "or"), ("advantages", "disadvantages")]


def same_again(text, rng):
    """The text as somebody else would type it."""
    dice = rng.randrange(5)
    if dice == 0:
        return rng.choice(POLITE) + text[:1].lower() + text[1:]
    if dice == 1:
        return text.lower().rstrip("?.! ")
    if dice == 2:
        return text.rstrip() + rng.choice([" thanks!", " Thank you", "??", " please", " :)"])
    words = text.split(" ")
    i = rng.randrange(len(words))
    if len(words[i]) > 4 and words[i].isalpha():
        k = rng.randrange(1, len(words[i]) - 2)
        w = words[i]
        words[i] = w[:k] + w[k + 1] + w[k] + w[k + 2:] if dice == 3 else w[:k] + w[k + 1:]
    return " ".join(words)


def changed_meaning(text, rng):
    """The text with one word changed, so that another answer is due; None where nothing is at hand."""
    ways = []
    numbers = list(re.finditer(r"\d+", text))
    if numbers:
        ways.append("number")
    low = re.findall(r"[\w']+|[^\w']+", text)
    swaps = [(i, b if w.lower() == a else a) for i, w in enumerate(low) for a, b in SWAPS if w.lower() in (a, b)]
    if swaps:
        ways += ["swap", "swap"]
    if not ways:
        return None
    if rng.choice(ways) == "number":
        m = rng.choice(numbers)
        n = str(max(0, int(m.group()[:9]) + rng.choice([1, 1, 2, -1, 5, 10, 100])))
        return None if n == m.group() else text[:m.start()] + n + text[m.end():]
    i, other = rng.choice(swaps)
    low[i] = other.capitalize() if low[i][0].isupper() else other
    return "".join(low)


HEX, ALPHANUMERIC = "0123456789abcdef", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def identifier(rng):
    """An id as machines make them: a number, a hash, a UUID, a token, an order number."""
    def some(alphabet, n):
        return "".join(rng.choice(alphabet) for _ in range(n))
    return rng.choice([
        lambda: some("0123456789", rng.randrange(3, 12)),
        lambda: some(HEX, rng.choice([6, 8, 12, 16, 32, 40])),
        lambda: "-".join(some(HEX, n) for n in (8, 4, 4, 4, 12)),
        lambda: some(ALPHANUMERIC, rng.randrange(8, 28)),
        lambda: some("ABCDEFGHJKLMNPQRSTUVWXYZ", rng.randrange(1, 4)) + "-" + some("0123456789", rng.randrange(3, 7)),
    ])()


def marked(text, rng):
    """The text with an id before or behind it, as scripts and tickets add them: means nothing."""
    mark = identifier(rng)
    mark = rng.choice(["{}", "[{}]", "({})", "#{}", "id {}", "id: {}", "ref {}", "run {}", "session {}", "test {}"]).format(mark)
    joint = rng.choice([" ", " ", "\n", ": ", " - "])
    return mark + joint + text if rng.random() < .4 else text + joint + mark


LOOKALIKES = str.maketrans({"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "i": "і", "x": "х"})
LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5"})


def disguised(text, rng):
    """The text with its case, spacing or letters changed: said of attacks and of harmless texts alike."""
    way = rng.randrange(6)
    if way == 0:
        return text.upper()
    if way == 1:
        return "".join(c.upper() if rng.random() < .5 else c.lower() for c in text)
    if way == 2:
        return re.sub(r" ", lambda _: rng.choice([" ", "  ", "\n", " - "]), text)
    if way == 3:
        return "".join(c.translate(LOOKALIKES) if rng.random() < .3 else c for c in text)
    if way == 4:
        return "".join(c.translate(LEET) if rng.random() < .5 else c for c in text)
    words = text.split(" ")
    for _ in range(max(1, len(words) // 8)):
        i = rng.randrange(len(words))
        words[i] = " ".join(words[i]) if rng.random() < .5 else words[i][::-1]
    return " ".join(words)


# What fits beside a text into a window: behind it more, because a window begins with it.
WORDS_BEFORE, WORDS_BEHIND = 60, 110


def mixed(item, benign, rng):
    """The text with harmless text before or after it, as a task stands before pasted material."""
    behind = rng.random() < (.85 if item.attack else .6)
    words = rng.choice(benign).text.split(" ")
    most = rng.randrange(10, WORDS_BEHIND if behind else WORDS_BEFORE)
    while behind and len(words) < most:
        words += rng.choice(benign).text.split(" ")
    at = rng.randrange(len(words) - most) if len(words) > most else 0
    other = " ".join(words[at:at + most])
    joint = rng.choice(["\n\n", "\n", " ", "\n---\n", "\n\nInput: ", "\n\nText: "])
    text = item.text + joint + other if behind else other + joint + item.text
    return item.part(text)

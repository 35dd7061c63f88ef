"""The figures that the facets are to reach: on labelled texts of others and on our own, and the enrichment's speed.

    python bench/facets.py --data DIR [--misses N] [--half tune|held]     # DIR holds facets/ and dates/, as unpacked

Prints precision and recall beside what is to be reached. The texts of others are scored as `winnow eval facets --loose`
does: a value counts if at least half of its words match a label of the same document, endings ignored. Countries are
looked for among the labelled places and organisations (a country that acts is often labelled as one); as places they
are not missed. Labels of people without a name ("the Foreign Secretary") are. `--half`: texts are split by their
SHA-256; the rules were tuned on the even ones. Published dates: exact day; recall counts the pages without an answer,
as htmldate's own evaluation does. Our own texts are those of tests/enrichment whose split is "held".
"""

import argparse
import gc
import hashlib
import importlib.metadata
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from indexer.cleaning import SiteKnowledge, fingerprints, judge, segment
from indexer.enrichment import enrich, phrases
from indexer.enrichment.vocabulary import DATA, alternatives, rows
from indexer.evaluation import labelled_texts, score_facets
from indexer.evaluation.facets import Tally, half_matches
from indexer.model import Kind, Raw
from indexer.sources import decode
from indexer.words import detect
from indexer.workers import GARBAGE

SETS = {"en": "re3d_dev", "ru": "factrueval_dev", "kk": "kaznerd_dev"}
TEXTS = Path(__file__).parent.parent / "tests/enrichment"
OURS = {"gold": ("country", "place", "organisation", "person", "date"), "types_topics": ("type", "topic")}

# (facet, language) → precision and recall to reach; 0 where nothing is asked.
REACH = {
    ("language", ""): (0.99, 0.99), ("country", ""): (0.97, 0.95), ("place", ""): (0.92, 0), ("date", ""): (0.92, 0.88),
    ("type", ""): (0.85, 0.85), ("topic", ""): (0.85, 0.85), ("published", ""): (0.93, 0.90),
    ("person", "en"): (0.90, 0.60), ("person", "ru"): (0.95, 0.60), ("person", "kk"): (0.92, 0.80),
    ("organisation", "en"): (0.85, 0), ("organisation", "ru"): (0.85, 0), ("organisation", "kk"): (0.80, 0),
}  # fmt: skip
SPEED = 250  # documents of 2 KB a CPU second
DOCUMENT, OF_A_LANGUAGE = 2_000, 190_000  # characters
PIECE = 200  # characters: from here on a language is to be told
IMPORT = 0.5  # CPU seconds
SIZE = 60  # megabytes
PACKAGES = ("pycld2", "pymorphy3", "pymorphy3-dicts-ru", "dawg2-python", "dawg2")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--misses", type=int, default=0, help="print so many of what was wrong and what was not found")
    options.add_argument("--half", choices=("tune", "held"), help="only the labelled texts with an even or odd SHA-256")
    options = options.parse_args()
    print(f"{'':40}{'P':>7}{'R':>7}{'found':>8}   to reach")
    for language, name in SETS.items():
        others(options.data / "facets" / f"{name}.jsonl", language, options)
    for language, name in SETS.items():
        tally = languages(labelled_texts(options.data / "facets" / f"{name}.jsonl"), language)
        print_row(f"language {language}, pieces of 200 characters", tally, ("language", ""), options.misses)
    print_row("published date (HTML)", published(options.data / "dates"), ("published", ""), options.misses)
    for name, facets in OURS.items():
        tallies = score_facets(labelled_texts(TEXTS / f"{name}.jsonl", split="held"))
        for (facet, language), tally in sorted(tallies.items()):
            if facet in facets:
                print_row(f"{facet} {language} (our own, held)", tally, (facet, language), options.misses)
    for found, words in zip(speed(options.data), ("new", "known"), strict=True):
        print(f"{found:.0f} documents of 2 KB a CPU second, {words} words; to reach: {SPEED}: {said(found >= SPEED)}")
    for module in ("indexer.enrichment", "indexer.pipeline"):
        seconds = seconds_to_import(module)
        print(f"import {module}: {seconds:.2f} CPU s; to reach: {IMPORT}: {said(seconds <= IMPORT)}")
    size = megabytes()
    print(f"{size:.0f} MB: {', '.join(PACKAGES)}, vocabulary; to reach: {SIZE}: {said(size <= SIZE)}")


def others(file, language, options):
    texts = [text for text in labelled_texts(file) if options.half in (None, half(text.document.text))]
    tallies = score_facets(texts, loose=True)
    labelled = countries(texts)
    print_row(f"country {language} ({file.stem})", labelled, ("country", language), options.misses)
    print_row(f"country {language}, named in any text", named_anywhere(texts, labelled), ("country", language), 0)
    for facet in ("place", "organisation", "person"):
        tally = next(tally for (of, which), tally in tallies.items() if (of, which) == (facet, "all"))
        if facet == "place":
            tally = Tally(tally.right, tally.wrong, [miss for miss in tally.missed if not is_country(miss)])
        print_row(f"{facet} {language} ({file.stem})", tally, (facet, language), options.misses)
        if facet == "organisation":
            found = labelled_as_anything(texts, tally)
            print_row(f"{facet} {language}, labelled as anything", found, (facet, language), 0)


def labelled_as_anything(texts, strictly):
    """The same, where an organisation is right that half matches a label of any kind: to re3d "the UN High Commissioner
    for Refugees" is a person."""
    tally = Tally([], [], strictly.missed)
    for text in texts:
        labels = [label for of in ("place", "organisation", "person") for label in text.labels[of]]
        for found in enrich(text.document).facets.get("organisation", ()):
            fits = any(half_matches(found.surface, label) for label in labels)
            (tally.right if fits else tally.wrong).append(found.value)
    return tally


def print_row(name, tally, of, misses):
    precision, recall = REACH.get(of) or REACH.get((of[0], ""), (0, 0))
    reached = said(tally.precision >= precision and tally.recall >= recall)
    goal = f"   {precision:.2f} / {recall:.2f} {reached}" if precision else ""
    found = len(tally.right) + len(tally.wrong)
    print(f"{name:40}{tally.precision:7.3f}{tally.recall:7.3f}{found:8}{goal}")
    for kind in ("wrong", "missed"):
        for miss, times in Counter(getattr(tally, kind)).most_common(misses):
            print(f"    {kind} {times} × {miss}")


def said(reached):
    return "reached" if reached else "NOT REACHED"


def half(text):
    return "held" if hashlib.sha256(text.encode()).digest()[-1] % 2 else "tune"


def countries(texts):
    """Found countries against labelled places; labelled places that are countries against found values."""
    known, tally = country_names(), Tally()
    for text in texts:
        found = enrich(text.document).facets.get("country", ())
        for evidence in found:
            named = text.labels["place"] + text.labels["organisation"]
            fits = any(half_matches(evidence.surface, label) for label in named)
            (tally.right if fits else tally.wrong).append(f"{evidence.value} | {text.place}: {evidence.surface}")
        expected = {known_value(label, known): label for label in text.labels["place"]}
        values = {evidence.value for evidence in found}
        tally.missed += [label for value, label in expected.items() if value and value not in values]
    return tally


def named_anywhere(texts, tally):
    """The same, where a country that any text of the set labels is right in every text that names it. KazNERD has
    "Қазақстан Президенті" as a position, not a place; re3d leaves "conducted by the U.S. military" unlabelled."""
    named = [label for text in texts for label in text.labels["place"] + text.labels["organisation"]]
    labels = {known_value(label, country_names()) for label in named}
    right = [miss for miss in tally.wrong if miss.partition(" | ")[0] in labels]
    return Tally(tally.right + right, [miss for miss in tally.wrong if miss not in right], tally.missed)


def is_country(miss):
    return known_value(miss.partition(" | ")[0], country_names()) is not None


@cache
def country_names():
    """Lower-case name → value, of every language."""
    listed = [(value, name) for value, _, name in rows("countries.tsv")]
    listed += [(value, name) for value, _, names in rows("country_aliases.tsv") for name in alternatives(names)]
    return {name.lower(): value for value, name in listed if value != "-"}


def known_value(label, known):
    """The country a label names, its ending aside; None for other places."""
    label = re.sub(r"^the ", "", label).lower()
    for cut in range(min(6, len(label) - 3)):
        stem = label[: len(label) - cut]
        for ending in ("", "а", "я", "й", "ь", "ия", "ы"):
            if stem + ending in known:
                return known[stem + ending]
    return None


def languages(texts, language):
    """Whole paragraphs of the labelled texts, joined until they have 200 characters, each by itself."""
    tally = Tally([], [], [])
    for text in texts:
        piece = ""
        for block in text.document.blocks:
            piece += "\n" * bool(piece) + block.text
            if len(piece) >= PIECE:
                found = detect(piece)
                found_as = tally.right if found == language else tally.wrong if found else tally.missed
                found_as.append(f"{found} {piece}")
                piece = ""
    return tally


def published(folder):
    tally = Tally()
    for line in (folder / "truth.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        record = enrich(html_document(folder / row["file"], row["url"]))
        found = next((date for date in record.dates if date.kind == "published"), None)
        shown = f"{row['file']} {row['published']} {found and (found.value, found.source)} {row['url'][:90]}"
        right = found and found.value == row["published"]
        (tally.missed if found is None else tally.right if right else tally.wrong).append(shown)
    return tally


def html_document(path, url):
    raw = Raw(str(path), "html", path.read_bytes(), url=url, site="bench")
    segments = segment(decode(raw))
    prints = fingerprints(segments)
    return judge(segments, SiteKnowledge.of([prints]).support(prints))


def speed(data):
    """(first pass, second pass): documents of 2 KB a CPU second, the labelled texts cut or joined to about that length.
    The vocabulary is loaded before; in the first pass nearly every word is new, in the second all are remembered: a
    build of thousands of pages lies between the two. Key phrases and the signature are part of it."""
    documents = two_kilobytes(data)
    gc.set_threshold(GARBAGE)  # as in a worker
    for document in documents[:: len(documents) // 12]:
        phrases(enrich(document))
    count = sum(len(document.text) for document in documents) / DOCUMENT
    return [count / seconds_of(documents) for _ in range(2)]


def two_kilobytes(data):
    """The paragraphs of the labelled texts as documents of about 2 KB."""
    documents = []
    for name in SETS.values():
        texts = [text.document for text in labelled_texts(data / "facets" / f"{name}.jsonl")]
        blocks, size = [], 0
        for block in (block for document in texts for block in document.blocks):
            blocks.append(block._replace(kind=block.kind if not blocks else Kind.PARAGRAPH))
            size += len(block.text)
            if sum(len(block.text) for block in blocks) >= DOCUMENT:
                documents.append(replace(texts[0], blocks=tuple(blocks)))
                blocks = []
            if size >= OF_A_LANGUAGE:
                break
    return documents


def seconds_of(documents):
    started = time.process_time()
    for document in documents:
        phrases(enrich(document))
    return time.process_time() - started


def seconds_to_import(module):
    """CPU seconds of `python -c "import …"` less those of an empty one, the least of five. Compiled before, as pip does
    it when it installs: compiling 145 modules at each start takes as long again."""
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        return min(cpu_of(f"import {module}", environment) for _ in range(6)) - cpu_of("pass", environment)


def cpu_of(program, environment):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)  # the program is this file's own
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def megabytes():
    """What the enrichment adds to an installation: its packages and its own vocabulary."""
    files = [file.locate() for package in PACKAGES for file in importlib.metadata.files(package) or ()]
    files += DATA.iterdir()
    return sum(Path(file).stat().st_size for file in files if Path(file).is_file()) / 1e6


if __name__ == "__main__":
    main()

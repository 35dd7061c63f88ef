"""Precision and recall of the facets on labelled texts, and the speed of the enrichment.

    python bench/facets.py --data DIR [--misses] [--half tune|held]     # DIR holds facets/ and dates/, as unpacked

A value counts if at least half of its words match a labelled one of the same document, endings ignored. Countries are
looked for among the labelled places and organisations (a country that acts is often labelled as one); as places they
are not missed. Labels of people without a name ("the Foreign Secretary") are. A label is found (R) if at least half of
its words stand in a value; "within" also counts those that hold a value: labels of re3d begin with titles ("Deputy
Secretary of State Antony Blinken"), which are no part of a name. `--half`: texts are split by their
SHA-256; people and places were tuned on the even ones. Published dates: exact day; recall counts the pages without an
answer, as htmldate's own evaluation does.
"""

import argparse
import hashlib
import json
import re
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from indexer.cleaning import SiteKnowledge, fingerprints, judge, segment
from indexer.enrichment import enrich
from indexer.enrichment.vocabulary import alternatives, rows
from indexer.model import Document, JudgedBlock, Kind, Raw, Verdict
from indexer.sources import decode

SETS = {"en": "re3d_dev", "ru": "factrueval_dev", "kk": "kaznerd_dev"}
KEPT = Verdict(True, "content", "")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--misses", action="store_true", help="print what was wrong and what was not found")
    options.add_argument("--half", choices=("tune", "held"), help="only the labelled texts with an even or odd SHA-256")
    options = options.parse_args()
    print(f"{'':34}{'P':>7}{'R':>7}{'within':>8}{'found':>8}")
    for language, name in SETS.items():
        texts = [json.loads(line) for line in (options.data / "facets" / f"{name}.jsonl").open(encoding="utf-8")]
        texts = [row for row in texts if options.half in (None, half(row["text"]))]
        print_row(f"country {language} ({name})", countries(texts), options.misses)
        print_row(f"place {language} ({name})", places(texts), options.misses)
        print_row(f"organisation {language} ({name})", named(texts, "organisation"), options.misses)
        print_row(f"person {language} ({name})", named(texts, "person"), options.misses)
    print_row("published date (HTML)", published(options.data / "dates"), options.misses)
    print(f"{speed(options.data):.0f} documents of 2 KB a CPU second, one process")


def half(text):
    return "held" if hashlib.sha256(text.encode()).digest()[-1] % 2 else "tune"


def print_row(name, tally, misses):
    right, wrong, missed, within = (len(tally.get(key, ())) for key in ("right", "wrong", "missed", "within"))
    precision, labels = right / max(1, right + wrong), max(1, right + missed)
    share = f"{(right + within) / labels:.3f}" if "within" in tally else ""
    print(f"{name:34}{precision:7.3f}{right / labels:7.3f}{share:>8}{right + wrong:8}")
    for key in ("wrong", "missed") if misses else ():
        for value, times in Counter(tally[key]).most_common(60):
            print(f"    {key} {times} × {value}")


def text_document(text):
    blocks = tuple(JudgedBlock(line, Kind.PARAGRAPH, 0, KEPT) for line in text.split("\n") if line.strip())
    return Document("0" * 16, "bench", "", "bench", "", blocks)


def countries(texts):
    """Found countries against labelled places; labelled places that are countries against found values."""
    known = country_names()
    tally = {"right": [], "wrong": [], "missed": []}
    for row in texts:
        found = enrich(text_document(row["text"])).facets.get("country", ())
        for evidence in found:
            fits = any(matches(evidence.surface, label) for label in row["places"] + row["organisations"])
            tally["right" if fits else "wrong"].append(f"{evidence.value} ({around(row['text'], evidence.surface)})")
        expected = {known_value(label, known): label for label in row["places"]}
        values = {evidence.value for evidence in found}
        tally["missed"] += [label for value, label in expected.items() if value and value not in values]
    return tally


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


def places(texts):
    """As labelled; labelled countries are no missing places."""
    tally, known = named(texts, "place"), country_names()
    return tally | {
        key: [label for label in tally[key] if not known_value(label, known)] for key in ("missed", "within")
    }


def named(texts, facet):
    """Found values against the labels of the facet."""
    tally = {"right": [], "wrong": [], "missed": [], "within": []}
    for row in texts:
        found, labels = enrich(text_document(row["text"])).facets.get(facet, ()), row[f"{facet}s"]
        for evidence in found:
            fits = any(matches(evidence.surface, label) for label in labels)
            line = f"{evidence.value} [{evidence.method}] ({around(row['text'], evidence.surface)})"
            tally["right" if fits else "wrong"].append(line)
        surfaces = [evidence.surface for evidence in found]
        missed = [label for label in sorted(set(labels)) if not any(matches(label, surface) for surface in surfaces)]
        tally["missed"] += missed
        tally["within"] += [label for label in missed if any(matches(surface, label) for surface in surfaces)]
    return tally


def around(text, surface):
    at = text.find(surface)
    return text[max(0, at - 30) : at + len(surface) + 20].replace("\n", " ")


def matches(value, label):
    """Whether at least half of the value's words are among the label's, endings ignored."""
    words = re.findall(r"\w+", value.lower())
    others = re.findall(r"\w+", label.lower())
    return 2 * sum(any(same_word(word, other) for other in others) for word in words) >= len(words)


def same_word(one, other):
    stem = max(3, min(len(one), len(other)) - 3)
    return one == other or (one[:stem] == other[:stem] and abs(len(one) - len(other)) <= 6)


def published(folder):
    tally = {"right": [], "wrong": [], "missed": []}
    for line in (folder / "truth.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        record = enrich(html_document(folder / row["file"], row["url"]))
        found = next((date for date in record.dates if date.kind == "published"), None)
        said = f"{row['file']} {row['published']} {found and (found.value, found.source)} {row['url'][:90]}"
        key = "missed" if found is None else "right" if found.value == row["published"] else "wrong"
        tally[key].append(said)
    return tally


def html_document(path, url):
    raw = Raw(str(path), "html", path.read_bytes(), url=url, site="bench")
    segments = segment(decode(raw))
    prints = fingerprints(segments)
    return judge(segments, SiteKnowledge.of([prints]).support(prints))


def speed(data):
    """Documents of about 2 KB a CPU second: the labelled texts, cut or joined to that length."""
    documents = []
    for name in SETS.values():
        texts = [json.loads(line)["text"] for line in (data / "facets" / f"{name}.jsonl").open(encoding="utf-8")]
        whole = "\n".join(texts)[:140_000]
        documents += [text_document(whole[start : start + 2000]) for start in range(0, len(whole) - 2000, 2000)]
    enrich(documents[0])
    documents = [replace(document, id=str(number)) for number, document in enumerate(documents)]
    started = time.process_time()
    for document in documents:
        enrich(document)
    return len(documents) / (time.process_time() - started)


if __name__ == "__main__":
    main()

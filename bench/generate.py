"""Pages that look like scraped ones: sites with a template each, a Zipf vocabulary, dates, countries, organisations."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from indexer import generations
from indexer.contents import Entry, Writer
from indexer.model import Date, Evidence, JudgedBlock, Kind, Record, Verdict, document_id

COUNTRIES = ["Kazakhstan", "Kyrgyzstan", "Tajikistan", "Uzbekistan", "Turkmenistan", "Afghanistan", "Iran", "Pakistan"]
ORGANISATIONS = ["UNODC", "OSCE", "IOM", "UNICEF", "WHO", "UNDP", "ILO", "UNHCR"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"]
SYLLABLES = ["ta", "ri", "mo", "ken", "sul", "va", "der", "plo", "shi", "gan", "ter", "bu", "lin", "cra", "no", "wes"]
PAGES_PER_SITE = 500


def write_pages(folder: Path, count: int, seed: int = 1) -> int:
    """Write `count` HTML pages of about 12 KB below the folder, one sub-folder a site; bytes written."""
    written = 0
    for number, html in enumerate(pages(count, seed)):
        site = folder / f"site-{number // PAGES_PER_SITE:03}.example"
        site.mkdir(parents=True, exist_ok=True)
        written += (site / f"page-{number:06}.html").write_bytes(html.encode())
    return written


def pages(count: int, seed: int = 1) -> Iterator[str]:
    """The pages one after the other; the same for the same seed."""
    rng = random.Random(seed)
    words = vocabulary(rng, 20_000)
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    text = rng.choices(words, weights, k=2_000_000)
    menus = [[" ".join(text[i : i + 2]).title() for i in range(start, start + 80, 2)] for start in range(0, 8_000, 80)]
    for number in range(count):
        start = rng.randrange(len(text) - 500)
        yield page(rng, text[start : start + rng.randrange(150, 450)], menus[number // PAGES_PER_SITE % len(menus)])


def vocabulary(rng: random.Random, size: int, longest: int = 4) -> list[str]:
    """So many different made-up words, of 2 to `longest` syllables; there must be as many."""
    words = dict[str, None]()
    while len(words) < size:
        words["".join(rng.choices(SYLLABLES, k=rng.randrange(2, longest + 1)))] = None
    return list(words)


def page(rng: random.Random, words: list[str], menu: list[str]) -> str:
    """One page: a template around a title, a date and a few paragraphs."""
    title = " ".join(words[:7]).capitalize()
    day = f"{rng.randrange(1, 29)} {rng.choice(MONTHS)} {rng.randrange(2005, 2025)}"
    items = "".join(f'<li class="menu-item"><a href="/section/{i}">{entry}</a></li>' for i, entry in enumerate(menu))
    country, organisation = rng.choice(COUNTRIES), rng.choice(ORGANISATIONS)
    body = "".join(
        f"<p>{' '.join(words[i : i + 60]).capitalize()} in {country}, said {organisation}.</p>\n"
        for i in range(7, len(words), 60)
    )
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {menu[0]}</title>
<style>{".menu-item { padding: 1px }" * 40}</style><script>{"var tracked = true;" * 60}</script></head>
<body><div id="header"><a href="/">{menu[0]}</a><form class="search"><input name="q"><button>Search</button></form>
<ul class="nav">{items}</ul></div>
<div id="content"><h1>{title}</h1><p class="date">{day}</p>
{body}</div>
<div class="sidebar"><h3>Our partners</h3><ul>{items}</ul><h3>User login</h3><form><label>Username</label></form></div>
<div id="footer"><p>© {menu[0]}. All rights reserved.</p><ul>{items}</ul></div></body></html>
"""


# ------------------------------------------------------------------------------------------- records, not pages

KEPT = Verdict(True, "content", "prose")
MENU = Verdict(False, "repeated", "on 499 of 500 pages of this site", 499, 500)
TYPES = ["news", "report", "announcement", "press release", "law", "vacancy", "tender", "page"]
TOPICS = ["corruption", "drugs", "migration", "health", "water", "elections", "courts", "education", "border", "trade"]
SITES, PLACES, PEOPLE, BODIES = 300, 800, 5_000, 2_000  # different values; how often each comes is Zipf's too


def rows(count: int = 10**9, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Texts of about 200 words with eight facets and a day; the same for the same seed. A vocabulary of 100,000 words,
    the most frequent one in one of twelve places."""
    rng = random.Random(seed)
    words = vocabulary(rng, 100_000, longest=6)
    text = rng.choices(words, [1 / rank for rank in range(1, len(words) + 1)], k=4_000_000)
    names = {"site": SITES, "place": PLACES, "person": PEOPLE, "organisation": BODIES}
    values = {
        name: [f"{' '.join(rng.sample(words, 2)).title()} {n}" for n in range(size)] for name, size in names.items()
    }
    values |= {"language": ["en", "ru", "kk"], "type": TYPES, "topic": TOPICS, "country": COUNTRIES}
    ranks = {name: list(accumulate(1 / rank for rank in range(1, len(some) + 1))) for name, some in values.items()}
    for number in range(count):
        start, length = rng.randrange(len(text) - 500), rng.randrange(50, 350)
        chosen = {
            name: list(dict.fromkeys(rng.choices(some, cum_weights=ranks[name], k=AT_MOST.get(name, 1))))
            for name, some in values.items()
        }
        day = date(2005, 1, 1) + timedelta(rng.randrange(7_000))
        run = text[start : start + length]
        title = " ".join(run[:7]).capitalize()
        yield {"id": str(number), "title": title, "text": " ".join(run), "day": day.isoformat(), "facets": chosen}


AT_MOST = {
    "topic": 2,
    "country": 2,
    "place": 3,
    "person": 3,
    "organisation": 3,
}  # values of a document; others have one


def mixed(given: Sequence[Mapping[str, Any]], count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many rows with the sentences of those given, dealt out anew: real words as often as they come, in any number
    of texts. Length, title, day and facets are one row's."""
    rng = random.Random(seed)
    sentences = [sentence for row in given for sentence in row["text"].split(". ")]
    for number in range(count):
        like = rng.choice(given)
        text = ". ".join(rng.choices(sentences, k=like["text"].count(". ") + 1))
        yield {**like, "id": str(number), "text": text}


def record(row: Mapping[str, Any]) -> Record:
    """A row as a record: paragraphs of 60 words under 20 removed blocks of menu."""
    words, facets, day = row["text"].split(" "), row["facets"], row["day"]
    paragraphs = [" ".join(words[at : at + 60]) for at in range(0, len(words), 60)]
    site = facets["site"][0]
    return Record(
        id=document_id(row["id"]),
        source=f"bench/{row['id']}",
        url=f"http://{site.replace(' ', '-').lower()}.example/page/{row['id']}",
        site=site,
        title=row["title"],
        language="en",
        blocks=(
            *(JudgedBlock(f"menu of {site} {entry}", Kind.ITEM, 1, MENU) for entry in range(20)),
            *(JudgedBlock(text, Kind.PARAGRAPH, 0, KEPT) for text in paragraphs),
        ),
        facets={
            facet: tuple(Evidence(v, v, v, 0, len(v), "gazetteer", 0.9) for v in some) for facet, some in facets.items()
        },
        dates=(Date(day, day, "day", "published", "text", day, 0, len(day), 0.9),),
        fetched_at=day,
        first_seen="2026-11-22T12:00:00+00:00",
    )


def seal(index: Path, path: Path, engine: str, entries: Mapping[str, Entry]) -> None:
    """Make the generation in `path` current, whose documents were put into an engine without a build."""
    with Writer(path / "contents") as lines:
        for id_, entry in sorted(entries.items()):
            lines.add(id_, entry)
    generations.finish(index, path, engine, lines.added)

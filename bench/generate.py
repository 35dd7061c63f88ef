"""Pages that look like scraped ones: sites with a template each, a Zipf vocabulary, dates, countries, organisations."""

import random
from collections.abc import Iterator
from pathlib import Path

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


def vocabulary(rng: random.Random, size: int) -> list[str]:
    """So many different made-up words."""
    words = dict[str, None]()
    while len(words) < size:
        words["".join(rng.choices(SYLLABLES, k=rng.randrange(2, 5)))] = None
    return list(words)


def page(rng: random.Random, words: list[str], menu: list[str]) -> str:
    """One page: a template around a title, a date and a few paragraphs."""
    title = " ".join(words[:7]).capitalize()
    date = f"{rng.randrange(1, 29)} {rng.choice(MONTHS)} {rng.randrange(2005, 2025)}"
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
<div id="content"><h1>{title}</h1><p class="date">{date}</p>
{body}</div>
<div class="sidebar"><h3>Our partners</h3><ul>{items}</ul><h3>User login</h3><form><label>Username</label></form></div>
<div id="footer"><p>© {menu[0]}. All rights reserved.</p><ul>{items}</ul></div></body></html>
"""

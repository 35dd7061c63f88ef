"""Chromium as an instrument, of the tests and of bench/ui.py: pages a few at once, axe in every look, small targets."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

TABS: Final = 4  # opened at once: while one is drawn, the server makes the next, and axe runs on two cores
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}

TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Dark and right-to-left are other colours and another layout of the same tree: there only the rules that look at
# these run again. Without rules, all those with TAGS.
COLOUR: Final = ("color-contrast", "link-in-text-block")
LAYOUT: Final = ("color-contrast", "target-size", "scrollable-region-focusable")
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "light": {"colours": "light", "viewport": WIDE, "direction": "ltr", "rules": ()},
    "dark": {"colours": "dark", "viewport": WIDE, "direction": "ltr", "rules": COLOUR},
    "right-to-left": {"colours": "light", "viewport": WIDE, "direction": "rtl", "rules": LAYOUT},
    "320 px": {"colours": "light", "viewport": NARROW, "direction": "ltr", "rules": ()},
}
AXE: Final = """({only}) => { window.found = axe.run({runOnly: only, resultTypes: ["violations"]}).then((results) =>
  results.violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id} ${html.slice(0, 160)}`))); }"""
OPEN: Final = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"

# Targets under 24 CSS pixels (WCAG 2.2, 2.5.8), as text; links within a sentence are excepted, as the criterion says.
SMALL: Final = """() => {
  const hidden = (e) => !e.checkVisibility({visibilityProperty: true}) || e.closest('.vh, .skip');
  const inText = (e) => e.closest('p, li, dd, legend, td') && getComputedStyle(e).display === 'inline';
  return [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
    .filter((e) => !hidden(e) && !inText(e))
    .map((e) => [(e.closest('label') ?? e).getBoundingClientRect(), e.outerHTML.slice(0, 120)])
    .filter(([box]) => box.width < 24 || box.height < 24)
    .map(([box, html]) => `${box.width}x${box.height} ${html}`);
}"""
# How far the page's parts have moved while it was drawn: cumulative layout shift.
SHIFT: Final = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { sum += e.value; }))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""


def visits(context: Any, paths: Sequence[str]) -> Iterator[list[tuple[str, Any]]]:
    """(path, its page), loaded, a few at a time in tabs that are used again."""
    tabs = [context.new_page() for _ in range(min(TABS, len(paths)))]
    for first in range(0, len(paths), TABS):
        together = list(zip(paths[first : first + TABS], tabs, strict=False))
        for path, page in together:
            page.goto(path, wait_until="commit")
        for _, page in together:
            page.wait_for_load_state()
        yield together
    for page in tabs:
        page.close()


def axe_faults(together: Sequence[tuple[str, Any]], look: str) -> list[tuple[str, str, str]]:
    """(path, look, fault) for whatever axe finds on pages that are open, in one of LOOKS."""
    chosen = LOOKS[look]
    only = {"type": "rule", "values": chosen["rules"]} if chosen["rules"] else TAGS
    for _, page in together:
        _put_on(page, chosen)
        page.evaluate(AXE, {"only": only})
    return [(path, look, fault) for path, page in together for fault in page.evaluate("window.found")]


def with_axe(together: Sequence[tuple[str, Any]]) -> None:
    """Open all that is folded, and bring axe into the pages; a policy must be bypassed for it."""
    import axe_playwright_python

    source = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    for _, page in together:
        page.evaluate(OPEN)
        page.evaluate(source)


def _put_on(page: Any, look: dict[str, Any]) -> None:
    page.set_viewport_size(look["viewport"])
    page.emulate_media(color_scheme=look["colours"])
    page.evaluate("direction => { document.documentElement.dir = direction; }", look["direction"])

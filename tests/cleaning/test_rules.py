"""Rules of their own, beside the model."""

import numpy as np
import pytest

from indexer.cleaning.features import numbers_of
from indexer.cleaning.rules import View, calendar, hidden, lead, only
from indexer.cleaning.sites import SiteKnowledge, fingerprints
from indexer.cleaning.title import Title


@pytest.fixture
def view(cut):
    """A page with these probabilities of its blocks."""

    def make(markup: str, *probability: float, title: int = -1) -> View:
        page = cut(markup)
        raw = numbers_of(page)
        support = SiteKnowledge.of([]).support(fingerprints(page))
        none = [False] * len(page.blocks)
        of_model = np.array(probability), 0.5
        return View(page, raw, support, [""] * len(none), Title("", title), none, *of_model, none, False)

    return make


def decided(rule, view):
    return {position: verdict.kept for position, verdict in rule(view, range(len(view.segments.blocks)))}


def test_a_short_line_before_a_list_that_stays_stays_with_it(view):
    markup = "<p>Text.<p>We offer<ul><li>a salary;<li>leave.</ul>"
    assert decided(lead, view(markup, 0.9, 0.2, 0.8, 0.8)) == {1: True}
    assert decided(lead, view(markup, 0.9, 0.2, 0.8, 0.2)) == {}
    assert decided(lead, view(markup.replace("We offer", "<a href=/x>We offer</a>"), 0.9, 0.2, 0.8, 0.8)) == {}


def test_where_nothing_else_is_left_the_text_below_the_title_stays(view):
    markup = "<h1>Gallery</h1><p>No photographs yet.<p>Poll"
    assert decided(only, view(markup, 0.9, 0.2, 0.1, title=0)) == {}
    assert decided(only, view(markup, 0.2, 0.2, 0.1, title=0)) == {1: True}
    assert decided(only, view(markup.replace("yet.", ""), 0.2, 0.2, 0.1, title=0)) == {}


def test_the_days_of_a_calendar_go(view):
    rows = "".join(f"<tr><td>{day}<td>{day + 1}" for day in range(1, 30, 2))
    assert set(decided(calendar, view(f"<p>Text.<table>{rows}</table>", *[0.9] * 16))) == set(range(1, 16))


def test_a_paragraph_that_its_own_tag_hides_goes_where_others_are_shown(view):
    markup = "<p>Shown.<p style='display: none'>Hidden.<div hidden><p>A tab.</div><h2 hidden>Head</h2>"
    assert decided(hidden, view(markup, *[0.9] * 4)) == {1: False, 3: False}
    assert decided(hidden, view(markup, 0.2, 0.9, 0.2, 0.9)) == {}

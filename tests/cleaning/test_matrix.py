import numpy as np
import pytest

from indexer.cleaning.judge import numbers
from indexer.cleaning.matrix import names
from indexer.cleaning.sites import alone

PAGES = {
    "html": "<nav><a href=/>Home</a></nav><h1>T</h1><p>One two, three.<p>Four.",
    "text": "T\n\nOne two, three.\n\nFour.",
}


@pytest.mark.parametrize("form", PAGES)
def test_every_block_has_a_finite_number_in_every_column(form, cut):
    page = cut(PAGES[form], form)
    values = numbers(page, alone(page))
    assert values.shape == (len(names(form)), len(page.blocks))
    assert len(set(names(form))) == len(names(form))
    assert np.isfinite(values).all()


def test_a_page_of_one_block_has_numbers_too(cut):
    page = cut("<p>x")
    assert np.isfinite(numbers(page, alone(page))).all()


def test_neighbours_and_containers_are_those_of_the_block(cut):
    page = cut("<div><p>One two three</p><p>Four</p></div><p>Five</p>")
    column = dict(zip(names("html"), numbers(page, alone(page)), strict=True))
    assert column["size of 1"].tolist() == [2, 2, 3]
    assert column["place in 1"].tolist() == pytest.approx([0, 0.5, 2 / 3])
    assert column["own words -1"].tolist() == pytest.approx([-1, np.log(4), np.log(2)])

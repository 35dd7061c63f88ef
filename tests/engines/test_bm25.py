import numpy as np
import pytest

from indexer.engines.bm25 import K1, idf, saturation


def test_a_rare_term_weighs_more_and_none_weighs_less_than_nothing():
    assert idf(100, 1) > idf(100, 50) > idf(100, 100) > 0


def test_a_term_gains_less_the_more_often_it_stands():
    once, twice, often = (saturation(count, 10, 10) for count in (1.0, 2.0, 1e9))
    assert once == pytest.approx(1)
    assert once < twice < often == pytest.approx(K1 + 1)


def test_numbers_and_arrays_are_answered_alike():
    many = saturation(np.array([1.0, 3.0]), np.array([5.0, 20.0]), 10)
    assert many.tolist() == [saturation(1, 5, 10), saturation(3, 20, 10)]

import pytest

from indexer.corpus.aliases import pages


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "on 1 page"),
        (2, "on 2 pages"),
        (4, "on 2 pages or more"),
        (5, "on 5 pages"),
        (19, "on 10 pages or more"),
        (20, "on 20 pages"),
        (4_999, "on 2000 pages or more"),
    ],
)
def test_numbers_of_pages_are_rounded_down(count: int, said: str) -> None:
    assert pages(count) == said

import random
import sys
from collections import Counter

import pytest

from indexer.corpus.aliases import Values, pages
from indexer.corpus.labels import LabelsOfNumbers


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


@pytest.mark.parametrize("keeps_sites", [True, False])
def test_what_is_known_of_a_value_is_what_was_noted(keeps_sites: bool):
    rng, values, noted = random.Random(2), Values(keeps_sites), list[tuple[str, str, str]]()
    for _ in range(2_000):
        value = f"Office {int(rng.random() ** 3 * 300)}"
        label = rng.choice([value, value, value, f"{value} (Bonn)"])
        noted.append((value, label, f"{rng.randrange(60)}.example"))
        values.note(*noted[-1])
    assert len(values) > 200
    for value, seen in values.items():
        mine = [(label, site) for one, label, site in noted if one == value]
        assert seen.pages == len(mine)
        assert seen.labels == Counter(label for label, _ in mine)
        assert {values.sites[site] for site in seen.sites} == ({site for _, site in mine} if keeps_sites else set())


def test_a_name_on_every_page_of_some_sites_takes_no_more_memory_with_each():
    values = Values(keeps_sites=True)
    for page in range(10_000):
        values.note("OSCE", "OSCE", f"{page % 7}.example")
    assert sys.getsizeof(values["OSCE"]._sites) < 200


def test_how_values_with_numbers_are_written_is_what_was_noted():
    rng, labels, noted = random.Random(3), LabelsOfNumbers(200), [Counter[str]() for _ in range(200)]
    for _ in range(2_000):
        number = int(rng.random() ** 3 * 190)
        label = rng.choice(["river", "river", f"River {number % 7}", ""])
        noted[number][label] += 1
        labels.note(number, label)
    assert [labels.of(number) for number in range(200)] == noted

"""Which pages of results or values can be gone to from this one, without a list of them all."""

from collections.abc import Callable
from typing import Final

NEIGHBOURS: Final = 2  # page numbers on either side of this one

Steps = list[tuple[int | None, str]]


def numbers(page: int, last: int) -> list[int | None]:
    """The first, the last and the nearest pages to go to; None stands for those left out."""
    near = {1, last, *range(page - NEIGHBOURS, page + NEIGHBOURS + 1)}
    found: list[int | None] = []
    for number in sorted(n for n in near if 1 <= n <= last):
        before = found[-1] if found else None
        if before and number > before + 1:
            found.append(before + 1 if number == before + 2 else None)
        found.append(number)
    return found


def steps(page: int, last: int, address: Callable[[int], str]) -> Steps:
    """Page numbers with their addresses; (None, "") stands for pages left out."""
    return [(number, address(number) if number else "") for number in numbers(page, last)]

"""How many letters do two words differ by?"""


def near(word: str, other: str, distance: int) -> bool:
    """Whether at most `distance` letters are missing, added, changed or swapped with their neighbour (each letter once:
    optimal string alignment). Time grows with the product of the lengths."""
    if abs(len(word) - len(other)) > distance or len({*word} ^ {*other}) > 2 * distance:
        return False  # the second spares most words of a text the table: an edit changes two letters of the set at most
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        current = [row]
        for column, its in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == its:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        before_last, last = last, current
    return last[-1] <= distance

"""Many texts in little memory: the same as a list of them."""

import random

from indexer.texts import Texts

SOME = ["", "a", "Қазақстан", "\udcff", "a\nb", "x" * 1_000]


def test_they_are_a_list_of_texts_whatever_is_put_where() -> None:
    rng = random.Random(2)
    texts, expected = Texts(SOME), [*SOME]
    for _ in range(300):
        text, place = rng.choice(SOME) + str(rng.random()), rng.randrange(len(expected))
        if rng.random() < 0.5:
            texts.append(text)
            expected.append(text)
        else:
            texts[place] = expected[place] = text
        assert texts[place] == expected[place]
    assert [*texts] == expected
    assert len(texts) == len(expected)

import pytest

from indexer.cleaning.places import places
from indexer.overrides.selectors import chosen


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        ("<div id=side><p>x", "div#side > p"),
        ("<div class='post clear wide'>x", "div.post.clear"),
        ("<ul id=menu-item-77><li><div><p>x", ""),
        ("<ul class=m><li><div><p>x", "ul.m > li > div > p"),
        ("<ul class=m><li><div><section><p>x", ""),
        ("<body class=front><p>x", ""),
        (f"<p class={'long' * 40}>x", ""),
    ],
)
def test_a_place_is_told_from_the_nearest_name_that_other_pages_would_have(cut, markup: str, place: str) -> None:
    page = cut(markup)
    assert places(page.elements)[page.blocks[0].element] == place


def test_a_place_is_a_selector_that_chooses_the_block(cut):
    page = cut("<div id=side class=s><p>a<p class='by line'>b</div><table><tr class=r><td>c<td>d</table>")
    for block in page.blocks:
        place = places(page.elements)[block.element]
        assert chosen(place, page.elements)[block.element]

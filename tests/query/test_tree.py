from indexer.query.tree import And, MatchAll, Not, Or, Word, all_of, any_of, but_not, depth

A, B, C = Word("a"), Word("b"), Word("c")


def test_trees_are_as_flat_as_they_can_be() -> None:
    assert all_of([A, And((B, C))]) == And((A, B, C))
    assert any_of([Or((A, B)), C]) == Or((A, B, C))
    assert but_not(Not(A)) == A


def test_one_node_alone_is_not_combined() -> None:
    assert all_of([A]) == any_of([A]) == A


def test_everything_adds_nothing_to_and_and_swallows_or() -> None:
    assert all_of([MatchAll(), A]) == A
    assert all_of([MatchAll()]) == all_of([]) == MatchAll()
    assert any_of([A, MatchAll()]) == MatchAll()


def test_depth_is_counted_in_parentheses() -> None:
    assert depth(And((A, B))) == 0
    assert depth(Or((A, And((B, C))))) == 1
    assert depth(Not(Or((A, And((B, C)))))) == 2

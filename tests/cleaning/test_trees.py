import numpy as np

from indexer.cleaning.trees import Trees

MODEL = {
    "columns": ["words", "density"],
    "scale": 1.0,
    "bias": 0.0,
    "trees": [
        {"splits": [[0, 10.0], [1, 0.5]], "leaves": [-1.0, 2.0, -3.0, -2.0]},
        {"splits": [[1, 0.5]], "leaves": [0.5, -0.5]},
    ],
}


def test_each_tree_adds_the_leaf_its_questions_lead_to():
    values = np.array([[0, 0, 0], [5, 20, 20], [0.1, 0.1, 0.9]], np.float32)
    odds = Trees(MODEL, ["other", "words", "density"]).odds(values)
    assert np.allclose(odds, [-0.5, 2.5, -2.5])

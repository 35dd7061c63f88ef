import pickle

import numpy as np

import indexer.cleaning
from indexer.cleaning import RULES, SiteKnowledge, fingerprints, judge, judge_all
from indexer.cleaning.judge import threshold
from indexer.cleaning.sites import alone

PAGE = "<title>A</title><nav><a href=/>Home</a></nav><h1>A day in court</h1>"
PAGE += "<p>The judges met, and talked about it for a long time.</p>"


def test_every_block_has_a_verdict_with_a_reason(clean):
    (document,) = clean(PAGE)
    assert len(document.blocks) == 3
    assert all(block.verdict.reason and 0 <= block.verdict.confidence <= 1 for block in document.blocks)


def test_judging_twice_gives_the_same(cut):
    page = cut(PAGE)
    support = SiteKnowledge.of([fingerprints(page)]).support(fingerprints(page))
    assert judge(page, support) == judge(pickle.loads(pickle.dumps(page)), support)  # noqa: S301


def test_pages_that_are_judged_together_come_out_as_each_alone(cut):
    texts = [f"<h1>T</h1>{'<p>Some words, and a <a href=/>link</a> of thirds.' * count}" for count in range(1, 40)]
    pages = [cut(PAGE), *(cut(text) for text in texts), cut("T\n\nOne two, three.", "text"), cut(PAGE)]
    tasks = [(page, alone(page)) for page in pages]
    assert list(judge_all(tasks)) == [judge(*task) for task in tasks]


def test_no_pages_are_judged_to_nothing():
    assert list(judge_all([])) == []


def test_the_last_rule_always_decides():
    assert [name for name, _ in RULES][-1] == "content"


def test_the_version_is_a_short_word():
    assert indexer.cleaning.VERSION == indexer.cleaning.VERSION
    assert len(indexer.cleaning.VERSION) < 20


def test_the_threshold_is_where_the_expected_f1_is_best():
    words = np.array([100, 40, 30, 5], np.float32)
    sure, unsure = np.array([0.9, 0.1, 0.05, 0.02]), np.array([0.5, 0.45, 0.4, 0.1])
    assert [threshold(sure, words), threshold(unsure, words)] == [0.9, 0.4]

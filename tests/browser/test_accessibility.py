from collections.abc import Mapping
from typing import Any

import pytest
from browsing import LOOKS, SMALL, axe_faults, visits, with_axe

TREE = "document.documentElement.outerHTML.split('<footer')[0]"  # below it stands how long the answer took
NONCE = "document.querySelectorAll('[nonce]').forEach((each) => each.removeAttribute('nonce'))"


def test_axe_finds_nothing_in_any_look_and_every_target_is_large_enough(
    chromium: Any, site: str, paths: Mapping[str, str]
) -> None:
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    context = chromium.new_context(base_url=site, bypass_csp=True)  # axe is injected; the policy has its own tests
    context.set_default_timeout(60_000)
    faults = []
    for together in visits(context, list(paths.values())):
        with_axe(together)
        for look in LOOKS:
            faults += axe_faults(together, look)
            faults += [(path, look, target) for path, page in together for target in page.evaluate(SMALL)]
    context.close()
    assert faults == []


def test_without_a_script_every_page_is_the_same_tree(chromium: Any, site: str, paths: Mapping[str, str]) -> None:
    """So what axe finds of the one is so of the other."""
    trees = []
    for script in (True, False):
        context = chromium.new_context(base_url=site, java_script_enabled=script)
        trees.append({})
        for together in visits(context, list(paths.values())):
            for path, page in together:
                page.evaluate(NONCE)
                trees[-1][path] = page.evaluate(TREE)
        context.close()
    assert trees[0] == trees[1]

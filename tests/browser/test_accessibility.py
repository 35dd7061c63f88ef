from collections.abc import Callable, Mapping
from typing import Any

import pytest

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MODES = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
    "right-to-left": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
}


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(open_page: Callable[..., Any], paths: Mapping[str, str], mode: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page("/", bypass_csp=True, **MODES[mode])  # axe injects itself; the policy has its own tests
    faults = []
    for name, path in paths.items():
        page.goto(path)
        if mode == "right-to-left":
            page.evaluate("document.documentElement.dir = 'rtl'")
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        results = axe.Axe().run(page, options={"runOnly": TAGS})
        for violation in results.response["violations"]:
            faults += [(name, violation["id"], node["html"][:160]) for node in violation["nodes"]]
    assert faults == []

"""What commands print, as JSON and as text."""

import json
from collections.abc import Sequence
from typing import Any

from indexer import audit


def printed(plain: object, indent: int | None = 2) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=indent)


def answered(plain: dict[str, Any]) -> str:
    lines = [f"{plain['total']} documents for {plain['query']['interpreted'] or 'everything'}"]
    lines += [f"  note: {note['message']}" for note in plain["query"]["notes"]]
    for hit in plain["results"]:
        date = hit["date"]["value"] if hit["date"] else "no date"
        found = "  by meaning" if hit["found_by"] == "meaning" else ""
        lines += ["", f"{hit['title']}", f"  {hit['id']}  {hit['site']}  {hit['language']}  {date}{found}"]
        lines += [f"  {snippet['text']}" for snippet in hit["snippets"] if snippet["field"] == "body"]
    return "\n".join(lines)


def explained(plain: dict[str, Any]) -> str:
    if plain["skipped"]:
        return f"{plain['source']}: skipped, {plain['skipped']}\n"
    lines = [plain["source"], f"  title     {plain['title']}", f"  language  {plain['language']}"]
    for date in plain["dates"]:
        lines.append(
            f"  date      {date['value']} to {date['end']}, {date['kind']}, from {date['source']} {date['surface']}"
        )
    for name, values in plain["facets"].items():
        lines += [f"  {name:<9} {each['value']}  ({each['method']}: {each['surface']})" for each in values]
    for block in plain["blocks"]:
        mark = "+" if block["kept"] else "-"
        lines.append(f"  {mark} [{block['rule']}: {block['reason']}] {block['text'][:100]}")
    return "\n".join(lines) + "\n"


def cleaned(found: audit.Overview) -> str:
    """A line for each site, worst first, and one for all of them."""
    rows = [("site", "documents", "removed", "nothing left", "nothing removed", "mostly by rule")]
    rows += [_cleaning_row(site.name or "not known", site.total) for site in found.ordered("worst")]
    rows.append(_cleaning_row("all sites", found.total))
    columns = [_padded(column, left=number in (0, 5)) for number, column in enumerate(zip(*rows, strict=True))]
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))


def _padded(column: Sequence[str], left: bool) -> list[str]:
    width = max(map(len, column))
    return [cell.ljust(width) if left else cell.rjust(width) for cell in column]


def _cleaning_row(name: str, of: audit.Yield) -> tuple[str, str, str, str, str, str]:
    rules = ", ".join(f"{rule} {count:,}" for rule, count in list(of.rules.items())[:3])
    return name, f"{of.documents:,}", f"{of.share:.0%}", f"{of.emptied:,}", f"{of.untouched:,}", rules

#!/usr/bin/env python3
"""Makes us-agencies.jsonl, world-bodies.jsonl, media.jsonl and the two files of companies from the tables of `tables/` that are called so.

    tables.py DATA

Central Index Keys and tickers come from `facts/sec_companies.jsonl`, numbers of Taiwanese listings from `facts/tw_listed_zh.jsonl`. An
organization that stands in organizations.jsonl or companies.jsonl keeps its id and is given the names that it lacks.
"""

import sys
from pathlib import Path

from common import both_scripts, distinct, english, entity, facts, forms, plain, shipped, slug, table, write


class Organizations:
    """Who is shipped by hand, and who has been made so far; across all files an id stands for one organization."""

    def __init__(self):
        self.ids = {}
        self.texts = {}
        for one in shipped("organizations.jsonl", "companies.jsonl"):
            self.texts[one["id"]] = {name["text"] for name in one["names"]}
            for name in one["names"]:
                self.ids.setdefault(plain(name["text"]), one["id"])

    def add(self, cells, found, refs=None, source="editorial"):
        """Adds the organization of a row `names | Chinese names | context` to what is found."""
        names, chinese, context = (cells + ["", ""])[:3]
        names = distinct(forms(names, english) + forms(chinese, both_scripts))
        usual = names[0]["text"]
        shared = {self.ids[plain(name["text"])] for name in names[:1] if plain(name["text"]) in self.ids}
        id = shared.pop() if shared else f"organization/{slug(usual)}"
        assert id not in found, f"{usual} stands twice"
        known = self.texts.get(id, set())
        names = distinct(names, known) or ([{"text": usual, "lang": "en"}] if refs else [])
        if not names:
            return
        terms = [term.strip() for term in context.split(";") if term.strip()]
        assert terms or not any(name.get("needs_context") for name in names), f"{usual} needs context, and has none"
        found[id] = entity(id, names, 0.9, source, context=terms, refs=refs)
        self.texts[id] = known | {name["text"] for name in names}
        self.ids.setdefault(plain(usual), id)

    def refer(self, id, found, refs, source):
        """Gives identifiers to an organization that is shipped by hand."""
        shown = next(one for one in shipped("companies.jsonl", "organizations.jsonl") if one["id"] == id)
        found[id] = entity(id, shown["names"][:1], shown.get("prior", 0.9), source, refs=refs)


def registrants(data):
    """The rows of SEC's list of registrants, by ticker."""
    return {row["ticker"]: row for row in facts(data / "facts/sec_companies.jsonl")}


def companies_us(data, organizations):
    """Companies listed in the United States."""
    found, sec = {}, registrants(data)
    for _, (ticker, *cells) in table("tables/companies-us.txt"):
        row = sec.get(ticker)
        refs = {"cik": row["id"].split(":")[1], "ticker": ticker} if row else None
        source = "SEC by jadchaar/sec-cik-mapper; editorial" if row else "editorial"
        if cells[0].startswith("@"):
            organizations.refer(f"organization/{cells[0][1:]}", found, refs, source)
        else:
            organizations.add(cells, found, refs, source)
    return found


def companies_world(data, organizations):
    """Companies of Asia and Europe; `tw:2330` in the first cell is the number of a Taiwanese listing."""
    found = {}
    listed = {row["id"].split(":")[1] for row in facts(data / "facts/tw_listed_zh.jsonl")}
    for number, (code, *cells) in table("tables/companies-world.txt"):
        listing = code.partition(":")[2]
        assert not listing or listing in listed, f"companies-world.txt, line {number}: {code} is not listed"
        refs = {"twse": listing} if listing else None
        source = "mlouielu/twstock; editorial" if refs else "editorial"
        if cells[0].startswith("@"):
            organizations.refer(f"organization/{cells[0][1:]}", found, refs, source)
        else:
            organizations.add(cells, found, refs, source)
    return found


def simple(name, organizations):
    """A table without identifiers."""
    found = {}
    for _, cells in table(f"tables/{name}.txt"):
        organizations.add(cells, found)
    return found


def main(data):
    """Reads everything, writes the files."""
    organizations = Organizations()
    for name in ("us-agencies", "world-bodies", "media"):
        write(f"{name}.jsonl", simple(name, organizations).values())
    write("companies-us.jsonl", companies_us(data, organizations).values())
    write("companies-world.jsonl", companies_world(data, organizations).values())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

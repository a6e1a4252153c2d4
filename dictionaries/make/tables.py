#!/usr/bin/env python3
"""Makes eight dictionaries from the tables of `tables/` that are called like them.

    tables.py DATA

Central Index Keys and tickers come from `facts/sec_companies.jsonl`, numbers of Taiwanese listings from `facts/tw_listed_zh.jsonl`. What
stands in a dictionary that is written by hand keeps its id, and is given the names that it lacks.
"""

import sys
from pathlib import Path

from common import both_scripts, distinct, english, entity, facts, forms, plain, shipped, slug, table, write

BY_HAND = ("organizations.jsonl", "companies.jsonl", "groups.jsonl", "works.jsonl")


class Entities:
    """What is shipped by hand, and what has been made so far; over all files an id stands for one entity."""

    def __init__(self):
        self.ids = {}
        self.texts = {}
        self.by_hand = {one["id"]: one for one in shipped(*BY_HAND)}
        for one in self.by_hand.values():
            self.texts[one["id"]] = {name["text"] for name in one["names"]}
            for name in (name for name in one["names"] if not {"needs_context", "block"} & name.keys()):
                self.ids.setdefault((one["type"], plain(name["text"])), one["id"])

    def add(self, type, cells, found, refs=None, source="editorial"):
        """Adds the entity of a row `names | Chinese names | context` to what is found."""
        names, chinese, context = (cells + ["", ""])[:3]
        names = distinct(forms(names, english) + forms(chinese, both_scripts))
        usual = names[0]["text"]
        id = self.known_by(type, names) or f"{type}/{slug(usual)}"
        assert id not in found, f"{usual} stands twice"
        self.ids.setdefault((type, plain(usual)), id)
        known = self.texts.get(id, set())
        names = distinct(names, known) or ([{"text": usual, "lang": "en"}] if refs else [])
        if not names:
            return
        # The usual name goes first, whichever of the files is read first.
        names = distinct(self.by_hand.get(id, {"names": []})["names"][:1] + names)
        terms = [term.strip() for term in context.split(";") if term.strip()]
        assert terms or not any(name.get("needs_context") for name in names), f"{usual} needs context, and has none"
        found[id] = entity(id, names, 0.9, source, context=terms, refs=refs)
        self.texts[id] = known | {name["text"] for name in names}

    def known_by(self, type, names):
        """The id of what has the first of the names, else of the only one that has any of them that is long enough to be nobody else's."""
        ids = [self.ids.get((type, plain(name["text"]))) for name in names if name is names[0] or self.tells(name)]
        others = {id for id in ids if id}
        return ids[0] or (others.pop() if len(others) == 1 else None)

    @staticmethod
    def tells(name):
        """Whether two entities with this name are one: acronyms, short forms and those that ask for context are shared, blocked ones are none."""
        return len(name["text"]) > 3 and not {"kind", "needs_context", "block"} & name.keys()

    def line_of(self, id, found, source, **fields):
        """The line of an entity that is made here, or one that gives fields to what is shipped by hand."""
        if id not in found:
            shown = self.by_hand[id]
            found[id] = entity(id, shown["names"][:1], shown.get("prior", 0.9), source)
        line = found[id]
        line.update(fields)
        line["source"] = line.pop("source")


def company(entities, cells, found, refs, source):
    """A company of a table; `@id` in place of names gives its identifiers to one that is shipped by hand."""
    if cells[0].startswith("@"):
        entities.line_of(f"organization/{cells[0][1:]}", found, source, refs=refs)
    else:
        entities.add("organization", cells, found, refs, source)


def companies_us(data, entities):
    """Companies listed in the United States."""
    found = {}
    sec = {row["ticker"]: row for row in facts(data / "facts/sec_companies.jsonl")}
    for _, (ticker, *cells) in table("tables/companies-us.txt"):
        row = sec.get(ticker)
        refs = {"cik": row["id"].split(":")[1], "ticker": ticker} if row else None
        company(entities, cells, found, refs, "jadchaar/sec-cik-mapper; editorial" if row else "editorial")
    return found


def companies_world(data, entities):
    """Companies of Asia and Europe; `tw:2330` in the first cell is the number of a Taiwanese listing."""
    found = {}
    listed = {row["id"].split(":")[1] for row in facts(data / "facts/tw_listed_zh.jsonl")}
    for number, (code, *cells) in table("tables/companies-world.txt"):
        listing = code.partition(":")[2]
        assert not listing or listing in listed, f"companies-world.txt, line {number}: {code} is not listed"
        refs = {"twse": listing} if listing else None
        company(entities, cells, found, refs, "mlouielu/twstock; editorial" if refs else "editorial")
    return found


def mark_entity_list(entities, found):
    """Says who stands on the Entity List."""
    for _, (name, year) in table("tables/us-entity-list.txt"):
        id = f"organization/{name}"
        entities.line_of(id, found, "editorial", lists=[{"list": "us-entity-list", "since": year}])


def simple(name, entities, type=None):
    """A table without identifiers; where no type is given, the first cell of a row tells it."""
    found = {}
    for _, cells in table(f"tables/{name}.txt"):
        entities.add(type or cells[0], cells if type else cells[1:], found)
    return found


def main(data):
    """Reads everything, writes the files."""
    entities = Entities()
    made = {name: simple(name, entities, "organization") for name in ("us-agencies", "world-bodies", "media")}
    made["peoples"] = simple("peoples", entities, "group")
    made["laws-and-events"] = simple("laws-and-events", entities)
    made["companies-us"] = companies_us(data, entities)
    made["companies-world"] = companies_world(data, entities)
    mark_entity_list(entities, made["companies-world"])
    for name, found in made.items():
        write(f"{name}.jsonl", found.values())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

#!/usr/bin/env python3
"""Makes cities.jsonl from the tables `tables/cities-*.txt`; identifiers of GeoNames by name and country from world-cities.

    cities.py DATA
"""

import re
import sys
from pathlib import Path

from common import both_scripts, distinct, entity, facts, plain, shipped, slug, table, write


def identifiers(data):
    """GeoNames' number of each city by plain name and country, where only one city of the country has the name."""
    found = {}
    for row in facts(data / "facts/world_cities.jsonl.zst"):
        key = (plain(row["names"][0]["text"]), row["country"])
        found[key] = None if key in found else row["id"].split(":")[1]
    return found


def city(id, names, known, refs=None, context=None, prior=0.9):
    """A city, unless places.jsonl has it."""
    if id in known:
        return []
    source = "datasets/world-cities; editorial" if refs else "editorial"
    return [entity(id, distinct(names), prior, source, context=context, refs=refs)]


def of_china(numbers, known):
    """The cities of the mainland."""
    found = []
    for _, row in table("tables/cities-china.txt"):
        for one in row[0].split(";"):
            mark, chinese, name, _, part, _, more = re.fullmatch(r"\s*([!=]?)(\S+) ([^@+]+)(@([^+]*))?(\+(\S+))?", one).groups()
            city_forms = [] if mark == "=" else both_scripts("/".join(form + "市" for form in chinese.split("/")))
            bare = [] if mark == "!" else both_scripts(chinese)
            names = [{"text": name, "lang": "en"}, *bare, *city_forms, *(in_full(chinese, more) if more else [])]
            number = numbers.get((plain(name).replace("'", ""), "China")) or numbers.get((plain(name), "China"))
            id = f"place/{slug(name)}" + (f"-{part}" if part else "")
            found += city(id, names, known, {"geonames": number} if number and not part else None, prior=0.5 if part else 0.9)
    return found


def in_full(chinese, more):
    """The name in full of an autonomous prefecture: `延边/延邊` and `朝鲜族自治州/朝鮮族自治州`."""
    (simplified, _, traditional), (end, _, other) = chinese.partition("/"), more.partition("/")
    full = simplified + end, (traditional or simplified) + (other or end)
    return both_scripts("/".join(dict.fromkeys(full)))


def of_the_world(numbers, known):
    """The cities of other countries."""
    found = []
    for _, row in table("tables/cities-world.txt"):
        country, cities = row[0].split(": ", 1)
        for one in cities.split(";"):
            star, whole, chinese = re.fullmatch(r"\s*(\*?)(.+) (\S+)", one).groups()
            bare, _, region = whole.partition(", ")
            names = [{"text": whole, "lang": "en"}]
            if region and not star:
                names.append({"text": bare, "lang": "en", "needs_context": True})
            for form in chinese.split(",") if chinese != "-" else []:
                fields = {"needs_context": True} if form.endswith("@") else {}
                names += [{**name, **fields} for name in both_scripts(form.rstrip("@"))]
            asks = any(name.get("needs_context") for name in names)
            context = [region or country, *chinese_of(country, known)] if asks else None
            number = numbers.get((plain(bare), country))
            id = f"place/{slug(bare)}"
            id = f"place/{slug(whole)}" if region and (star or id in known or id in {e["id"] for e in found}) else id
            found += city(id, names, known, {"geonames": number} if number else None, context)
    return found


def chinese_of(country, known):
    """The Chinese names of a country, as terms of context."""
    place = known.get(f"place/{slug(country)}", {"names": []})
    return [name["text"] for name in place["names"] if name.get("lang") in ("zh", "zh-Hans") and not name.get("needs_context")]


def main(data):
    """Reads everything, writes the file."""
    known = {place["id"]: place for place in shipped("places.jsonl")}
    numbers = identifiers(data)
    write("cities.jsonl", of_china(numbers, known) + of_the_world(numbers, known))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

#!/usr/bin/env python3
"""Makes china.jsonl, taiwan-hong-kong.jsonl and world-leaders.jsonl from the tables of `leaders/`.

    dictionaries/make/leaders.py            writes them
    dictionaries/make/leaders.py --check    stops with status 1 where they are not what the tables say

`leaders_table.py` has the format of the tables. Persons and offices that people.jsonl and offices.jsonl have already keep their ids: what
is written then is a second line with what they lack. Needs nothing but Python. What looks wrong in the tables stops it; holders of one
office whose time overlaps are told on standard error.
"""

import json
import sys
from pathlib import Path

from leaders_names import chinese, chinese_office, distinct, english_office, is_risky, of_person, organization, plain, slug
from leaders_roles import embassy, patterns
from leaders_table import read

DICTIONARIES = Path(__file__).resolve().parent.parent
FILES = {
    "china.jsonl": ["china.txt"],
    "taiwan-hong-kong.jsonl": ["taiwan-hong-kong.txt"],
    "world-leaders.jsonl": ["world-asia.txt", "world-europe.txt", "world-other.txt", "world-bodies.txt", "taiwan-names.txt"],
}
# Terms that speak for the organizations and offices of China: Taiwan's are called alike, and `中国` stands in news of both.
CHINA = ["国务院", "中共中央", "中央军委", "全国人大", "习近平", "李克强", "新华社", "央视网", "State Council", "Xinhua", "Communist Party", "Beijing"]
# Kinds of places that are in the news too often to speak for a person with a common name.
INNER = ("municipality", "province", "region")
# Offices that several hold at once.
SHARED = ("member", "councilor", "vice-chairman", "spokesperson", "vice-premier", "deputy", "commissioner-for", "co-chair")


def shipped(name):
    """The entities of a dictionary that is written by hand."""
    lines = (DICTIONARIES / name).read_text(encoding="utf-8").splitlines()
    return {entity["id"]: entity for entity in map(json.loads, lines)}


def texts(entity, language):
    """The names of an entity in a language."""
    return {name["text"] for name in entity["names"] if name.get("lang", "").startswith(language)}


class Persons:
    """Everybody who is named: those who ship already, and those of the tables."""

    def __init__(self):
        self.shipped = shipped("people.jsonl")
        self.by_name, self.by_key, self.lines, self.faults = {}, {}, {}, []
        for id, entity in self.shipped.items():
            for text in texts(entity, "en"):
                self.by_name.setdefault(plain(text), id)

    def id(self, person):
        """The id of a person, who is taken up where she is new."""
        if person.key not in self.by_key:
            self.by_key[person.key] = self.take(person)
        elif person.chinese and self.by_key[person.key] in self.lines:
            line = self.lines[self.by_key[person.key]]
            if not texts(line, "zh") & {form.strip("=*!") for form in person.chinese} and person.chinese != ["-"]:
                self.faults.append(f"{person.key} has two Chinese names; one person more needs a tag")
        return self.by_key[person.key]

    def take(self, person):
        """Takes up a person."""
        known = None if person.tag else self.known(person)
        id = known or "person/" + slug(person.names[0] + " " + person.tag)
        if not known and id in self.shipped:
            self.faults.append(f"{id} ships with another Chinese name than {person.chinese}")
        if not known and person.order == "family first" and not person.chinese:
            self.faults.append(f"{person.key} is not known and has no Chinese name")
        names = of_person(person)
        if known:
            have = {name["text"] for name in self.shipped[known]["names"]}
            names = [name for name in names if name["text"] not in have]
        if names:
            first = [] if not known else self.shipped[known]["names"][:1]
            self.lines[id] = {"id": id, "type": "person", "names": distinct(first + names), "context": [], "order": person.order}
        return id

    def known(self, person):
        """The id of a person who ships already: one of the English names, and no other Chinese name."""
        ids = [self.by_name[plain(name)] for name in person.names if plain(name) in self.by_name]
        if not ids:
            return None
        have = texts(self.shipped[ids[0]], "zh")
        given = {form.strip("=*!") for form in person.chinese}
        return ids[0] if person.order != "family first" or not (have and given) or have & given else None

    def also(self, name, forms):
        """Adds what Taiwan's press calls a person who was met before."""
        line = self.lines.get(self.by_key.get(name))
        if line is None:
            self.faults.append(f"{name} has a name of Taiwan's press, but no other table has this person")
            return
        names = [one for form in forms for one in chinese("=" + form, is_risky(form, "western"))]
        line["names"] = distinct(line["names"] + names)

    def speaks_for(self, id, terms):
        """Adds terms whose presence speaks for a person."""
        if id in self.lines:
            self.lines[id]["context"] = list(dict.fromkeys(self.lines[id]["context"] + terms))


def office_id(office, offices):
    """The id of an office."""
    if office.english and office.english[0].startswith("^"):
        return "office/" + office.english[0][1:]
    if office.to:
        return f"office/{slug(office.place.adjective)}-{office.role}"
    return f"office/{office.place.slug}-{office.role}"


def office_names(office):
    """The names of an office."""
    english, hans = patterns(office)
    names = [name for pattern in english for name in english_office(pattern, office.place)]
    return distinct(names + [name for pattern in hans for name in chinese_office(pattern, office.place)])


def overlap(one, other):
    """Whether two spans share more than a day."""
    start, end = max(one["from"], other["from"]), min(one.get("until", "9999"), other.get("until", "9999"))
    width = min(len(start), len(end))
    return start[:width] < end[:width]


def holders(office, persons, known):
    """The holders of an office that it does not have yet, and a word on those who held it at one time."""
    found = []
    for person, start, end in office.holders:
        span = {"entity": persons.id(person), "from": start, **({"until": end} if end else {})}
        if not any(one["entity"] == span["entity"] and (overlap(one, span) or one["from"][:4] == start[:4]) for one in known):
            found.append(span)
    return found


def overlaps(id, spans):
    """Tells of holders of one office whose time overlaps."""
    if any(word in id for word in SHARED):
        return
    for place, one in enumerate(spans):
        for other in spans[place + 1 :]:
            if overlap(one, other):
                print(f"{id}: {one} and {other} overlap", file=sys.stderr)


def context(office, names):
    """What speaks for the holders of an office: where it is, and what it is called."""
    place = office.place
    terms = [] if place.slug == "china" or place.kind in INNER else [place.name, *(name.strip("=") for name in place.chinese)]
    return terms + [name["text"] for name in names if name["lang"] in ("zh", "zh-Hans")] + small_titles(names)


def of_place(place):
    """What speaks for the bodies of a place."""
    return CHINA if place.slug == "china" else [place.name, place.adjective, *(name.strip("=") for name in place.chinese)]


def small_titles(names):
    """The English names of an office in the writing of agencies."""
    return [name["text"] for name in names if name["lang"] == "en" and (name["text"][0].islower() or name["text"].split()[-1].islower())]


def office_line(office, persons, offices):
    """The line of an office: whole, or what is new of one that ships already."""
    id = office_id(office, offices)
    names, known = office_names(office), offices.get(id, {"names": [], "holders": []})
    have = {name["text"] for name in known["names"]}
    added = known["names"][:1] + [name for name in names if name["text"] not in have]
    spans = holders(office, persons, known.get("holders", []))
    overlaps(id, known.get("holders", []) + spans)
    terms = context(office, names + known["names"])
    for person, _, _ in office.holders:
        persons.speaks_for(persons.id(person), terms)
    if not added:
        persons.faults.append(f"{id} has no names")
    asks = any(name.get("needs_context") for name in added)
    return {"id": id, "type": "office", "names": added, "context": of_place(office.place) if asks else [], "holders": spans}


def embassies(table):
    """The embassies whose ambassadors a table has; bodies have missions, which are called otherwise."""
    for office in table.offices:
        if office.to and not office.role.endswith(("the-un", "-eu")) and office.place.adjective != "EU":
            english, hans = embassy(office)
            id = f"organization/{slug(office.place.adjective)}-embassy-in-{office.role.removeprefix('ambassador-to-')}"
            yield {"id": id, "type": "organization", "names": distinct(organization(english, hans))}


def person_lines(persons, done):
    """The lines of persons that are not written yet; only those who need context carry it."""
    for id, line in persons.lines.items():
        if id not in done:
            done.add(id)
            asks = any(name.get("needs_context") for name in line["names"])
            yield {"id": id, "type": "person", "names": line["names"], "context": line["context"] if asks else []}


def organization_lines(table, known):
    """The organizations of a table, none of which may ship already under another id."""
    for key, english, hans, place in table.organizations:
        names = organization(english, hans)
        twins = {known[plain(name["text"])] for name in names if plain(name["text"]) in known} - {"organization/" + key}
        if twins:
            print(f"organization/{key} shares names with {sorted(twins)}", file=sys.stderr)
        asks = any(name.get("needs_context") for name in names)
        yield {"id": "organization/" + key, "type": "organization", "names": distinct(names), "context": of_place(place) if asks else []}


def finished(line):
    """A line with all fields in the order that dictionaries have them, and without empty ones."""
    fields = {"id": line["id"], "type": line["type"], "names": line["names"], "prior": 0.9}
    fields |= {key: line[key] for key in ("context", "holders") if line.get(key)}
    return {**fields, "source": "editorial"}


def lines_of(tables, persons, offices, known, done):
    """All lines of a file, by id."""
    lines = {}
    for table in tables:
        for person, terms, place in table.persons:
            persons.speaks_for(persons.id(person), terms + ([] if place.slug == "china" else of_place(place)))
        for line in (office_line(office, persons, offices) for office in table.offices):
            if line["id"] in lines:
                persons.faults.append(f"{line['id']} stands twice")
            lines[line["id"]] = line
        lines |= {line["id"]: line for line in [*organization_lines(table, known), *embassies(table)]}
        for name, forms in table.taiwan:
            persons.also(name, forms)
    return lines | {line["id"]: line for line in person_lines(persons, done)}


def files():
    """The text of each file."""
    persons, offices, done = Persons(), shipped("offices.jsonl"), set()
    others = {**shipped("organizations.jsonl"), **shipped("companies.jsonl")}
    known = {plain(text): id for id, entity in others.items() for text in texts(entity, "")}
    for name, sources in FILES.items():
        lines = lines_of([read(source) for source in sources], persons, offices, known, done)
        if persons.faults:
            raise SystemExit("\n".join(persons.faults))
        yield name, "".join(json.dumps(finished(lines[id]), ensure_ascii=False) + "\n" for id in sorted(lines))


def main():
    """Writes the files, or with `--check` tells whether they are what the tables say."""
    check = sys.argv[1:] == ["--check"]
    for name, text in files():
        path = DICTIONARIES / name
        if not check:
            path.write_text(text, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != text:
            raise SystemExit(f"{name} is not what the tables say: run dictionaries/make/leaders.py")
        print(f"{name}: {text.count(chr(10))} entities")


if __name__ == "__main__":
    main()

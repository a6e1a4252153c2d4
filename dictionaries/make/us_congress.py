#!/usr/bin/env python3
"""Makes us-congress.jsonl: members of Congress since 2015, presidents and vice presidents, and the seats with who held them.

    us_congress.py DATA

DATA holds `facts/us_congress.jsonl`, `facts/everypolitician_2015.jsonl.zst` and `importers/congress/legislators-current.yaml`. The tables
`us-*.txt` of this folder were written by hand. Persons who stand in people.jsonl keep their id and are given what they lack.
"""

import re
import sys
from pathlib import Path

from common import HERE, both_scripts, distinct, entity, facts, forms, plain, scripts, shipped, slug, table, write

CONTEXT = ["Congress", "Senate", "senator", "Sen.", "Rep.", "congressman", "congresswoman", "lawmaker", "lawmakers", "Republican", "Democrat",
           "參議員", "眾議員", "國會"]
SUFFIX = re.compile(r",? (Jr\.|Sr\.|II|III|IV)$")
SOURCE = "unitedstates/congress-legislators"


def yaml_value(line):
    """The value of a line `key: value` of the simple YAML in which congress-legislators is written."""
    return line.split(":", 1)[1].strip().strip("'\"")


def read_yaml(path):
    """Members with `id`, `name` and `terms` as flat dictionaries; only what stands on one line of its own."""
    members, part = [], None
    for line in path.read_text(encoding="utf-8").splitlines():
        indent = len(line) - len(line.lstrip(" -"))
        key = line.strip(" -").split(":", 1)[0]
        if line.startswith("- id:"):
            members.append({"id": {}, "name": {}, "terms": []})
            part = "id"
        elif indent == 2 and key in ("name", "bio", "terms", "leadership_roles", "family"):
            part = key
        elif part == "terms" and line.startswith("  - "):
            members[-1]["terms"].append({key: yaml_value(line)})
        elif indent == 4 and part == "terms":
            members[-1]["terms"][-1][key] = yaml_value(line)
        elif indent == 4 and part in ("id", "name"):
            members[-1][part][key] = yaml_value(line)
    return members


def bare(name):
    """A name without `Jr.` and its like, and without a nickname in quotes or parentheses."""
    return re.sub(r"\s+", " ", re.sub(r'["(][^")]*[")]', "", SUFFIX.sub("", name))).strip()


def english_forms(member):
    """The forms of a sitting member, the one that the press uses first."""
    name = member["name"]
    plainly = f"{name['first']} {name['last']}"
    official = name.get("official_full", plainly)
    usual = bare(re.sub(r" \(.*", "", member["id"].get("wikipedia", official)))
    found = [usual, plainly, bare(official)]
    if "nickname" in name:
        found.insert(1, f"{name['nickname']} {name['last']}")
    if "middle" in name:
        found.append(f"{name['first']} {name['middle'][0]}. {name['last']}")
    return [form for form in found if not re.match(r"[A-Z]\.? [A-Z][a-z]+$", form)]


class Persons:
    """The persons of the file, by their ids; those who are shipped already keep theirs."""

    def __init__(self, chinese):
        self.known = {}
        self.found = {}
        self.chinese = chinese
        for person in shipped("people.jsonl"):
            for key in [person.get("refs", {}).get("bioguide"), *(plain(name["text"]) for name in person["names"])]:
                if key:
                    self.known.setdefault(key, person)
        surnames = re.findall(r"^[A-Z].*", (HERE / "us-common-names.txt").read_text(), re.M)
        self.common = {word.casefold() for line in surnames for word in line.split()}

    def add(self, bioguide, english, family=None, refs=None, state="", famous=False, since=None):
        """Adds a person and gives the id. One who is not `famous` and has a common name needs context, and counts only `since` then."""
        person = self.known.get(bioguide) or self.known.get(plain(english[0].strip("?")))
        id = person["id"] if person else self.free_id(english[0].strip("?"), state)
        asked = {form.strip("?") for form in english if form.startswith("?")}
        english = [form.strip("?") for form in english]
        names = [{"text": form, "lang": "en", **({"family": family} if family and form.endswith(family) else {}),
                  **({"needs_context": True} if form in asked else {})} for form in english]
        names = [name for name in names if self.known.get(plain(name["text"]), person) is person or name is names[0]]
        if not famous and not person and self.common & {(family or english[0].split()[-1]).casefold()}:
            fields = {"needs_context": True, **({"from": since} if since else {})}
            names = [{**name, **fields} if not re.search(r" [A-Z]\. ", name["text"]) else name for name in names]
        chinese = self.chinese.get(plain(english[0]), [])
        known = {name["text"] for name in person["names"]} if person else ()
        names = distinct(names + chinese, known)
        asks = any(name.get("needs_context") for name in names)
        sources = [SOURCE] + ["tijmenb/everypolitician-data"] * any("from_wikidata" in name for name in chinese)
        names = [{key: value for key, value in name.items() if key != "from_wikidata"} for name in names]
        if names:
            self.found[id] = entity(id, names, 0.9, "; ".join(sources + ["editorial"]), context=CONTEXT if asks else None, refs=refs)
        return id

    def free_id(self, name, state):
        """An id that nobody has: two persons of one name are told apart by their states."""
        taken = {person["id"] for person in self.known.values()} | self.found.keys()
        id = "person/" + slug(name)
        return id if id not in taken else f"{id}-{slug(state)}"


def chinese_forms(data):
    """Chinese names by the plain English one: the table first, else Wikidata's labels as EveryPolitician copied them."""
    found = {plain(row[0]): forms(row[1], both_scripts) for _, row in table("us-congress-zh.txt")}
    script = scripts(data)
    for person in facts(data / "facts/everypolitician_2015.jsonl.zst"):
        if person.get("country") != "United_States_of_America":
            continue
        labels = [{"text": name["text"].replace("•", "·"), "lang": script(name["text"]), "from_wikidata": True}
                  for name in person["names"] if name["lang"].startswith("zh") and "·" in name["text"]]
        for name in person["names"]:
            if name["lang"] in ("en", "und"):
                found.setdefault(plain(re.sub(r" [A-Z]\.(?= )", "", bare(name["text"]))), distinct(labels))
    return found


def spans(terms):
    """Terms that follow on one another as one span."""
    joined = []
    for start, end in sorted(terms):
        if joined and start[:7] <= joined[-1][1][:7]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def holders(held):
    """The holders of a seat in the order of time; a term that has not ended when the file is made stays open."""
    rows = []
    for id, terms in held.items():
        for start, end in spans(terms):
            rows.append({"entity": id, "from": start, **({"until": end} if end < "2026-12" else {})})
    return sorted(rows, key=lambda row: (row["from"], row["entity"]))


def seat_of_senators(code, states, places, held):
    """The two seats of a state in the Senate as one office: texts say `Senator from Texas`, never which."""
    slug_of, name = states[code]
    english = [f"{country}{title}{joint}{name}" for country in ("US ", "U.S. ", "United States ", "")
               for title in ("Senator", "senator") for joint in (" from ", " for ")]
    names = [{"text": form, "lang": "en"} for form in distinct_texts(english) if " for " not in form or "S" in form[:2]]
    names += [{"text": f"{name} {title}", "lang": "en", "needs_context": True} for title in ("Senator", "senator")]
    for place in (n for n in places[slug_of]["names"] if n.get("lang", "en").startswith("zh") and n["text"].endswith("州")):
        for title in {"zh-Hans": ["联邦参议员"], "zh-Hant": ["聯邦參議員"], "zh": ["联邦参议员", "聯邦參議員"]}[place["lang"]]:
            names.append({"text": place["text"] + title, "lang": "zh-Hans" if "联" in title else "zh-Hant"})
    context = ["US Senate", "U.S. Senate", "Congress", "Capitol Hill", "Sen.", "senators", "Senators"]
    return entity(f"office/us-senator-{slug(name)}", distinct(names), 0.9, f"{SOURCE}; editorial", context=context, holders=holders(held))


def distinct_texts(texts):
    """The texts, each once."""
    return list(dict.fromkeys(texts))


def ordinal(number):
    """`1st`, `22nd`, `13th`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def seat_of_district(code, number, states, held):
    """A seat of the House of Representatives, with its holders since the sitting member came."""
    name = states[code][1]
    possessive = f"{name}'" if name.endswith("s") else f"{name}'s"
    if number == "0":
        district, part = f"{possessive} at-large congressional district", "at-large"
    else:
        district, part = f"{possessive} {ordinal(int(number))} congressional district", number
    names = [{"text": f"{title} for {district}", "lang": "en"} for title in ("US Representative", "U.S. Representative", "Representative")]
    names[0]["kind"] = "official"
    return entity(f"office/us-representative-{slug(name)}-{part}", names, 0.9, SOURCE, holders=holders(held))


def executive(data, persons):
    """Presidents and vice presidents; `George Bush` and `John Adams` are two persons each, so the table says how they are called."""
    rows = {row["id"]: row for row in facts(data / "facts/us_congress.jsonl")}
    held = {"prez": {}, "viceprez": {}}
    for _, (key, english, chinese) in table("us-executive.txt"):
        english = [form.strip() for form in english.split(";")]
        persons.chinese[plain(english[0].strip("?"))] = forms(chinese, both_scripts)
        bioguide = key.split(":")[1]
        refs = None if bioguide.isdigit() else {"bioguide": bioguide}
        id = persons.add(bioguide, english, refs=refs, famous=True)
        for term in rows[key]["terms"]:
            held.get(term["type"], {}).setdefault(id, []).append((term["start"], term["end"]))
    return held


def earlier(id, name, held, since):
    """What offices.jsonl lacks of an office: those who left it before the first holder that stands there."""
    rows = [row for row in holders(held) if row.get("until", since) <= since and row["from"] < since]
    return entity(id, [{"text": name, "lang": "en"}], 0.97, SOURCE, holders=rows)


def main(data):
    """Reads everything, writes the file."""
    states = {row[0]: (row[1], row[2]) for _, row in table("us-states.txt")}
    places = {place["id"].split("/")[1]: place for place in shipped("places.jsonl")}
    persons = Persons(chinese_forms(data))
    senators, districts = {code: {} for code in states}, {}
    by_name = {}
    for member in read_yaml(data / "importers/congress/legislators-current.yaml"):
        state = member["terms"][-1]["state"]
        english = distinct_texts(english_forms(member))
        family = member["name"]["last"] if " " in member["name"]["last"] else None
        refs = {key: member["id"][key] for key in ("bioguide", "wikidata") if key in member["id"]}
        id = persons.add(member["id"]["bioguide"], english, family, refs, states[state][1],
                         since=str(int(member["terms"][0]["start"][:4]) - 2))
        by_name[english[0]] = id
        for term in member["terms"]:
            seat = senators[term["state"]] if term["type"] == "sen" else districts.setdefault((term["state"], term["district"]), {})
            seat.setdefault(id, []).append((term["start"], term["end"]))
    families = {row[0]: row[1] for _, row in table("us-congress-families.txt")}
    for _, (bioguide, cell) in table("us-congress-former.txt"):
        english = [form.strip() for form in cell.split(";")]
        by_name[english[0]] = persons.add(bioguide, english, families.get(english[0]), {"bioguide": bioguide}, "former")
    for _, (code, name, start, end) in table("us-senators-former.txt"):
        senators[code].setdefault(by_name[name], []).append((start, end))
    held = executive(data, persons)
    seats = [earlier("office/us-president", "US President", held["prez"], "1969-01-20"),
             earlier("office/us-vice-president", "US Vice President", held["viceprez"], "1989-01-20")]
    seats += [seat_of_senators(code, states, places, held) for code, held in senators.items() if held]
    seats += [seat_of_district(code, number, states, held) for (code, number), held in districts.items()
              if any(end >= "2027" for terms in held.values() for _, end in terms)]
    write("us-congress.jsonl", [*persons.found.values(), *seats])


if __name__ == "__main__":
    main(Path(sys.argv[1]))

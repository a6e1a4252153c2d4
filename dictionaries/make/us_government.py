#!/usr/bin/env python3
"""Makes us-government.jsonl: offices of the executive, the courts, the states and large cities of the United States with who held them,
and the persons who stand nowhere else. All from the tables `us-offices.txt`, `us-governors.txt` and `us-people.txt` of this folder.
"""

import re

from common import both_scripts, distinct, english, entity, forms, plain, shipped, slug, table, write

CONTEXT = ["White House", "Washington", "Trump", "Obama", "Biden", "Bush", "Clinton", "白宮"]


def in_all_cases(form):
    """`_Word` as `Word` and as `word`; all of the marked words of a form change together."""
    marked = re.sub(r"_(\w)", r"\1", form)
    lower = re.sub(r"_(\w)", lambda found: found[1].lower(), form)
    return [marked, lower] if lower != marked else [marked]


def english_forms(cell):
    """The English names of an office, with `@` and `_` unfolded."""
    names = []
    for form in filter(None, (form.strip() for form in cell.split(";"))):
        asks, form = form.startswith("?"), form.lstrip("?")
        heads = ["US ", "U.S. "] if form.startswith("@") else [""]
        if form.startswith("@?"):
            heads.append("")
        for one in in_all_cases(form.lstrip("@?")):
            names += [{**english(head + one), **({"needs_context": True} if asks else {})} for head in heads]
    return distinct(names)


class Persons:
    """Everybody who can hold an office: those who are shipped, and those of the table."""

    def __init__(self):
        self.ids = {}
        self.found = {}
        self.texts = {}
        for person in shipped("people.jsonl", "us-congress.jsonl"):
            if person["type"] == "person":
                self.texts.setdefault(person["id"], set()).update(name["text"] for name in person["names"])
                for name in person["names"]:
                    self.ids.setdefault(plain(name["text"]), person["id"])
        for _, (names, chinese) in table("us-people.txt"):
            self.add(names, chinese)

    def add(self, cell, chinese):
        """Adds a person of the table, or what a shipped one lacks."""
        names = forms(cell, english)
        usual = names[0]["text"]
        if names[0].get("needs_context"):
            names = [name if re.search(r" [A-Z]\. ", name["text"]) else {**name, "needs_context": True} for name in names]
        if re.search(r" (Jr\.|IV|Del Toro)$", usual):
            names[0]["family"] = "Del Toro" if usual.endswith("Del Toro") else usual.split()[-2]
        names = distinct(names + forms(chinese, both_scripts))
        context = CONTEXT if any(name.get("needs_context") for name in names) else None
        id = self.ids.setdefault(plain(usual), "person/" + slug(usual))
        names = distinct(names, self.texts.get(id, ()))
        if names:
            self.found[id] = entity(id, names, 0.9, "editorial", context=context)

    def speak_for(self, offices):
        """Who needs context and held an office is known by that office, instead of by what is said of Washington."""
        for office in offices:
            terms = [name["text"] for name in office["names"] if not name["text"].startswith("U.S.")][:6]
            for person in filter(None, (self.found.get(holder["entity"]) for holder in office["holders"])):
                if "context" in person:
                    person["context"] = [term for term in person["context"] if term not in CONTEXT] + terms

    def held(self, cell):
        """The holders of a cell `Name from until; …`."""
        rows = []
        for one in filter(None, (one.strip() for one in cell.split(";"))):
            name, start, end = re.fullmatch(r"(.+?) (\d{4}[-\d]*)(?: (\d{4}[-\d]*))?", one).groups()
            rows.append({"entity": self.ids[plain(name)], "from": start, **({"until": end} if end else {})})
        return rows


def office(cells, persons, known):
    """An office of the table."""
    id, names, chinese, held = cells
    id = "office/" + id
    assert (id in known) == (not chinese), f"{id}: an office has Chinese names here exactly where offices.jsonl lacks it"
    names = distinct(english_forms(names) + forms(chinese, both_scripts))
    if id in known:
        names = [name for name in known[id]["names"] if name["text"] == names[0]["text"]]
    asks = any(name.get("needs_context") for name in names)
    return entity(id, names, 0.9, "editorial", context=CONTEXT if asks else None, holders=persons.held(held))


def of_a_place(cell, held, persons, places, known):
    """The governor of a state, or the mayor of a city."""
    mayor, _, place = cell.rpartition("/")
    title, simplified, traditional = ("Mayor", "市长", "市長") if mayor else ("Governor", "州长", "州長")
    names = places[place]["names"]
    name = re.sub(" state$", "", names[0]["text"])
    id = f"office/{slug(name)}-{title.lower()}"
    if id in known:
        return entity(id, known[id]["names"][:1], 0.9, "editorial", holders=persons.held(held))
    texts = [f"{name} {title}", f"{name} {title.lower()}", f"{title} of {name}", f"{title.lower()} of {name}"]
    texts += [] if mayor else [f"{name} Gov."]
    found = [{"text": text, "lang": "en"} for text in texts]
    for one in names:
        if not one.get("lang", "en").startswith("zh") or not (mayor or one["text"].endswith("州")):
            continue
        stems = [one["text"].removesuffix("市")] if mayor else [one["text"]]
        stems += [one["text"].removesuffix("州")] * (not mayor and len(one["text"]) > 3)
        for stem in stems:
            found += [{"text": stem + simplified, "lang": "zh-Hans"}] * (one["lang"] != "zh-Hant")
            found += [{"text": stem + traditional, "lang": "zh-Hant"}] * (one["lang"] != "zh-Hans")
    return entity(id, distinct(found), 0.9, "editorial", holders=persons.held(held))


def main():
    """Reads everything, writes the file."""
    persons = Persons()
    known = {office["id"]: office for office in shipped("offices.jsonl")}
    places = {place["id"].split("/")[1]: place for place in shipped("places.jsonl")}
    offices = [office(cells, persons, known) for _, cells in table("us-offices.txt")]
    offices += [of_a_place(cell, held, persons, places, known) for _, (cell, held) in table("us-governors.txt")]
    persons.speak_for(offices)
    write("us-government.jsonl", [*persons.found.values(), *offices])


if __name__ == "__main__":
    main()

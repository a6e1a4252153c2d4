"""How the names of persons, offices and organizations of `leaders/` are spelt out: scripts, cases, and where a form needs context."""

import re
import unicodedata

from leaders_table import TABLES

# Capitalised words of an office that agencies write small.
TITLES = set(
    "President Vice Deputy First Prime Minister Chairman Chairwoman Chairperson Chair Director Head Commissioner Governor Secretary Administrator "
    "Secretary-General Director-General General-Secretary Commander Chief Spokesperson Spokesman Member Speaker Mayor Ambassador Envoy Representative "
    "Special Chancellor Premier Leader Managing Acting Prosecutor Taoiseach King Queen Emperor Monarch".split()
)
# Words that keep their capital in any office.
PROPER = set("Middle East Korean Peninsula Eurasian UN EU U.S. US".split())
COMPOUND = ("欧阳", "司徒", "司马", "诸葛", "上官", "夏侯")


def writings():
    """What is written otherwise in traditional script: words first, then characters."""
    lines = (TABLES / "characters.txt").read_text(encoding="utf-8").splitlines()
    entries = [entry for line in lines if not line.startswith("#") for entry in line.split()]
    words = [entry.split("=") for entry in entries if "=" in entry]
    return words, {ord(entry[0]): entry[1] for entry in entries if "=" not in entry}


WORDS, CHARACTERS = writings()


def traditional(text):
    """A text in traditional script."""
    for simplified, word in WORDS:
        text = text.replace(simplified, word)
    return text.translate(CHARACTERS)


def plain(text):
    """A text as it is compared: no accents, no case, one kind of apostrophe."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i"))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


def slug(name):
    """The last part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).replace("'", "")).strip("-")


def marked(form, risky):
    """A form without its mark, and whether it needs context."""
    needs = form.endswith("*") or (risky and not form.endswith("!"))
    return form.rstrip("*!"), {"needs_context": True} if needs else {}


def chinese(form, risky=False):
    """The names that a Chinese form stands for: one, or two where the scripts differ."""
    text, more = marked(form, risky)
    if text.startswith("="):
        return [{"text": text[1:], "lang": "zh-Hant", **more}]
    other = traditional(text)
    if other == text:
        return [{"text": text, "lang": "zh", **more}]
    return [{"text": text, "lang": "zh-Hans", **more}, {"text": other, "lang": "zh-Hant", **more}]


def is_risky(form, order):
    """Whether a Chinese form of a personal name is too short to stand alone: two characters of a Chinese name, four of a
    transliteration without its given name."""
    text = form.strip("=*!")
    if order == "western":
        return len(text) <= 4 and "·" not in text
    return len(text) <= 2


def family(person):
    """The field that says which part of an English name is the family name, where it has to be said."""
    words = person.names[0].split()
    if person.family:
        return person.family
    if person.order == "western" or len(words) < 2:
        return None
    if person.order == "family last":
        return words[-1]
    text = person.chinese[0].strip("=*!") if person.chinese else ""
    return words[0] if len(text) in (1, 2, 3) or text.startswith(COMPOUND) else None


def of_person(person):
    """All names of a person. Where the Chinese name of an East Asian is short, so is the English one: it needs context too."""
    last = family(person)
    short = person.order == "family first" and any(len(form.strip("*=")) <= 2 and not form.endswith("!") for form in person.chinese)
    risky = person.needs_context or short
    more = {"needs_context": True} if risky else {}
    names = [{"text": text, "lang": "en", **({"family": last} if last and last in text else {}), **more} for text in person.names]
    for form in filter(lambda form: form != "-", person.chinese):
        names += chinese(form, person.needs_context or is_risky(form, person.order))
    return names


def small(form):
    """An office as agencies write it: its title without capitals, all else as it is."""
    head, of, rest = form.partition(" of ")
    if of and all(word in TITLES for word in head.split()):
        return head.lower() + of + rest
    words = form.split()
    for place in range(len(words) - 1, -1, -1):
        if words[place] not in TITLES:
            break
        words[place] = words[place].lower()
    return " ".join(words)


def small_after(start, form):
    """The same of a form that begins with the name of a place: all behind that name is title, but not where an ambassador is sent."""
    title, to, rest = form[len(start) :].partition(" to ")
    return start + " ".join(word if word in PROPER else word.lower() for word in title.split(" ")) + to + rest


def head_of(form, place):
    """What an English form of an office begins with, if that is the name of its place or of a body; all behind it is title."""
    bare = place.name.removeprefix("the ")
    starts = [place.adjective, bare + "'s", bare + "'", bare]
    first = form.split(" ")[0]
    if first == "European" or re.fullmatch(r"[A-Z][A-Z0-9.]+", first):
        starts.append(first)
    return next((start for start in starts if form.startswith(start + " ")), None)


def english_office(pattern, place):
    """The two writings of an English name of an office."""
    text, more = marked(pattern, False)
    whose = place.name.removeprefix("the ") + ("'" if place.name.endswith("s") else "'s")
    form = text.replace("{A}", place.adjective).replace("{C}'s", whose).replace("{C}", place.name)
    start = head_of(form, place)
    if pattern.endswith(" of {C}"):
        other = form.removesuffix(place.name).lower() + place.name
    else:
        other = small_after(start, form) if start else small(form)
    return [{"text": text, "lang": "en", **more} for text in (form, other)]


def chinese_office(pattern, place):
    """The Chinese names of an office, for each Chinese name of its place."""
    if "{Z}" not in pattern:
        return chinese(pattern)
    found = []
    for name in place.chinese:
        own = pattern.replace("{Z}", name.lstrip("="))
        found += chinese("=" + traditional(own) if name.startswith("=") else own)
    return found


def organization(english, hans):
    """The names of an organization; a word in capitals is an acronym."""
    names = []
    for form in english:
        text, more = marked(form, False)
        kind = {"kind": "acronym"} if re.fullmatch(r"[A-Z]{2,8}", text) else {}
        names.append({"text": text, "lang": "en", **kind, **more})
    return names + [name for form in hans for name in chinese(form)]


def distinct(names):
    """The names, each text once."""
    seen = set()
    return [name for name in names if not (name["text"] in seen or seen.add(name["text"]))]

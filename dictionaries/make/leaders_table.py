"""Reads the tables of `leaders/`: who held which office when, persons beside them, organizations.

A line begins with what it is, and its cells are parted by `|`:

    # a comment
    % family first                          names of persons are written with the family name first from here on; `family last`,
                                            the family name is the last word and said so; `western`, the last word, left unsaid
    & germany | German | Germany | 德国      a place: slug, adjective, name, Chinese names (parted by `,`), kind of place
    @ foreign-minister                      an office of that place by its role (`leaders_roles.py`), or with its own names:
    @ tax-chief | Head of the Tax Office | 税务局长      `{A}`, `{C}` and `{Z}` stand for the adjective, the name, the Chinese names
    @ president | ^us-president             an office that ships under an id of another shape
    > France | 法国,法 | france              the office of the ambassador of that place to another
    Name=中文 2013-03..2018; Other 2018..    the holders of the office above, parted by `;`
    p Name=中文 | context;context           a person without an office
    o slug | English;English | 中文;中文     an organization
    t Name | 傳統;傳統                        what Taiwan's press calls a person whom another table has

A person is `Name~Other name[Family]#tag=中文,=傳統`: the tag tells two of one name apart and ends the id, a Chinese form with `=` ahead is
used in traditional script only, `-` stands for none that can be used, and one that is met before need not be spelt out again. A form with `*` behind it counts only where its
context is in the text; `!` says that it stands alone, where the rules of `leaders_names.py` would ask for context.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

TABLES = Path(__file__).resolve().parent / "leaders"
PERSON = re.compile(r"(?P<names>[^=\[#]+?)(?P<star>\*?)(?:\[(?P<family>[^\]]+)\])?(?:#(?P<tag>[a-z-]+)\*?)?(?P<late>\*?)(?:=(?P<chinese>.+))?")
HOLDER = re.compile(r"(?P<person>.+?) (?P<start>\d{4}(?:-\d\d){0,2})\.\.(?P<end>\d{4}(?:-\d\d){0,2})?")


@dataclass
class Place:
    """What the offices of a place are called after."""

    slug: str
    adjective: str
    name: str
    chinese: list
    kind: str = ""


@dataclass
class Person:
    """A person as a table has it; `order` is how its names are written."""

    names: list
    order: str
    family: str = ""
    tag: str = ""
    chinese: list = field(default_factory=list)
    needs_context: bool = False

    @property
    def key(self):
        """What tells persons apart in all tables."""
        return self.names[0] + ("#" + self.tag if self.tag else "")


@dataclass
class Office:
    """An office with its holders: person, first and last day."""

    place: Place
    role: str
    english: list
    chinese: list
    to: list = field(default_factory=list)
    holders: list = field(default_factory=list)


@dataclass
class Table:
    """All that stands in one file."""

    offices: list = field(default_factory=list)
    persons: list = field(default_factory=list)
    organizations: list = field(default_factory=list)
    taiwan: list = field(default_factory=list)


def forms(cell, sign=";"):
    """The forms of a cell."""
    return [form.strip() for form in cell.split(sign) if form.strip()]


def read_person(text, order):
    """A person as it is written in a table."""
    found = PERSON.fullmatch(text.strip())
    assert found, f"{text!r} is no person"
    starred = bool(found["star"] or found["late"] or re.search(r"#[a-z-]+\*", text))
    return Person(
        forms(found["names"], "~"), order, found["family"] or "", found["tag"] or "", forms(found["chinese"] or "", ","), starred
    )


def read_holder(text, order):
    """One holder: the person, the first day and the last one or None."""
    found = HOLDER.fullmatch(text)
    assert found, f"{text!r} is no holder: expected `Name from..until`"
    assert found["end"] is None or found["start"][:4] <= found["end"][:4], f"{text!r} ends before it begins"
    return read_person(found["person"], order), found["start"], found["end"]


class Reader:
    """Where the reading of a file stands: its place and the order of names."""

    def __init__(self):
        self.table, self.place, self.order = Table(), None, "western"

    def line(self, text):
        """Takes one line."""
        sign, rest = text[0], text[2:]
        cells = [cell.strip() for cell in rest.split("|")]
        takes = {"%": self.takes_order, "&": self.takes_place, "@": self.takes_office, ">": self.takes_ambassador}
        takes |= {"p": self.takes_person, "o": self.takes_organization, "t": self.takes_taiwan}
        if text[1] == " " and sign in takes:
            takes[sign](cells)
        else:
            self.table.offices[-1].holders += [read_holder(one, self.order) for one in forms(text)]

    def takes_order(self, cells):
        """`% family first`"""
        self.order = cells[0]
        assert self.order in ("western", "family first", "family last"), f"{self.order!r} is no order of names"

    def takes_place(self, cells):
        """`& slug | Adjective | Name | 中文 | kind`"""
        slug, adjective, name, chinese, *kind = cells
        self.place = Place(slug, adjective, name, forms(chinese, ","), *kind)

    def takes_office(self, cells):
        """`@ role | English | 中文`"""
        role, english, chinese = (cells + ["", ""])[:3]
        self.table.offices.append(Office(self.place, role, forms(english), forms(chinese)))

    def takes_ambassador(self, cells):
        """`> names | 中文 | slug`"""
        names, chinese, slug = cells
        self.table.offices.append(Office(self.place, "ambassador-to-" + slug, [], forms(chinese, ","), forms(names, ",")))

    def takes_person(self, cells):
        """`p Name=中文 | context`"""
        person, *context = cells
        self.table.persons.append((read_person(person, self.order), forms(context[0]) if context else [], self.place))

    def takes_organization(self, cells):
        """`o slug | English | 中文`"""
        slug, english, chinese = cells
        self.table.organizations.append((slug, forms(english), forms(chinese), self.place))

    def takes_taiwan(self, cells):
        """`t Name | 傳統`"""
        name, written = cells
        self.table.taiwan.append((name, forms(written)))


def read(name):
    """A table of the folder."""
    reader = Reader()
    for number, line in enumerate((TABLES / name).read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                reader.line(line)
            except (AssertionError, IndexError, ValueError) as error:
                raise SystemExit(f"{name}:{number}: {error}") from error
    return reader.table

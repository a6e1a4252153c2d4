"""What was found in a document, as objects."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, NamedTuple, Optional

from . import _html


class Candidate(NamedTuple):
    """An entity that a mention may mean."""

    kb_id_: str
    score: float


class Mention:
    """A span that a name matched; the names of spaCy's spans are the same."""

    __slots__ = ("_record",)

    def __init__(self, record: dict[str, Any]) -> None:
        self._record = record

    @property
    def text(self) -> str:
        """The span itself."""
        return str(self._record["text"])

    @property
    def start_char(self) -> int:
        """Where it begins in its field, in the tagger's unit: code points, unless ``offsets`` says otherwise."""
        return int(self._record["start"])

    @property
    def end_char(self) -> int:
        """Where it ends: the offset behind its last character."""
        return int(self._record["end"])

    @property
    def label_(self) -> str:
        """The type of the entity that is meant; empty where no candidate is better than the others."""
        return self._record["type"] or ""

    @property
    def kb_id_(self) -> str:
        """The id of the entity that is meant; empty where no candidate is better than the others."""
        return self._record["entity"] or ""

    @property
    def name(self) -> Optional[str]:
        """The entity's first name."""
        name: Optional[str] = self._record["name"]
        return name

    @property
    def kind(self) -> str:
        """The kind of the name that matched: ``name``, ``acronym`` …"""
        return str(self._record["kind"])

    @property
    def via(self) -> str:
        """What made the span a mention: ``name``, ``gloss``, ``partial`` …"""
        return str(self._record["via"])

    @property
    def score(self) -> float:
        """How sure the link is, 0 to 1."""
        return float(self._record["score"])

    @property
    def candidates(self) -> list[Candidate]:
        """All that may be meant, best first; empty where there is but one."""
        return [Candidate(one["entity"], one["score"]) for one in self._record.get("candidates", ())]

    @property
    def field(self) -> str:
        """``title`` or ``text``: what the offsets count in."""
        return str(self._record["field"])

    @property
    def gloss_of(self) -> Optional[int]:
        """The place in ``doc.mentions`` of the mention that this one glosses."""
        return self._record.get("gloss_of")

    @property
    def holder(self) -> Optional[str]:
        """Of an office, the id of the entity that held it on the document's date."""
        return self._record.get("holder")

    @property
    def status(self) -> Optional[str]:
        """Of an office, what stands beside it: ``former``, ``acting``, ``elect``."""
        return self._record.get("status")

    @property
    def office(self) -> Optional[int]:
        """The place in ``doc.mentions`` of the office with which a person is named."""
        return self._record.get("office")

    @property
    def conflict(self) -> bool:
        """Whether the dictionary says that the person does not hold that office."""
        return bool(self._record.get("conflict", False))

    def __repr__(self) -> str:
        return f"<{self.text!r} {self.start_char}:{self.end_char} {self.label_ or '?'} {self.kb_id_ or '?'} {self.score}>"


class Entity:
    """An entity that is meant somewhere in a document."""

    __slots__ = ("id", "type", "name", "names", "mentions")

    def __init__(self, record: dict[str, Any], mentions: list[Mention]) -> None:
        self.id: str = record["entity"]
        self.type: str = record["type"]
        self.name: str = record["name"]
        """Its first name."""
        self.names: dict[str, str] = record["names"]
        """Its first name in each language."""
        self.mentions: list[Mention] = [mentions[place] for place in record["mentions"]]

    def __repr__(self) -> str:
        return f"<{self.id} {self.name!r}, {len(self.mentions)} mentions>"


class Doc:
    """A document and what was found in it. Objects are made when they are asked for."""

    def __init__(self, text: str, title: Optional[str], line: bytes, offsets: str) -> None:
        self.text = text
        self.title = title
        self._line = line
        self._offsets = offsets

    @cached_property
    def _record(self) -> dict[str, Any]:
        record: dict[str, Any] = json.loads(self._line)
        return record

    @cached_property
    def mentions(self) -> list[Mention]:
        """All mentions: those of the title, then those of the text."""
        return [Mention(mention) for mention in self._record["mentions"]]

    @property
    def ents(self) -> list[Mention]:
        """The mentions of the text."""
        return [mention for mention in self.mentions if mention.field == "text"]

    @property
    def title_ents(self) -> list[Mention]:
        """The mentions of the title."""
        return [mention for mention in self.mentions if mention.field == "title"]

    @cached_property
    def entities(self) -> list[Entity]:
        """The entities that are meant, in order of their first mention."""
        return [Entity(entity, self.mentions) for entity in self._record["entities"]]

    @property
    def id(self) -> str:
        return str(self._record["id"])

    @property
    def date(self) -> Optional[str]:
        """``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``."""
        date: Optional[str] = self._record["date"]
        return date

    @property
    def lang(self) -> Optional[str]:
        """Its language, given or found."""
        lang: Optional[str] = self._record["lang"]
        return lang

    def to_dict(self, include_text: bool = False) -> dict[str, Any]:
        """The record that ``newstag tag`` writes (docs/output-format.md), as a dict of the caller's own."""
        record: dict[str, Any] = json.loads(self._line)
        if not include_text:
            return record
        with_text: dict[str, Any] = {}
        for key, value in record.items():
            with_text[key] = value
            if key == "length":
                with_text["text"] = self.text
        return with_text

    def to_json(self) -> str:
        """The same as a line of JSON, byte for byte."""
        return self._line.decode().rstrip("\n")

    def _repr_html_(self) -> str:
        return _html.render(self.title, self.title_ents, self.text, self.ents, self._offsets)

    def __repr__(self) -> str:
        return f"<Doc {self.id!r}: {len(self.text)} characters, {len(self.mentions)} mentions>"

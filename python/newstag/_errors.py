"""What is raised, and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Optional, Sequence

_SURROGATE = re.compile("[\ud800-\udfff]")


class NewstagError(ValueError):
    """Whatever newstag raises of its own."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a dictionary."""

    file: str
    """The file as it was named; entities given as dicts are called ``<dictionary N>``."""
    line: Optional[int]
    """The line, from 1; of entities given as dicts, the number of the dict. ``None`` where the whole file is meant."""
    column: Optional[int]
    """The character of the line, from 1, where it is known."""
    field: Optional[str]
    """The field, such as ``names[1].kind``."""
    value: Optional[str]
    """Its value as it is written there, cut if it is long."""
    problem: str
    """What is wrong, and what was expected."""
    rule: str
    """A word for the sort of fault, such as ``bad-date``."""


class DictionaryError(NewstagError):
    """A dictionary that cannot be used. ``faults`` are the first twenty things that are wrong with it."""

    faults: tuple[Fault, ...]

    def __init__(self, message: str, faults: Sequence[Any] = ()) -> None:
        super().__init__(message, faults)
        self.message = message
        self.faults = tuple(fault if isinstance(fault, Fault) else Fault(**fault) for fault in faults)

    def __str__(self) -> str:
        return self.message


class DocumentError(NewstagError):
    """A document that cannot be tagged. ``field`` is the part that is to blame."""

    def __init__(self, message: str, field: str = "text") -> None:
        super().__init__(message, field)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message


def surrogate(field: str, value: str) -> DocumentError:
    """The error for a string that holds half of a pair of surrogates."""
    found = _SURROGATE.search(value)
    at = "" if found is None else f" U+{ord(found.group()):04X} at character {found.start()}"
    return DocumentError(
        f"{field}: holds the lone surrogate{at}, which is no character, so it is no text: "
        "read the file with the encoding that it has, or replace it by text.encode('utf-8', 'replace').decode()",
        field,
    )

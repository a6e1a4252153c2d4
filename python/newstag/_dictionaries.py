"""Dictionaries as Python gives them: files, and entities in memory."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any, Iterable, Mapping, Optional, Sequence, Union

from . import _newstag
from ._errors import DictionaryError, Fault, surrogate

PathLike = Union[str, "os.PathLike[str]"]
Entities = Iterable[Mapping[str, Any]]
Dictionary = Union[PathLike, Entities]
Source = Union[str, tuple[str, bytes]]


def sources(dictionaries: Sequence[Dictionary]) -> list[Source]:
    """What the native half takes: absolute paths, so that they mean the same in a process that is started elsewhere, and JSON Lines."""
    return [_source(number, dictionary) for number, dictionary in enumerate(dictionaries, 1)]


def _source(number: int, dictionary: Dictionary) -> Source:
    if isinstance(dictionary, (str, os.PathLike)):
        return os.path.abspath(os.fspath(dictionary))
    if isinstance(dictionary, (bytes, Mapping)):
        raise TypeError(
            f"dictionary {number} is {type(dictionary).__name__}: expected a path, or a list of dicts with id, type and names"
        )
    name = f"<dictionary {number}>"
    return name, b"".join(_line(name, at, entity) for at, entity in enumerate(dictionary, 1))


def _line(name: str, number: int, entity: Mapping[str, Any]) -> bytes:
    try:
        text = json.dumps(entity if isinstance(entity, dict) else dict(entity), ensure_ascii=False)
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        problem = str(surrogate("the entity", text))
    except (TypeError, ValueError) as error:
        problem = f"this is no entity: expected a dict of what JSON can hold ({error})"
    fault = Fault(name, number, None, None, repr(entity)[:80], problem, "not-json")
    raise DictionaryError(f"{name}:{number}: {problem}", [fault]) from None


def variant_words(variants: Union[str, Iterable[str]]) -> list[str]:
    """``"company, dots"`` and ``["company", "dots"]`` are the same."""
    return [word.strip() for word in variants.split(",")] if isinstance(variants, str) else list(variants)


@dataclass(frozen=True)
class Built:
    """A compiled dictionary."""

    path: str
    entities: int
    names: int
    bytes: int

    def __fspath__(self) -> str:
        return self.path


def build(*dictionaries: Dictionary, output: PathLike, variants: Union[str, Iterable[str]] = "none") -> Built:
    """Compiles dictionaries into one file that opens at once; ``Tagger`` and ``-d`` of the command line take it.

    The file is there only once it is complete. ``variants`` are the rules of ``newstag dict build --variants``.
    """
    if not dictionaries:
        raise TypeError("build takes at least one dictionary: a path, or a list of dicts with id, type and names")
    given = sources(dictionaries)
    output = os.path.abspath(os.fspath(output))
    read = [path for path in given if isinstance(path, str)]
    if os.path.exists(output) and any(os.path.exists(path) and os.path.samefile(path, output) for path in read):
        raise ValueError(f"{output} is read and would be overwritten: write the compiled dictionary to another file")
    return Built(output, *_newstag.build(given, output, variant_words(variants)))


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with a dictionary, or may not do what its author expects."""

    severity: str
    """``error``, ``warning`` or ``note``."""
    rule: str
    file: Optional[str]
    line: Optional[int]
    column: Optional[int]
    entity: Optional[str]
    field: Optional[str]
    value: Optional[str]
    message: str


def check(*dictionaries: Dictionary, limit: Optional[int] = 10) -> list[Finding]:
    """All errors of dictionaries, then what is risky in them; of each rule the worst ``limit``, or all with ``None``.

    docs/dictionary-check.md has the rules.
    """
    if not dictionaries:
        raise TypeError("check takes at least one dictionary: a path, or a list of dicts with id, type and names")
    return [Finding(*row) for row in _newstag.check(sources(dictionaries), limit)]

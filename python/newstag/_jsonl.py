"""JSON Lines, as they come in and go out."""

from __future__ import annotations

import json
import os
from typing import Any, Iterator, Union

from ._errors import NewstagError
from ._newstag import Lines


def read_jsonl(path: Union[str, "os.PathLike[str]"]) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON Lines, one after the other: documents, or what ``newstag tag`` wrote.

    ``.gz``, ``.bz2`` and ``.zst`` are decompressed. Blank lines are passed over. What is no object is an error with file and line.
    """
    lines = Lines(path)
    return _objects(os.fspath(path), lines)


def _objects(path: str, lines: Lines) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _object(path, number, line)


def _object(path: str, number: int, line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise NewstagError(f"{path}:{number}: not JSON: {error}") from None
    if not isinstance(found, dict):
        raise NewstagError(f"{path}:{number}: expected a JSON object, found {type(found).__name__}")
    return found

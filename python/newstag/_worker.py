"""What a worker of a cluster does. A process opens a dictionary once, however many tasks it has."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Iterable, Iterator, Optional

import pyarrow

from ._newstag import Reading
from ._table import Table
from ._tagger import Tagger

# What a file is read into.
_READ = ("path", "record", "id", "title", "date", "lang", "text", "reason")


@lru_cache(maxsize=4)
def tagger(path: Optional[str], **settings: Any) -> Tagger:
    paths = [] if path is None else [path]
    return Tagger(*paths, **settings)


def tag(
    batches: Iterable[Any], path: Optional[str], settings: dict[str, Any], request: dict[str, Any]
) -> Iterator[Table]:
    """The rows of batches; on one thread, since the engine has a worker for each core."""
    opened = tagger(path, **settings)
    for batch in batches:
        yield opened.tag(batch, n_threads=1, **request)


def tag_files(
    batches: Iterable[Any], path: Optional[str], settings: dict[str, Any], request: dict[str, Any]
) -> Iterator[Table]:
    """The documents of the files that the rows of batches name."""
    opened = tagger(path, **settings)
    for batch in batches:
        for file in batch.column(0).to_pylist():
            for documents in _documents(file):
                yield opened._tag(documents, request, 1)


def _documents(file: Optional[str]) -> Iterator[Any]:
    try:
        yield from Reading([file or ""])
    except OSError as error:
        yield _rows({"path": file, "id": file, "reason": str(error)})


def nothing(opened: Tagger, request: dict[str, Any]) -> Table:
    """What comes of no file: only the columns are of interest."""
    return opened._tag(_rows(), request, 1)


def _rows(*rows: dict[str, Any]) -> pyarrow.Table:
    of = {name: pyarrow.int64() if name == "record" else pyarrow.string() for name in _READ}
    return pyarrow.Table.from_pylist(list(rows), schema=pyarrow.schema(list(of.items())))

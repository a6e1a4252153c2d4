"""What a worker of a cluster does. A process opens a dictionary once, however many tasks it has."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Iterable, Iterator, Optional

from ._table import Table
from ._tagger import Tagger


@lru_cache(maxsize=4)
def tagger(path: Optional[str], overlap: str, offsets: str) -> Tagger:
    paths = [] if path is None else [path]
    return Tagger(*paths, overlap=overlap, offsets=offsets)


def tag(
    batches: Iterable[Any], path: Optional[str], overlap: str, offsets: str, request: dict[str, Any]
) -> Iterator[Table]:
    opened = tagger(path, overlap, offsets)
    for batch in batches:
        # The engine has a worker for each core.
        yield opened.tag(batch, n_threads=1, **request)

"""The tagger."""

from __future__ import annotations

import datetime
from itertools import islice
from typing import Any, Iterable, Iterator, Mapping, Optional, Sequence, Union, overload

from . import _dictionaries
from ._doc import Doc
from ._newstag import Engine
from ._table import Table

Date = Union[str, datetime.date, None]
Text = Union[str, Mapping[str, Any]]

# The settings of a tagger behind its dictionaries, in the order in which the native half takes them.
_Options = tuple[list[str], str, str, int, float]

# The parts of a document, as records have them.
_PARTS = ("text", "id", "title", "date", "lang")


class Tagger:
    """A dictionary that tags documents. Threads may share one; it pickles, forks and spawns.

    ``dictionaries`` are paths (sources or compiled files) and lists of dicts, read together; without any, the dictionary of the package.
    ``overlap`` is ``"longest"`` or ``"all"``; ``offsets`` is ``"char"`` (code points, as Python counts), ``"byte"`` or ``"utf16"``;
    ``variants`` are the rules of ``newstag tag --variants``. A document that has more mentions than ``max_mentions``, or takes longer than
    ``max_seconds``, is an error, as on the command line: it was made to harm, or is no article.
    """

    def __init__(
        self,
        *dictionaries: _dictionaries.Dictionary,
        overlap: str = "longest",
        offsets: str = "char",
        variants: Union[str, Iterable[str]] = "none",
        max_mentions: int = 1_000_000,
        max_seconds: float = 60.0,
    ) -> None:
        sources = _dictionaries.sources(dictionaries)
        self._options = (_dictionaries.variant_words(variants), overlap, offsets, max_mentions, max_seconds)
        self._sources = sources
        self._engine = Engine(sources, *self._options)

    @property
    def fingerprint(self) -> str:
        """The content hash of the dictionary, which its records carry."""
        return self._engine.fingerprint

    def __repr__(self) -> str:
        return f"<Tagger: {self._engine.entities} entities, {self._engine.names} names>"

    def __call__(
        self,
        text: str,
        *,
        date: Date = None,
        lang: Optional[str] = None,
        title: Optional[str] = None,
        id: Optional[str] = None,
    ) -> Doc:
        """Tags one document. Without ``lang``, the language is guessed; without ``id``, the document is called ``-#1``."""
        return self._doc(text, title, self._engine.record((1, text, id, title, date, lang)))

    @overload
    def pipe(
        self, texts: Iterable[Text], *, as_tuples: bool = ..., n_threads: Optional[int] = ..., batch_size: int = ...
    ) -> Iterator[Doc]: ...
    @overload
    def pipe(
        self, texts: Iterable[tuple[Text, Any]], *, as_tuples: bool, n_threads: Optional[int] = ..., batch_size: int = ...
    ) -> Iterator[tuple[Doc, Any]]: ...
    def pipe(
        self,
        texts: Iterable[Any],
        *,
        as_tuples: bool = False,
        n_threads: Optional[int] = None,
        batch_size: int = 256,
    ) -> Iterator[Any]:
        """Tags documents one after the other, in order, on ``n_threads`` threads (default: one a core).

        A text is a string, or a dict with ``text`` and perhaps ``id``, ``title``, ``date``, ``lang``, as ``read_jsonl`` gives them. With
        ``as_tuples``, pairs of a text and anything go in, and pairs of a ``Doc`` and the same come out. So many texts as ``batch_size``
        says are read ahead.
        """
        pairs = iter(texts) if as_tuples else ((text, None) for text in texts)
        return self._pipe(pairs, as_tuples, n_threads, batch_size)

    def _pipe(
        self, pairs: Iterator[tuple[Text, Any]], as_tuples: bool, n_threads: Optional[int], batch_size: int
    ) -> Iterator[Any]:
        number = 1
        while batch := list(islice(pairs, batch_size)):
            requests = [_request(at, text) for at, (text, _) in enumerate(batch, number)]
            number += len(batch)
            lines = self._engine.records(requests, n_threads)
            for request, line, (_, context) in zip(requests, lines, batch):
                doc = self._doc(request[1], request[3], line)
                yield (doc, context) if as_tuples else doc

    def _doc(self, text: str, title: Optional[str], line: bytes) -> Doc:
        return Doc(text, title, line, self._options[2])

    def tag(
        self,
        table: Any,
        *,
        text: str = "text",
        id: Optional[str] = None,
        title: Optional[str] = None,
        date: Optional[str] = None,
        lang: Optional[str] = None,
        shape: str = "long",
        keep: Union[str, Sequence[str]] = (),
        errors: str = "column",
        n_threads: Optional[int] = None,
    ) -> Table:
        """Tags all rows of a table: anything with ``__arrow_c_stream__`` or ``__arrow_c_array__``, as polars, pandas, pyarrow and DuckDB have.

        ``shape="long"`` gives a row a mention, with the ``row`` of the table that it stands in, counting from 0; ``shape="nested"`` a row a
        row of the table, with lists. The parts of documents stand in the columns that ``text``, ``id``, ``title``, ``date`` and ``lang``
        name; without a name the column that is called so, if there is one; ``""`` for none. ``keep`` names columns of the table that the
        result has too, or is ``"all"``. A row that cannot be tagged has the reason in the column ``error``; with ``errors="raise"``
        the first is an exception.
        """
        if not (hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__")):
            raise TypeError(
                f"tag takes a table that speaks Arrow (polars, pandas 2.2 or later, pyarrow, DuckDB), not {type(table).__name__}"
            )
        if isinstance(keep, str):
            keep = _column_names(table) if keep == "all" else [keep]
        request = {"text": text, "id": id, "title": title, "date": date, "lang": lang}
        return self._tag(table, {**request, "shape": shape, "keep": list(keep), "errors": errors, "reason": None}, n_threads)

    def _tag(self, table: Any, request: dict[str, Any], n_threads: Optional[int]) -> Table:
        return Table(self._engine.tag(table, request, n_threads))

    def to_bytes(self) -> bytes:
        """The compiled dictionary, as ``newstag.build`` writes it into a file."""
        return self._engine.compiled()

    @classmethod
    def from_bytes(
        cls,
        compiled: bytes,
        *,
        overlap: str = "longest",
        offsets: str = "char",
        max_mentions: int = 1_000_000,
        max_seconds: float = 60.0,
    ) -> Tagger:
        """A tagger with a compiled dictionary that is in memory."""
        return _opened(cls, [compiled], (["none"], overlap, offsets, max_mentions, max_seconds))

    def __reduce__(self) -> tuple[Any, ...]:
        """Files go by their paths, so that processes of one machine share a compiled one; what came from memory goes as compiled bytes."""
        if all(isinstance(source, str) for source in self._sources):
            return _reopened, (type(self), self._sources, self._options, self.fingerprint)
        return _reopened, (type(self), [self.to_bytes()], (["none"], *self._options[1:]), self.fingerprint)


def _reopened(cls: type[Tagger], sources: list[Any], options: _Options, fingerprint: str) -> Tagger:
    tagger = _opened(cls, sources, options)
    if tagger.fingerprint != fingerprint:
        raise ValueError(
            f"the dictionary has changed since the tagger was pickled: its files {', '.join(map(str, sources))} now hold {tagger.fingerprint}, "
            f"and they held {fingerprint}"
        )
    return tagger


def _opened(cls: type[Tagger], sources: list[Any], options: _Options) -> Tagger:
    tagger = cls.__new__(cls)
    tagger._sources, tagger._options = sources, options
    tagger._engine = Engine(sources, *options)
    return tagger


def _request(number: int, text: Text) -> tuple[int, str, Optional[str], Optional[str], Any, Optional[str]]:
    if isinstance(text, Mapping):
        part = {name: text.get(name) for name in _PARTS}
        if part["text"] is None:
            raise ValueError(f"document {number} has no text: expected a dict with the key \"text\", found {sorted(text)}")
        return number, part["text"], part["id"], part["title"], part["date"], part["lang"]
    return number, text, None, None, None, None


def _column_names(table: Any) -> list[str]:
    names = getattr(table, "column_names", None)
    if names is None:
        names = table.schema.names if hasattr(table, "schema") and hasattr(table.schema, "names") else table.columns
    return [str(name) for name in (names() if callable(names) else names)]

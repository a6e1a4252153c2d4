"""The spaCy component ``newstag``: what the dictionary knows, as spans of a ``Doc``.

    nlp.add_pipe("newstag", config={"dictionary": "people.dict"})

docs/python.md describes its settings. Each span has ``label_``, ``kb_id_``, and ``span._.newstag``: the ``newstag.Mention`` that it was made from.
"""

from itertools import islice
from pathlib import Path
from typing import Any, Iterable, Iterator, Optional, Union

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from ._doc import Doc as Tagged
from ._doc import Mention
from ._tagger import Tagger

_SETTINGS = {
    "dictionary": None,
    "variants": "none",
    "spans_key": None,
    "overwrite_ents": False,
    "alignment_mode": "expand",
    "undecided": False,
    "n_threads": 1,
}
_FILE = "newstag.dict"


def make(
    nlp: Language,
    name: str,
    dictionary: Union[None, str, list[str]],
    variants: str,
    spans_key: Optional[str],
    overwrite_ents: bool,
    alignment_mode: str,
    undecided: bool,
    n_threads: int,
) -> "Newstag":
    """What spaCy calls."""
    return Newstag(
        name,
        dictionary=dictionary,
        variants=variants,
        spans_key=spans_key,
        overwrite_ents=overwrite_ents,
        alignment_mode=alignment_mode,
        undecided=undecided,
        n_threads=n_threads,
    )


class Newstag:
    """Tags ``doc.text`` and sets spans on whole tokens.

    Without ``spans_key`` they go into ``doc.ents``: where one overlaps an entity that is already there, that one stays, unless
    ``overwrite_ents``. With ``spans_key`` they go into ``doc.spans[spans_key]``, and ``doc.ents`` stays as it is. ``alignment_mode`` is
    spaCy's: what becomes of a mention that begins or ends within a token. With ``undecided``, mentions for which nobody is
    chosen become spans too, without a label. The date of a document is ``doc.user_data["date"]``.
    """

    def __init__(
        self,
        name: str = "newstag",
        *,
        dictionary: Union[None, str, list[str]] = None,
        variants: str = "none",
        spans_key: Optional[str] = None,
        overwrite_ents: bool = False,
        alignment_mode: str = "expand",
        undecided: bool = False,
        n_threads: int = 1,
    ) -> None:
        paths = [dictionary] if isinstance(dictionary, str) else dictionary or []
        self.name = name
        self.tagger = Tagger(*paths, variants=variants)
        self.spans_key = spans_key
        self.overwrite_ents = overwrite_ents
        self.alignment_mode = alignment_mode
        self.undecided = undecided
        self.n_threads = n_threads

    def __call__(self, doc: Doc) -> Doc:
        return self._set(doc, self.tagger(doc.text, **_facts(doc)))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            texts = [{"text": doc.text, **_facts(doc)} for doc in batch]
            for doc, tagged in zip(batch, self.tagger.pipe(texts, n_threads=self.n_threads, batch_size=batch_size)):
                yield self._set(doc, tagged)

    def _set(self, doc: Doc, tagged: Tagged) -> Doc:
        spans = [span for mention in tagged.ents if (span := self._span(doc, mention)) is not None]
        if self.spans_key is not None:
            doc.spans[self.spans_key] = spans
        else:
            # Of spans that overlap, the longest stays, and of those as long the first.
            spans = filter_spans(spans)
            mine, theirs = [spans, doc.ents] if self.overwrite_ents else [list(doc.ents), spans]
            taken = {token for span in mine for token in range(span.start, span.end)}
            free = [span for span in theirs if taken.isdisjoint(range(span.start, span.end))]
            doc.set_ents([*mine, *free])
        return doc

    def _span(self, doc: Doc, mention: Mention) -> Optional[Span]:
        if not (mention.kb_id_ or self.undecided):
            return None
        span = doc.char_span(
            mention.start_char,
            mention.end_char,
            label=mention.label_,
            kb_id=mention.kb_id_,
            alignment_mode=self.alignment_mode,
        )
        if span is not None:
            span._.newstag = mention
        return span

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        return self.tagger.to_bytes()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Newstag":
        self.tagger = Tagger.from_bytes(data)
        return self

    def to_disk(self, path: Union[str, Path], *, exclude: Iterable[str] = ()) -> None:
        """The compiled dictionary goes with the pipeline, so that its folder needs no other file."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self.tagger.to_bytes())

    def from_disk(self, path: Union[str, Path], *, exclude: Iterable[str] = ()) -> "Newstag":
        self.tagger = Tagger(Path(path) / _FILE)
        return self


def _facts(doc: Doc) -> dict[str, Any]:
    return {"date": doc.user_data.get("date"), "lang": doc.lang_ if doc.lang_ != "xx" else None}


if not Span.has_extension("newstag"):
    Span.set_extension("newstag", default=None)
Language.factory("newstag", default_config=_SETTINGS, func=make, assigns=["doc.ents", "doc.spans", "span._.newstag"])

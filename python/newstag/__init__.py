"""Finds the people, organizations, places and offices of a dictionary in news text, in any of their written forms and scripts.

>>> import newstag
>>> tagger = newstag.Tagger()
>>> doc = tagger("Wilbur Ross met Liu He (劉鶴). Ross said no.", date="2019-10-09")
>>> [(ent.text, ent.kb_id_) for ent in doc.ents]
[('Wilbur Ross', 'person/wilbur-ross'), ('Liu He', 'person/liu-he'), ('劉鶴', 'person/liu-he'), ('Ross', 'person/wilbur-ross')]
"""

from ._dictionaries import Built, Finding, build, check
from ._doc import Candidate, Doc, Entity, Mention
from ._errors import DictionaryError, DocumentError, Fault, NewstagError
from ._jsonl import read_jsonl
from ._newstag import VERSION as __version__
from ._table import Table
from ._tagger import Tagger

__all__ = [
    "Built",
    "Candidate",
    "DictionaryError",
    "Doc",
    "DocumentError",
    "Entity",
    "Fault",
    "Finding",
    "Mention",
    "NewstagError",
    "Table",
    "Tagger",
    "__version__",
    "build",
    "check",
    "read_jsonl",
]

"""spaCy's PhraseMatcher on a blank English pipeline; `ATTR` is ORTH or LOWER."""

import os

import spacy
from spacy.matcher import PhraseMatcher

from adapter import report


def load(names):
    tokenizer = spacy.blank("en").tokenizer
    matcher = PhraseMatcher(tokenizer.vocab, attr=os.environ["ATTR"])
    matcher.add("NAME", list(tokenizer.pipe(names)))
    return tokenizer, matcher


def tag(loaded, text):
    tokenizer, matcher = loaded
    return len(matcher(tokenizer(text)))


report(load, tag)

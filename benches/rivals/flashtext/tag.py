"""flashtext: a trie of characters in Python, words delimited by what is no letter, digit or underscore."""

from flashtext import KeywordProcessor

from adapter import report


def load(names):
    processor = KeywordProcessor(case_sensitive=True)
    processor.add_keywords_from_list(names)
    return processor


def tag(processor, text):
    return len(processor.extract_keywords(text))


report(load, tag)

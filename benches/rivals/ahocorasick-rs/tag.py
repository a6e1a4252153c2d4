"""ahocorasick_rs: the aho-corasick crate from Python, longest match, boundaries checked here."""

from ahocorasick_rs import AhoCorasick, MatchKind

from adapter import is_whole, report


def load(names):
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def tag(automaton, text):
    return sum(is_whole(text, start, end) for _, start, end in automaton.find_matches_as_indexes(text))


report(load, tag)

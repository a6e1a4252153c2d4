"""pyahocorasick: an automaton over characters in C, longest match, boundaries checked here."""

import ahocorasick

from adapter import is_whole, report


def load(names):
    automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
    for name in names:
        automaton.add_word(name)
    automaton.make_automaton()
    return automaton


def tag(automaton, text):
    return sum(is_whole(text, last + 1 - length, last + 1) for last, length in automaton.iter_long(text))


report(load, tag)

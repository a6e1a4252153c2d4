"""A document with its mentions highlighted, as a notebook shows it. Whatever comes from the document or the dictionary is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Callable, Iterable, Iterator, Optional

if TYPE_CHECKING:
    from ._doc import Mention

# Background of each type; dark text on all of them has a contrast of 7 and more.
COLOURS = {"person": "#ffd6a5", "organization": "#bde0fe", "place": "#caffbf", "office": "#e0c3fc"}
OTHER = "#e5e5e5"
UNDECIDED = "#ffffff"

_MARK = (
    '<mark style="background:{colour};color:#1a1a1a;padding:.1em .3em;border-radius:.25em;border:1px {line} #767676" title="{hint}">'
    '{text}<small style="font-size:.7em;margin-left:.4em;opacity:.8">{label}</small></mark>'
)


def render(title: Optional[str], title_ents: list[Mention], text: str, ents: list[Mention], offsets: str) -> str:
    head = "" if title is None else f"<h4>{_field(title, title_ents, offsets)}</h4>"
    body = f'<div style="white-space:pre-wrap;line-height:1.8">{_field(text, ents, offsets)}</div>'
    return f'<div class="newstag">{head}{body}</div>'


def _field(text: str, ents: Iterable[Mention], offsets: str) -> str:
    piece = _slicer(text, offsets)
    shown, at = [], 0
    for ent in _outermost(ents):
        shown.append(escape(piece(at, ent.start_char)))
        shown.append(_mark(ent))
        at = ent.end_char
    shown.append(escape(piece(at, None)))
    return "".join(shown)


def _outermost(ents: Iterable[Mention]) -> Iterator[Mention]:
    """Where mentions overlap, the first and longest: one cannot be shown within another."""
    end = 0
    for ent in ents:
        if ent.start_char >= end:
            yield ent
            end = ent.end_char


def _slicer(text: str, offsets: str) -> Callable[[int, Optional[int]], str]:
    if offsets == "char":
        return lambda start, end: text[start:end]
    code, width = ("utf-8", 1) if offsets == "byte" else ("utf-16-le", 2)
    data = text.encode(code)
    return lambda start, end: data[start * width : None if end is None else end * width].decode(code)


def _mark(ent: Mention) -> str:
    if ent.kb_id_:
        colour, line, hint = COLOURS.get(ent.label_, OTHER), "solid", f"{ent.name} · {ent.kb_id_} · {ent.score}"
    else:
        among = ", ".join(candidate.kb_id_ for candidate in ent.candidates)
        colour, line, hint = UNDECIDED, "dashed", f"nobody is chosen among {among} · {ent.score}"
    return _MARK.format(
        colour=colour, line=line, hint=escape(hint), text=escape(ent.text), label=escape(ent.label_ or "?")
    )

#!/usr/bin/env python3
"""Makes territories.jsonl from CLDR's names of the territories and parts of the world that places.jsonl does not have.

    territories.py DATA
"""

import sys
from pathlib import Path

from common import distinct, entity, facts, shipped, slug, write

# Parts of the world by number, territories by letters. Left out: groupings that the press does not know (Outlying Oceania), names of two
# characters that turn up across the border of two words, and what is no place.
WANTED = "019 039 054 061 AC AX BL BQ BV CC CP CX DG GG GS HM IC IO JE MF MS NF NU PM PN SH SJ SX TA TC TF TK WF YT".split()

# Forms that mean something else as often, with what must stand in the document.
CONTEXT = {"Jersey": ["Channel Islands", "Guernsey", "offshore"], "Americas": ["Latin America", "North America", "South America"]}


def texts(name):
    """A name, and the same with `and` for `&` and `Saint` for `St.`."""
    text = name["text"].replace("（", "(").replace(" (", "(")
    found = [text.replace(" & ", " and "), text] if " & " in text else [text]
    found += [found[0].replace("St. ", "Saint ", 1)] if text.startswith("St. ") else []
    return [{"text": one, "lang": "zh-Hant" if name["lang"] == "zh-Hant-HK" else name["lang"]} for one in found if "(" not in one]


def one_script(names):
    """The names, those that both scripts write alike once, as `zh`."""
    simplified = {name["text"] for name in names if name["lang"] == "zh-Hans"}
    traditional = {name["text"] for name in names if name["lang"] == "zh-Hant"}
    return [{**name, "lang": "zh"} if name["text"] in simplified & traditional else name for name in names]


def main(data):
    """Reads the facts, writes the file."""
    known = {place["id"] for place in shipped("places.jsonl")}
    found = []
    for row in facts(data / "facts/cldr_names_en_zh.jsonl"):
        code = row["id"].removeprefix("cldr-t:")
        if code not in WANTED:
            continue
        names = distinct(one_script([one for name in row["names"] for one in texts(name)]))
        usual = names[0]["text"]
        asks = CONTEXT.get(usual)
        names = [{**name, "needs_context": True} if asks and name["text"] == usual else name for name in names]
        assert f"place/{slug(usual)}" not in known, usual
        found.append(entity(f"place/{slug(usual)}", names, 0.8, "unicode-org/cldr-json", context=asks, refs={"cldr": code}))
    write("territories.jsonl", found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

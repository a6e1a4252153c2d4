"""What all adapters share: names and documents in, one line of JSON out.

An adapter is called as `tag.py NAMES DOCUMENTS`: names one a line, documents as JSON Lines with a field `text`.
"""

import json
import sys
import time


def read():
    """The names, and the texts of the documents."""
    names_path, documents_path = sys.argv[1:3]
    with open(names_path, encoding="utf-8") as lines:
        names = lines.read().split("\n")
    with open(documents_path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return [name for name in names if name], texts


def report(load, tag):
    """Loads the names, tags the texts, and says what it took.

    `load(names)` gives what `tag(loaded, text)` counts mentions with. Reading the files is in neither time.
    """
    names, texts = read()
    start = time.monotonic()
    loaded = load(names)
    ready = time.monotonic()
    mentions = sum(tag(loaded, text) for text in texts)
    done = time.monotonic()
    print(json.dumps({"mentions": mentions, "load": ready - start, "tag": done - ready}))


def is_whole(text, start, end):
    """Whether no letter or digit stands directly before or behind a match that begins or ends with one."""
    joins_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    joins_behind = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not joins_before and not joins_behind

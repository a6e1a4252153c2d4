"""juditha: names are loaded into a store on disk, built, and extracted from texts by its automaton.

Its loading is what `juditha load-names` and `juditha build` do, its tagging what `juditha extract` does for each text.
"""

import os
import sys
import tempfile

from juditha.io import load_names
from juditha.store import get_build_store, get_store

from adapter import report


def load(_names):
    folder = tempfile.mkdtemp(dir=os.environ["WORK"])
    uri = os.path.join(folder, "juditha.db")
    load_names(sys.argv[1], store=get_build_store(uri))
    get_build_store(uri).build()
    store = get_store(uri)
    store.extract("")
    return store


def tag(store, text):
    return len(store.extract(text))


report(load, tag)

"""The recipes of docs/python.md for Ray Data, Dask and Daft run as they stand, and find what the command line finds. Their own check runs these."""

import collections
import os
import re
import subprocess
import sys
import tempfile

import pytest

pytestmark = pytest.mark.engines
pytest.importorskip("ray", reason="the check for engines installs it")

import pyarrow  # noqa: E402
import pyarrow.parquet  # noqa: E402
from conftest import ROOT, records_of_command  # noqa: E402

DICTIONARY = ROOT / "dictionaries" / "newstag.dict"
COPIES = 20

# Nothing is told to anybody, and Ray starts no more than the machine has.
QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "DO_NOT_TRACK": "true", "DAFT_PROGRESS_BAR": "0"}


def recipe(engine):
    """The block of Python below the heading of an engine."""
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    section = page.split(f"\n### {engine}\n", 1)[1].split("\n#", 1)[0]
    (block,) = re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    return block


@pytest.fixture(scope="module")
def many(documents):
    return [{**document, "id": f"{document.get('id', 'none')}/{copy}"} for copy in range(COPIES) for document in documents]


@pytest.fixture(scope="module")
def folder(many, tmp_path_factory):
    """What the recipes read: a table of news in several files, and a dictionary."""
    folder = tmp_path_factory.mktemp("engines")
    (folder / "people.dict").symlink_to(DICTIONARY)
    (folder / "news").mkdir()
    fields = ("id", "title", "date", "lang", "text")
    schema = pyarrow.schema([(field, pyarrow.string()) for field in fields])
    for part in range(4):
        rows = [{field: document.get(field) for field in fields} for document in many[part::4]]
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), folder / "news" / f"{part}.parquet")
    return folder


@pytest.fixture(scope="module")
def expected(many):
    """The places of all mentions and who is meant, by document."""
    records = records_of_command(many, "-d", DICTIONARY)
    assert len(records) == len(many) > 500
    return {record["id"]: places(record) for record in records}


def places(record):
    return sorted(((one["field"], one["start"], one["end"], one["entity"]) for one in record["mentions"]), key=str)


def run(engine, folder):
    # Ray's sockets stand there, and the path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="ray-", ignore_cleanup_errors=True) as sockets:
        environment = {**os.environ, **QUIET, "RAY_TMPDIR": sockets}
        command = [sys.executable, "-c", recipe(engine)]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]


@pytest.mark.parametrize(("engine", "output"), [("Ray Data", "tagged-ray"), ("Daft", "tagged-daft")])
def test_a_row_a_document(engine, output, folder, many, expected):
    run(engine, folder)
    rows = pyarrow.parquet.read_table(folder / output).to_pylist()
    assert len(rows) == len(many)
    assert all(row["error"] is None for row in rows)
    assert {row["id"]: places(row) for row in rows} == expected
    assert {row["id"]: row["text"] for row in rows} == {document["id"]: document["text"] for document in many}


def test_a_row_a_mention(folder, expected):
    run("Dask", folder)
    found = collections.defaultdict(list)
    for row in pyarrow.parquet.read_table(folder / "tagged-dask").to_pylist():
        found[row["doc_id"]].append(row)
    assert {id: places({"mentions": rows}) for id, rows in found.items()} == {id: some for id, some in expected.items() if some}

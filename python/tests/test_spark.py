"""Spark, in executors that are processes of their own, on loopback. Its own check runs these: they need Java 17 and PySpark."""

import collections
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import pytest

pytestmark = pytest.mark.spark
pyspark = pytest.importorskip("pyspark", reason="the check for Spark installs it")

from conftest import ROOT, lines, records_of_command  # noqa: E402

import newstag  # noqa: E402

MASTER = "local-cluster[2,1,1024]"
DICTIONARY = ROOT / "dictionaries" / "newstag.dict"


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    from pyspark.sql import SparkSession

    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    builder = SparkSession.builder.master(MASTER).appName("newstag tests")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.memory": "1g",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "50",
        "spark.local.dir": str(tmp_path_factory.mktemp("spark")),
        "spark.task.maxFailures": "4",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def many(documents):
    """The corpus some times over, each document with an id of its own."""
    copies = 1 + 1000 // len(documents)
    return [
        {**document, "id": f"{document.get('id', 'none')}/{copy}"} for copy in range(copies) for document in documents
    ]


def frame(spark, documents, partitions=8):
    fields = ("id", "text", "title", "date", "lang")
    rows = [tuple(document.get(field) for field in fields) for document in documents]
    schema = ", ".join(f"{field} string" for field in fields)
    return spark.createDataFrame(rows, schema).repartition(partitions)


def record(row):
    """A row as the record of the command line, less where it was read."""
    row = row.asDict(recursive=True)
    mentions = []
    for mention in row["mentions"]:
        rare = {key: mention.pop(key) for key in ("candidates", "gloss_of", "holder", "status", "office", "conflict")}
        rare = {key: value for key, value in rare.items() if value not in (None, []) or key == "holder" and mention["type"] == "office"}
        mentions.append({**mention, **rare})
    keys = ("id", "title", "date", "lang", "length", "entities", "dictionary")
    return {**{key: row[key] for key in keys}, "mentions": mentions}


def expected(documents):
    records = records_of_command(documents, "-d", DICTIONARY)
    return {record["id"]: {key: value for key, value in record.items() if key not in ("schema", "source")} for record in records}


def test_records_are_those_of_the_command_line(spark, many):
    import newstag.spark

    bad = spark.sparkContext.accumulator(0)
    # The columns of the result stand in the places of the table's: what is guessed is in them.
    tagged = newstag.spark.tag(frame(spark, many), dictionary=DICTIONARY, keep=(), bad=bad)
    rows = tagged.collect()
    assert bad.value == 0 and all(row["error"] is None for row in rows)
    assert len(rows) == len(many) >= 1000
    assert {row["id"]: record(row) for row in rows} == expected(many)


def test_columns_are_kept_and_mentions_are_rows(spark, many):
    import newstag.spark

    few = frame(spark, many[:50]).selectExpr("*", "length(text) as n")
    nested = newstag.spark.tag(few, dictionary=[DICTIONARY])
    assert nested.columns[:6] == ["id", "text", "title", "date", "lang", "n"]
    assert {row["id"]: row["n"] for row in nested.collect()} == {one["id"]: len(one["text"]) for one in many[:50]}
    long = newstag.spark.tag(few, shape="long", keep=["n"])
    found = collections.Counter(row["doc_id"] for row in long.collect())
    assert found == {id: len(one["mentions"]) for id, one in expected(many[:50]).items() if one["mentions"]}


def test_a_missing_column_is_an_error_ahead_of_the_job(spark, many):
    import newstag.spark

    with pytest.raises(newstag.DocumentError, match='the table has no column "body"'):
        newstag.spark.tag(frame(spark, many[:1]), text="body")


def executors():
    """The executors that this process's Spark has started: descendants of this process, by their command line."""
    parents, commands = {}, {}
    for folder in pathlib.Path("/proc").iterdir():
        try:
            commands[int(folder.name)] = (folder / "cmdline").read_bytes()
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (ValueError, OSError):
            continue

    def is_ours(pid):
        while pid in parents and pid != os.getpid():
            pid = parents[pid]
        return pid == os.getpid()

    return [pid for pid, command in commands.items() if b"CoarseGrainedExecutorBackend" in command and is_ours(pid)]


def test_an_executor_that_is_killed_loses_and_doubles_nothing(spark, many, tmp_path):
    import newstag.spark

    def slowly(batches):
        for batch in batches:
            time.sleep(0.3)
            yield batch

    given = frame(spark, many, partitions=24)
    tagged = newstag.spark.tag(given.mapInArrow(slowly, given.schema), dictionary=DICTIONARY, keep=())
    before = executors()
    assert len(before) == 2
    failed = []

    def write():
        try:
            tagged.write.parquet(str(tmp_path / "out"))
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    job = threading.Thread(target=write)
    job.start()
    time.sleep(2.5)
    assert job.is_alive(), "the job is over before anything could be killed"
    os.kill(before[0], signal.SIGKILL)
    job.join(timeout=120)
    assert not job.is_alive() and not failed
    rows = spark.read.parquet(str(tmp_path / "out")).collect()
    assert len(rows) == len(many)
    assert {row["id"]: record(row) for row in rows} == expected(many)
    assert before[0] not in executors()


def test_poisoned_rows_do_not_fail_the_job(spark):
    import newstag.spark

    huge = ("no names at all, " * 60000 + "Wilbur Ross. ") * 50
    assert len(huge) > 50_000_000
    rows = [("null", None), ("huge", huge), ("fine", "Wilbur Ross"), ("empty", "")]
    given = spark.createDataFrame(rows, "id string, text string")
    # Strings whose bytes are no UTF-8, as Spark lets them pass: any byte, and half a pair of surrogates.
    broken = spark.sql("select 'broken' as id, cast(unhex('57696C62757220526F7373FF') as string) as text")
    surrogate = spark.sql("select 'surrogate' as id, cast(unhex('57696C62757220526F7373EDA0BD') as string) as text")
    bad = spark.sparkContext.accumulator(0)
    tagged = newstag.spark.tag(given.union(broken).union(surrogate).repartition(3), dictionary=DICTIONARY, keep=["id"], bad=bad)
    rows = tagged.selectExpr("id", "size(mentions) as mentions", "error").collect()
    found = {row["id"]: (row["mentions"], row["error"]) for row in rows}
    assert found["fine"] == (1, None) and found["empty"] == (0, None)
    assert found["huge"] == (50, None)
    assert found["null"] == (0, "text: null; expected text")
    for id in ("broken", "surrogate"):
        assert found[id] == (0, "text: not UTF-8: byte 11 (counting from 0) is the first that is wrong")
    assert bad.value == 3


def test_files_are_read_where_they_are_tagged(spark, many, tmp_path):
    import gzip

    import newstag.spark

    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(many[:20]) + b"{broken\n"))
    (tmp_path / "b.jsonl").write_bytes(lines(many[20:40]))
    paths = [str(tmp_path / name) for name in ("a.jsonl.gz", "b.jsonl", "none.jsonl")]
    manifest = spark.createDataFrame([(path,) for path in paths], "path string").repartition(3)
    bad = spark.sparkContext.accumulator(0)
    rows = newstag.spark.tag_files(manifest, dictionary=DICTIONARY, bad=bad).collect()
    good = [row for row in rows if row["error"] is None]
    assert {row["id"]: record(row) for row in good} == expected(many[:40])
    assert {(row["path"], row["record"]) for row in good} == {(path, n) for path in paths[:2] for n in range(1, 21)}
    errors = {row["path"]: row["error"] for row in rows if row["error"] is not None}
    assert errors[paths[0]].startswith("not JSON:") and "No such file" in errors[paths[2]]
    assert bad.value == 2 and len(rows) == 42


def python_without_newstag(folder):
    """An interpreter that has what this one has, but not this package."""
    installed = pathlib.Path(newstag.__file__).parents[1]
    packages = folder / "packages"
    packages.mkdir()
    for entry in pathlib.Path(pyspark.__file__).parents[1].iterdir():
        if not entry.name.startswith(("newstag", "nt.pth")):
            (packages / entry.name).symlink_to(entry)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "bare"], check=True)
    site = next((folder / "bare" / "lib").glob("python*/site-packages"))
    (site / "others.pth").write_text(f"{packages}\n")
    python = folder / "bare" / "bin" / "python"
    assert subprocess.run([python, "-c", "import pyspark, pyarrow"]).returncode == 0
    assert subprocess.run([python, "-c", "import newstag"], capture_output=True, cwd=folder).returncode == 1, installed
    return python


@pytest.mark.parametrize("shape", ["nested", "long"])
def test_a_job_is_submitted_with_nothing_installed(many, tmp_path, shape):
    import pyarrow.parquet

    import newstag.spark

    python = python_without_newstag(tmp_path)
    (tmp_path / "in.jsonl").write_bytes(lines(many[:200]))
    archive = newstag.spark.archive(tmp_path / "deps.tar.gz")
    submit = pathlib.Path(pyspark.__file__).parent / "bin" / "spark-submit"
    settings = {"spark.ui.enabled": "false", "spark.local.dir": tmp_path / "local", "spark.pyspark.python": python}
    command = [submit, "--master", MASTER, "--archives", f"{archive}#deps"]
    for name, value in settings.items():
        command += ["--conf", f"{name}={value}"]
    command += [ROOT / "python" / "spark" / "newstag_job.py", tmp_path / "in.jsonl", tmp_path / "out"]
    command += ["--dictionary", DICTIONARY, "--archive", "deps", "--shape", shape, "--partitions", "4"]
    # Nothing of this environment's paths may help.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYSPARK"))}
    environment.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=str(python), PYSPARK_DRIVER_PYTHON=str(python))
    done = subprocess.run([str(part) for part in command], capture_output=True, env=environment, cwd=tmp_path, timeout=180)
    assert done.returncode == 0, done.stderr.decode()[-5000:]
    table = pyarrow.parquet.read_table(tmp_path / "out")
    records = expected(many[:200])
    rows = len(records) if shape == "nested" else sum(len(one["mentions"]) for one in records.values())
    assert table.num_rows == rows
    assert f"newstag: {rows} rows written, 0 documents or files could not be tagged".encode() in done.stdout + done.stderr
    if shape == "nested":
        found = {row["id"]: [mention["entity"] for mention in row["mentions"]] for row in table.to_pylist()}
        assert found == {id: [mention["entity"] for mention in one["mentions"]] for id, one in records.items()}

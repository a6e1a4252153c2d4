"""Dictionaries: where they come from, what is wrong with them, how they travel."""

import gzip
import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT, command

import newstag

TEXT = "Jane Roe met Geng Shuang (耿爽)."


def write(path, entities):
    path.write_text("".join(json.dumps(entity) + "\n" for entity in entities), encoding="utf-8")
    return path


def test_paths_lists_and_compiled_files_are_the_same(tmp_path, people):
    source = write(tmp_path / "people.jsonl", people)
    built = newstag.build(source, output=tmp_path / "people.dict")
    assert (built.entities, built.names) == (3, 5)
    assert os.path.getsize(built) == built.bytes
    records = [newstag.Tagger(one)(TEXT).to_dict() for one in (source, str(source), people, built, iter(people))]
    assert records == [records[0]] * 5
    assert len(records[0]["mentions"]) == 3


def test_several_dictionaries_are_one(tmp_path, people):
    rest = write(tmp_path / "rest.jsonl", people[2:])
    together = newstag.Tagger(people[:2], rest)
    assert together(TEXT).to_dict() == newstag.Tagger(people)(TEXT).to_dict()


def test_the_same_bytes_as_the_command_line(tmp_path, people):
    source = write(tmp_path / "people.jsonl", people)
    newstag.build(source, output=tmp_path / "a.dict", variants=["dots", "initials"])
    command("dict", "build", source, "--variants", "dots,initials", "-o", tmp_path / "b.dict")
    assert (tmp_path / "a.dict").read_bytes() == (tmp_path / "b.dict").read_bytes()
    assert newstag.Tagger(source, variants="dots, initials").to_bytes() == (tmp_path / "a.dict").read_bytes()


def test_a_source_is_not_overwritten(tmp_path, people):
    source = write(tmp_path / "people.jsonl", people)
    with pytest.raises(ValueError, match="would be overwritten"):
        newstag.build(source, output=source)
    with pytest.raises(OSError, match="the folder .* does not exist"):
        newstag.build(source, output=tmp_path / "none" / "x.dict")
    assert newstag.Tagger(source)(TEXT).ents


def test_faults_have_file_line_and_value(tmp_path, people):
    source = tmp_path / "people.jsonl"
    source.write_text('{"id": "a", "type": "person", "names": [{"text": "A", "kind": "akronym"}]}\n{}\n')
    with pytest.raises(newstag.DictionaryError) as error:
        newstag.Tagger(source)
    first = error.value.faults[0]
    assert (first.file, first.line, first.field, first.value) == (str(source), 1, "names[0].kind", '"akronym"')
    assert first.rule == "unknown-word" and first.column and "official" in first.problem
    assert {fault.line for fault in error.value.faults} == {1, 2}
    assert str(error.value).startswith(f"{source}:1:")
    again = pickle.loads(pickle.dumps(error.value))
    assert (str(again), again.faults) == (str(error.value), error.value.faults)

    with pytest.raises(newstag.DictionaryError, match="<dictionary 2>:1.*prior is 7: expected a number from 0 to 1"):
        newstag.Tagger(people, [{"id": "x", "type": "person", "names": ["X"], "prior": 7}])
    with pytest.raises(newstag.DictionaryError, match="No such file"):
        newstag.Tagger(tmp_path / "none.jsonl")


def test_a_broken_compiled_file_is_refused(tmp_path, people):
    built = newstag.build(people, output=tmp_path / "people.dict")
    whole = (tmp_path / "people.dict").read_bytes()
    for broken in (whole[:-1], whole[:1000], whole[:2000] + b"\xff" + whole[2001:]):
        (tmp_path / "people.dict").write_bytes(broken)
        with pytest.raises(newstag.DictionaryError):
            newstag.Tagger(built)
        with pytest.raises(newstag.DictionaryError):
            newstag.Tagger.from_bytes(broken)


def test_check_finds_what_the_command_line_finds(tmp_path, people):
    source = write(tmp_path / "p.jsonl", [*people, {"id": "q", "type": "place", "names": ["x", "today"]}, {"id": "r"}])
    found = newstag.check(source, limit=None)
    out = command("dict", "check", source, "--json", check=False).stdout
    expected = [json.loads(line) for line in out.splitlines()]
    expected = [line for line in expected if "rule" in line]
    assert [(one.rule, one.severity, one.line, one.value) for one in found] == [
        (one["rule"], one["severity"], one["line"], one["value"]) for one in expected
    ]
    assert {"missing-field", "short-name", "common-word"} <= {one.rule for one in found}


def test_read_jsonl(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress('{"text": "é"}\n\n{"text": "b"}'.encode()))
    assert [document["text"] for document in newstag.read_jsonl(path)] == ["é", "b"]
    path.write_bytes(b'{"a": 1}\n[1]\n')
    with pytest.raises(newstag.NewstagError, match=r"a\.jsonl\.gz:2: expected a JSON object, found list"):
        list(newstag.read_jsonl(path))
    path.write_bytes(b'{"a": 1}\n{"a"\n')
    with pytest.raises(newstag.NewstagError, match=r":2: not JSON"):
        list(newstag.read_jsonl(path))
    with pytest.raises(FileNotFoundError):
        newstag.read_jsonl(tmp_path / "none")


@pytest.mark.parametrize("source", ["embedded", "file", "memory"])
def test_a_tagger_pickles(tmp_path, people, source):
    given = {"embedded": [], "file": [write(tmp_path / "p.jsonl", people)], "memory": [people]}[source]
    tagger = newstag.Tagger(*given, overlap="all", offsets="byte")
    packed = pickle.dumps(tagger)
    # A file, and what ships with the package, go by name.
    assert len(packed) < 1000 or source == "memory"
    assert pickle.loads(packed)(TEXT).to_dict() == tagger(TEXT).to_dict()


def test_a_pickle_of_a_file_that_changed_is_refused(tmp_path, people):
    source = write(tmp_path / "p.jsonl", people)
    packed = pickle.dumps(newstag.Tagger(source))
    write(source, people[:1])
    with pytest.raises(ValueError, match="the dictionary has changed since the tagger was pickled"):
        pickle.loads(packed)


def ents(tagger, text):
    # Opening uses threads of its own: those of the parent are not there any more.
    again = newstag.Tagger.from_bytes(tagger.to_bytes())
    return [[ent.kb_id_ for ent in one(text).ents] for one in (tagger, again)]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_tagger_goes_to_other_processes(people, method):
    tagger = newstag.Tagger(people)
    list(tagger.pipe([TEXT * 20000] * 4, n_threads=2))
    with multiprocessing.get_context(method).Pool(2) as pool:
        found = pool.starmap_async(ents, [(tagger, TEXT)] * 4).get(timeout=60)
    assert found == [[["", "person/c", "person/c"]] * 2] * 4


def test_a_forked_process_tags_on_threads():
    script = (
        "import os, newstag\n"
        "tagger = newstag.Tagger()\n"
        "texts = ['Wilbur Ross said. ' * 9000] * 4\n"
        "count = sum(len(doc.ents) for doc in tagger.pipe(texts, n_threads=2))\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    os._exit(0 if sum(len(doc.ents) for doc in tagger.pipe(texts, n_threads=2)) == count == 36000 else 1)\n"
        "raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=60).returncode == 0


LONG_TABLE = """
import pyarrow, newstag
tagger = newstag.Tagger()
chunk = pyarrow.array(["quiet words and no names at all, " * 30000])
table = pyarrow.table({"text": pyarrow.chunked_array([chunk] * 20000)})
print("ready", flush=True)
tagger.tag(table)
"""

LONG_PIPE = """
import itertools, newstag
tagger = newstag.Tagger()
print("ready", flush=True)
for doc in tagger.pipe(itertools.repeat("Wilbur Ross met Liu He. " * 1000)):
    pass
"""


@pytest.mark.parametrize("script", [LONG_TABLE, LONG_PIPE])
def test_ctrl_c_is_heard(script):
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout.readline() == b"ready\n"
    time.sleep(0.5)
    assert child.poll() is None, child.stderr.read()
    child.send_signal(signal.SIGINT)
    _, error = child.communicate(timeout=20)
    assert b"KeyboardInterrupt" in error


def test_ctrl_c_ends_the_command_line():
    child = subprocess.Popen(
        [sys.executable, "-m", "newstag", "tag", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1)
    assert child.poll() is None
    child.send_signal(signal.SIGINT)
    assert child.wait(timeout=20) == -signal.SIGINT


def test_the_command_line(tmp_path):
    entry = os.path.join(os.path.dirname(sys.executable), "newstag")
    for start in ([entry], [sys.executable, "-m", "newstag"]):
        done = subprocess.run([*start, "tag", ROOT / "corpus"], capture_output=True)
        assert done.returncode == 0 and len(done.stdout.splitlines()) >= 30
        assert done.stdout.startswith(b'{"schema":"newstag/1"') and done.stdout.endswith(b"}\n")
        assert subprocess.run([*start, "--version"], capture_output=True).stdout == f"newstag {newstag.__version__}\n".encode()
        assert subprocess.run([*start, "tag", "--nonsense"], capture_output=True).returncode == 2
        bad = subprocess.run([*start, "tag", "-", "--input-format", "jsonl"], input=b"{\n", capture_output=True)
        assert bad.returncode == 1 and b"1 skipped" in bad.stderr
        cut = subprocess.run(f'"{start[0]}" {" ".join(start[1:])} tag corpus | head -c 100', shell=True, cwd=ROOT, capture_output=True)
        assert len(cut.stdout) == 100 and b"rror" not in cut.stderr

"""What the tests share. They run against the package as it is installed, and read nothing outside the repository."""

import json
import pathlib
import subprocess
import sys

import pytest

import newstag

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"


def command(*arguments, stdin=b"", check=True):
    """The command line of the package."""
    done = subprocess.run([sys.executable, "-m", "newstag", *map(str, arguments)], input=stdin, capture_output=True)
    assert not check or done.returncode == 0, done.stderr.decode()
    return done


def lines(documents):
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents).encode()


def records_of_command(documents, *options):
    """The records that the command line writes for documents on its standard input."""
    out = command("tag", "-", "--input-format", "jsonl", *options, stdin=lines(documents)).stdout
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture(scope="session")
def documents():
    """All articles of the corpus, with and without titles, dates and languages, in English and Chinese."""
    found = [document for path in sorted(CORPUS.glob("*.jsonl")) for document in newstag.read_jsonl(path)]
    for path in sorted(CORPUS.glob("*.txt")):
        found.append({"id": path.name, "text": path.read_text(encoding="utf-8"), "date": path.name[:10]})
    found.append({"text": "🙂 Wilbur Ross\r\nmet Liu He (劉鶴) 🤝."})
    assert len(found) > 30
    return found


@pytest.fixture(scope="session")
def tagger():
    return newstag.Tagger()


@pytest.fixture(scope="session")
def people():
    """A dictionary as a list of dicts: two persons who share a name, and one of Chinese characters."""
    return [
        {"id": "person/a", "type": "person", "names": ["Jane Roe"]},
        {"id": "person/b", "type": "person", "names": ["Jane Roe", "J. Roe"]},
        {"id": "person/c", "type": "person", "names": [{"text": "Geng Shuang", "lang": "en"}, {"text": "耿爽", "lang": "zh"}]},
    ]

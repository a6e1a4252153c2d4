"""The notebook of the repository runs to its end and shows what it showed."""

import os
import pathlib
import sys

import nbclient
import nbformat
import pytest
from conftest import ROOT

NOTEBOOK = ROOT / "examples" / "who-is-in-the-news.ipynb"


def shown(notebook):
    """What each cell of code shows, pictures apart."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    outputs = [output for output in outputs if output.output_type != "stream" or output.name == "stdout"]
    return [output.get("text") or output.data.get("text/plain") for output in outputs]


@pytest.fixture(scope="module")
def notebook():
    return nbformat.read(NOTEBOOK, as_version=4)


def test_it_shows_what_it_showed(notebook):
    before = shown(notebook)
    os.environ["PATH"] = f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    client = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": NOTEBOOK.parent}})
    client.execute()
    assert shown(notebook) == before and len(before) >= 8


def test_the_article_is_highlighted(notebook):
    html = notebook.cells[-1].outputs[-1].data["text/html"]
    assert html.count("<mark ") > 20 and "person/" in html and "<script" not in html

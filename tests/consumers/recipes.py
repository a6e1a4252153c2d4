"""Runs the recipes of docs/recipes.md as they stand: its blocks of sh, python and r, one behind the other, in a folder of their own.

usage: recipes.py PATH/TO/newstag

A block that is followed by a block of text must print that.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAMS = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"], "r": ["Rscript", "-e"]}


def run(language, code, folder, environment):
    return subprocess.run([*PROGRAMS[language], code], cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def main():
    newstag = pathlib.Path(sys.argv[1]).resolve()
    missing = [program for program in ["jq", "Rscript"] if shutil.which(program) is None]
    if missing:
        sys.exit(f"THE RECIPES DID NOT RUN: not there: {', '.join(missing)}")
    blocks = BLOCK.findall((ROOT / "docs" / "recipes.md").read_text(encoding="utf-8"))
    ran = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "corpus", pathlib.Path(folder) / "articles")
        environment = {**os.environ, "PATH": f"{newstag.parent}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
        for (language, code), (after, expected) in zip(blocks, [*blocks[1:], ("", "")]):
            if language == "text":
                continue
            printed = run(language, code, folder, environment)
            if after == "text" and printed.strip() != expected.strip():
                sys.exit(f"a recipe prints something else than the page says:\n{code}--- expected\n{expected}--- printed\n{printed}")
            assert printed.strip() or after != "text"
            ran += 1
    assert ran >= 10, f"{ran} recipes are too few: has the page changed its form?"
    print(f"recipes: {ran} blocks")


if __name__ == "__main__":
    main()

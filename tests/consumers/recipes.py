"""Runs the recipes of docs/recipes.md as they stand: its blocks of sh and python, one behind the other, in a folder of their own.

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
NOT_RUN = {"r", "text"}


def run(language, code, folder, environment):
    call = ["bash", "-euo", "pipefail", "-c", code] if language == "sh" else [sys.executable, "-c", code]
    return subprocess.run(call, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def main():
    newstag = pathlib.Path(sys.argv[1]).resolve()
    if shutil.which("jq") is None:
        sys.exit("THE RECIPES DID NOT RUN: jq is not there")
    blocks = BLOCK.findall((ROOT / "docs" / "recipes.md").read_text(encoding="utf-8"))
    ran = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "corpus", pathlib.Path(folder) / "articles")
        environment = {**os.environ, "PATH": f"{newstag.parent}{os.pathsep}{os.environ['PATH']}"}
        for (language, code), (after, expected) in zip(blocks, [*blocks[1:], ("", "")]):
            if language in NOT_RUN:
                continue
            printed = run(language, code, folder, environment)
            if after == "text" and printed.strip() != expected.strip():
                sys.exit(f"a recipe prints something else than the page says:\n{code}--- expected\n{expected}--- printed\n{printed}")
            assert printed.strip() or after != "text"
            ran += 1
    assert ran >= 8, f"{ran} recipes are too few: has the page changed its form?"
    print(f"recipes: {ran} blocks")


if __name__ == "__main__":
    main()

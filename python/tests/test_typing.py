"""The stubs say what the native half has, and the package keeps to its own types."""

import subprocess
import sys

import newstag


def test_stubs_are_those_of_the_native_half():
    done = subprocess.run([sys.executable, "-m", "mypy.stubtest", "newstag._newstag"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_a_user_of_the_package_is_checked(tmp_path):
    script = tmp_path / "user.py"
    script.write_text(
        "import newstag\n"
        "doc = newstag.Tagger()('x')\n"
        "reveal_type([ent.start_char for ent in doc.ents])\n"
        "doc.ents[0].nothing\n"
    )
    done = subprocess.run([sys.executable, "-m", "mypy", "--strict", script], capture_output=True, text=True)
    assert '"list[int]"' in done.stdout.replace("builtins.", "").replace("List", "list")
    assert '"Mention" has no attribute "nothing"' in done.stdout and "Found 1 error" in done.stdout


def test_all_that_is_public_is_there():
    assert all(hasattr(newstag, name) for name in newstag.__all__)

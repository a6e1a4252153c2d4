"""What the scripts of this folder share: reading facts and tables, ids, and writing dictionary lines."""

import json
import re
import subprocess
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
DICTIONARIES = HERE.parent


def facts(path):
    """The rows of a file of facts, JSON Lines, packed by zstd or not."""
    path = Path(path)
    if path.suffix == ".zst":
        text = subprocess.run(["zstd", "-dcq", str(path)], check=True, capture_output=True).stdout.decode()
    else:
        text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def shipped(*names):
    """The entities of dictionaries that stand beside this folder, in the order of the files."""
    return [entity for name in names for entity in facts(DICTIONARIES / name)]


def table(name):
    """The rows of a table of this folder: cells parted by `|`, white space around them of no account, `#` a comment."""
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("|")]


def plain(text):
    """A text as names are compared here: no accents, no case, one kind of apostrophe."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


def slug(name):
    """The last part of an id: the name without initials, accents and signs."""
    words = [word for word in plain(name).replace("'", "").split() if not re.fullmatch(r"[a-z]\.", word)]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(words)).strip("-")


def both_scripts(form):
    """The names that a cell `简体/繁體` stands for; a form without a slash is written with the same characters in both."""
    simplified, _, traditional = form.partition("/")
    if not traditional:
        return [{"text": simplified, "lang": "zh"}]
    return [{"text": simplified, "lang": "zh-Hans"}, {"text": traditional, "lang": "zh-Hant"}]


def english(form):
    """The name that an English form stands for; `ABC` is an acronym."""
    name = {"text": form, "lang": "en"}
    if re.fullmatch(r"[A-Z]{2,6}", form):
        name["kind"] = "acronym"
    return name


def scripts(data):
    """A function that tells by its characters in which Chinese script a text is written: `zh` where it could be either. What is
    simplified and what is traditional is read from the pairs of CedPane."""
    pairs = set()
    for row in facts(Path(data) / "facts/cedpane_en_zh.jsonl.zst"):
        texts = {name["lang"]: name["text"] for name in row["names"]}
        if len(texts.get("zh-Hans", "")) == len(texts.get("zh-Hant", "")):
            pairs |= {pair for pair in zip(texts["zh-Hans"], texts["zh-Hant"]) if pair[0] != pair[1]}
    simplified, traditional = ({pair[side] for pair in pairs} for side in (0, 1))
    simplified, traditional = simplified - traditional, traditional - simplified

    def script(text):
        if any(c in simplified for c in text):
            return "zh-Hans"
        return "zh-Hant" if any(c in traditional for c in text) else "zh"

    return script


def forms(cell, read):
    """The names of a cell, forms parted by `;`. `?` ahead of one asks for context, `~` makes it a former name,
    `+` a demonym, `^` a short form; `!` keeps it from matching, also as a part of another name."""
    marks = {"?": ("needs_context", True), "~": ("kind", "former"), "+": ("kind", "demonym"), "^": ("kind", "short"), "!": ("block", True)}
    found = []
    for form in filter(None, (form.strip() for form in cell.split(";"))):
        fields = {}
        while form[0] in marks:
            key, value = marks[form[0]]
            fields[key] = value
            form = form[1:]
        names = read(form)
        found += [{**name, **fields} for name in (names if isinstance(names, list) else [names])]
    return found


def distinct(names, known=()):
    """The names, each text once, without those that are known."""
    seen = set(known)
    return [name for name in names if not (name["text"] in seen or seen.add(name["text"]))]


def entity(id, names, prior, source, **more):
    """An entity with its fields in the order in which the dictionaries have them."""
    line = {"id": id, "type": id.split("/")[0], "names": names, "prior": prior}
    line.update({key: value for key, value in more.items() if value})
    line["source"] = source
    return line


def write(name, entities):
    """Writes a dictionary beside this folder, sorted by id."""
    entities = sorted(entities, key=lambda entity: entity["id"])
    ids = [entity["id"] for entity in entities]
    twice = sorted({id for id in ids if ids.count(id) > 1})
    assert not twice, f"{name}: two lines with one id: {twice}"
    lines = [json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities]
    (DICTIONARIES / name).write_text("".join(lines), encoding="utf-8")
    print(f"{name}: {len(entities)} entities")

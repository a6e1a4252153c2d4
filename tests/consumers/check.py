"""Every format of `newstag tag --format`, read back by the program that it is made for, and compared with the records.

usage: check.py PATH/TO/newstag
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases" / "formats"
NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


class World:
    """A folder with the records of the cases and of the shipped articles, overlaps included, and what is made of them."""

    def __init__(self, newstag, folder):
        self.newstag, self.folder = newstag, pathlib.Path(folder)
        lines = (CASES / "in.jsonl").read_text(encoding="utf-8").splitlines()
        lines += [
            json.dumps({"id": path.stem, "title": f"\U0001F642 {path.stem}", "text": "\U0001F642 " + path.read_text(encoding="utf-8")})
            for path in sorted((ROOT / "corpus").glob("*.txt"))
        ]
        self.file("in.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        self.tag("jsonl", "tagged.jsonl", "--include-text")
        self.records = [json.loads(line) for line in self.file("tagged.jsonl").read_text(encoding="utf-8").splitlines()]
        assert len(self.records) >= 30
        assert any(overlapping(record) for record in self.records), "no mention overlaps another: the cases are too easy"

    def file(self, name):
        return self.folder / name

    def tag(self, form, name, *options):
        dictionaries = ["-d", str(CASES / "dict.jsonl"), "-d", str(ROOT / "tests" / "consumers" / "more.jsonl")]
        call = [self.newstag, "tag", "in.jsonl", *dictionaries, "--overlap", "all", "--format", form, "-o", name, *options]
        subprocess.run(call, cwd=self.folder, check=True, stderr=subprocess.DEVNULL)
        return self.file(name)

    def text(self, form, *options):
        return self.tag(form, f"out.{form}", *options).read_text(encoding="utf-8")


def in_text(record):
    return [mention for mention in record["mentions"] if mention["field"] == "text"]


def overlapping(record):
    mentions = in_text(record)
    return any(one["end"] > other["start"] for one, other in zip(mentions, mentions[1:]))


def flat(record):
    """The mentions of which none overlaps another, as formats choose them that take no others."""
    end, chosen = 0, []
    for mention in in_text(record):
        if mention["start"] >= end:
            chosen.append(mention)
            end = mention["end"]
    return chosen


def label(mention):
    return mention["type"] or "undecided"


def same(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}: expected {expected!r:.2000}, found {found!r:.2000}")


def spacy_reads(world):
    import spacy
    from spacy.tokens import Doc

    vocab = spacy.blank("xx").vocab
    lines = world.text("spacy").splitlines()
    same(len(lines), len(world.records), "documents")
    for record, line in zip(world.records, lines):
        doc = Doc(vocab).from_json(json.loads(line), validate=True)
        same(doc.text, record["text"], record["id"])
        same([(ent.text, ent.label_) for ent in doc.ents], [(m["text"], label(m)) for m in flat(record)], record["id"])
        spans = [(span.start_char, span.end_char, span.text, span.kb_id_) for span in doc.spans["newstag"]]
        same(spans, [(m["start"], m["end"], m["text"], m["entity"] or "") for m in in_text(record)], record["id"])


def displacy_renders(world):
    from spacy import displacy

    for record, line in zip(world.records, world.text("displacy").splitlines()):
        document = json.loads(line)
        html = displacy.render(document, style="ent", manual=True, page=False, jupyter=False)
        same(html.count("<mark"), len(flat(record)), record["id"])
        same([document["text"][e["start"] : e["end"]] for e in document["ents"]], [m["text"] for m in flat(record)], record["id"])


def prodigy_shape(world):
    """Prodigy itself is sold; its tokens must be spaCy's way of giving a text back, and spans whole tokens."""
    for record, line in zip(world.records, world.text("prodigy").splitlines()):
        task = json.loads(line)
        for token in task["tokens"]:
            same(task["text"][token["start"] : token["end"]], token["text"], record["id"])
        for mention, span in zip(in_text(record), task["spans"], strict=True):
            first, last = task["tokens"][span["token_start"]], task["tokens"][span["token_end"]]
            same((first["start"], last["end"]), (mention["start"], mention["end"]), record["id"])


def doccano_shape(world):
    for record, line in zip(world.records, world.text("doccano").splitlines()):
        document = json.loads(line)
        labels = [(document["text"][start:end], name) for start, end, name in document["label"]]
        same(labels, [(m["text"], label(m)) for m in in_text(record)], record["id"])


def label_studio_takes(world):
    from label_studio_sdk.label_interface import LabelInterface

    tasks = json.loads(world.text("label-studio"))
    kinds = sorted({label(m) for record in world.records for m in record["mentions"]})
    view = "".join(f"<Label value={escaped(kind)}/>" for kind in kinds)
    interface = LabelInterface(f'<View><Labels name="label" toName="text">{view}</Labels><Text name="text" value="$text"/></View>')
    for record, task in zip(world.records, tasks, strict=True):
        for prediction in task["predictions"]:
            same(interface.validate_prediction(prediction, return_errors=True), [], record["id"])
        values = [region["value"] for region in task["predictions"][0]["result"]]
        same([task["data"]["text"][v["start"] : v["end"]] for v in values], [m["text"] for m in in_text(record)], record["id"])


def escaped(text):
    from xml.sax.saxutils import quoteattr

    return quoteattr(text)


def brat_is_parsed(world):
    from pybrat.parser import BratParser

    folder = world.tag("brat", "brat")
    with (folder / "documents.tsv").open(encoding="utf-8", newline="") as index:
        names = [row["file"] for row in csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE)]
    same(len(names), len(world.records), "documents")
    examples = {example.id: example for example in BratParser(error="raise").parse(str(folder))}
    for name, record in zip(names, world.records):
        text = (folder / f"{name}.txt").read_bytes().decode()
        same(text, record["text"], name)
        entities = {int(entity.id[1:]): entity for entity in examples[name].entities}
        for number, mention in enumerate(in_text(record), start=1):
            entity = entities[number]
            pieces = " ".join(text[span.start : span.end] for span in entity.spans)
            same(entity.mention, pieces, name)
            same((entity.spans[0].start, entity.spans[-1].end), (mention["start"], mention["end"]), name)
            references = [f"{reference.rid}:{reference.eid}" for reference in entity.references]
            same(references, [f"newstag:{mention['entity']}"] if mention["entity"] else [], name)


def conll_columns(world):
    """No parser of a package: seqeval and others want lists of tags, which IOB2 must give back."""
    documents = world.text("conll").split("-DOCSTART- -X- -X- O\n")[1:]
    for record, document in zip(world.records, documents, strict=True):
        rows = [line.split(" ") for line in document.splitlines() if line]
        assert all(len(row) == 4 for row in rows), record["id"]
        found, open_label = [], None
        for word, _, _, tag in rows:
            if tag.startswith("B-"):
                found.append((word, tag[2:]))
            elif tag.startswith("I-"):
                same(open_label, tag[2:], f"{record['id']}: I- follows B- or I-")
                found[-1] = (found[-1][0] + word, tag[2:])
            open_label = tag[2:] or None
        expected = [("".join(m["text"].split()), "_".join(label(m).split())) for m in flat(record)]
        same(found, expected, record["id"])


def web_annotations_are_rdf(world):
    """rdflib reads JSON-LD; the context of the W3C is given by hand, since nothing is fetched."""
    import rdflib

    oa, rdf = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    context = {
        "id": "@id", "type": "@type", "Annotation": f"{oa}Annotation", "items": {"@id": "urn:items", "@container": "@list"},
        "target": f"{oa}hasTarget", "selector": f"{oa}hasSelector", "exact": f"{oa}exact", "start": f"{oa}start", "end": f"{oa}end",
        "body": f"{oa}hasBody", "source": {"@id": f"{oa}hasSource", "@type": "@id"}, "value": f"{rdf}value",
    }
    pages = json.loads(world.text("webanno"))
    for record, page in zip(world.records, pages, strict=True):
        same(page["@context"], "http://www.w3.org/ns/anno.jsonld", record["id"])
        for mention, item in zip(in_text(record), page["items"], strict=True):
            position, quote = item["target"]["selector"]
            same(record["text"][position["start"] : position["end"]], quote["exact"], record["id"])
            same(quote["exact"], mention["text"], record["id"])
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in record["text"], record["id"]
        page["@context"] = context
    graph = rdflib.Graph().parse(data=json.dumps(pages[0]), format="json-ld")
    annotations = set(graph.subjects(rdflib.URIRef(f"{rdf}type"), rdflib.URIRef(f"{oa}Annotation")))
    same(len(annotations), len(in_text(world.records[0])), "annotations")
    same({str(o) for o in graph.objects(None, rdflib.URIRef(f"{oa}exact"))}, {m["text"] for m in in_text(world.records[0])}, "quotes")


def nif_is_turtle(world):
    import rdflib

    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    graph = rdflib.Graph().parse(data=world.text("nif"), format="turtle")
    texts = {str(o) for o in graph.objects(None, rdflib.URIRef(nif + "isString"))}
    same(texts, {record["text"] for record in world.records}, "texts")
    phrases = 0
    for phrase, context in graph.subject_objects(rdflib.URIRef(nif + "referenceContext")):
        text = str(graph.value(context, rdflib.URIRef(nif + "isString")))
        start, end = (int(graph.value(phrase, rdflib.URIRef(nif + name))) for name in ("beginIndex", "endIndex"))
        same(text[start:end], str(graph.value(phrase, rdflib.URIRef(nif + "anchorOf"))), str(phrase))
        phrases += 1
    same(phrases, len({(r["id"], m["start"], m["end"]) for r in world.records for m in in_text(r)}), "phrases")


def cassis_loads(world):
    from cassis import load_cas_from_json

    folder = world.tag("cas", "cas")
    with (folder / "documents.tsv").open(encoding="utf-8", newline="") as index:
        names = [row["file"] for row in csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE)]
    for name, record in zip(names, world.records, strict=True):
        with (folder / f"{name}.json").open(encoding="utf-8") as file:
            cas = load_cas_from_json(file)
        same(cas.sofa_string, record["text"], name)
        found = sorted((a.begin, a.end, a.get_covered_text(), a.value) for a in cas.select(NAMED_ENTITY))
        same(found, sorted((m["start"], m["end"], m["text"], label(m)) for m in in_text(record)), name)


def tables_agree(world):
    import duckdb
    import pandas
    import polars
    import pyarrow.parquet

    mentions = [(r["id"], m["start"], m["end"], m["text"], m["entity"]) for r in world.records for m in r["mentions"]]
    columns = ["doc_id", "start", "end", "text", "entity"]
    world.tag("parquet", "nested.parquet", "--include-text")
    world.tag("parquet-long", "long.parquet")
    same(list(zip(*polars.read_parquet(world.file("long.parquet"))[columns].to_dict(as_series=False).values())), mentions, "polars")
    frame = pandas.read_parquet(world.file("long.parquet"))[columns].astype(object)
    same(list(frame.where(frame.notna(), None).itertuples(index=False, name=None)), mentions, "pandas")
    query = "select doc_id, start, \"end\", text, entity from read_parquet(?)"
    same(duckdb.execute(query, [str(world.file("long.parquet"))]).fetchall(), mentions, "duckdb")
    for form, separator in (("csv", ","), ("tsv", "\t")):
        path = world.tag(form, f"out.{form}")
        frame = pandas.read_csv(path, sep=separator, keep_default_na=False)
        found = list(frame[columns].astype(object).itertuples(index=False, name=None))
        # pandas reads both kinds of line ends within quotes as one; an empty cell says that there is no value.
        same([tuple(map(plain, row)) for row in found], [tuple(map(plain, row)) for row in mentions], form)
    rows = pyarrow.parquet.read_table(world.file("nested.parquet")).to_pylist()
    for record, row in zip(world.records, rows, strict=True):
        for key in ("id", "source", "title", "date", "lang", "length", "text", "dictionary"):
            same(row[key], record[key], f"{record['id']}: {key}")
        for mention, cells in zip(record["mentions"], row["mentions"], strict=True):
            defaults = {"gloss_of": None, "holder": None, "status": None, "office": None, "conflict": None, "candidates": []}
            same(cells, {**defaults, **mention}, record["id"])
        for entity, cells in zip(record["entities"], row["entities"], strict=True):
            same({**cells, "names": dict(cells["names"])}, entity, record["id"])


def plain(value):
    return value.replace("\r\n", "\n") if isinstance(value, str) else "" if value is None else value


def graphs_agree(world):
    import itertools

    import networkx

    together = {}
    for record in world.records:
        for pair in itertools.combinations(sorted({e["entity"] for e in record["entities"]}), 2):
            together[pair] = together.get(pair, 0) + 1
    for form, read in (("gexf", networkx.read_gexf), ("graphml", networkx.read_graphml)):
        graph = read(world.tag(form, f"out.{form}"))
        ids = {node: data["entity"] for node, data in graph.nodes(data=True)}
        found = {tuple(sorted((ids[a], ids[b]))): int(data["weight"]) for a, b, data in graph.edges(data=True)}
        same(found, together, form)
    table = list(csv.DictReader(world.text("cooccurrence").splitlines()))
    same({(row["a"], row["b"]): int(row["documents"]) for row in table}, together, "cooccurrence")


def records_satisfy_the_schema(world):
    import jsonschema

    schema = json.loads(subprocess.run([world.newstag, "schema"], check=True, capture_output=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for record in world.records:
        validator.validate(record)
    for altered in ({"length": -1}, {"schema": "newstag/2"}, {"date": "yesterday"}, {"mentions": [{}]}):
        assert not validator.is_valid({**world.records[0], **altered}), altered


CHECKS = [
    spacy_reads, displacy_renders, prodigy_shape, doccano_shape, label_studio_takes, brat_is_parsed, conll_columns,
    web_annotations_are_rdf, nif_is_turtle, cassis_loads, tables_agree, graphs_agree, records_satisfy_the_schema,
]


def main():
    with tempfile.TemporaryDirectory() as folder:
        world = World(str(pathlib.Path(sys.argv[1]).resolve()), folder)
        for check in CHECKS:
            check(world)
            print(f"{check.__name__}: {len(world.records)} documents")


if __name__ == "__main__":
    main()

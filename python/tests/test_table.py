"""Tables in, tables out."""

import datetime

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.compute
import pytest
from conftest import records_of_command

import newstag

PARTS = ("id", "text", "title", "date", "lang")


@pytest.fixture(scope="module")
def table(documents):
    """The corpus as a table in several pieces."""
    rows = [{part: document.get(part) for part in PARTS} for document in documents]
    whole = pyarrow.Table.from_pylist(rows, schema=pyarrow.schema([(part, pyarrow.string()) for part in PARTS]))
    return pyarrow.concat_tables([whole.slice(0, 7), whole.slice(7)])


def as_record(row, number):
    """A nested row as the record that the command line writes."""
    mentions = [_mention(mention) for mention in row["mentions"]]
    entities = [{**entity, "names": dict(entity["names"])} for entity in row["entities"]]
    head = {"schema": "newstag/1", "id": row["id"], "source": {"path": "-", "record": number}}
    rest = {key: row[key] for key in ("title", "date", "lang", "length")}
    return {**head, **rest, "mentions": mentions, "entities": entities, "dictionary": row["dictionary"]}


# The keys that a mention has only where they say something.
RARE = ("candidates", "gloss_of", "holder", "status", "office", "conflict")


def _mention(mention):
    optional = {key: mention[key] for key in RARE}
    optional["candidates"] = optional["candidates"] or None
    if mention["type"] != "office":
        optional = {key: value for key, value in optional.items() if value is not None}
    else:
        optional = {key: value for key, value in optional.items() if value is not None or key == "holder"}
    return {**{key: value for key, value in mention.items() if key not in RARE}, **optional}


def test_nested_rows_are_the_records_of_the_command_line(table, documents, tagger):
    rows = tagger.tag(table, shape="nested").to_arrow().to_pylist()
    assert all(row["error"] is None for row in rows)
    assert [as_record(row, number) for number, row in enumerate(rows, 1)] == records_of_command(documents)


def test_long_rows_are_the_mentions_of_the_records(table, documents, tagger):
    rows = tagger.tag(table).to_arrow().to_pylist()
    records = records_of_command(documents)
    expected = [
        (row, record["id"], at, mention["field"], mention["start"], mention["end"], mention["text"], mention["entity"], mention["score"])
        for row, record in enumerate(records)
        for at, mention in enumerate(record["mentions"])
    ]
    columns = ("row", "doc_id", "mention", "field", "start", "end", "text", "entity", "score")
    assert [tuple(row[column] for column in columns) for row in rows] == expected
    assert len(rows) > 500


@pytest.mark.parametrize("shape", ["long", "nested"])
@pytest.mark.parametrize("n_threads", [1, 2, 7])
def test_threads_change_nothing(table, tagger, shape, n_threads):
    many = pyarrow.concat_tables([table] * 30)
    one = tagger.tag(many, shape=shape, n_threads=1).to_arrow().combine_chunks()
    assert tagger.tag(many, shape=shape, n_threads=n_threads).to_arrow().combine_chunks().equals(one)


@pytest.mark.parametrize("shape", ["long", "nested"])
def test_every_kind_of_table_is_taken_and_takes_the_result(table, tagger, shape):
    expected = tagger.tag(table, shape=shape).to_arrow()
    relation = duckdb.connect().from_arrow(table)
    given = [table, table.to_batches()[0], table.to_reader(), polars.from_arrow(table), table.to_pandas(), relation]
    for one in given:
        found = tagger.tag(one, shape=shape)
        few = tagger.tag(table.slice(0, 7), shape=shape).to_arrow() if isinstance(one, pyarrow.RecordBatch) else expected
        assert found.to_arrow().to_pylist() == few.to_pylist(), type(one)
    result = tagger.tag(table, shape=shape)
    assert polars.DataFrame(result).height == result.to_polars().height == len(result) == expected.num_rows
    assert isinstance(result.to_pandas(), pandas.DataFrame) and len(result.to_pandas()) == len(result)
    assert duckdb.connect().execute("select count(*) from result").fetchone() == (len(result),)
    assert result.columns == expected.column_names


def test_a_result_can_be_taken_twice_and_outlives_what_it_was_made_from(people):
    def made():
        tagger = newstag.Tagger(people)
        return tagger.tag(polars.DataFrame({"text": ["耿爽"], "note": ["kept"]}), keep="all" and ["note"])

    result = made()
    for _ in range(2):
        assert polars.DataFrame(result).select("note", "entity").rows() == [("kept", "person/c")]


BAD = [
    {"id": "1", "text": "Wilbur Ross", "date": "2019-10-09"},
    {"id": "2", "text": None, "date": None},
    {"id": "3", "text": "Wilbur Ross", "date": "soon"},
    {"id": None, "text": "nothing", "date": None},
    {"id": "5", "text": "", "date": ""},
    {"id": "6", "text": "Wilbur Ross", "date": None},
]


def test_rows_that_cannot_be_tagged_say_why(tagger):
    frame = polars.DataFrame(BAD)
    nested = tagger.tag(frame, shape="nested", keep="all")
    rows = nested.to_arrow().to_pylist()
    assert nested.bad == 2
    assert [row["id"] for row in rows] == ["1", "2", "3", None, "5", "6"]
    assert [len(row["mentions"]) for row in rows] == [1, 0, 0, 0, 0, 1]
    errors = [row["error"] for row in rows]
    assert errors[1] == "text: null; expected text" and errors[2].startswith('date: "soon": expected a date such as')
    assert [error is None for error in errors] == [True, False, False, True, True, True]

    long = tagger.tag(frame)
    assert long.bad == 2
    found = long.to_polars().select("row", "doc_id", "entity", "error").rows()
    assert found == [
        (0, "1", "person/wilbur-ross", None),
        (1, "2", None, errors[1]),
        (2, "3", None, errors[2]),
        (5, "6", "person/wilbur-ross", None),
    ]
    with pytest.raises(newstag.DocumentError, match="row 1: text: null; expected text"):
        tagger.tag(frame, errors="raise")


def test_bytes_that_call_themselves_text_are_looked_at(tagger):
    data = b"Wilbur Ross\xff\xfeWilbur Ross"
    offsets = pyarrow.array([0, 13, 24], pyarrow.int32()).buffers()[1]
    text = pyarrow.Array.from_buffers(pyarrow.string(), 2, [None, offsets, pyarrow.py_buffer(data)])
    for column in (text, text.cast(pyarrow.binary())):
        rows = tagger.tag(pyarrow.table({"text": column})).to_arrow().to_pylist()
        assert [(row["row"], row["entity"]) for row in rows] == [(0, None), (1, "person/wilbur-ross")]
        assert rows[0]["error"] == "text: not UTF-8: byte 11 (counting from 0) is the first that is wrong"


@pytest.mark.parametrize(
    "text", [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.dictionary(pyarrow.int8(), pyarrow.string())]
)
def test_text_of_every_type_is_taken(tagger, text):
    values = ["Wilbur Ross", None, "Liu He", "Wilbur Ross"]
    column = pyarrow.array(values).dictionary_encode() if pyarrow.types.is_dictionary(text) else pyarrow.array(values, text)
    rows = tagger.tag(pyarrow.table({"text": column})).to_arrow().to_pylist()
    assert [row["entity"] for row in rows] == ["person/wilbur-ross", None, "person/liu-he", "person/wilbur-ross"]


def test_strings_come_back_as_the_texts_were_laid_out(tagger):
    values = ["Wilbur Ross", None, "Liu He", "Mr Ross and Wilbur Ross", "Wilbur Ross" * 5000]
    tables = {of: pyarrow.table({"text": pyarrow.array(values, of)}) for of in (pyarrow.string(), pyarrow.string_view())}
    for of, table in tables.items():
        found = tagger.tag(table)
        schema = pyarrow.table(found).schema
        candidate = schema.field("candidates").type.value_type.field("entity")
        made = [schema.field(name).type for name in ("text", "entity", "holder", "title", "error")]
        assert [*made, candidate.type] == [of] * 6
        assert pyarrow.table(tagger.tag(table, shape="nested")).schema.field("lang").type == pyarrow.string()
        # What all of pyarrow works with.
        plain = found.to_arrow()
        assert plain.schema.field("entity").type == pyarrow.string()
        assert pyarrow.compute.sum(pyarrow.compute.equal(plain["entity"], "person/wilbur-ross")).as_py() > 1
        assert found.to_pandas()["entity"].dropna().tolist() == plain["entity"].drop_null().to_pylist()
        assert found.to_polars()["error"].drop_nulls().to_list() == ["text: null; expected text"]
    one, other = (tagger.tag(table).to_polars() for table in tables.values())
    assert one.equals(other)
    assert tagger.tag(polars.DataFrame({"text": values})).to_polars().equals(one)


def test_kept_columns_of_any_type_stay_where_strings_become_plain(tagger):
    union = pyarrow.UnionArray.from_sparse(pyarrow.array([0], pyarrow.int8()), [pyarrow.array([1]), pyarrow.array(["a"])])
    lists = pyarrow.array([["a", "b"]], pyarrow.large_list(pyarrow.string_view()))
    table = pyarrow.table({"text": pyarrow.array(["Wilbur Ross"], pyarrow.string_view()), "any": union, "tags": lists})
    found = tagger.tag(table, keep=["any", "tags"]).to_arrow()
    assert (found.schema.field("any").type, found["any"].to_pylist()) == (union.type, [1])
    assert found.schema.field("tags").type == pyarrow.large_list(pyarrow.string())
    assert (found["tags"].to_pylist(), found["entity"].to_pylist()) == ([["a", "b"]], ["person/wilbur-ross"])


def test_ids_and_dates_of_every_type_are_taken(tagger):
    day = datetime.datetime(2019, 10, 9, 23, 30)
    dates = [
        pyarrow.array([day.date()]),
        pyarrow.array([day]),
        pyarrow.array([day], pyarrow.timestamp("s")),
        pyarrow.array([datetime.datetime(2019, 10, 10, 3, 30)], pyarrow.timestamp("us", "UTC")).cast(
            pyarrow.timestamp("us", "America/New_York")
        ),
        pyarrow.array([20191009]),
        pyarrow.array(["2019-10-09T08:30:00Z"]),
    ]
    for date in dates:
        table = pyarrow.table({"id": [17], "text": ["The US Secretary of Commerce said no."], "date": date})
        row = tagger.tag(table).to_arrow().to_pylist()[0]
        assert (row["doc_id"], row["date"], row["holder"]) == ("17", "2019-10-09", "person/wilbur-ross"), date.type


def test_columns_of_other_names_and_none(tagger):
    frame = polars.DataFrame({"body": ["Ross and Wilbur Ross"], "url": ["u"], "date": ["no date"], "n": [1]})
    row = tagger.tag(frame, text="body", id="url", date="", keep=["n", "url"]).to_polars().row(0, named=True)
    assert (row["n"], row["url"], row["doc_id"], row["date"]) == (1, "u", "u", None)
    assert "doc_id" not in tagger.tag(frame, text="body", date="").columns


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"text": "body"}, newstag.DocumentError, 'the table has no column "body", only "text", "n", "mentions"; text= names another'),
        ({"title": "head"}, newstag.DocumentError, 'the table has no column "head"'),
        ({"text": "n"}, TypeError, 'the column "n" holds Int64, and expected is text'),
        ({"keep": ["head"]}, ValueError, 'keep: the table has no column "head"'),
        ({"shape": "nested", "keep": "all"}, ValueError, 'the result has a column "mentions" of its own'),
        ({"shape": "wide"}, ValueError, 'shape is "wide": expected one of long, nested'),
        ({"errors": "ignore"}, ValueError, 'errors is "ignore": expected one of column, raise'),
    ],
)
def test_what_is_wrong_with_a_call_is_said(tagger, options, error, says):
    frame = polars.DataFrame({"text": ["a"], "n": [1], "mentions": [1]})
    with pytest.raises(error) as raised:
        tagger.tag(frame, **options)
    assert says in str(raised.value)


def test_no_table_and_an_empty_one(tagger):
    with pytest.raises(TypeError, match="tag takes a table that speaks Arrow"):
        tagger.tag([{"text": "a"}])
    for shape in ("long", "nested"):
        empty = tagger.tag(polars.DataFrame({"text": []}, schema={"text": polars.String}), shape=shape)
        full = tagger.tag(polars.DataFrame({"text": ["Ross"]}), shape=shape)
        assert len(empty) == 0 and empty.to_arrow().schema == full.to_arrow().schema

"""One document, and many one after the other."""

import datetime
import pickle
import threading

import pyarrow
import pytest
from conftest import records_of_command

import newstag


def test_the_first_example(tagger):
    doc = tagger("Wilbur Ross met Liu He (劉鶴) 🤝. Ross said no.", date="2019-10-09", title="Ross")
    found = [(ent.text, ent.label_, ent.kb_id_, ent.via) for ent in doc.ents]
    assert found == [
        ("Wilbur Ross", "person", "person/wilbur-ross", "name"),
        ("Liu He", "person", "person/liu-he", "name"),
        ("劉鶴", "person", "person/liu-he", "gloss"),
        ("Ross", "person", "person/wilbur-ross", "partial"),
    ]
    assert [doc.text[ent.start_char : ent.end_char] for ent in doc.ents] == [ent.text for ent in doc.ents]
    assert [ent.text for ent in doc.title_ents] == ["Ross"]
    assert [ent.text for ent in doc.mentions] == ["Ross", "Wilbur Ross", "Liu He", "劉鶴", "Ross"]
    assert [entity.id for entity in doc.entities] == ["person/wilbur-ross", "person/liu-he"]
    assert [ent.text for ent in doc.entities[1].mentions] == ["Liu He", "劉鶴"]
    assert (doc.id, doc.date, doc.title) == ("-#1", "2019-10-09", "Ross")


def test_an_office_has_its_holder(tagger):
    office = tagger("The US Secretary of Commerce said no.", date=datetime.date(2019, 10, 9)).ents[0]
    assert (office.label_, office.holder) == ("office", "person/wilbur-ross")


def test_a_person_is_named_with_an_office(tagger):
    doc = tagger("The former US Secretary of State Hillary Clinton spoke. US Secretary of Commerce Liu He left.", date="2019-10-09")
    found = [(ent.status, ent.office, ent.conflict) for ent in doc.ents]
    assert found == [("former", None, False), (None, 0, False), (None, None, False), (None, 2, True)]


def test_doubt_is_an_answer(people):
    ent = newstag.Tagger(people)("Jane Roe said no.").ents[0]
    assert (ent.kb_id_, ent.label_, ent.name) == ("", "", None)
    assert [candidate.kb_id_ for candidate in ent.candidates] == ["person/a", "person/b"]
    assert ent.candidates[0].score == ent.score


@pytest.mark.parametrize("options", [{}, {"offsets": "byte"}, {"offsets": "utf16"}, {"overlap": "all"}, {"variants": "all"}])
def test_records_are_those_of_the_command_line(documents, options):
    expected = records_of_command(documents, *(f"--{name}={value}" for name, value in options.items()))
    tagger = newstag.Tagger(**options)
    assert [doc.to_dict() for doc in tagger.pipe(documents, n_threads=2)] == expected


def test_records_with_their_text_are_those_of_the_command_line(documents, tagger):
    expected = records_of_command(documents, "--include-text")
    found = [doc.to_dict(include_text=True) for doc in tagger.pipe(documents)]
    assert found == expected
    assert [list(record) for record in found] == [list(record) for record in expected]


def test_one_document_is_as_in_a_pipe(documents, tagger):
    for document in documents:
        parts = {key: document.get(key) for key in ("id", "title", "date", "lang")}
        alone = tagger(document["text"], **parts).to_dict()
        piped = next(tagger.pipe([document])).to_dict()
        assert alone == piped


@pytest.mark.parametrize("n_threads", [1, 2, 5])
@pytest.mark.parametrize("batch_size", [1, 7, 1000])
def test_a_pipe_keeps_the_order(documents, tagger, n_threads, batch_size):
    many = documents * 3
    pairs = ((document["text"], number) for number, document in enumerate(many))
    found = list(tagger.pipe(pairs, as_tuples=True, n_threads=n_threads, batch_size=batch_size))
    assert [number for _, number in found] == list(range(len(many)))
    assert [doc.text for doc, _ in found] == [document["text"] for document in many]
    assert [doc.id for doc, _ in found] == [f"-#{number + 1}" for number in range(len(many))]


def test_a_pipe_reads_no_more_than_a_batch_ahead(tagger):
    read = []
    docs = tagger.pipe((read.append(number) or "Ross" for number in range(100)), batch_size=10)
    next(docs)
    assert len(read) == 10


def test_threads_share_a_tagger(documents, tagger):
    expected = [doc.to_dict() for doc in tagger.pipe(documents)]
    results = [None] * 4

    def work(at):
        results[at] = [doc.to_dict() for doc in tagger.pipe(documents, n_threads=2)]

    threads = [threading.Thread(target=work, args=(at,)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


def test_a_lone_surrogate_is_an_error_with_its_place(tagger):
    with pytest.raises(newstag.DocumentError, match=r"lone surrogate U\+D83D at character 3") as error:
        tagger("ab \ud83d")
    assert error.value.field == "text"
    with pytest.raises(newstag.DocumentError, match="title: holds the lone surrogate"):
        tagger("", title="\udc00")
    with pytest.raises(newstag.DocumentError, match="text: holds the lone surrogate"):
        list(tagger.pipe(["fine", "\udc00"]))
    with pytest.raises(newstag.DictionaryError, match="<dictionary 1>:2: the entity: holds the lone surrogate"):
        newstag.Tagger([{"id": "a", "type": "x", "names": ["a"]}, {"id": "b", "type": "x", "names": ["\udc00"]}])


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda tagger: tagger(7), TypeError, "text: expected str, not int"),
        (lambda tagger: tagger(None), newstag.DocumentError, "text: expected str, not None"),
        (lambda tagger: tagger("x", date="soon"), newstag.DocumentError, 'date: "soon": expected a date such as 2019-10-09'),
        (lambda tagger: tagger("x", date=3.5), TypeError, "date: expected str, datetime.date"),
        (lambda tagger: list(tagger.pipe([{"body": "x"}])), ValueError, "document 1 has no text"),
        (lambda _: newstag.Tagger(overlap="some"), ValueError, 'overlap is "some": expected one of longest, all'),
        (lambda _: newstag.Tagger(offsets="line"), ValueError, 'offsets is "line": expected one of char, byte, utf16'),
        (lambda _: newstag.Tagger(variants="dots,x"), ValueError, 'variants is "x": expected one of title, order'),
        (lambda _: newstag.Tagger({"id": "a"}), TypeError, "dictionary 1 is dict: expected a path, or a list of dicts"),
    ],
)
def test_what_is_wrong_with_a_call_is_said(tagger, call, error, says):
    with pytest.raises(error) as raised:
        call(tagger)
    assert says in str(raised.value)


def test_dates_may_be_dates(tagger):
    for date in ["2019-10-09", datetime.date(2019, 10, 9), datetime.datetime(2019, 10, 9, 23, 59), "20191009"]:
        assert tagger("", date=date).date == "2019-10-09"
    assert tagger("", date="2019-10").date == "2019-10"


def test_a_document_is_shown_with_everything_escaped(people):
    evil = "<script>alert('x')</script>"
    tagger = newstag.Tagger([{"id": f"p&{evil}", "type": f"t&{evil}", "names": [f"Jane {evil}"]}, *people])
    html = tagger(f"<b>{evil}</b> Jane {evil} & Jane Roe & 耿爽", title=f"{evil} 耿爽")._repr_html_()
    assert "<script" not in html and "<b>" not in html
    assert html.count("<mark ") == 4
    assert "nobody is chosen among person/a, person/b" in html
    assert "&lt;script&gt;" in html and 'title="Jane &lt;script' in html


@pytest.mark.parametrize("offsets", ["char", "byte", "utf16"])
def test_a_document_is_shown_at_the_right_places(offsets):
    tagger = newstag.Tagger(offsets=offsets, overlap="all")
    html = tagger("🙂é US Secretary of Commerce Wilbur Ross 劉鶴 🤝 end")._repr_html_()
    assert ">US Secretary of Commerce<small" in html and ">劉鶴<small" in html and html.endswith(" 🤝 end</div></div>")


def test_a_document_may_cost_no_more_than_it_may(people):
    many = "Jane Roe met Geng Shuang. " * 50
    assert len(newstag.Tagger(people, max_mentions=100)(many).ents) == 100
    few = newstag.Tagger(people, max_mentions=99)
    with pytest.raises(newstag.DocumentError, match=r"text: more than 99 mentions, and that is the limit \(max_mentions sets it\)") as error:
        few(many)
    assert error.value.field == "text"
    with pytest.raises(newstag.DocumentError, match="text: document 2: more than 99 mentions"):
        list(few.pipe(["Jane Roe", many]))
    assert pickle.loads(pickle.dumps(few)).tag(pyarrow.table({"text": ["Jane Roe", many]}), shape="nested").bad == 1


def test_a_document_may_take_no_longer_than_it_may(people):
    tagger = newstag.Tagger(people, max_seconds=0.05)
    with pytest.raises(newstag.DocumentError, match=r"text: not tagged within 0.05 seconds, and a document may take no longer \(max_seconds sets it\)"):
        tagger("Jane Roe met Geng Shuang. " * 300_000)
    found = tagger.tag(pyarrow.table({"id": ["a", "b"], "text": ["Jane Roe " * 600_000, "Geng Shuang"]})).to_arrow().to_pylist()
    assert [(row["doc_id"], row["text"]) for row in found] == [("a", None), ("b", "Geng Shuang")]
    assert found[0]["error"].startswith("text: not tagged within 0.05 seconds") and found[1]["error"] is None
    for seconds in (0, -1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="max_seconds is .*: expected a number of seconds above 0, such as 0.5"):
            newstag.Tagger(people, max_seconds=seconds)

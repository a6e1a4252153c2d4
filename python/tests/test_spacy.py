"""The component of spaCy."""

import pytest
import spacy

import newstag

TEXT = "Wilbur Ross met Liu He (劉鶴)."


def spans(found):
    return [(span.text, span.label_, span.kb_id_) for span in found]


def test_entities_are_set():
    nlp = spacy.blank("en")
    nlp.add_pipe("newstag")
    doc = nlp(TEXT)
    assert spans(doc.ents) == [
        ("Wilbur Ross", "person", "person/wilbur-ross"),
        ("Liu He", "person", "person/liu-he"),
        ("劉鶴", "person", "person/liu-he"),
    ]
    assert doc.ents[2]._.newstag.via == "gloss"
    assert [spans(one.ents) for one in nlp.pipe([TEXT, "nobody", TEXT])] == [spans(doc.ents), [], spans(doc.ents)]


def test_entities_stand_beside_those_of_others(people):
    for overwrite, expected in [(False, "PER"), (True, "person")]:
        nlp = spacy.blank("en")
        ruler = nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "PER", "pattern": "Wilbur"}, {"label": "NUM", "pattern": "seven"}])
        nlp.add_pipe("newstag", config={"overwrite_ents": overwrite})
        doc = nlp("Wilbur Ross met Liu He and seven.")
        assert [span.label_ for span in doc.ents] == [expected, "person", "NUM"]


def test_a_span_group_leaves_the_entities_alone():
    nlp = spacy.blank("en")
    nlp.add_pipe("newstag", config={"spans_key": "names"})
    doc = nlp(TEXT)
    assert doc.ents == () and len(doc.spans["names"]) == 3


@pytest.mark.parametrize(("mode", "expected"), [("expand", ["BTS가"]), ("strict", []), ("contract", [])])
def test_spans_are_whole_tokens(tmp_path, mode, expected):
    source = tmp_path / "band.jsonl"
    source.write_text('{"id": "b", "type": "band", "names": ["BTS"]}')
    nlp = spacy.blank("xx")
    nlp.add_pipe("newstag", config={"dictionary": str(source), "alignment_mode": mode})
    assert [span.text for span in nlp("Hello BTS가 here").ents] == expected


def test_those_for_whom_nobody_is_chosen(tmp_path, people):
    built = newstag.build(people, output=tmp_path / "people.dict")
    for undecided, expected in [(False, []), (True, [("Jane Roe", "", "")])]:
        nlp = spacy.blank("en")
        nlp.add_pipe("newstag", config={"dictionary": [built.path], "undecided": undecided, "spans_key": "all"})
        doc = nlp("Jane Roe said no.")
        assert spans(doc.spans["all"]) == expected


def test_an_office_is_dated():
    nlp = spacy.blank("en")
    nlp.add_pipe("newstag")
    doc = nlp.make_doc("The US Secretary of Commerce said no.")
    doc.user_data["date"] = "2019-10-09"
    assert nlp(doc).ents[0]._.newstag.holder == "person/wilbur-ross"


def test_a_pipeline_carries_its_dictionary(tmp_path, people):
    source = newstag.build(people, output=tmp_path / "people.dict")
    nlp = spacy.blank("en")
    nlp.add_pipe("newstag", config={"dictionary": source.path})
    expected = spans(nlp("Geng Shuang said no.").ents)
    assert expected == [("Geng Shuang", "person", "person/c")]
    nlp.to_disk(tmp_path / "model")
    assert spans(spacy.load(tmp_path / "model")("Geng Shuang said no.").ents) == expected
    other = spacy.blank("en")
    other.add_pipe("newstag")
    assert spans(other.from_bytes(nlp.to_bytes())("Geng Shuang said no.").ents) == expected


def test_a_wrong_setting_is_refused():
    with pytest.raises(ValueError, match="dictionary_path"):
        spacy.blank("en").add_pipe("newstag", config={"dictionary_path": "x"})

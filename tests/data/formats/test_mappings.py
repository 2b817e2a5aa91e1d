from pathlib import Path

import pytest

from amtui.data.formats import FileMapping, dump_mapping, load_mapping, open_table, recognise
from amtui.domain.errors import NotFound, Refused, UsageError
from tests.data.formats.reading import read_file, read_text

WHOLE = FileMapping(
    kind="calls",
    format="plain",
    zone="Europe/Berlin",
    date_format="dmy",
    decimal=",",
    columns={'Start der "Anfrage"': "started_at", "Erreicht?": "outcome", "Lärm": ""},
    words={"outcome": {"erreicht": "answered", "niemand da": "no_agent"}},
    defaults={"direction": "outbound", "queue": "Zentrale"},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


def test_a_mapping_is_written_and_read_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(dump_mapping(WHOLE), encoding="utf-8")
    assert load_mapping(path) == WHOLE
    path.write_text(dump_mapping(FileMapping()))
    assert load_mapping(path) == FileMapping()


def test_a_mapping_says_columns_words_zone_dates_and_defaults(file: Path) -> None:
    text = (
        'Start der ""Anfrage"";Erreicht?;Lärm;Richtung\n03/04/2024 10:00;erreicht;x;\n'
        "04/04/2024 10:00;niemand da;;ein\n"
    )
    mapping = FileMapping(
        **{
            **{s: getattr(WHOLE, s) for s in WHOLE.__slots__},
            "words": {**WHOLE.words, "direction": {"ein": "inbound"}},
        }
    )
    result = read_text(file, text.replace('""', '"'), mapping=mapping)
    assert result.columns["started_at"] == [1_712_131_200_000_000, 1_712_217_600_000_000]
    assert result.columns["outcome"] == ["answered", "no_agent"]
    assert result.columns["direction"] == ["outbound", "inbound"]
    assert result.columns["queue"] == ["Zentrale", "Zentrale"]


def test_what_was_recognised_can_be_saved_and_used_again(file: Path, tmp_path: Path) -> None:
    file.write_text("id,Start,Answered,Wait (min)\n1,2024-03-04 10:00,Y,1.5\n")
    recognised = recognise(open_table(file), "calls")
    saved = tmp_path / "m.toml"
    saved.write_text(dump_mapping(recognised.mapping))
    assert load_mapping(saved).columns["Start"] == "started_at"
    assert read_file(file, "calls", mapping=load_mapping(saved)).columns == read_file(file, "calls").columns
    assert read_file(file, "calls").columns["wait_seconds"] == [90]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('kind = "calls"\n\nshape = "round"\n', "line 3: unknown key 'shape'"),
        ('kind = "visits"\n', "line 1: unknown kind"),
        ('\nzone = "Europe/Atlantis"\n', "line 2: unknown time zone"),
        ('decimal = "x"\n', "line 1: decimal is"),
        ('date_format = "sometimes"\n', "line 1: The date format"),
        ("sheet = 3\n", "line 1: sheet is a text"),
        ("[columns]\na = 1\n", "line 1: columns is a table of texts"),
        ('[defaults]\na = "b"\n[words]\noutcome = "x"\n', "line 3: words holds one table"),
        ("kind = \n", "line 1"),
    ],
)
def test_a_wrong_mapping_names_the_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=words):
        load_mapping(path)


def test_a_mapping_that_does_not_fit_is_refused(file: Path, tmp_path: Path) -> None:
    file.write_text("a,b,c\n2024-03-04 10:00,Y,1\n")
    table = open_table(file)
    for mapping, words in (
        (FileMapping(columns={"z": "started_at"}), "column 'z' that the file lacks"),
        (FileMapping(columns={"a": "begun"}), "field 'begun' that calls lack"),
        (FileMapping(kind="sync"), "is for sync"),
        (
            FileMapping(columns={"a": "started_at", "b": "outcome"}, words={"outcome": {"y": "fine"}}),
            "must be among",
        ),
    ):
        with pytest.raises(UsageError, match=words):
            recognise(table, "calls", mapping=mapping)
    with pytest.raises(NotFound):
        load_mapping(tmp_path / "missing.toml")


def test_what_is_missing_is_listed_with_what_is_there(file: Path) -> None:
    file.write_text("a,b\n1,2\n")
    with pytest.raises(
        Refused, match=r"no column for started_at \(when the call began\), outcome or answered"
    ) as caught:
        recognise(open_table(file), "calls")
    assert "Its columns are: a, b." in caught.value.message
    assert "--mapping" in caught.value.next


@pytest.mark.parametrize(
    ("kind", "format_name", "words"), [("visits", None, "no kind"), ("calls", "magic", "no format")]
)
def test_unknown_kinds_and_formats_are_named(
    file: Path, kind: str, format_name: str | None, words: str
) -> None:
    file.write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match=words):
        recognise(open_table(file), kind, format=format_name)


def test_a_format_that_the_file_has_not_is_refused(file: Path) -> None:
    file.write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match="does not look like zendesk requests"):
        recognise(open_table(file), "requests", format="zendesk")


def test_a_mapping_with_fields_that_a_named_format_lacks_speaks_of_a_plain_file(file: Path) -> None:
    text = "Case ID,Activity,Complete Timestamp,Topic\n7,Wait,2024-03-04 10:00,Broken\n"
    file.write_text(text)
    assert recognise(open_table(file), "requests").format == "events"
    mapping = FileMapping(columns={"Complete Timestamp": "created_at", "Topic": "subject", "Activity": ""})
    recognised = recognise(open_table(file), "requests", mapping=mapping)
    assert (recognised.format, recognised.columns["Case ID"]) == ("plain", "external_id")


def test_a_mapping_of_a_named_format_s_fields_leaves_it_recognised(file: Path) -> None:
    file.write_text("Case ID,Activity,Complete Timestamp,Topic\n7,Wait,2024-03-04 10:00,Broken\n")
    mapping = FileMapping(columns={"Topic": "subject"})
    assert recognise(open_table(file), "requests", mapping=mapping).format == "events"

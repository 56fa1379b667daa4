"""A register in a file: what is read, and how each row that is wrong is named."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import register_file
from people.register_file import Row, UnreadableFile, people, read

HEADER = "name,aliases,title,organization,started_on,ended_on\n"


def rows(text: str) -> list[Row]:
    return read((HEADER + text).encode())


def faults(data: bytes | str) -> list[str]:
    whole = data if isinstance(data, bytes) else (HEADER + data).encode()
    with pytest.raises(UnreadableFile) as refusal:
        read(whole)
    return refusal.value.faults


# What is read


def test_row_is_one_role_of_a_person():
    [row] = rows("Joseph Aoun,General Aoun| جوزيف عون,President,Lebanon,2025-01-09,\n")

    assert row == Row(
        2, "Joseph Aoun", ("General Aoun", "جوزيف عون"), "President", "Lebanon", "2025-01-09"
    )


@pytest.mark.parametrize(
    ("start", "end", "read_as"),
    [
        ("2025", "", ("2025", "", False)),
        ("2025-01", "2025-03-02", ("2025-01", "2025-03-02", False)),
        ("", "2022", ("", "2022", False)),
        ("?", "?", ("", "", True)),
        ("2016", "?", ("2016", "", True)),
        ("2025-03", "2025", ("2025-03", "2025", False)),
    ],
)
def test_days_may_be_known_in_part_or_not_at_all(start, end, read_as):
    [row] = rows(f"Aoun,,President,,{start},{end}\n")

    assert (row.started_on, row.ended_on, row.ended) == read_as


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("\n", "\n,,,,,\n"),
        lambda text: text.rstrip("\n"),
    ],
    ids=["mark", "CRLF", "CR", "empty lines", "empty rows", "no last line break"],
)
def test_what_spreadsheets_write_around_the_rows_is_no_fault(change):
    text = HEADER + "Joseph Aoun,,President,Lebanon,2025,\nNaim Qassem,,,,,\n"

    found = read(change(text).encode())

    assert [(row.name, row.title) for row in found] == [
        ("Joseph Aoun", "President"),
        ("Naim Qassem", ""),
    ]


def test_columns_may_come_in_another_order():
    [row] = read(b"title,name,started_on,ended_on,organization,aliases\nMayor,Ruta,2025,,Riga,\n")

    assert (row.name, row.title, row.organization) == ("Ruta", "Mayor", "Riga")


def test_text_is_one_line_with_single_spaces():
    [row] = rows('"Joseph \n  Aoun",, President  of\tLebanon ,,,\n')

    assert (row.name, row.title) == ("Joseph Aoun", "President of Lebanon")


# What is wrong


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"Joseph Aoun,,President,Lebanon,2025,\n",
        b"name;aliases;title;organization;started_on;ended_on\n",
        b"name,aliases,title,organization,started_on\n",
        b"name,aliases,title,organization,started_on,ended_on,party\n",
        "name,aliases,title,organization,started_on,ended_on\n".encode("utf-16"),
        b'"name',
    ],
)
def test_file_with_another_first_row_is_refused(data):
    [fault] = faults(data)

    assert fault.startswith("line 1: the first row must be name,aliases,title")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,President,Lebanon,2025,", "the name is missing."),
        ("Aoun,,President,,2025-13,", "“2025-13” is no date"),
        ("Aoun,,President,,9 January 2025,", "is no date"),
        ("Aoun,,President,,2025-02-30,", "is no day of the calendar"),
        ("Aoun,,President,,2025?,", "“2025?” is no date"),
        ("Aoun,,President,,٢٠٢٥,", "is no date"),
        ("Aoun,,President,,2025,2024", "it ends (2024) before it starts (2025)."),
        ("Aoun,,President,,2025", "there are 5 cells instead of 6."),
        ("Aoun,,President,,2025,,", "there are 7 cells instead of 6."),
        ("Aoun,,Presi\x00dent,,2025,", "the title has a control character in it."),
        (f"{'A' * 201},,President,,,", "the name is longer than 200 characters."),
        (f"Aoun,{'A' * 201},President,,,", "the alias is longer than 200 characters."),
        (f"Aoun,{'A' * 1_000_000},President,,,", "this cannot be read as CSV (field larger"),
        ('"Aoun" Joseph,,President,,,', "this cannot be read as CSV"),
    ],
)
def test_bad_row_is_named_by_its_line(row, said):
    [fault] = faults(f"Naim Qassem,,,,,\n{row}\nSami Nader,,,,,\n")

    assert fault.startswith("line 3: ")
    assert said in fault


def test_every_bad_row_is_named_at_once():
    found = faults(',,President,,,\nAoun,,"Two\nlines",,x,\nAoun,,President,,y,\n')

    assert [fault.split(":")[0] for fault in found] == ["line 2", "line 3", "line 5"]


def test_rows_in_another_encoding_are_each_named():
    data = HEADER.encode() + "Naim,,,,,\nJosé,,,,,\nRuta,,,,,\nZoë,,,,,\n".encode("latin-1")

    found = faults(data)

    assert found == [
        f"line {line}: the name is not in UTF-8: save the file in that encoding." for line in (3, 5)
    ]


def test_quotation_mark_that_is_never_closed_is_named_where_it_opens():
    [fault] = faults('Naim,,,,,\n"Aoun,,,,,\nRuta,,,,,\n')

    assert fault.startswith("line 3: this cannot be read as CSV")


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(junk):
    try:
        found = read(HEADER.encode() + junk)
    except UnreadableFile as refusal:
        found = refusal.faults

    assert isinstance(found, list)


# Who is who


@pytest.mark.parametrize(
    "text",
    [
        "Joseph Aoun,,,,,\nJoseph Aoun,,,,,\n",
        "Joseph Aoun,,,,,\njoseph  AOUN,,,,,\n",
        "Joseph Aoun,General Aoun,,,,\nGeneral Aoun,,,,,\n",
        "Joseph Aoun,جوزيف عون,,,,\nGeneral Aoun,جوزيف عون,,,,\n",
        "Jose\u0301,,,,,\nJosé,,,,,\n",
    ],
)
def test_rows_with_the_same_name_or_alias_are_one_person(text):
    found = rows(text)

    assert people(found) == [found]


def test_rows_without_a_name_in_common_are_several_people():
    found = rows("Joseph Aoun,,,,,\nMichel Aoun,,,,,\n")

    assert people(found) == [[found[0]], [found[1]]]


@given(st.lists(st.lists(st.sampled_from("ABCDEFGH"), min_size=1, max_size=3), max_size=12))
def test_people_are_what_names_hold_together_in_any_order_of_the_rows(named):
    """Walk from row to row by shared names: what can be reached is one person."""
    found = [
        Row(line, names[0], tuple(names[1:]), keys=frozenset(map(register_file.key, names)))
        for line, names in enumerate(named, 2)
    ]
    shuffled = random.Random(len(found)).sample(found, len(found))

    gathered = people(shuffled)

    assert sorted(row.line for theirs in gathered for row in theirs) == [r.line for r in found]
    for theirs in gathered:
        lines = {row.line for row in theirs}
        assert lines == reached(theirs[0], found)
        assert [row.line for row in theirs] == sorted(lines)


def reached(start: Row, rows: list[Row]) -> set[int]:
    seen, names = {start.line}, set(start.keys)
    while more := [row for row in rows if row.line not in seen and row.keys & names]:
        seen |= {row.line for row in more}
        names.update(*(row.keys for row in more))
    return seen

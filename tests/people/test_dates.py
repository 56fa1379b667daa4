from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from people.dates import Answer, PartialDate, span_covers

days = st.dates(date(1, 1, 1), date(9998, 12, 31))
partial_dates = st.builds(
    lambda day, length: f"{day:%Y-%m-%d}".rjust(10, "0")[:length], days, st.sampled_from([4, 7, 10])
)
spans = st.builds(PartialDate.parse, st.one_of(st.just(""), partial_dates))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-04", date(2025, 4, 1), date(2025, 4, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12-06", date(2025, 12, 6), date(2025, 12, 6)),
    ],
)
def test_partial_date_is_the_days_of_which_one_is_meant(text, first, last):
    parsed = PartialDate.parse(text)

    assert parsed == PartialDate(first, last)


def test_empty_text_is_an_unknown_date():
    parsed = PartialDate.parse("")

    assert parsed is None


@pytest.mark.parametrize(
    "text",
    [
        "0000",
        "9999",
        "25",
        "2025-",
        "2025-00",
        "2025-13",
        "2025-1",
        "2025-02-29",
        "2025-04-31",
        "2025-12-06 ",
        "2025\n",
        "2025-12-06T00:00",
        "06.12.2025",
        "today",
        "２０２５",
        "٢٠٢٥",
        "-2025",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"is no da(te|y)"):
        PartialDate.parse(text)


@given(st.text(min_size=1, max_size=12))
def test_refusal_of_any_text_repeats_it(text):
    with pytest.raises(ValueError, match=r"is no da(te|y)") as refusal:
        PartialDate.parse(f"{text}!")

    assert f"“{text}!”" in str(refusal.value)


@given(partial_dates)
def test_texts_of_dates_sort_as_their_first_days_do(text):
    later = PartialDate.parse(text).first + timedelta(days=400)

    assert text < f"{later:%Y-%m-%d}".rjust(10, "0")


# Spans of office

TERM = PartialDate.parse("2016-10-31"), PartialDate.parse("2022-10-30")


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2016-10-30", Answer.NO),
        ("2016-10-31", Answer.YES),
        ("2019", Answer.YES),
        ("2022-10-30", Answer.YES),
        ("2022-10-31", Answer.NO),
        ("2022-10", Answer.PERHAPS),
        ("2016", Answer.PERHAPS),
        ("2025", Answer.NO),
    ],
)
def test_first_and_last_day_of_a_span_are_covered(day, answer):
    start, end = TERM

    said = span_covers(start, end, ended=False, day=PartialDate.parse(day))

    assert said == answer


@pytest.mark.parametrize(
    ("start", "end", "ended", "day", "answer"),
    [
        ("2025-01-09", "", False, "2026-11-23", Answer.YES),
        ("2025-01-09", "", False, "2025-01-08", Answer.NO),
        ("2025-01", "", False, "2025-01-20", Answer.PERHAPS),
        ("2025-01", "", False, "2025-01-31", Answer.YES),
        ("", "", False, "1990-01-01", Answer.PERHAPS),
        ("", "2022", False, "2023-01-01", Answer.NO),
        ("", "2022", False, "2021-06-01", Answer.PERHAPS),
        ("2010", "", True, "2015-05-05", Answer.PERHAPS),
        ("2010", "", True, "2009-12-31", Answer.NO),
        ("2016", "2022", False, "2022-01-01", Answer.YES),
        ("2016", "2022", False, "2022-01-02", Answer.PERHAPS),
        ("2016", "2022", False, "2022-12-31", Answer.PERHAPS),
    ],
)
def test_what_is_known_in_part_is_certain_only_where_every_reading_agrees(
    start, end, ended, day, answer
):
    span = PartialDate.parse(start), PartialDate.parse(end)

    said = span_covers(*span, ended=ended, day=PartialDate.parse(day))

    assert said == answer


@given(spans, spans, st.booleans(), days, days, days)
def test_no_reading_of_a_span_contradicts_a_certain_answer(start, end, ended, a, b, day):
    """Choose one real start and end that the partial ones allow; the answer must fit them."""
    real_start = _within(start, a)
    real_end = _within(end, b) if end or ended else date.max
    assume(real_start <= real_end)

    said = span_covers(start, end, ended=ended and end is None, day=PartialDate.of(day))

    holds = real_start <= day <= real_end
    assert said != (Answer.NO if holds else Answer.YES)


def _within(span, day):
    return min(max(day, span.first), span.last) if span else day

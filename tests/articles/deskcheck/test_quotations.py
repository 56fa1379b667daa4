import pytest
from django.template.loader import render_to_string

from tests import factories

pytestmark = pytest.mark.django_db

SAID = "We are committed to this option, and to no other."


@pytest.fixture(autouse=True)
def quotations(only):
    only("quotations")


def verified(words=SAID, speaker=None, **fields):
    fields |= {"verified_by": factories.publisher()}
    return factories.quote(words, speaker or factories.person(), **fields)


def printing(quote, words):
    return factories.draft(body=f'<blockquote data-quote="{quote.pk}"><p>{words}</p></blockquote>')


def within(quote, words, before="She said: "):
    return factories.draft(body=f'<p>{before}<q data-quote="{quote.pk}">{words}</q>.</p>')


def test_words_of_record_are_fine(broken):
    assert broken(printing(verified(), SAID)) == []


def test_a_stretch_within_a_sentence_is_fine(broken):
    assert broken(within(verified(), "committed to this option")) == []


def test_words_that_a_verified_record_does_not_have_are_an_error(broken):
    story = printing(verified(), "We are committed to that option")

    assert broken(story) == [("words", "error")]


def test_the_place_is_the_first_word_that_was_not_said():
    story = within(verified(), "committed to that option")

    [finding] = story.findings(factories.publisher())

    assert finding.where.text == "that"


def test_marks_in_the_record_are_not_doubled():
    story = printing(verified("We said “no” to them."), "We said no to him.")

    [finding] = story.findings(factories.publisher())

    assert finding.hint == "On record is: “We said ‘no’ to them.”"


def test_words_shown_with_a_finding_are_not_marked_twice():
    words = "“We paid twice, and then they asked again.”"
    story = factories.draft(body=f"<p>She said: {words}</p>")

    [finding] = story.findings(factories.publisher())
    html = render_to_string("desk/_finding.html", {"finding": finding})

    assert f'<p class="finding-words">{words}</p>' in html


def test_words_that_an_unverified_record_does_not_have_are_a_warning(broken):
    quote = factories.quote(SAID, factories.person())

    story = printing(quote, "We are committed to that option")

    assert sorted(broken(story)) == [("unverified", "warning"), ("words", "warning")]


def test_a_quote_that_nobody_has_verified_is_named_once(broken):
    quote = factories.quote(SAID, factories.person())

    story = factories.draft(body=factories.quoting(quote, quote))

    assert broken(story) == [("unverified", "warning")]


@pytest.mark.parametrize(
    "marked",
    [
        "“one two three four”",
        '"one two three four"',
        "«one two three four»",
        "„one two three four“",
    ],
)
def test_four_words_in_marks_have_a_speaker(broken, marked):
    story = factories.draft(body=f"<p>She said: {marked}.</p>")

    assert broken(story) == [("speaker", "warning")]


def test_three_words_may_be_a_title(broken):
    story = factories.draft(body="<p>He read “War and Peace” twice.</p>")

    assert broken(story) == []


def test_attributed_words_in_marks_have_their_speaker(broken):
    story = within(verified(), "committed to this option", before="She is “")

    assert broken(story) == []


def test_a_headline_may_repeat_what_the_text_attributes(broken):
    quote = verified()

    story = factories.draft(
        headline="“Committed to this option”", body=factories.quoting(quote), summary=""
    )

    assert broken(story) == []


def test_words_in_a_headline_that_nobody_said_are_found(broken):
    story = factories.draft(headline="“Committed to that option”", body="<p>They spoke.</p>")

    assert broken(story) == [("speaker", "warning")]


def test_a_record_that_is_gone_is_an_error(broken):
    story = factories.draft(body='<blockquote data-quote="999999"><p>Yes.</p></blockquote>')

    assert broken(story) == [("gone", "error")]


def test_an_unnamed_source_without_its_conditions_is_an_error(broken):
    quote = factories.quote()

    story = factories.draft(body=factories.quoting(quote))

    assert ("anonymous", "error") in broken(story)


def test_an_unnamed_source_with_its_conditions_is_fine(broken):
    publisher = factories.publisher()
    quote = factories.unnamed(anonymity_approved_by=publisher, verified_by=publisher)

    story = factories.draft(body=factories.quoting(quote))

    assert broken(story) == []


def test_who_verified_the_words_does_not_stand_over_them(broken):
    verifier = factories.publisher()

    story = factories.draft(
        body=factories.quoting(verified()), bylines=[factories.person(user=verifier)]
    )

    assert broken(story) == [("verifier", "warning")]

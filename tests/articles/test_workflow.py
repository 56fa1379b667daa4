"""Who may do what with a story: the whole table, cell by cell."""

from itertools import combinations

import pytest

from articles.models import Article
from articles.workflow import Action, may
from people.models import User
from people.user_roles import UserRole
from tests import factories

pytestmark = pytest.mark.django_db

LETTERS = {
    "R": Action.READ,
    "E": Action.EDIT,
    "S": Action.SUBMIT,
    "B": Action.RETURN,
    "A": Action.APPROVE,
    "P": Action.PUBLISH,
    "X": Action.CANCEL,
    "W": Action.WITHDRAW,
    "N": Action.PROPOSE_CORRECTION,
    "K": Action.CORRECT,
}
# Read, Edit, Submit, send Back, Approve, Publish, call off (X), Withdraw, propose (N) and approve
# (K) a correction. The states are columns: a story that is new, in the three stages; live as it was
# approved; live with a change that is a draft (d) or in review (r).
TABLE = """
           |            | draft     | in review | approved  | live      | d + live  | r + live
           | stranger   |           |           |           |           |           |
           | creator    |           |           |           |           |           |
Reporter   | stranger   |           |           |           |           |           |
Reporter   | creator    | RESN      | RSN       | RSN       | RSN       | RSN       | RSN
Reporter   | byline     | RESN      | RSN       | RSN       | RSN       | RSN       | RSN
Reporter   | assignee   | RESN      | RSN       | RSN       | RSN       | RSN       | RSN
Copy editor| stranger   |           | REN       |           |           |           | RN
Copy editor| creator    |           | REN       |           |           |           | RN
Copy editor| assignee   |           | REN       |           |           |           | RN
Editor     | stranger   |           |           |           |           |           |
Editor     | creator    |           |           |           |           |           |
Editor     | assignee   |           |           |           |           |           |
Editor     | desk       | RESBAN    | RESBAN    | RESBAN    | RESBAN    | RESBAN    | RESBAN
Editor     | desk+byline| RESBN     | RESBN     | RESBN     | RESBN     | RESBN     | RESBN
Editor     | desk+author| RESBN     | RESBN     | RESBN     | RESBN     | RESBN     | RESBN
Publisher  | stranger   | RESBAPXWNK| RESBAPXWNK| RESBAPXWNK| RESBAPXWNK| RESBAPXWNK| RESBAPXWNK
Publisher  | assignee   | RESBAPXWNK| RESBAPXWNK| RESBAPXWNK| RESBAPXWNK| RESBAPXWNK| RESBAPXWNK
Publisher  | creator    | RESBXWN   | RESBXWN   | RESBXWN   | RESBXWN   | RESBXWN   | RESBXWN
Publisher  | byline     | RESBXWN   | RESBXWN   | RESBXWN   | RESBXWN   | RESBXWN   | RESBXWN
Admin      | stranger   |           |           |           |           |           |
Admin      | creator    |           |           |           |           |           |
Admin      | byline     |           |           |           |           |           |
"""


def _cells():
    head, *rows = (line.split("|") for line in TABLE.strip("\n").splitlines())
    states = [name.strip() for name in head[2:]]
    for role, relation, *cells in rows:
        for state, letters in zip(states, cells, strict=True):
            allowed = {LETTERS[letter] for letter in letters.strip()}
            yield role.strip(), relation.strip(), state, allowed


every_pair = pytest.mark.parametrize("roles", list(combinations(UserRole, 2)))
every_cell = pytest.mark.parametrize(("role", "relation", "state", "allowed"), list(_cells()))


def account_with(role: str, relation: str) -> tuple[User, dict]:
    """Return an account, and what a story needs so that the account has this relation to it."""
    account = factories.user(*filter(None, [role]))
    shelf = factories.section()
    story = {"section": shelf}
    if relation.startswith("desk"):
        account.edited_sections.add(shelf)
    if relation in ("creator", "desk+author"):
        story["by"] = account
    if relation.endswith("byline"):
        story["bylines"] = [factories.person(user=account)]
    if relation == "assignee":
        story["assignee"] = account
    return account, story


def story_in(state: str, **story) -> Article:
    """Take a story to a state. Nobody who is asked about it has a hand in that."""
    new = {
        "draft": factories.draft,
        "in review": factories.submitted,
        "approved": factories.approved,
    }
    if state in new:
        return new[state](**story)
    article = factories.published(**story).article
    if state != "live":
        factories.edit(article)
    if state == "r + live":
        article.submit(factories.publisher(), article.version)
    return article


def allowed_to(account: User, article: Article) -> set[Action]:
    return {action for action in LETTERS.values() if may(account, action, article)}


@every_cell
def test_table_says_who_may_do_what_with_a_story(role, relation, state, allowed):
    account, story = account_with(role, relation)
    article = story_in(state, **story)

    found = allowed_to(account, article)

    assert found == allowed


@every_cell
def test_list_shows_a_story_to_whom_may_read_it(role, relation, state, allowed):
    account, story = account_with(role, relation)
    article = story_in(state, **story)

    shown = Article.objects.readable_by(account)

    assert list(shown) == ([article] if Action.READ in allowed else [])


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (UserRole.REPORTER, True),
        (UserRole.COPY_EDITOR, False),
        (UserRole.EDITOR, True),
        (UserRole.PUBLISHER, True),
        (UserRole.ADMIN, False),
        ("", False),
    ],
)
def test_table_says_who_may_write_a_new_story(role, allowed):
    account, _ = account_with(role, "stranger")

    found = may(account, Action.CREATE)

    assert found == allowed


# Beside the table


@pytest.mark.parametrize("state", ["draft", "in review", "approved", "live"])
def test_superuser_may_no_more_than_an_admin(state):
    account = factories.user(is_superuser=True)
    article = story_in(state, by=account)

    found = allowed_to(account, article)

    assert found == set()


def test_superuser_is_shown_no_story():
    account = factories.user(is_superuser=True)
    factories.submitted(by=account)

    shown = Article.objects.readable_by(account)

    assert not shown.exists()


def test_superuser_with_a_role_has_the_rights_of_that_role():
    account = factories.user(UserRole.REPORTER, is_superuser=True)
    article = factories.draft(by=account)

    found = allowed_to(account, article)

    assert found == {LETTERS[letter] for letter in "RESN"}


def test_inactive_account_may_nothing():
    account = factories.user(UserRole.PUBLISHER, is_active=False)
    article = factories.submitted()

    found = allowed_to(account, article)

    assert found == set()


@every_pair
@pytest.mark.parametrize("state", ["draft", "in review", "live"])
def test_roles_add_up(roles, state):
    shelf = factories.section()
    article = story_in(state, section=shelf)
    one, other = (factories.user(role, sections=[shelf]) for role in roles)
    both = factories.user(*roles, sections=[shelf])

    found = allowed_to(both, article)

    assert found == allowed_to(one, article) | allowed_to(other, article)


@every_pair
def test_list_of_two_roles_is_that_of_both(roles):
    shelf = factories.section()
    one, other = (factories.user(role, sections=[shelf]) for role in roles)
    both = factories.user(*roles, sections=[shelf])
    for writer in (one, other, both):
        factories.draft(by=writer, section=factories.section())
    factories.draft(section=shelf)
    factories.submitted()

    shown = Article.objects.readable_by(both)

    readable = [article for article in Article.objects.all() if may(both, Action.READ, article)]
    assert list(shown) == readable


def test_story_with_many_bylines_is_listed_once():
    writer = factories.person(user=factories.user(UserRole.REPORTER, UserRole.COPY_EDITOR))
    article = factories.submitted(by=writer.user, bylines=[writer, factories.person()])
    article.bylines.create(person=writer, role="photography")

    shown = Article.objects.readable_by(writer.user)

    assert list(shown) == [article]

"""A colleague who forgot her password or lost her phone gets a new link."""

from datetime import datetime, timedelta

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.authority import may_decide_about
from xenia.ground.accounts.models import SignInLink, User
from xenia.ground.accounts.operations.invitation import LinkEnded
from xenia.ground.accounts.operations.person import forget_second_steps
from xenia.ground.accounts.operations.role import HasLeft, MayNotDecide
from xenia.ground.accounts.operations.session import end_sessions
from xenia.ground.accounts.operations.tokens import hash_of, new_token

VALID_FOR = timedelta(days=1)


@transaction.atomic
def issue_sign_in_link(
    *, person: User, by: User, at: datetime, without_second_step: bool = False
) -> tuple[SignInLink, str]:
    """Make a link with which a colleague sets a new password. Returns it with its secret, which is shown once.

    Her present password stays good until she uses it; an earlier link does not.
    without_second_step: she lost her phone or key, so her second steps are removed and she is signed out.
    Raises MayNotDecide, and HasLeft.
    """
    if not may_decide_about(by, person):
        raise MayNotDecide(f"user {by.pk} may not give {person.pk} a link")
    if not User.objects.select_for_update().get(pk=person.pk).is_active:
        raise HasLeft(f"user {person.pk} has left")
    person.sign_in_links.filter(used_at=None).delete()
    token = new_token()
    link = SignInLink.objects.create(
        user=person,
        token_hash=hash_of(token),
        issued_by=by,
        issued_at=at,
        expires_at=at + VALID_FOR,
    )
    audit.record(by, "accounts.sign_in_link_issued", person, at=at)
    if without_second_step:
        forget_second_steps(person)
        end_sessions(person)
        audit.record(by, "accounts.second_step_removed", person, at=at)
    return link, token


@transaction.atomic
def use_sign_in_link(*, token: str, password: str, at: datetime) -> User:
    """A colleague sets a new password with her link; every earlier sign-in ends. Raises LinkEnded.

    A second step she has is still asked for.
    """
    link = open_sign_in_link(token, at)
    person = User.objects.select_for_update().get(pk=link.user_id)
    if not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
        raise LinkEnded("the link was used before")
    person.set_password(password)
    person.save(update_fields=["password"])
    end_sessions(person)
    audit.record(person, "accounts.password_set_by_link", person, at=at, fields=["password"])
    return person


def open_sign_in_link(token: str, at: datetime) -> SignInLink:
    """The link behind a secret, before anything is typed. Raises LinkEnded."""
    link = SignInLink.objects.select_related("user").filter(token_hash=hash_of(token)).first()
    if link is None or not link.is_open(at) or not link.user.is_active:
        raise LinkEnded("the link is not open")
    return link

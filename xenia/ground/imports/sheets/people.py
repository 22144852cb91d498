"""People of the office, from a spreadsheet: who is new gets an invitation, who works here already gets the role."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, gettext_noop, override

from xenia.ground.accounts.authority import roles_to_give
from xenia.ground.accounts.models import Invitation, RoleGrant, User
from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.accounts.operations.invitation import (
    AlreadyInvited,
    InvitationEnded,
    invite_person,
    withdraw_invitation,
)
from xenia.ground.accounts.operations.person import EmailTaken
from xenia.ground.accounts.operations.role import (
    AlreadyEnded,
    AlreadyHeld,
    HasLeft,
    MayNotDecide,
    NobodyWouldDirect,
    end_role,
    give_role,
)
from xenia.ground.accounts.roles import WITHIN_ORGANIZATION, Role
from xenia.ground.common.text import fold
from xenia.ground.imports.cells import email, one_of, text
from xenia.ground.imports.plug import Column, Done, Handed, Outcome, Sheet, Step, Values
from xenia.ground.imports.sentences import Refused, Sentence

# What lists of staff call our roles. A word that fits two roles is not here: access is never guessed.
ROLE_WORDS: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.DIRECTOR: ("executive director", "office director", "directora", "directrice", "directeur", "diretora", "direktè"),
    Role.SUPERVISOR: ("team lead", "supervisora", "program supervisor", "superviseur", "sipèvizè"),
    Role.CASEWORKER: (
        "case worker", "case manager", "caseworker i", "caseworker ii", "social worker", "trabajador social",
        "trabajadora social", "assistente social", "travailleur social", "travailleuse sociale", "travayè sosyal",
    ),
    Role.FRONT_DESK: ("frontdesk", "reception", "receptionist", "greeter", "recepcionista", "recepción", "accueil", "resepsyonis"),
    Role.DIRECTORY_EDITOR: ("directory", "resource specialist", "resource coordinator", "i&r specialist"),
    Role.OMBUDSMAN_OFFICER: ("ombudsman", "ombudsperson", "ombuds", "complaints officer"),
    Role.LANGUAGE_ACCESS_OFFICE: ("language access", "language access coordinator", "language access officer"),
    Role.POLICY_ANALYST: ("policy", "analyst", "policy advisor", "data analyst"),
    Role.COUNSEL: ("lawyer", "attorney", "legal counsel", "general counsel", "abogado", "abogada", "avocat", "avocate"),
    Role.PARTNER_MANAGER: ("partner lead", "partner admin", "partner administrator"),
    Role.PARTNER_MEMBER: ("partner", "partner staff", "partner worker"),
    Role.DEPARTMENT_COORDINATOR: ("department lead", "department liaison", "departmental liaison", "liaison"),
    Role.DEPARTMENT_MEMBER: ("department", "department staff", "department worker"),
    Role.INTERPRETER: ("interpreters", "intérprete", "interprète", "entèprèt"),
    Role.LIBRARIAN: ("library", "library staff", "bibliotecario", "bibliotecaria", "bibliothécaire", "biblyotekè"),
}  # fmt: skip
_MAY_NOT: Final = gettext_noop("You cannot give this role there. Ask the office.")


@dataclass(frozen=True, slots=True)
class Known:
    """Who has an e-mail already: somebody who works or worked here, or an invitation that waits."""

    user: User | None = None
    invitation: Invitation | None = None


@lru_cache(maxsize=1)
def role_words() -> dict[str, Role]:
    """Every word for a role, folded: its code, our label in each language, what lists of staff say."""
    meant: dict[str, set[Role]] = {}
    for role in Role:
        for word in (role.value, role.value.replace("_", " "), *ROLE_WORDS[role], *_labels(role)):
            meant.setdefault(fold(word), set()).add(role)
    return {word: roles.pop() for word, roles in meant.items() if len(roles) == 1}


def _labels(role: Role) -> Iterator[str]:
    for tag, _name in settings.LANGUAGES:
        with override(tag):
            yield str(role.label)


def find(keys: Collection[str], at: datetime) -> Mapping[str, Known]:
    """Who has these e-mails now."""
    waiting = Invitation.objects.filter(
        email__in=keys, accepted_at=None, withdrawn_at=None, expires_at__gt=at
    )
    found = {one.email: Known(invitation=one) for one in waiting}
    return found | {one.email: Known(user=one) for one in User.objects.filter(email__in=keys)}


def plan(row: Values, found: Known | None, by: User) -> Step:
    """Who is new is invited; who works here gets the role; who is or has it already stays as she is."""
    role: Role = row["role"]
    place = _place(row, role)
    if found and found.invitation:
        return _waits_already(found.invitation, role, place)
    if found and found.user:
        return _works_here(found.user, role, place, by)
    _refuse_beyond(by, role, place)
    return Step(Outcome.ADDED, lambda at: _invite(row, role, place, by, at))


def _refuse_beyond(by: User, role: Role, place: UUID | None) -> None:
    if role not in roles_to_give(by, place):
        raise Refused(_MAY_NOT)


def _place(row: Values, role: Role) -> UUID | None:
    """The organisation a role is held in; None for the office itself."""
    name = row.get("organization", "")
    reader = get_language() or "en"
    if role not in WITHIN_ORGANIZATION:
        if name and fold(name) != fold(HANDLERS.office_name(reader)):
            raise Refused(
                gettext_noop("This role is held in the office. Leave the organization empty.")
            )
        return None
    if not name:
        raise Refused(gettext_noop("This role belongs to an organization. Say which one."))
    return _only_one(name, HANDLERS.find_organizations(name, reader))


def _only_one(name: str, found: list[tuple[UUID, str]]) -> UUID:
    same = [pk for pk, called in found if fold(called) == fold(name)] or [
        pk for pk, _called in found
    ]
    if not same:
        raise Refused(gettext_noop("No organization in the directory has this name."))
    if len(same) > 1:
        raise Refused(gettext_noop("Several organizations fit. Write the whole name."))
    return same[0]


def _waits_already(invitation: Invitation, role: Role, place: UUID | None) -> Step:
    if (invitation.role, invitation.organization_id) != (role, place):
        raise Refused(
            gettext_noop(
                "An invitation for another role waits. Withdraw it, or let the person come first."
            )
        )
    return Step(Outcome.UNCHANGED, note=Sentence(gettext_noop("The invitation waits already.")))


def _works_here(person: User, role: Role, place: UUID | None, by: User) -> Step:
    if not person.is_active:
        raise Refused(gettext_noop("This person has left. Let her back in first."))
    if role in person.grants().get(place, set()):
        return Step(
            Outcome.UNCHANGED, note=Sentence(gettext_noop("This person holds this role already."))
        )
    if person.pk == by.pk:
        raise Refused(gettext_noop("Nobody gives herself a role. Ask a colleague."))
    _refuse_beyond(by, role, place)
    return Step(Outcome.MERGED, lambda at: _give(person, role, place, by, at))


def _invite(row: Values, role: Role, place: UUID | None, by: User, at: datetime) -> Done:
    try:
        invitation, token = invite_person(
            email=row["email"], role=role, organization_id=place, by=by, at=at
        )
    except (EmailTaken, AlreadyInvited):
        raise Refused(gettext_noop("Somebody invited this person a moment ago.")) from None
    who = " · ".join(filter(None, (row.get("name"), invitation.email)))
    return Done(
        {"invitation": str(invitation.pk)}, Handed(who, reverse("accounts:accept", args=[token]))
    )


def _give(person: User, role: Role, place: UUID | None, by: User, at: datetime) -> Done:
    try:
        grant = give_role(person=person, role=role, organization_id=place, by=by, at=at)
    except (AlreadyHeld, HasLeft):
        raise Refused(gettext_noop("Somebody changed this person’s roles a moment ago.")) from None
    return Done({"grant": str(grant.pk)})


def undo(trace: Mapping[str, str], by: User, at: datetime) -> None:
    """An invitation is withdrawn, a role that was given ends."""
    try:
        if "invitation" in trace:
            invitation = Invitation.objects.get(pk=trace["invitation"])
            withdraw_invitation(invitation=invitation, by=by, at=at)
        else:
            end_role(grant=RoleGrant.objects.get(pk=trace["grant"]), by=by, at=at)
    except InvitationEnded:
        raise Refused(
            gettext_noop("The person came, or the invitation was withdrawn before.")
        ) from None
    except AlreadyEnded:
        raise Refused(gettext_noop("This role had ended before.")) from None
    except NobodyWouldDirect:
        raise Refused(
            gettext_noop("The office needs a director. Give somebody else the role first.")
        ) from None
    except MayNotDecide:
        raise Refused(gettext_noop("You cannot end this role. Ask the office.")) from None
    except (Invitation.DoesNotExist, RoleGrant.DoesNotExist):
        raise Refused(gettext_noop("This was erased in the meantime.")) from None


def _label(role: Any) -> str:
    return str(Role(role).label)


PEOPLE = Sheet(
    code="people",
    title=gettext_lazy("People of the office"),
    explanation=gettext_lazy("Each row invites one person. You hand over the links yourself."),
    permission="accounts.manage",
    at_once=True,
    most_rows=500,
    columns=(
        Column(
            "email",
            gettext_lazy("Work e-mail"),
            email,
            is_required=True,
            is_personal=True,
            explanation=gettext_lazy("One person, one e-mail."),
            example="name@office.example",
            words=(
                "e-mail", "email", "email address", "e-mail address", "mail", "work email", "office email",
                "correo", "correo electronico", "correo de trabajo", "e-mail profissional", "endereco de e-mail",
                "courriel", "adresse e-mail", "adresse electronique", "imel", "imèl", "adres imel", "thu dien tu",
                "dia chi email", "электронная почта", "почта", "эл. почта", "البريد الإلكتروني", "الإيميل", "电子邮件",
                "电子邮箱", "邮箱", "iimayl", "email-ka",
            ),
        ),
        Column(
            "name",
            gettext_lazy("Name"),
            text(200),
            is_personal=True,
            explanation=gettext_lazy("Stands beside the link. The person writes her name herself when she comes."),
            example="Rosa Almeida",
            words=(
                "full name", "employee", "employee name", "staff", "staff name", "person", "first and last name",
                "nombre", "nombre completo", "nome", "nome completo", "nom", "nom complet", "non", "non konple",
                "ten", "ho ten", "ho va ten", "имя", "фио", "الاسم", "الاسم الكامل", "姓名", "名字", "magaca",
            ),
        ),
        Column(
            "role",
            gettext_lazy("Role"),
            one_of(role_words, gettext_noop("We do not know this role. Write it as our list of roles does.")),
            is_required=True,
            is_personal=True,
            explanation=gettext_lazy("Such as: Caseworker, Front desk, Librarian."),
            example="Caseworker",
            words=(
                "position", "title", "job title", "job", "function", "works as", "rol", "puesto", "cargo", "funcion",
                "papel", "funcao", "fonction", "poste", "wòl", "pozisyon", "travay", "vai tro", "chuc vu", "роль",
                "должность", "الدور", "الوظيفة", "المسمى الوظيفي", "角色", "职位", "职务", "doorka",
            ),
            shows=_label,
        ),
        Column(
            "organization",
            gettext_lazy("Organization"),
            text(200),
            is_personal=True,
            explanation=gettext_lazy("As the directory calls it. Leave empty for roles in the office."),
            example="Harbor House",
            words=(
                "organisation", "org", "agency", "partner", "partner organization", "department", "dept", "company",
                "employer", "organizacion", "agencia", "departamento", "organizacao", "organisme", "service",
                "departement", "òganizasyon", "depatman", "to chuc", "co quan", "организация", "отдел", "المنظمة",
                "المؤسسة", "القسم", "组织", "机构", "部门", "ururka",
            ),
        ),
    ),
    key=lambda row: row["email"],
    find=find,
    plan=plan,
    undo=undo,
)  # fmt: skip

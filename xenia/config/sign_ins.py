"""The sample sign-ins, one for each role, as `./run` prints them."""

from pathlib import Path
from typing import Final

from django.conf import settings

from xenia.ground.accounts.models import RoleGrant, User
from xenia.ground.accounts.roles import Role

# A partner manager whose house has legal matters: the first by e-mail has none.
LEGAL_WORKER: Final = "colette.barnaby@lanternlaw.example"
# After an empty start there is nobody: without the next step nothing could be done.
NOBODY_YET: Final = """This office began empty. Nobody can sign in until its first director is invited:
  ./run xenia --data {data} invite-director NAME@OFFICE.EXAMPLE --address {address}
A real office, with areas, holidays and a key of its own: ./run xenia new-city DIR"""


def write_sign_ins(path: Path) -> None:
    """Write one line per role, or how the first person gets in: role, e-mail, password. Written for the sample city only, whose people are invented."""
    from sample_city.build import PASSWORD

    lines = []
    for role in Role:
        grant = (
            RoleGrant.objects.filter(role=role, ended_at=None)
            .select_related("user")
            .order_by("user__email")
            .first()
        )
        if grant:
            lines.append(f"  {role.value.replace('_', ' '):<24}{grant.user.email:<48}{PASSWORD}")
    if lawyer := User.objects.filter(email=LEGAL_WORKER).first():
        lines.append(f"  {'legal worker':<24}{lawyer.email:<48}{PASSWORD}")
    words = "\n".join(lines) or NOBODY_YET.format(data=path.parent, address=settings.SITE_ADDRESS)
    path.write_text(f"{words}\n", encoding="utf-8")

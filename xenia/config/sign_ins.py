"""The sample sign-ins, one for each role, as `./run` prints them."""

from pathlib import Path

from xenia.ground.accounts.models import RoleGrant
from xenia.ground.accounts.roles import Role


def write_sign_ins(path: Path) -> None:
    """Write one line per role: role, e-mail, password. Written for the sample city only, whose people are invented."""
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
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

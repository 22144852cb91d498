"""Who reads, writes, reviews, names and exchanges the office's texts in other languages.

A partner translates what its own organisation says on the pages of that content, under that room's permission.
"""

from xenia.ground.accounts.roles import Role, declare

TRANSLATORS = frozenset(
    {
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.DIRECTORY_EDITOR,
        Role.LANGUAGE_ACCESS_OFFICE,
    }
)

for _act in ("read", "translate", "review", "glossary", "exchange"):
    declare(f"translations.{_act}", anywhere=TRANSLATORS)

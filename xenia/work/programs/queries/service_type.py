"""What type of service a program is."""

from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.ground.reference.vocabularies import service_types_of_needs
from xenia.registers.directory.queries.service import terms_of
from xenia.work.programs.models import Program


def service_type_of(program: Program) -> str:
    """What taking part counts as, by the first term of the service it belongs to; "" where the directory says none."""
    if program.service is None:
        return ""
    terms, types = load_taxonomy().terms, service_types_of_needs()
    needs = (terms[code].need for code in sorted(terms_of(program.service)) if code in terms)
    return next((types[need] for need in needs if need in types), "")

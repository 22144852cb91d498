"""E-mail addresses and phone numbers in the one form they are kept and compared in."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

REGION, COUNTRY = "US", 1


class NotAnAddress(ValueError):
    """What was typed is no e-mail address or phone number. Its text is never quoted."""


def own_phone(typed: str) -> str:
    """A phone number in E.164, such as +16175550101. Raises NotAnAddress.

    A number without a country is taken as one of the United States.
    """
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        raise NotAnAddress("not a phone number: expected one such as 617-555-0101") from None
    if not phonenumbers.is_possible_number(number):
        raise NotAnAddress("not a phone number: too short or too long")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def readable_phone(number: str) -> str:
    """A phone number in its own form as people dial it: (617) 555-0101, or +509 34 10 1234 from abroad."""
    parsed = phonenumbers.parse(number)
    is_here = parsed.country_code == COUNTRY
    shape = phonenumbers.PhoneNumberFormat
    return str(
        phonenumbers.format_number(parsed, shape.NATIONAL if is_here else shape.INTERNATIONAL)
    )


def own_email(typed: str) -> str:
    """An e-mail address without spaces around it and without capitals. Raises NotAnAddress."""
    address = typed.strip().casefold()
    try:
        validate_email(address)
    except ValidationError:
        raise NotAnAddress("not an e-mail address: expected one such as ana@example.org") from None
    return address


def own_postal(typed: str) -> str:
    """A postal address, line by line, without empty lines. Raises NotAnAddress when nothing is left."""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        raise NotAnAddress("not a postal address: it is empty")
    return "\n".join(lines)

"""What is kept of texts in other languages."""

from .exchange import TextImport, TextStep
from .glossary import GlossaryTerm
from .text import TranslatedText, source_hash

__all__ = ["GlossaryTerm", "TextImport", "TextStep", "TranslatedText", "source_hash"]

"""What is kept of questions and answers."""

from xenia.work.enquiries.models.answer_text import AnswerText
from xenia.work.enquiries.models.enquiry import Enquiry
from xenia.work.enquiries.models.word import Word

__all__ = ["AnswerText", "Enquiry", "Word"]

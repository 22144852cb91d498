"""A person is sent on to an organization that can help her, and the office hears how it went."""

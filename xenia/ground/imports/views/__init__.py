"""The pages of spreadsheets that come in."""

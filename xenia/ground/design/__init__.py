"""The look: tokens, parts of pages, icons and fonts, all shown on `/design/`."""

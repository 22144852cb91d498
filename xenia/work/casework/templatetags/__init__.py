"""Words on the pages of casework."""

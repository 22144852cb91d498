"""HSDS 3.1: the directory's public records as other software reads them, and the profile that says what is ours."""

"""Directory files of other organisations, brought in row by row.

`package` opens what was given, `readers` read its rows, `formats` say what each row means, `values` and its neighbours
put single values right, `scratch` and `settle` find links and duplicates, `load` changes the directory once.
"""

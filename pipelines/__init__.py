"""How each table is computed: plain Python from bytes to Polars frames to DuckDB.

Nothing here knows of Dagster. The packages follow the data's own order: `edgar` (bytes), `facts` (bytes to
frame), `metrics` (frame to frame), `warehouse` (frame to DuckDB), `exports` (DuckDB to files); `sample` makes
a small synthetic EDGAR for the first run and the tests.
"""

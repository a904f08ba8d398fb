"""Load, audit, publish and describe the warehouse: frames of the lake into one DuckDB file."""

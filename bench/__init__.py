"""Benchmarks: each prints its figure beside the floor measured in the same run. They are no tests."""

"""What is kept up to date: Dagster assets, checks, partitions, resources, jobs and schedules, and the command
line that starts runs. An asset names its inputs, calls one function of `pipelines/` and reports metadata.

Read in the data's order: `discovery`, `reading`, `metrics`, `warehouse`; `definitions` puts them together.
"""

"""What is published, as files for others: Parquet, data dictionary, data package."""

-- table meta.month: the months of filing dates that were begun, and whether each is whole in this warehouse
-- grain month
-- column month: first day of the month
-- column is_done: whether every step of the month was done, each from what the others made
-- column is_loaded: whether the month is in this warehouse: as it was whole last, where it is not done
-- column run_id: the run that made what is loaded; null where nothing is
-- column partitions: hash of the files of the lake that hold its filings, as they are loaded; null where nothing is
-- column reason: why it is not done, in one sentence; null where it is
CREATE TABLE meta.month (
    month DATE PRIMARY KEY,
    is_done BOOLEAN NOT NULL,
    is_loaded BOOLEAN NOT NULL,
    run_id VARCHAR,
    partitions VARCHAR,
    reason VARCHAR
);

INSERT INTO meta.month BY NAME
FROM lake_month
ORDER BY month;

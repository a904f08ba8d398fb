-- table meta.load: how this warehouse was made
-- grain load_id
-- column load_id: number of the load: time and process
-- column loaded_at: when, UTC
-- column product_version: version of this product
-- column duckdb_version: version of DuckDB that wrote the file
-- column first_month: first month of filing dates in the lake
-- column last_month: last month of filing dates in the lake
-- column content: hash of all that was loaded, and of the code that loaded it: a load of equal content is not published
-- column code: hash of the code that loaded it; rows that other code loaded are not taken over
-- column renewals: loads since the last one that was whole: this one took over the rows of months that were the same;
--   0 where it is whole itself
-- column filings: rows of core.filing
-- column facts: rows of core.fact
CREATE TABLE meta.load (
    load_id VARCHAR PRIMARY KEY,
    loaded_at TIMESTAMP NOT NULL,
    product_version VARCHAR NOT NULL,
    duckdb_version VARCHAR NOT NULL,
    first_month VARCHAR,
    last_month VARCHAR,
    content VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    renewals INTEGER NOT NULL,
    filings BIGINT NOT NULL,
    facts BIGINT NOT NULL
);

INSERT INTO meta.load BY NAME
SELECT
    lake_load.*, version() AS duckdb_version,
    (SELECT count(*) FROM core.filing) AS filings, (SELECT count(*) FROM core.fact) AS facts
FROM lake_load;

-- table meta.check_result: what every check of this load found
-- grain check_name
-- column check_name: name of the check, sql/checks/<name>.sql
-- column severity: error stops publication, warning does not
-- codes severity: error, warning
-- column passed: whether it returned no row
-- column rows: rows returned
-- column description: what must hold
-- column sample: the first rows returned, as JSON
CREATE TABLE meta.check_result (
    check_name VARCHAR PRIMARY KEY,
    severity VARCHAR NOT NULL CHECK (severity IN ('error', 'warning')),
    passed BOOLEAN NOT NULL,
    rows BIGINT NOT NULL,
    description VARCHAR NOT NULL,
    sample VARCHAR
);

-- table meta.column: the data dictionary: every column of every table and view
-- grain table_schema, table_name, column_name
-- column table_schema: core, mart or meta
-- column table_name: table or view
-- column column_name: column
-- column position: place of the column, from 1
-- column data_type: type in DuckDB
-- column description: what it means
CREATE TABLE meta.column (
    table_schema VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    column_name VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    data_type VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    PRIMARY KEY (table_schema, table_name, column_name)
);

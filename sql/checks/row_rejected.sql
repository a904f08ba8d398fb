-- check Every row of every index, archive, answer and document could be read without a doubt.
-- severity warning
SELECT path, accession_number, reason
FROM meta.rejected_row;

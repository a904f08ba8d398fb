-- check Years of experience lie between 1 and 70 for one person, and come with a scope and a qualifier.
-- severity warning
SELECT accession_number, officer_number, years, scope, qualifier
FROM core.officer
WHERE (years IS NULL) <> (scope IS NULL)
    OR (years IS NULL) <> (qualifier IS NULL)
    OR (scope IN ('individual', 'each') AND years NOT BETWEEN 1 AND 70);

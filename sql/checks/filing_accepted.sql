-- check EDGAR accepts a filing on the day it counts as filed, or in the week before (a weekend, holidays).
-- severity warning
SELECT accession_number, form, accepted_at, filed
FROM core.filing
WHERE CAST(accepted_at AS DATE) > filed OR date_diff('day', CAST(accepted_at AS DATE), filed) > 7;

-- question What changed in the words of each annual report since the company's one before?
SELECT accession_number, previous_accession_number, similarity, added, removed, figures_changed
FROM core.comparison
ORDER BY accession_number;

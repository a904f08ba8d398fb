-- question Who on the board oversees cybersecurity?
-- finding Of {companies} companies with a Form 10-K in both seasons, {to_committee} moved oversight from the full board to a
--   committee, and {to_board} from a committee to the full board.
-- list committees_moved
SELECT
    count(*) AS companies,
    count(*) FILTER (structure_changed AND previous_structure = 'full_board' AND oversight_structure LIKE '%committee%')
        AS to_committee,
    count(*) FILTER (structure_changed AND previous_structure LIKE '%committee%' AND oversight_structure = 'full_board')
        AS to_board
FROM season_report
JOIN mart.change USING (accession_number)
WHERE season = 'this season' AND is_matched AND season_report.form = '10-K';

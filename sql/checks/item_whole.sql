-- check Every item that was read is proved to be whole: it holds what is tagged as its own, no other item's heading, ends
--   at a heading, the signatures or the document's end, and is about as long as its peers and as the company's last.
-- severity warning
SELECT accession_number, form, filed, item_status, item_reason
FROM core.filing
WHERE item_status IN ('doubtful', 'failed') OR (item_status = 'not_found' AND status <> 'not_read');

-- question Which companies are there, and by which names may they be looked for?
SELECT
    cik, name, tickers, sic, sic_description, sic_division, business_country, incorporation_country,
    list_sort(list_filter(list_distinct(names), lambda other: other <> name)) AS former_names
FROM core.company
LEFT JOIN (SELECT cik, list(company_name) AS names FROM core.filing GROUP BY cik) USING (cik)
ORDER BY cik;

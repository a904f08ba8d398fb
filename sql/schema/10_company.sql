-- table core.company: a company that filed an annual report or an incident report; its particulars as of its
--   latest filing
-- grain cik
-- column cik: Central Index Key, SEC's number of the company
-- column name: name as in its latest filing
-- column tickers: ticker symbols as SEC lists them, the main one first; empty where it lists none
-- column exchanges: the exchange of each ticker; null where SEC states none
-- column sic: Standard Industrial Classification code; null where SEC states none
-- column sic_description: the code in SEC's words; null where the company's submissions data were not fetched
-- column sic_division: division of the SIC code, A (agriculture) to J (public administration)
-- column sic_industry: industry of the SIC code in plain words, its major group (first two digits)
-- column incorporation_state: state of incorporation, as SEC's archives code it
-- column incorporation_country: country of incorporation, as SEC's archives code it
-- column business_state: state of the business address
-- column business_country: country of the business address
-- column first_filed: date of the company's first filing in this warehouse
-- column last_filed: date of its latest filing in this warehouse
CREATE TABLE core.company (
    cik BIGINT PRIMARY KEY,
    name VARCHAR NOT NULL,
    tickers VARCHAR[] NOT NULL,
    exchanges VARCHAR[] NOT NULL,
    sic INTEGER,
    sic_description VARCHAR,
    sic_division VARCHAR,
    sic_industry VARCHAR,
    incorporation_state VARCHAR,
    incorporation_country VARCHAR,
    business_state VARCHAR,
    business_country VARCHAR,
    first_filed DATE NOT NULL,
    last_filed DATE NOT NULL
);

INSERT INTO core.company BY NAME
WITH filer AS (
    SELECT *, cik AS company FROM lake_filing
    UNION ALL BY NAME
    -- A co-registrant is a company too, but the particulars of the filing are the first filer's alone.
    SELECT company, coalesce(own_name, company_name) AS company_name, filed, accession_number
    FROM (
        SELECT unnest(ciks) AS company, unnest(names) AS own_name, cik, company_name, filed, accession_number
        FROM lake_filing
    )
    WHERE company <> cik
),

company AS (
    SELECT
        company AS cik,
        arg_max(company_name, (cik IS NOT NULL, filed, accession_number)) AS name,
        arg_max(sic, (sic IS NOT NULL, filed, accession_number)) AS sic,
        arg_max(incorporation_state, (incorporation_state IS NOT NULL, filed, accession_number)) AS incorporation_state,
        arg_max(incorporation_country, (incorporation_country IS NOT NULL, filed, accession_number))
            AS incorporation_country,
        arg_max(business_state, (business_state IS NOT NULL, filed, accession_number)) AS business_state,
        arg_max(business_country, (business_country IS NOT NULL, filed, accession_number)) AS business_country,
        min(filed) AS first_filed,
        max(filed) AS last_filed
    FROM filer
    GROUP BY company
)

SELECT
    company.cik, company.name, company.first_filed, company.last_filed,
    coalesce(listed.tickers, []) AS tickers,
    coalesce(listed.exchanges, []) AS exchanges,
    coalesce(company.sic, listed.sic) AS sic,
    listed.sic_description,
    coalesce(company.incorporation_state, listed.incorporation_state) AS incorporation_state,
    coalesce(company.incorporation_country, listed.incorporation_country) AS incorporation_country,
    coalesce(company.business_state, listed.business_state) AS business_state,
    coalesce(company.business_country, listed.business_country) AS business_country,
    sic_division(coalesce(company.sic, listed.sic)) AS sic_division,
    sic_industry(coalesce(company.sic, listed.sic)) AS sic_industry
FROM company
LEFT JOIN lake_company AS listed USING (cik)
ORDER BY cik;

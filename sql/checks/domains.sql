-- check Every coded value is one of its documented codes, and every number of a filing is in its range.
-- severity error
WITH code AS (
    SELECT 'filing.form' AS what, form AS value, accession_number FROM core.filing
    WHERE form NOT IN ('10-K', '10-K/A', '10-KT', '10-KT/A', '20-F', '20-F/A', '40-F', '40-F/A', '8-K', '8-K/A', '6-K', '6-K/A')
    UNION ALL
    SELECT 'filing.accession_number', accession_number, accession_number FROM core.filing
    WHERE NOT regexp_full_match(accession_number, '\d{10}-\d{2}-\d{6}')
    UNION ALL
    SELECT 'filing.cik', CAST(cik AS VARCHAR), accession_number FROM core.filing
    WHERE cik NOT BETWEEN 1 AND 9999999999
    UNION ALL
    SELECT 'filing.fiscal_year', CAST(fiscal_year AS VARCHAR), accession_number FROM core.filing
    WHERE fiscal_year NOT BETWEEN year(filed) - 10 AND year(filed) + 1
    UNION ALL
    SELECT 'filing.period_of_report', CAST(period_of_report AS VARCHAR), accession_number FROM core.filing
    -- An archive rounds a period to the end of its month.
    WHERE period_of_report > filed + 31
    UNION ALL
    SELECT 'fact.taxonomy', taxonomy, accession_number FROM core.fact
    WHERE NOT regexp_full_match(taxonomy, 'cyd/20\d\d|section')
    UNION ALL
    SELECT 'officer.role', role, accession_number FROM core.officer
    WHERE role NOT IN (
        'CISO', 'CSO', 'CIO', 'CTO', 'CDO', 'CRO', 'CCO', 'CPO', 'CFO', 'CEO', 'COO', 'GC', 'CAO', 'ISO', 'VP_IT',
        'VP_SECURITY', 'DIR_IT', 'DIR_SECURITY', 'OTHER_OFFICER', 'TEAM', 'COMMITTEE', 'EXTERNAL'
    )
    UNION ALL
    SELECT 'committee.category', category, accession_number FROM core.committee
    WHERE category NOT IN (
        'audit_committee', 'risk_committee', 'technology_committee', 'governance_committee', 'other_committee'
    )
    UNION ALL
    SELECT 'framework.framework', framework, accession_number FROM core.framework
    WHERE framework NOT IN (
        'NIST', 'ISO27001', 'SOC', 'PCI_DSS', 'CIS', 'COBIT', 'HITRUST', 'FFIEC', 'CMMC', 'MITRE', 'ITIL', 'TISAX', 'OTHER'
    )
    UNION ALL
    SELECT 'certification.certification', certification, accession_number FROM core.certification
    WHERE certification NOT IN (
        'CISSP', 'CISM', 'CISA', 'CRISC', 'CGEIT', 'CEH', 'CCISO', 'CIPP', 'GIAC', 'SECURITY_PLUS', 'CERT_NACD', 'OTHER'
    )
)

SELECT what, value, count(*) AS rows, min(accession_number) AS example
FROM code
GROUP BY what, value;

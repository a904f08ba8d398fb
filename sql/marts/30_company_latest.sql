-- table mart.company_latest: one row per company that filed an annual report: its latest one, merged with its
--   amendments, its answers and what is derived from it; the texts are in mart.disclosure, and merged in
--   disclosure_as_of(day)
-- grain cik
-- column cik: the company's Central Index Key
-- column company_name: its present name
-- column tickers: its ticker symbols, the main one first
-- column sic: its present Standard Industrial Classification code
-- column sic_division: division of that code
-- column sic_industry: industry of that code in plain words
-- column business_country: country of its business address
-- column accession_number: its latest annual report, of those that were read where any was
-- column form: form type of the report
-- column filed: date of filing of the report
-- column amendments: amendments merged into it
-- column last_filed: date of the last filing merged
-- column period_of_report: end of the fiscal year
-- column fiscal_year: fiscal year as the filer states it
-- column public_float: public float in US dollars as stated on the cover of a 10-K
-- column filer_size: large, medium, small, none or not_stated, as in mart.disclosure
-- column status: tagged, section or not_read, as in core.filing
-- column processes_integrated: answer: are the processes integrated into overall risk management
-- column third_party_engaged: answer: does the registrant engage third parties
-- column third_party_oversight: answer: are there processes to oversee risks from third-party service providers
-- column materially_affected: answer: have threats materially affected the registrant or are they reasonably likely to
-- column management_responsible: answer: are management positions or committees responsible
-- column management_reports_to_board: answer: do they report to the board or a committee of it
-- column oversight_structure: how the board oversees cybersecurity, derived; see core.oversight
-- column committees: board committees charged with it, derived
-- column cadence: how often the board or committee is told of it, derived
-- column frameworks: standards and frameworks named, derived
-- codes frameworks: NIST, ISO27001, SOC, PCI_DSS, CIS, COBIT, HITRUST, FFIEC, CMMC, MITRE, ITIL, TISAX, OTHER
-- column certifications: certificates said to be held, derived
-- codes certifications: CISSP, CISM, CISA, CRISC, CGEIT, CEH, CCISO, CIPP, GIAC, SECURITY_PLUS, CERT_NACD, OTHER
-- column material_effect: what the text says of a material effect, derived
-- column third_parties: kinds of third parties engaged, derived
-- codes third_parties: assessor, auditor, consultant, penetration_tester, managed_provider, virtual_ciso, incident_responder, counsel, insurer, threat_intelligence
-- column words: words of the disclosure
-- column officer_roles: codes of the positions named, derived
-- codes officer_roles: CISO, CSO, ISO, VP_SECURITY, DIR_SECURITY, CIO, CTO, CDO, VP_IT, DIR_IT, CRO, CPO, CCO, GC, COO, CFO, CEO, CAO, OTHER_OFFICER, TEAM, COMMITTEE, EXTERNAL
-- column officers: number of positions named, derived
-- column ciso_years: most years of experience stated for one CISO, derived
-- column most_years: most years of experience stated for one person, derived
-- column incidents: incident reports of the company in this warehouse, amendments apart
-- codes status: tagged, section, not_read
-- codes filer_size: large, medium, small, none, not_stated
-- codes oversight_structure: full_board, audit_committee, risk_committee, technology_committee, governance_committee, other_committee, multiple_committees, management_only, not_disclosed
-- codes cadence: monthly, every_meeting, quarterly, semiannual, annual, periodic, not_disclosed
-- codes material_effect: yes, no, not_stated
-- column url: folder at SEC of the last filing merged
CREATE TABLE mart.company_latest (
    cik BIGINT PRIMARY KEY,
    company_name VARCHAR NOT NULL,
    tickers VARCHAR[] NOT NULL,
    sic INTEGER,
    sic_division VARCHAR,
    sic_industry VARCHAR,
    business_country VARCHAR,
    accession_number VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    filed DATE NOT NULL,
    amendments BIGINT NOT NULL,
    last_filed DATE NOT NULL,
    period_of_report DATE,
    fiscal_year INTEGER,
    public_float DOUBLE,
    filer_size VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    processes_integrated BOOLEAN,
    third_party_engaged BOOLEAN,
    third_party_oversight BOOLEAN,
    materially_affected BOOLEAN,
    management_responsible BOOLEAN,
    management_reports_to_board BOOLEAN,
    oversight_structure VARCHAR,
    committees VARCHAR[],
    cadence VARCHAR,
    frameworks VARCHAR[],
    certifications VARCHAR[],
    material_effect VARCHAR,
    third_parties VARCHAR[],
    words INTEGER,
    officer_roles VARCHAR[],
    officers BIGINT,
    ciso_years INTEGER,
    most_years INTEGER,
    incidents BIGINT NOT NULL,
    url VARCHAR NOT NULL
);

INSERT INTO mart.company_latest BY NAME
WITH incident AS (
    SELECT filing.cik, count(*) AS incidents
    FROM core.incident
    JOIN core.filing USING (accession_number)
    WHERE NOT filing.is_amendment
    GROUP BY filing.cik
)

SELECT
    report.cik, company.name AS company_name, company.tickers, company.sic, company.sic_division,
    company.sic_industry,
    company.business_country, coalesce(incident.incidents, 0) AS incidents,
    report.accession_number, report.form, report.filed, report.amendments, report.last_filed,
    report.period_of_report, report.fiscal_year, report.public_float, report.filer_size, report.status,
    report.processes_integrated, report.third_party_engaged, report.third_party_oversight,
    report.materially_affected, report.management_responsible, report.management_reports_to_board,
    report.oversight_structure, report.committees, report.cadence, report.frameworks, report.certifications,
    report.material_effect, report.third_parties, report.words, report.officer_roles, report.officers,
    report.ciso_years, report.most_years, report.url
FROM disclosure_as_of(DATE '9999-12-31') AS report
JOIN core.company USING (cik)
LEFT JOIN incident USING (cik)
WHERE report.is_latest
ORDER BY report.cik;

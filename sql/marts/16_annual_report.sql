-- view mart.annual_report: what each company says in each year: one row per company, form and year, an original merged
--   with its amendments, of two originals the last; the table to count in: every row is one company's report of one year
-- grain cik, form, report_year
-- column cik: the filer's Central Index Key
-- column form: 10-K (with 10-KT) or 20-F
-- column report_year: calendar year in which the fiscal year ends; of filing where the end is not known
-- column accession_number: the report: the original, or its first amendment where the original is not here
-- column company_name: the filer's name in it
-- column filed: date of filing
-- column period_of_report: end of the fiscal year
-- column is_latest: whether it is the company's latest report, of those that were read where any was
-- column is_matched: whether the company has a report of this form that was read for the year before too; comparisons
--   over time are of these alone
-- column previous_accession_number: that report
-- column amendments: amendments merged into it
-- column originals: reports of this company, form and year; two where it filed twice
-- column status: tagged, section or not_read, as in core.filing; where not_read nothing is known
-- column sic_division: division of the SIC code at filing
-- column sic_industry: industry of the SIC code in plain words, its major group (first two digits)
-- column filer_size: large, medium, small, none or not_stated, as in mart.disclosure
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
-- column ciso_years: most years of experience stated for one CISO, derived
-- column most_years: most years of experience stated for one person, derived
-- codes status: tagged, section, not_read
-- codes filer_size: large, medium, small, none, not_stated
-- codes oversight_structure: full_board, audit_committee, risk_committee, technology_committee, governance_committee, other_committee, multiple_committees, management_only, not_disclosed
-- codes cadence: monthly, every_meeting, quarterly, semiannual, annual, periodic, not_disclosed
-- codes material_effect: yes, no, not_stated
-- column url: folder at SEC of the last filing merged
CREATE VIEW mart.annual_report AS
WITH report AS (
    SELECT
        * REPLACE (left(form, 4) AS form),
        year(coalesce(period_of_report, filed)) AS report_year,
        count(*) OVER (PARTITION BY cik, left(form, 4), year(coalesce(period_of_report, filed))) AS originals
    FROM disclosure_as_of(DATE '9999-12-31')
    QUALIFY row_number() OVER (
        PARTITION BY cik, left(form, 4), year(coalesce(period_of_report, filed))
        ORDER BY status = 'not_read', filed DESC, accession_number DESC
    ) = 1
)

SELECT
    report.cik, report.form, report.report_year, report.accession_number, report.company_name, report.filed,
    report.period_of_report, report.is_latest,
    before.accession_number IS NOT NULL AND report.status <> 'not_read' AS is_matched,
    before.accession_number AS previous_accession_number,
    report.amendments, report.originals, report.status, report.sic_division,
    sic_industry(report.sic) AS sic_industry, report.filer_size,
    report.processes_integrated, report.third_party_engaged, report.third_party_oversight,
    report.materially_affected, report.management_responsible, report.management_reports_to_board,
    report.oversight_structure, report.committees, report.cadence, report.frameworks, report.certifications,
    report.material_effect, report.third_parties, report.words, report.officer_roles, report.ciso_years,
    report.most_years, report.url
FROM report
LEFT JOIN report AS before
    ON before.cik = report.cik AND before.form = report.form AND before.report_year = report.report_year - 1
    AND before.status <> 'not_read';

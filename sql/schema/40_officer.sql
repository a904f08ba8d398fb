-- table core.officer: a management position, team, management committee or outside provider that a filing names as
--   responsible for cybersecurity, or whose expertise it describes
-- grain accession_number, officer_number
-- column accession_number: the filing
-- column officer_number: number in order of appearance, from 0
-- column title: title as written
-- column role: code of the position: CISO, CSO, CIO, CTO, CDO, CRO, CCO, CPO, CFO, CEO, COO, GC, CAO, ISO, VP_IT,
--   VP_SECURITY, DIR_IT, DIR_SECURITY, OTHER_OFFICER, TEAM, COMMITTEE or EXTERNAL (docs/method.md)
-- codes role: CISO, CSO, ISO, VP_SECURITY, DIR_SECURITY, CIO, CTO, CDO, VP_IT, DIR_IT, CRO, CPO, CCO, GC, COO, CFO, CEO, CAO, OTHER_OFFICER, TEAM, COMMITTEE, EXTERNAL
-- column position: code of the title alone: of somebody EXTERNAL the position that is filled from outside (an outsourced
--   CISO is CISO), of everybody else the role
-- codes position: CISO, CSO, ISO, VP_SECURITY, DIR_SECURITY, CIO, CTO, CDO, VP_IT, DIR_IT, CRO, CPO, CCO, GC, COO, CFO, CEO, CAO, OTHER_OFFICER, TEAM, COMMITTEE, EXTERNAL
-- column years: years of work experience stated, the largest such figure; null where none is stated
-- column tenure_years: years in the position or with the company, where stated as a number
-- column qualifier: over, at_least, approximately or exact; null where years is null
-- codes qualifier: over, at_least, approximately, exact
-- column scope: whose years: individual, each (of several), combined or average; null where years is null
-- codes scope: individual, each, combined, average
-- column certifications: certificates said to be held by this officer
-- codes certifications: CISSP, CISM, CISA, CRISC, CGEIT, CEH, CCISO, CIPP, GIAC, SECURITY_PLUS, CERT_NACD, OTHER
-- column reports_to: to whom the position reports, as written
-- column rule: the rule that gave the role (pipelines/metrics/rules/officer_titles.toml, officer_mentions.toml)
-- column named_sentence: number of the sentence that first names the officer in a part, in the filing's reading order
-- column named_evidence: that sentence
-- column years_rule: the rule that says that the figure is experience (pipelines/metrics/rules/officer_years.toml)
-- column years_sentence: number of the sentence that tells the years
-- column years_evidence: the sentence that tells the years; whose they are may rest on `named_evidence` too
-- column tenure_rule: the rule that says that the figure is tenure (pipelines/metrics/rules/officer_years.toml)
-- column tenure_sentence: number of the sentence that tells the tenure
-- column tenure_evidence: the sentence that tells the tenure
-- column reports_to_rule: the rule that tells to whom the position reports (pipelines/metrics/rules/officer_parts.toml)
-- column reports_to_sentence: number of the sentence that tells it
-- column reports_to_evidence: the sentence that tells it
-- column sentence_number: number of the sentence of the years, else of the tenure, else of the name
-- column concept: the fact in which the sentence stands
-- column ordinal: ordinal of that fact
-- column start: first character of the sentence in that fact's value
-- column end: character after the last
-- column evidence: the sentence
CREATE TABLE core.officer (
    accession_number VARCHAR NOT NULL REFERENCES core.filing (accession_number),
    officer_number INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    position VARCHAR,
    years INTEGER,
    tenure_years INTEGER,
    qualifier VARCHAR CHECK (qualifier IN ('over', 'at_least', 'approximately', 'exact')),
    scope VARCHAR CHECK (scope IN ('individual', 'each', 'combined', 'average')),
    certifications VARCHAR[],
    reports_to VARCHAR,
    rule VARCHAR,
    named_sentence INTEGER,
    named_evidence VARCHAR,
    years_rule VARCHAR,
    years_sentence INTEGER,
    years_evidence VARCHAR,
    tenure_rule VARCHAR,
    tenure_sentence INTEGER,
    tenure_evidence VARCHAR,
    reports_to_rule VARCHAR,
    reports_to_sentence INTEGER,
    reports_to_evidence VARCHAR,
    sentence_number INTEGER,
    concept VARCHAR,
    ordinal INTEGER,
    "start" INTEGER,
    "end" INTEGER,
    evidence VARCHAR,
    PRIMARY KEY (accession_number, officer_number)
);

INSERT INTO core.officer BY NAME
SELECT lake_officer.* FROM lake_officer JOIN lake_filing USING (accession_number)
ORDER BY lake_filing.filed, accession_number, officer_number;

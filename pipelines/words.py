"""The words in which the report tells the codes of the warehouse to people, and the names of SIC divisions.

A code that has no words here is shown with its underscores as spaces.
"""

WORDS = {
    "not_disclosed": "Not said",
    "not_stated": "Not said",
    "full_board": "Full board",
    "management_only": "Management only",
    "every_meeting": "Every meeting",
    "semiannual": "Twice a year",
    "annual": "Once a year",
    "periodic": "Regularly, no number",
    "CISO": "Chief information security officer",
    "CSO": "Chief security officer",
    "CIO": "Chief information officer",
    "CTO": "Chief technology officer",
    "CDO": "Chief data or digital officer",
    "CRO": "Chief risk officer",
    "CCO": "Chief compliance officer",
    "CPO": "Chief privacy officer",
    "CFO": "Chief financial officer",
    "CEO": "Chief executive officer",
    "COO": "Chief operating officer",
    "GC": "General counsel",
    "CAO": "Chief accounting or administrative officer",
    "ISO": "Information security officer",
    "VP_IT": "Vice president, IT",
    "VP_SECURITY": "Vice president, security",
    "DIR_IT": "Director or head of IT",
    "DIR_SECURITY": "Director or head of security",
    "OTHER_OFFICER": "Another officer",
    "TEAM": "A team",
    "COMMITTEE": "A management committee",
    "EXTERNAL": "An outside provider",
    "ISO27001": "ISO 27001",
    "SOC": "SOC reports",
    "PCI_DSS": "PCI DSS",
    "OTHER": "Another",
    "SECURITY_PLUS": "Security+",
    "CERT_NACD": "NACD CERT",
    "processes_integrated": "Processes are part of overall risk management",
    "third_party_engaged": "Third parties are engaged",
    "third_party_oversight": "Risks from service providers are overseen",
    "materially_affected": "Materially affected, or reasonably likely to be",
    "management_responsible": "Management is responsible",
    "management_reports_to_board": "Management reports to the board",
    "email_compromise": "E-mail compromise",
    "denial_of_service": "Denial of service",
    "third_party": "At or through a third party",
    "financial_account": "Accounts of money",
    "customer_records": "Business data of customers",
    "kinds": "What happened",
    "data": "Data touched",
    "contained": "Contained",
    "law_enforcement": "Law enforcement",
    "experts": "Outside experts",
    "insurance": "Insurance",
    "persons_affected": "Persons affected",
    "records_note": "Also affected",
    "cost_usd": "Cost in US dollars",
    "material_operations": "Material impact on operations",
    "material_financial": "Material impact on finances",
    "determined": "Found to be material",
    "exempts": "Its denial leaves the incident out",
    "names": "It names the incident",
    "silent": "It is silent on the incident",
    "other_item": "Report under another item",
    "annual_report": "Annual report",
    "officer_years": "Years of experience",
    "officer_role_years": "Years of experience, with the role",
    "officer_roles": "Roles",
    "officer_tenure": "Years in the role or company",
    "large": "Large",
    "medium": "Medium",
    "small": "Small",
    "none": "No float",
}
"""The words for each code that its own letters do not tell."""

DIVISIONS = {
    "A": "Agriculture, forestry, fishing",
    "B": "Mining",
    "C": "Construction",
    "D": "Manufacturing",
    "E": "Transport, communications, utilities",
    "F": "Wholesale trade",
    "G": "Retail trade",
    "H": "Finance, insurance, real estate",
    "I": "Services",
    "J": "Public administration",
}
"""Divisions of the Standard Industrial Classification (SIC Manual 1987)."""


def say(code: object) -> str:
    """A code of the warehouse as words; any other value as it is written."""
    text = "" if code is None else str(code)
    if text in WORDS:
        return WORDS[text]
    if text.islower() and text.replace("_", "").isalpha():
        return text.replace("_", " ").capitalize()
    return text


def written(value: object) -> str:
    """A value as people read it: thousands apart, one decimal where there are decimals, ISO dates."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"

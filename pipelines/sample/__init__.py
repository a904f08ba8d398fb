"""A small synthetic EDGAR: invented companies, their filings as files in SEC's own paths, and what is true of
each. The first run and the tests use it. Nothing here is a real company or a real filing."""

-- question In which industries do filers of Form 10-K name a CISO, NIST, or quarterly reports to the board?
-- note mart.peer, all sizes; percent; divisions are explained at its column sic_division
SELECT
    season, sic_division, max(base) AS reports,
    any_value(round(100 * value, 1)) FILTER (measure = 'named_ciso') AS percent_ciso,
    any_value(round(100 * value, 1)) FILTER (measure = 'named_nist') AS percent_nist,
    any_value(round(100 * value, 1)) FILTER (measure = 'told_quarterly') AS percent_quarterly,
    any_value(round(100 * value, 1)) FILTER (measure = 'oversight_audit_committee') AS percent_audit_committee,
    bool_or(is_small) AS is_small
FROM mart.peer
WHERE form = '10-K'
    AND filer_size = 'all'
    AND measure IN ('named_ciso', 'named_nist', 'told_quarterly', 'oversight_audit_committee')
GROUP BY season, sic_division
ORDER BY season, sic_division;

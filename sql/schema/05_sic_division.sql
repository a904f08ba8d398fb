-- macro sic_division(code): the division of a Standard Industrial Classification code, A (agriculture) to J (public
--   administration), by its first two digits (SIC Manual 1987); null for a code of none, such as 9995
CREATE MACRO sic_division(code) AS CASE
    WHEN code BETWEEN 100 AND 999 THEN 'A'
    WHEN code BETWEEN 1000 AND 1499 THEN 'B'
    WHEN code BETWEEN 1500 AND 1799 THEN 'C'
    WHEN code BETWEEN 2000 AND 3999 THEN 'D'
    WHEN code BETWEEN 4000 AND 4999 THEN 'E'
    WHEN code BETWEEN 5000 AND 5199 THEN 'F'
    WHEN code BETWEEN 5200 AND 5999 THEN 'G'
    WHEN code BETWEEN 6000 AND 6799 THEN 'H'
    WHEN code BETWEEN 7000 AND 8999 THEN 'I'
    WHEN code BETWEEN 9100 AND 9729 THEN 'J'
END;

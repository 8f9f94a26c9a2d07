-- Accounts of the measured task as a file has them, always the same: by the distributions of benches/task/mod.rs, about one value
-- in twelve is missing. Beside the twelve attributes an id, a name, a city and a website, which no rule reads.
WITH dice AS (
  SELECT i, list_transform(range(24), lambda die: CAST(hash(i, die) % 5040 AS BIGINT)) AS d FROM range(ROWS) accounts(i)
),
sizes AS (
  SELECT *, round([5, 20, 80, 400][1 + d[1] % 4] * (1 + 3 * d[2] / 5040.0)) AS size FROM dice
)
SELECT
  i + 1 AS id,
  'account ' || i AS name,
  ['Berlin', 'Porto', 'Austin', 'Lyon', 'Leeds', 'Utrecht'][1 + d[3] % 6] AS city,
  'https://www.example.com/' || d[4] AS website,
  CASE WHEN d[5] % 12 > 0 THEN ['saas', 'fintech', 'ecommerce', 'media', 'agency', 'healthcare', 'logistics', 'manufacturing',
    'education', 'retail'][1 + (d[5] // 12) % 10] END AS industry,
  CASE WHEN d[6] % 12 > 0 THEN ['US', 'CA', 'GB', 'DE', 'FR', 'NL', 'SE', 'BR', 'IN', 'AU'][1 + (d[6] // 12) % 10] END AS country,
  CASE WHEN d[7] % 12 > 0 THEN ['pre-seed', 'seed', 'series a', 'series b', 'series c', 'public'][1 + (d[7] // 12) % 6] END AS stage,
  CASE WHEN d[8] % 12 > 0 THEN
    ['vp sales', 'cro', 'head of revenue', 'cfo', 'founder', 'office manager'][1 + (d[8] // 12) % 6] END AS buyer,
  CASE WHEN d[9] % 12 > 0 THEN CAST(size AS BIGINT) END AS employees,
  CASE WHEN d[10] % 12 > 0 THEN CAST(round(size * (40000 + 120000 * d[11] / 5040.0)) AS BIGINT) END AS arr,
  CASE WHEN d[12] % 12 > 0 THEN CAST(round(90 * d[13] / 5040.0 - 10) AS BIGINT) END AS growth,
  CASE WHEN d[14] % 12 > 0 THEN CAST(floor(size / 8) AS BIGINT) END AS sales_team,
  CASE WHEN d[15] % 12 > 0 THEN d[16] % 2 = 0 END AS cs_team,
  CASE WHEN d[17] % 12 > 0 THEN d[18] % 8 = 0 END AS regulated,
  CASE WHEN d[19] % 12 > 0 THEN array_to_string(list_filter(['amplitude', 'dynamics', 'hubspot', 'intercom', 'jira', 'mixpanel',
    'notion', 'salesforce', 'segment', 'slack', 'stripe', 'zendesk'], lambda tool: hash(i, tool) % 5 = 0), '; ') END AS tools,
  CASE WHEN d[20] % 12 > 0 THEN array_to_string(list_filter(['churn', 'compliance', 'costs', 'forecasting', 'hiring',
    'manual reporting', 'onboarding', 'slow sales'], lambda pain: hash(i, pain) % 3 = 0), '; ') END AS pains
FROM sizes
ORDER BY i

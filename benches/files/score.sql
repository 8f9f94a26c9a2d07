-- The bare score of the measured task (benches/task/model.yaml) as somebody would write it for DuckDB who wants no more: the points
-- of each icp, whether it qualifies, and of all the first that does, with its score and tier. No coverage, bounds or reasons.
-- Texts are compared as they are spelt. Table: accounts; `tools` and `pains` are texts with `; ` between their items.
WITH listed AS (
  SELECT *, string_split(tools, '; ') AS tool_list, string_split(pains, '; ') AS pain_list FROM accounts
),
points AS (
  SELECT
    *,
    (CASE WHEN employees BETWEEN 200 AND 500 THEN 30 ELSE 0 END
      + CASE WHEN arr >= 5000000 THEN 20 WHEN arr > 2000000 THEN 10 ELSE 0 END
      + CASE WHEN list_contains(tool_list, 'hubspot') AND list_has_any(tool_list, ['amplitude', 'mixpanel']) THEN 20 ELSE 0 END
      + CASE industry WHEN 'saas' THEN 15 WHEN 'fintech' THEN 12 WHEN 'ecommerce' THEN 9 WHEN 'media' THEN 3 ELSE 0 END
      + CASE WHEN cs_team THEN 10 ELSE 0 END
      + CASE WHEN pain_list IS NULL THEN 0 ELSE
        least(20, 8 * len(list_intersect(pain_list, ['churn', 'onboarding', 'manual reporting', 'slow sales']))) END
      + CASE WHEN stage IN ('series a', 'series b') THEN 10 ELSE 0 END
      + CASE WHEN buyer IN ('vp sales', 'cro', 'head of revenue') THEN 5 ELSE 0 END) / 1.3 AS mid,
    greatest(0, CASE WHEN employees >= 5000 THEN 4 WHEN employees >= 1000 THEN 2.8 ELSE 0 END
      + CASE WHEN arr < 5000000 THEN -1.5 WHEN arr >= 50000000 THEN 3 ELSE 0 END
      + CASE WHEN list_has_any(tool_list, ['salesforce', 'dynamics']) THEN 2 ELSE 0 END
      + CASE WHEN industry IN ('fintech', 'healthcare', 'logistics', 'manufacturing') THEN 1 ELSE 0 END
      + CASE WHEN sales_team >= 50 AND cs_team THEN 2 ELSE 0 END
      + CASE WHEN growth IS NULL OR growth <= 0 THEN 0 WHEN growth < 20 THEN growth / 40
        WHEN growth < 60 THEN 0.5 + (growth - 20) / 80 ELSE 1 END
      + CASE WHEN list_has_any(pain_list, ['slow sales', 'forecasting']) THEN 1 ELSE 0 END
      + CASE WHEN buyer IN ('cro', 'cfo') THEN 0.5 ELSE 0 END) / 0.145 AS ent,
    (CASE WHEN employees < 20 THEN 300 ELSE 0 END
      + CASE WHEN stage IN ('pre-seed', 'seed', 'series a') THEN 200 ELSE 0 END
      + CASE WHEN tool_list IS NULL THEN 0 ELSE
        least(200, 68 * len(list_intersect(tool_list, ['stripe', 'segment', 'hubspot', 'notion']))) END
      + CASE WHEN industry IN ('saas', 'ecommerce') THEN 100 ELSE 0 END
      + CASE WHEN growth >= 50 THEN 200 WHEN growth >= 20 THEN 100 ELSE 0 END
      + CASE WHEN arr BETWEEN 100000 AND 2000000 THEN 100 ELSE 0 END
      + CASE WHEN list_contains(pain_list, 'onboarding') THEN 100 ELSE 0 END
      + CASE WHEN country IN ('US', 'CA', 'GB') THEN 100 ELSE 0 END) / 13.0 AS fou
  FROM listed
),
scored AS (
  SELECT
    *,
    mid >= 50 AND arr > 2000000 AND NOT (coalesce(employees < 20, false)
      OR coalesce(country NOT IN ('US', 'CA', 'GB', 'DE', 'FR', 'NL'), false) OR coalesce(industry = 'agency', false)
      OR coalesce(regulated, false)) AS mid_is,
    ent >= 50 AND NOT (coalesce(employees < 500, false) OR coalesce(country NOT IN ('US', 'GB', 'DE'), false)
      OR coalesce(stage IN ('pre-seed', 'seed'), false) OR coalesce(sales_team < 10, false)) AS ent_is,
    fou >= 45 AND NOT (coalesce(employees > 100, false) OR coalesce(industry = 'agency', false)
      OR coalesce(regulated, false) OR coalesce(stage IN ('series b', 'series c'), false)) AS fou_is
  FROM points
)
SELECT
  id, name, city, website, industry, country, stage, buyer, employees, arr, growth, sales_team, cs_team, regulated, tools, pains,
  CASE WHEN mid_is THEN 'mid-market' WHEN ent_is THEN 'enterprise' WHEN fou_is THEN 'founders' END AS best,
  round(CASE WHEN mid_is THEN mid WHEN ent_is THEN ent WHEN fou_is THEN fou ELSE greatest(mid, ent, fou) END, 6) AS score,
  CASE
    WHEN mid_is THEN CASE WHEN mid >= 80 THEN 'A' ELSE 'B' END
    WHEN ent_is THEN CASE WHEN ent >= 75 THEN 'A' ELSE 'B' END
    WHEN fou_is THEN CASE WHEN fou >= 70 THEN 'A' ELSE 'B' END
    ELSE 'C'
  END AS tier
FROM scored

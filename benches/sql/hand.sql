-- The measured task (benches/task/model.yaml) as somebody would write it for DuckDB by hand, without the library.
-- Table: accounts, with the twelve attributes in columns of their own types, and a column `id`.
-- Amounts are whole numbers: tenths of a point for mid-market, millionths for enterprise and hundredths for founders.
WITH folded AS (
  SELECT
    id, employees, arr, growth, sales_team, cs_team, regulated,
    lower(trim(industry)) AS industry,
    lower(trim(country)) AS country,
    lower(trim(stage)) AS stage,
    lower(trim(buyer)) AS buyer,
    list_transform(tools, lambda item: lower(trim(item))) AS tools,
    list_transform(pains, lambda item: lower(trim(item))) AS pains
  FROM accounts
),

-- mid-market: points, the least and the most that is possible, and the weight that is known. In all 130.
mid_criteria AS (
  SELECT
    *,
    CASE
      WHEN employees < 20 THEN 'tiny'
      WHEN country NOT IN ('us', 'ca', 'gb', 'de', 'fr', 'nl') THEN 'far'
      WHEN industry = 'agency' THEN 'agency'
      WHEN regulated THEN 'regulated'
    END AS mid_excluded,
    arr <= 2000000 AS mid_unmet,
    arr IS NULL AS mid_open,
    CASE WHEN employees BETWEEN 200 AND 500 THEN 30 ELSE 0 END AS mid_size,
    CASE WHEN arr >= 5000000 THEN 20 WHEN arr > 2000000 THEN 10 ELSE 0 END AS mid_revenue,
    list_contains(tools, 'hubspot') AND list_has_any(tools, ['amplitude', 'mixpanel']) AS mid_stack,
    CASE industry WHEN 'saas' THEN 15 WHEN 'fintech' THEN 12 WHEN 'ecommerce' THEN 9 WHEN 'media' THEN 3 ELSE 0 END
      AS mid_industry,
    CASE WHEN cs_team THEN 10 ELSE 0 END AS mid_team,
    CASE WHEN pains IS NULL THEN 0 ELSE least(20, 8 * (
      CAST(list_contains(pains, 'churn') AS INTEGER) + CAST(list_contains(pains, 'onboarding') AS INTEGER)
      + CAST(list_contains(pains, 'manual reporting') AS INTEGER)
      + CAST(list_contains(pains, 'slow sales') AS INTEGER))) END AS mid_pain,
    CASE WHEN stage IN ('series a', 'series b') THEN 10 ELSE 0 END AS mid_money,
    CASE WHEN buyer IN ('vp sales', 'cro', 'head of revenue') THEN 5 ELSE 0 END AS mid_buyer
  FROM folded
),
mid_sums AS (
  SELECT
    *,
    mid_size + mid_revenue + CASE WHEN mid_stack THEN 20 ELSE 0 END + mid_industry + mid_team + mid_pain + mid_money
      + mid_buyer AS mid_points,
    CASE WHEN employees IS NULL THEN 30 ELSE 0 END + CASE WHEN arr IS NULL THEN 20 ELSE 0 END
      + CASE WHEN mid_stack IS NULL THEN 20 ELSE 0 END + CASE WHEN industry IS NULL THEN 15 ELSE 0 END
      + CASE WHEN cs_team IS NULL THEN 10 ELSE 0 END + CASE WHEN pains IS NULL THEN 20 ELSE 0 END
      + CASE WHEN stage IS NULL THEN 10 ELSE 0 END + CASE WHEN buyer IS NULL THEN 5 ELSE 0 END AS mid_unknown
  FROM mid_criteria
),
mid_scored AS (
  SELECT
    *,
    CASE WHEN mid_unknown < 130 THEN floor(mid_points / 130.0::DOUBLE * 100 * 1e6 + 0.5) / 1e6 END AS mid_score,
    floor((130 - mid_unknown) / 130.0::DOUBLE * 1e6 + 0.5) / 1e6 AS mid_coverage,
    floor(mid_points / 130.0::DOUBLE * 100 * 1e6 + 0.5) / 1e6 AS mid_lower,
    floor((mid_points + mid_unknown) / 130.0::DOUBLE * 100 * 1e6 + 0.5) / 1e6 AS mid_upper
  FROM mid_sums
),
mid AS (
  SELECT
    *,
    CASE WHEN mid_score >= 80 THEN 'A' WHEN mid_score >= 50 THEN 'B' ELSE 'C' END AS mid_reached,
    CASE
      WHEN mid_excluded IS NOT NULL THEN 'disqualified'
      WHEN mid_score IS NULL THEN 'insufficient_data'
      WHEN mid_unmet THEN 'unqualified'
      WHEN mid_open THEN 'insufficient_data'
      WHEN mid_score >= 50 THEN 'qualified'
      ELSE 'unqualified'
    END AS mid_status
  FROM mid_scored
),

-- enterprise: in all 14,500,000. The curve gives millionths.
ent_criteria AS (
  SELECT
    *,
    CASE
      WHEN employees < 500 THEN 'small'
      WHEN country NOT IN ('us', 'gb', 'de') THEN 'far'
      WHEN stage IN ('pre-seed', 'seed') THEN 'seed'
      WHEN sales_team < 10 THEN 'no-sales'
    END AS ent_excluded,
    CASE WHEN employees >= 5000 THEN 4000000 WHEN employees >= 1000 THEN 2800000 ELSE 0 END AS ent_size,
    CASE WHEN arr < 5000000 THEN -1500000 WHEN arr >= 50000000 THEN 3000000 ELSE 0 END AS ent_revenue,
    list_has_any(tools, ['salesforce', 'dynamics']) AS ent_stack,
    CASE WHEN industry IN ('fintech', 'healthcare', 'logistics', 'manufacturing') THEN 1000000 ELSE 0 END AS ent_industry,
    sales_team >= 50 AND cs_team AS ent_led,
    CASE
      WHEN growth IS NULL OR growth <= 0 THEN 0
      WHEN growth < 20 THEN CAST(floor((0.5::DOUBLE * growth / 20) * 1e6 + 0.5) AS INTEGER)
      WHEN growth < 60 THEN CAST(floor((0.5::DOUBLE + 0.5::DOUBLE * (growth - 20) / 40) * 1e6 + 0.5) AS INTEGER)
      ELSE 1000000
    END AS ent_growth,
    list_has_any(pains, ['slow sales', 'forecasting']) AS ent_pain,
    CASE WHEN buyer IN ('cro', 'cfo') THEN 500000 ELSE 0 END AS ent_buyer
  FROM mid
),
ent_sums AS (
  SELECT
    *,
    ent_size + ent_revenue + CASE WHEN ent_stack THEN 2000000 ELSE 0 END + ent_industry
      + CASE WHEN ent_led THEN 2000000 ELSE 0 END + ent_growth + CASE WHEN ent_pain THEN 1000000 ELSE 0 END
      + ent_buyer AS ent_points,
    CASE WHEN employees IS NULL THEN 4000000 ELSE 0 END + CASE WHEN arr IS NULL THEN 3000000 ELSE 0 END
      + CASE WHEN ent_stack IS NULL THEN 2000000 ELSE 0 END + CASE WHEN industry IS NULL THEN 1000000 ELSE 0 END
      + CASE WHEN ent_led IS NULL THEN 2000000 ELSE 0 END + CASE WHEN growth IS NULL THEN 1000000 ELSE 0 END
      + CASE WHEN ent_pain IS NULL THEN 1000000 ELSE 0 END + CASE WHEN buyer IS NULL THEN 500000 ELSE 0 END
      AS ent_unknown,
    CASE WHEN arr IS NULL THEN -1500000 ELSE 0 END AS ent_least
  FROM ent_criteria
),
ent_scored AS (
  SELECT
    *,
    CASE WHEN ent_unknown < 14500000 THEN
      floor(greatest(ent_points, 0) / 14500000.0::DOUBLE * 100 * 1e6 + 0.5) / 1e6 END AS ent_score,
    floor((14500000 - ent_unknown) / 14500000.0::DOUBLE * 1e6 + 0.5) / 1e6 AS ent_coverage,
    floor(greatest(ent_points + ent_least, 0) / 14500000.0::DOUBLE * 100 * 1e6 + 0.5) / 1e6 AS ent_lower,
    floor(greatest(ent_points + ent_unknown, 0) / 14500000.0::DOUBLE * 100 * 1e6 + 0.5) / 1e6 AS ent_upper
  FROM ent_sums
),
ent AS (
  SELECT
    *,
    CASE WHEN ent_score >= 75 THEN 'A' WHEN ent_score >= 50 THEN 'B' ELSE 'C' END AS ent_reached,
    CASE
      WHEN ent_excluded IS NOT NULL THEN 'disqualified'
      WHEN ent_score IS NULL THEN 'insufficient_data'
      WHEN ent_score >= 50 THEN 'qualified'
      ELSE 'unqualified'
    END AS ent_status
  FROM ent_scored
),

-- founders: in all 1300 hundredths.
fou_criteria AS (
  SELECT
    *,
    CASE
      WHEN employees > 100 THEN 'large'
      WHEN industry = 'agency' THEN 'agency'
      WHEN regulated THEN 'regulated'
      WHEN stage IN ('series b', 'series c') THEN 'late'
    END AS fou_excluded,
    CASE WHEN employees < 20 THEN 300 ELSE 0 END + CASE WHEN stage IN ('pre-seed', 'seed', 'series a') THEN 200 ELSE 0 END
      + CASE WHEN tools IS NULL THEN 0 ELSE least(200, 68 * (
        CAST(list_contains(tools, 'stripe') AS INTEGER) + CAST(list_contains(tools, 'segment') AS INTEGER)
        + CAST(list_contains(tools, 'hubspot') AS INTEGER) + CAST(list_contains(tools, 'notion') AS INTEGER))) END
      + CASE WHEN industry IN ('saas', 'ecommerce') THEN 100 ELSE 0 END
      + CASE WHEN growth >= 50 THEN 200 WHEN growth >= 20 THEN 100 ELSE 0 END
      + CASE WHEN arr BETWEEN 100000 AND 2000000 THEN 100 ELSE 0 END
      + CASE WHEN list_contains(pains, 'onboarding') THEN 100 ELSE 0 END
      + CASE WHEN country IN ('us', 'ca', 'gb') THEN 100 ELSE 0 END AS fou_points,
    CASE WHEN employees IS NULL THEN 300 ELSE 0 END + CASE WHEN stage IS NULL THEN 200 ELSE 0 END
      + CASE WHEN tools IS NULL THEN 200 ELSE 0 END + CASE WHEN industry IS NULL THEN 100 ELSE 0 END
      + CASE WHEN growth IS NULL THEN 200 ELSE 0 END + CASE WHEN arr IS NULL THEN 100 ELSE 0 END
      + CASE WHEN pains IS NULL THEN 100 ELSE 0 END + CASE WHEN country IS NULL THEN 100 ELSE 0 END AS fou_unknown
  FROM ent
),
fou_scored AS (
  SELECT
    *,
    CASE WHEN fou_unknown < 1300 THEN floor(fou_points / 1300.0::DOUBLE * 100 * 1e6 + 0.5) / 1e6 END AS fou_score,
    floor((1300 - fou_unknown) / 1300.0::DOUBLE * 1e6 + 0.5) / 1e6 AS fou_coverage,
    floor(fou_points / 1300.0::DOUBLE * 100 * 1e6 + 0.5) / 1e6 AS fou_lower,
    floor((fou_points + fou_unknown) / 1300.0::DOUBLE * 100 * 1e6 + 0.5) / 1e6 AS fou_upper
  FROM fou_criteria
),
fou AS (
  SELECT
    *,
    CASE WHEN fou_score >= 70 THEN 'A' WHEN fou_score >= 45 THEN 'B' ELSE 'C' END AS fou_reached,
    CASE
      WHEN fou_excluded IS NOT NULL THEN 'disqualified'
      WHEN fou_score IS NULL THEN 'insufficient_data'
      WHEN fou_score >= 45 THEN 'qualified'
      ELSE 'unqualified'
    END AS fou_status
  FROM fou_scored
),

-- The icp to show: the best, else the nearest to a yes, then the highest score.
shown AS (
  SELECT
    *,
    CASE WHEN mid_status = 'qualified' THEN 'mid-market' WHEN ent_status = 'qualified' THEN 'enterprise'
      WHEN fou_status = 'qualified' THEN 'founders' END AS best,
    CASE mid_status WHEN 'qualified' THEN 4000 WHEN 'insufficient_data' THEN 3000 WHEN 'unqualified' THEN 2000 ELSE 1000 END
      + CASE WHEN mid_status = 'qualified' THEN 900 ELSE coalesce(mid_score, -1) END AS mid_near,
    CASE ent_status WHEN 'qualified' THEN 4000 WHEN 'insufficient_data' THEN 3000 WHEN 'unqualified' THEN 2000 ELSE 1000 END
      + CASE WHEN ent_status = 'qualified' THEN 800 ELSE coalesce(ent_score, -1) END AS ent_near,
    CASE fou_status WHEN 'qualified' THEN 4000 WHEN 'insufficient_data' THEN 3000 WHEN 'unqualified' THEN 2000 ELSE 1000 END
      + CASE WHEN fou_status = 'qualified' THEN 700 ELSE coalesce(fou_score, -1) END AS fou_near
  FROM fou
),
picked AS (
  SELECT
    *,
    CASE WHEN mid_near >= ent_near AND mid_near >= fou_near THEN 'mid-market'
      WHEN ent_near >= fou_near THEN 'enterprise' ELSE 'founders' END AS icp
  FROM shown
)
SELECT
  id,
  best,
  icp,
  CASE icp WHEN 'mid-market' THEN mid_score WHEN 'enterprise' THEN ent_score ELSE fou_score END AS score,
  CASE icp
    WHEN 'mid-market' THEN CASE WHEN mid_status IN ('qualified', 'unqualified') THEN mid_reached END
    WHEN 'enterprise' THEN CASE WHEN ent_status IN ('qualified', 'unqualified') THEN ent_reached END
    ELSE CASE WHEN fou_status IN ('qualified', 'unqualified') THEN fou_reached END
  END AS tier,
  CASE icp WHEN 'mid-market' THEN mid_status WHEN 'enterprise' THEN ent_status ELSE fou_status END AS status,
  CASE icp WHEN 'mid-market' THEN mid_coverage WHEN 'enterprise' THEN ent_coverage ELSE fou_coverage END AS coverage,
  CASE icp WHEN 'mid-market' THEN mid_lower WHEN 'enterprise' THEN ent_lower ELSE fou_lower END AS lower,
  CASE icp WHEN 'mid-market' THEN mid_upper WHEN 'enterprise' THEN ent_upper ELSE fou_upper END AS upper,
  CASE icp
    WHEN 'mid-market' THEN CASE
      WHEN mid_excluded = 'tiny' THEN 'excluded: too small to pay'
      WHEN mid_excluded = 'far' THEN 'excluded: no sales there'
      WHEN mid_excluded = 'agency' THEN 'excluded: agencies churn'
      WHEN mid_excluded = 'regulated' THEN 'excluded: cannot meet the regulation'
      WHEN mid_score IS NULL THEN 'nothing that this profile asks about is known'
      WHEN mid_unmet THEN 'required criterion `revenue` is not met'
      WHEN mid_open THEN 'required criterion `revenue` is unknown'
      ELSE 'tier ' || mid_reached END
    WHEN 'enterprise' THEN CASE
      WHEN ent_excluded = 'small' THEN 'excluded: too small for the enterprise plan'
      WHEN ent_excluded = 'far' THEN 'excluded: no field sales there'
      WHEN ent_excluded = 'seed' THEN 'excluded: too early'
      WHEN ent_excluded = 'no-sales' THEN 'excluded: nobody to use it'
      WHEN ent_score IS NULL THEN 'nothing that this profile asks about is known'
      ELSE 'tier ' || ent_reached END
    ELSE CASE
      WHEN fou_excluded = 'large' THEN 'excluded: outgrown the plan'
      WHEN fou_excluded = 'agency' THEN 'excluded: agencies churn'
      WHEN fou_excluded = 'regulated' THEN 'excluded: cannot meet the regulation'
      WHEN fou_excluded = 'late' THEN 'excluded: past the founder stage'
      WHEN fou_score IS NULL THEN 'nothing that this profile asks about is known'
      ELSE 'tier ' || fou_reached END
  END AS reason
FROM picked

//! Models that the tests share.

/// Two shares, a required criterion, exclusions, three tiers, one intent scorecard; a second profile.
pub(super) const SAAS: &str = r#"{
    "format": "icp/1", "name": "acme-gtm", "version": "2026-10-01", "status": "hypothesis",
    "attributes": {
        "employees": {"type": "number"}, "arr": {"type": "number"}, "country": {"type": "text"},
        "tools": {"type": "set"}, "last_round_on": {"type": "date"}, "signals": {"type": "events"},
        "partner": {"type": "bool"}, "per_head": {"type": "number", "formula": "arr / employees"}},
    "exclusions": [{"id": "too-small", "reason": "fewer than 20 employees, cannot afford the product.",
                    "when": {"employees": {"lt": 20}}}],
    "icps": [
      {"id": "mid", "name": "Mid-market B2B SaaS", "priority": 1, "qualifies_from": "B",
       "exclusions": [{"id": "outside", "reason": "no sales or support in this country",
                       "when": {"country": {"not_in": ["US", "DE"]}}}],
       "fit": {
         "dimensions": [{"id": "firm", "share": 60}, {"id": "need", "share": 40}],
         "criteria": [
           {"id": "size", "name": "Company size", "dimension": "firm", "weight": 3,
            "fit": {"employees": {"between": [200, 500]}}, "misfit": {"employees": {"lt": 50}}, "penalty": 1},
           {"id": "revenue", "name": "Revenue", "dimension": "firm", "weight": 2, "required": true, "bands": [
             {"when": {"arr": {"gte": 5000000}}, "rating": 1, "label": "5 M or more"},
             {"when": {"arr": {"gt": 2000000}}, "rating": 0.5, "label": "2 to 5 M"}]},
           {"id": "stack", "name": "Stack", "dimension": "need", "fit": {"tools": {"has": "HubSpot"}}},
           {"id": "money", "name": "Fresh money", "dimension": "need",
            "fit": {"last_round_on": {"within_last": "6 months"}}},
           {"id": "resale", "name": "Resale", "dimension": "need", "applies_when": {"partner": true},
            "fit": {"per_head": {"gte": 100000}}}],
         "tiers": [{"id": "A", "name": "Strong fit", "from": 80,
                    "verdicts": {"sales": "pursue now", "marketing": "target"}},
                   {"id": "B", "name": "Borderline fit", "from": 50, "verdicts": {"sales": "second priority"}},
                   {"id": "C", "name": "Poor fit"}]},
       "intent": {
         "scale": {"points": {"base": 5, "max": 30}},
         "criteria": [{"id": "web", "name": "Web visits", "decay": {"attribute": "signals",
            "points": {"demo request": 20, "pricing page": 10}, "half_life": "30 days", "max": 40}}],
         "tiers": [{"id": "hot", "name": "Hot", "from": 20}, {"id": "cold"}]},
       "stages": [{"id": "sql", "when": {"fit": ["A", "B"], "intent": ["hot"]},
                   "verdicts": {"sales": "call today"}}]},
      {"id": "enterprise", "name": "Enterprise", "priority": 2, "fit": {
         "criteria": [{"id": "large", "name": "Large", "fit": {"employees": {"gte": 1000}}}],
         "tiers": [{"id": "A", "from": 80}, {"id": "B"}]}}]}"#;

/// An additive scorecard with caps, a floor and a ceiling.
pub(super) const POINTS: &str = r#"{
    "format": "icp/1", "name": "lead-points",
    "attributes": {"title": {"type": "text"}, "pages": {"type": "number"}, "mail": {"type": "text"}},
    "icps": [{"id": "lead", "fit": {
        "scale": {"points": {"base": 10, "min": 0, "max": 60}},
        "dimensions": [{"id": "web", "name": "Web", "cap": 25}, {"id": "person"}],
        "criteria": [
            {"id": "read", "name": "Pages read", "dimension": "web",
             "curve": {"attribute": "pages", "points": [[0, 0], [10, 40]]}},
            {"id": "title", "name": "Job title", "dimension": "person",
             "table": {"attribute": "title", "points": {"CEO": 30, "Student": -50}}},
            {"id": "mail", "name": "Mail", "dimension": "person", "if_unknown": 3,
             "fit": {"mail": {"ends_with": ".com"}}, "points": 5}],
        "tiers": [{"id": "warm", "from": 30}, {"id": "cold"}]}}]}"#;

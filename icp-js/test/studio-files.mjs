// Files of accounts for the tests of the studio, each with a model that reads two of its columns wrongly at first.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The deals of the examples as another tool would export them: another name, thousands, days in the American way. */
const deals = () => {
  const [header, ...lines] = readFileSync(join(root, "examples/deals.csv"), "utf8").trim().split("\n");
  const columns = header.split(",");
  const rows = lines.map((line) => {
    const cells = line.split(",");
    const at = (name) => columns.indexOf(name);
    const staff = cells[at("employees")];
    if (staff !== "") cells[at("employees")] = `"${(Number(staff) * 37).toLocaleString("en")}"`;
    const [year, month, day] = cells[at("founded")].split("-").map(Number);
    if (year > 0) cells[at("founded")] = `${month}/${day}/${year}`;
    return cells.join(",");
  });
  return [header.replace("employees", "Staff"), ...rows, ""].join("\n");
};

export const DEALS = {
  what: "the deals of the examples",
  name: "our-deals",
  file: "deals.csv",
  text: deals(),
  rows: 600,
  columns: { employees: { column: "Staff", written: "1,234.5" }, founded: { written: "11/21/2026" } },
  source: JSON.stringify({
    format: "icp-source/1",
    name: "deals",
    columns: { Staff: "employees" },
    attributes: { employees: { written: { thousands: "," } }, founded: { written: "M/D/YYYY" } },
  }),
  criterion: "trade",
  tier: "A",
  outcome: "stage",
  model: `# What we sell to whom.
format: icp/1
name: our-deals
attributes:
  source: {type: text}
  employees: {type: number, title: Employees, min: 0}
  founded: {type: date, title: Founded on}
  industry: {type: text}
exclusions:
  - {id: school, reason: schools buy through the state, when: {industry: Education}}
icps:
  - id: works
    name: Works and shops
    qualifies_from: A
    fit:
      criteria:
        - {id: size, weight: 3, curve: {attribute: employees, ratings: [[0, 0], [9000, 1]]}}
        - {id: age, weight: 2, fit: {founded: {older_than: 10 years}}}
        - {id: trade, weight: 1, fit: {industry: {in: [Manufacturing, Logistics, Retail]}}}
        - {id: came, weight: 1, fit: {source: {in: [referral, website]}}}
      tiers: [{id: A, from: 60}, {id: B, from: 40}, {id: C}]
`,
};

/** A folder of data beside the repository, if it is there. */
const beside = (path) => {
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, "shared/data", path);
    if (existsSync(found)) return found;
  }
  return undefined;
};
const companies = beside("yc_companies/yc_companies.csv");

/** Companies that a programme for founders took, as published. */
export const YC = {
  what: "shared/data/yc_companies",
  name: "young-software",
  file: "yc_companies.csv",
  text: companies && readFileSync(companies, "utf8"),
  rows: 5_408,
  columns: { employees: { column: "team_size" }, launched_at: { written: "11/21/2026" } },
  criterion: "young",
  tier: "A",
  model: `format: icp/1
name: young-software
attributes:
  employees: {type: number, title: Employees, min: 0}
  launched_at: {type: date, title: Launched on}
  industry: {type: text}
  status: {type: text}
  hiring: {type: bool, aliases: [isHiring], title: Is hiring}
exclusions:
  - {id: gone, reason: closed or bought, when: {status: {in: [Inactive, Acquired]}}}
icps:
  - id: growing
    name: Young and growing
    qualifies_from: A
    fit:
      criteria:
        - {id: size, weight: 3, curve: {attribute: employees, ratings: [[0, 0], [60, 1], [400, 0.2]]}}
        - {id: young, weight: 1, fit: {launched_at: {within_last: 6 years}}}
        - {id: trade, weight: 2, bands: [{when: {industry: B2B}, rating: 1}, {when: {industry: {in: [Fintech, Industrials]}}, rating: 0.5}]}
        - {id: hires, weight: 1, fit: {hiring: true}}
      tiers: [{id: A, from: 70}, {id: B, from: 40}, {id: C}]
`,
};

// The same types for `require`.
import icp = require("icp-node");

export const score = (path: string): number | null => icp.Model.fromFile(path).score({ employees: 5 }).score;

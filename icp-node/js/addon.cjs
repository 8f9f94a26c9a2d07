// Finds the addon of this system: beside this file, where a build puts it, or in the package of the platform.
"use strict";

const { IcpError } = require("./api/errors.js");
const { version } = require("../package.json");
const { targets } = require("./targets.json");

const here = (target) => target.os === process.platform && target.cpu === process.arch;

/** Each with glibc and with musl, where there are both: the one that is installed loads. */
const find = () => {
  const reasons = [];
  for (const { name } of targets.filter(here)) {
    for (const place of [`./icp.${name}.node`, `icp-node-${name}`]) {
      try {
        return require(place);
      } catch (error) {
        if (error?.code !== "MODULE_NOT_FOUND") reasons.push(`${place}: ${error?.message}`);
      }
    }
  }
  throw new IcpError("not_loaded", complaint(reasons));
};

const complaint = (reasons) => {
  const platform = `${process.platform}-${process.arch}`;
  const wasm = "the package `icp-wasm` has the same functions and runs everywhere";
  if (!targets.some(here)) {
    const names = targets.map(({ name }) => name).join(", ");
    return `icp-node ${version} has no addon for ${platform}, only for ${names}; ${wasm}`;
  }
  if (reasons.length > 0) return `the addon of icp-node ${version} does not load here: ${reasons.join("; ")}; ${wasm}`;
  const names = targets.filter(here).map(({ name }) => `icp-node-${name}`);
  const missing = "it is not installed (an optional dependency: npm leaves it out with `--omit=optional`, or when the lock file is of another system)";
  // From inside of a bundle packages cannot be looked for, and which bundler it was cannot be known for all of them.
  const bundled = 'icp-node is in a bundle, where no addon is found: keep it out, with `serverExternalPackages: ["icp-node"]` in Next.js, `external: ["icp-node"]` in esbuild, Rollup and Rolldown, `externals: {"icp-node": "commonjs icp-node"}` in webpack';
  return `the addon of icp-node ${version} for ${platform} was not found, which is the package ${names.join(" or ")}: either ${missing}, or ${bundled}; ${wasm}`;
};

module.exports = find();

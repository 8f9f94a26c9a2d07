// The systems that addons are built for.
import { readFileSync } from "node:fs";

export const { targets } = JSON.parse(readFileSync(new URL("../js/targets.json", import.meta.url), "utf8"));

const LIBRARIES = { linux: "libicp_node.so", darwin: "libicp_node.dylib", win32: "icp_node.dll" };

export const libraryOf = ({ os }) => LIBRARIES[os];

/** The one of this machine, and what its library is called when it comes from the compiler. */
export const hostTarget = () => {
  const libc = process.platform === "linux" ? (process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl") : undefined;
  const found = targets.find(({ os, cpu, ...target }) => os === process.platform && cpu === process.arch && target.libc === libc);
  if (found === undefined) throw new Error(`no target for ${process.platform}-${process.arch}`);
  return { ...found, library: libraryOf(found) };
};

// Next.js: a server component, a route handler, a function at the edge and a client component, built by one of its two bundlers.
import { setTimeout } from "node:timers/promises";
import { bin, serving, titleOf, write } from "../tools.mjs";

const LAYOUT = "export default ({ children }) => <html><body>{children}</body></html>;\n";
const PLACES = {
  "server component": {
    path: "/component",
    files: { "app/component/page.js": 'import { run } from "../../program.js";\nexport const dynamic = "force-dynamic";\nexport default async () => <p>said: {await run()}.</p>;\n' },
  },
  "route handler": {
    path: "/route",
    files: { "app/route/route.js": 'import { run } from "../../program.js";\nexport const dynamic = "force-dynamic";\nexport const GET = async () => new Response(`said: ${await run()}.`);\n' },
  },
  edge: {
    path: "/edge",
    files: { "app/edge/route.js": 'import { run } from "../../program.js";\nexport const runtime = "edge";\nexport const GET = async () => new Response(`said: ${await run()}.`);\n' },
  },
  "client component": {
    path: "/client",
    isPage: true,
    files: { "app/client/page.js": '"use client";\nimport { useEffect } from "react";\nexport default () => {\n  useEffect(() => { import("../../program.js").then(({ run }) => run()).then((said) => { document.title = said; }); }, []);\n  return <p>client</p>;\n};\n' },
  },
};

const said = async (address) => {
  const text = await (await fetch(address)).text();
  return text.replaceAll("<!-- -->", "").match(/said: ([^<]*?)\./)?.[1] ?? `no answer: ${text.slice(0, 300)}`;
};

export const next = async ({ folder, args, program }) => {
  const { bundler, place, external, from = "icp-wasm" } = args;
  const { path, files, isPage } = PLACES[place];
  const config = external ? `{ serverExternalPackages: ["${external}"] }` : "{}";
  write(folder, { "program.js": program({ from }), "app/layout.js": LAYOUT, "app/page.js": "export default () => <p>home</p>;\n", ...files, "next.config.mjs": `export default ${config};\n` });
  await bin(folder, "next", ["build", ...(bundler === "webpack" ? ["--webpack"] : [])]);
  return serving(folder, "next", ["start", "-p", "3211"], async (address) => {
    await setTimeout(300);
    return isPage ? titleOf(address + path) : said(address + path);
  });
};

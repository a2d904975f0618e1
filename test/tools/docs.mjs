/**
 * Writes the generated parts of README.md anew: `npm run docs`, after the command tree, the policy's keys, the signals or
 * the report changed. `test/readme.scenario.test.ts` fails when they have drifted.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build as esbuild } from "esbuild";

const root = new URL("../../", import.meta.url);
const readme = fileURLToPath(new URL("README.md", root));
const folder = fileURLToPath(new URL(`node_modules/.cache/riskscore-docs/${process.pid}`, root));

// Bundled, because Node 20 does not read TypeScript.
const outfile = join(folder, "readme-parts.mjs");
await esbuild({ absWorkingDir: fileURLToPath(root), entryPoints: ["test/tools/readme-parts.ts"], outfile, bundle: true, format: "esm", platform: "node", target: "node20.19", packages: "external", logLevel: "warning" });
try {
  const { readmeParts, withParts } = await import(pathToFileURL(outfile).href);
  const before = readFileSync(readme, "utf8");
  const after = withParts(before, await readmeParts(root.href));
  if (after !== before) writeFileSync(readme, after);
  process.stderr.write(after === before ? "README.md is up to date\n" : "README.md rewritten\n");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

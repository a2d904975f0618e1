import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { editManyFiles } from "./many-files.mjs";
import { run } from "./whole-process.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Bundled CommonJS packages call `require` for Node's own modules. */
const banner = { js: 'import { createRequire as __createRequire } from "node:module";const require = __createRequire(import.meta.url);' };

/** Times inside one process: of judging a record and of digesting a change, each with what stands beside it. Milliseconds. */
export async function sideBySide(copy, runs) {
  const { build } = await import("esbuild");
  const folder = join(copy.folder, "in-process");
  mkdirSync(folder);
  const outfile = join(folder, "in-process.mjs");
  await build({ absWorkingDir: root, entryPoints: ["test/bench/in-process.ts"], outfile, bundle: true, format: "esm", platform: "node", target: "node20.19", mainFields: ["module", "main"], banner, logLevel: "silent" });
  // A start of its own: what is bundled in with it (the test signer) must not think that it is the program.
  const start = join(folder, "start.mjs");
  writeFileSync(start, 'await import("./in-process.mjs");\n');
  const many = editManyFiles(copy, 800);
  const { stdout } = await run(process.execPath, [start, copy.path, copy.git(["rev-parse", "HEAD"]), many.commit, String(runs), folder], { cwd: copy.path, env: copy.env });
  return JSON.parse(stdout);
}

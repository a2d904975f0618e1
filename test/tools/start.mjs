/** `npm start` shows the demo; `npm start -- <args>` runs riskscore with these arguments in the caller's folder. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const args = process.argv.slice(2);
if (args.length === 0) {
  await import("../demo/run.mjs");
} else {
  const bin = fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));
  const result = spawnSync(process.execPath, [bin, ...args], { stdio: "inherit", cwd: process.env.INIT_CWD ?? process.cwd() });
  process.exitCode = result.status ?? 128;
}

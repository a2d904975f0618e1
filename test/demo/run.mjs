/**
 * Shows what riskscore says about a staged change of the demo monorepo (`fixtures/demo/shop`), and leaves nothing behind.
 *
 *   node test/demo/run.mjs [--bin FILE] [-- <arguments of riskscore, instead of diff>]
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cleanEnvironment, demoRepository } from "./demo-repository.mjs";

const { values, positionals } = parseArgs({ options: { bin: { type: "string" } }, allowPositionals: true });
const bin = values.bin ?? fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));
const args = positionals.length > 0 ? positionals : ["diff"];

const repository = demoRepository();
// Ctrl-C reaches riskscore too; we only have to outlive it to tidy up.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
process.on("exit", () => repository.remove());

process.stderr.write(`A small shop, six packages. Somebody staged a new way to round half cents; this is what \`riskscore ${args.join(" ")}\` says:\n\n`);
const child = spawn(process.execPath, [bin, ...args], { cwd: repository.path, stdio: "inherit", env: cleanEnvironment() });
child.on("close", (status, signal) => {
  process.exitCode = status ?? (signal === "SIGINT" ? 130 : 143);
});

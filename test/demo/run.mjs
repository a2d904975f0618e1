/**
 * Shows what riskscore says about a staged change of the demo monorepo (`fixtures/demo/shop`), then tells what happens when a coding
 * agent commits and pushes that very change. Leaves nothing behind.
 *
 *   node test/demo/run.mjs [--bin FILE] [-- <arguments of riskscore, instead of diff and the story>]
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cleanEnvironment, demoRepository } from "./demo-repository.mjs";
import { tellStory } from "./story.mjs";

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
  if (status === 0 && positionals.length === 0 && values.bin === undefined) tellStory((text) => void process.stdout.write(text));
});

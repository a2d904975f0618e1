#!/usr/bin/env node
/** Runs the vectors: `node test/vectors/run.mjs [--only T44] [--json | --markdown] [--tool "riskscore"] [--jobs 2] [--laptop] [--say]`. README.md says what each holds. */
import { readdirSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { jsonOf, markdownOf, tableOf } from "./support/results.mjs";
import { ran, readVector } from "./support/vector.mjs";
import { template } from "./support/world.mjs";
import { warm } from "./support/warm.mjs";

export const folder = fileURLToPath(new URL(".", import.meta.url));
const ours = [process.execPath, fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url))];

export const names = () => readdirSync(folder).filter((name) => /_(pass|fail)$/.test(name)).sort();

/** Every vector of `chosen`, a few at a time; results in their order. */
export async function runVectors(chosen, { tool = ours, jobs = 2, laptop = false } = {}) {
  const worlds = await template(tool, warm);
  const results = [];
  const waiting = chosen.map((name, at) => ({ name, at }));
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next.at] = await ran(readVector(join(folder, next.name), laptop), worlds);
  };
  try {
    await Promise.all(Array.from({ length: jobs }, work));
  } finally {
    worlds.remove();
  }
  return results;
}

async function main() {
  const { values } = parseArgs({ options: { only: { type: "string" }, json: { type: "boolean" }, markdown: { type: "boolean" }, tool: { type: "string" }, jobs: { type: "string" }, laptop: { type: "boolean" }, say: { type: "boolean" } } });
  const chosen = names().filter((name) => values.only === undefined || name.toLowerCase().includes(values.only.toLowerCase()));
  if (chosen.length === 0) throw new Error(`no vector is called ${values.only}`);
  const results = await runVectors(chosen, { tool: values.tool?.split(" ") ?? ours, jobs: Number(values.jobs ?? 2), laptop: values.laptop });
  process.stdout.write(values.json ? jsonOf(results) : values.markdown ? markdownOf(results) : tableOf(results));
  if (values.say) for (const { name, said } of results.filter(({ ok }) => !ok)) process.stderr.write(`\n== ${name}\n${said}\n`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) await main();

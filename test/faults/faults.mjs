/**
 * No silent allow: whole runs of every command that judges, on a repository where the right answer is STOP, with one thing going wrong in each.
 *
 *   node test/faults/faults.mjs [--short] [--seed N] [--count N] [--only KIND] [--at INDEX] [--jobs N] [--json]
 *
 * `--short` is what CI runs; `--at` runs the one fault of that number again and shows what was said. Needs `sh`, so no Windows.
 * Exit codes: 0 the law held (never exit 0, and never a crash without words), 1 it did not, 2 usage.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomFrom } from "../fuzz/random.mjs";
import { build } from "../tools/build.mjs";
import { callsIn, gitBetween } from "./git-between.mjs";
import { giveCache, keepCache, kinds } from "./kinds.mjs";
import { runOnce, wrongWith } from "./run-once.mjs";
import { copyOf, stoppedWorld } from "./world.mjs";

const { seed, count, only, at, jobs, json } = asked();
await build();
const started = Date.now();
const world = stoppedWorld();
const caches = mkdtempSync(join(tmpdir(), "riskscore-faults-"));
process.on("exit", () => {
  world.remove();
  rmSync(caches, { recursive: true, force: true });
});
const found = [];
const table = new Map();
const cases = world.commands.flatMap((command) => command.in.map((situation) => ({ command, situation })));

for (const one of cases) Object.assign(one, await undisturbed(one));
await injectAll();
report();

function asked() {
  try {
    const { values } = parseArgs({
      options: { short: { type: "boolean", default: false }, seed: { type: "string", default: "1" }, count: { type: "string" }, only: { type: "string" }, at: { type: "string" }, jobs: { type: "string", default: "2" }, json: { type: "boolean", default: false } },
    });
    const numbers = { seed: Number(values.seed), count: Number(values.count ?? (values.short ? 90 : 1500)), jobs: Number(values.jobs) };
    const wanted = values.at === undefined ? null : Number(values.at);
    if (values.only !== undefined && !kinds.some(({ name }) => name === values.only)) return usage(`no kind is called '${values.only}': ${kinds.map(({ name }) => name).join(", ")}`);
    if (Object.values(numbers).every((number) => Number.isSafeInteger(number) && number > 0) && (wanted === null || Number.isSafeInteger(wanted))) return { ...values, ...numbers, at: wanted };
    return usage("numbers are whole and positive");
  } catch (error) {
    return usage(error.message);
  }
}

function usage(because) {
  process.stderr.write(`${because}\nusage: node test/faults/faults.mjs [--short] [--seed N] [--count N] [--only KIND] [--at INDEX] [--jobs N] [--json]\n`);
  process.exit(2);
}

/** Without a fault the answer is 1, or the world is not what it should be; and git is called so often. */
async function undisturbed({ command, situation }) {
  const copy = copyOf(world, situation);
  try {
    const between = gitBetween(copy.folder, { body: ":", at: -1 });
    const ran = await runOnce(command, { path: copy.path, env: { ...world.env, PATH: `${between}:${world.env.PATH}` } });
    if (ran.code !== 1 || wrongWith(ran) !== null) throw new Error(`${command.name} (${situation}) exits with ${ran.code} where nothing is wrong:\n${ran.stdout}${ran.stderr}`);
    const cache = join(caches, `${cases.findIndex((one) => one.command === command && one.situation === situation)}`);
    mkdirSync(cache);
    keepCache(copy, cache);
    return { calls: callsIn(copy.folder).length, cache };
  } finally {
    copy.remove();
  }
}

async function injectAll() {
  const indices = at === null ? Array.from({ length: count }, (_, index) => index) : [at];
  await Promise.all(
    Array.from({ length: jobs }, async () => {
      for (let index = indices.shift(); index !== undefined; index = indices.shift()) await inject(index);
    }),
  );
}

/** The kinds take turns by their shares, the cases one after the other; everything else is chance's. */
async function inject(index) {
  const random = randomFrom(`${seed}/faults/${index}`);
  const one = cases[index % cases.length];
  const kind = only === undefined ? pickedByShare(random) : kinds.find(({ name }) => name === only);
  const plan = kind.plan(random, { calls: one.calls });
  const copy = { ...copyOf(world, one.situation, { withRemote: kind.withRemote }), env: world.env };
  try {
    if (kind.warm || random.chance(0.5)) giveCache(copy, one.cache);
    const how = plan.apply(copy);
    if (how === null) return;
    const args = one.command.args.map((word) => (word === world.remote ? copy.remote : word));
    const ran = await runOnce({ ...one.command, args }, { path: copy.path, ...how });
    const wrong = wrongWith(ran, how);
    counted(`${kind.name}: ${plan.words}`, ran.code);
    if (wrong !== null) found.push({ index, command: one.command.name, situation: one.situation, kind: kind.name, words: plan.words, about: how.about ?? askedAt(copy, plan), wrong, ...ran });
    if (at !== null) process.stdout.write(`${one.command.name} (${one.situation}), ${kind.name}: ${plan.words} ${how.about ?? askedAt(copy, plan)}\nexit ${ran.code} after ${ran.milliseconds} ms\n--- stdout\n${ran.stdout}--- stderr\n${ran.stderr}`);
  } finally {
    copy.remove();
  }
}

function askedAt(copy, { at: call }) {
  if (call === undefined) return "";
  return callsIn(copy.folder)[call] ?? "(not reached)";
}

function pickedByShare(random) {
  let left = random.below(kinds.reduce((sum, { share }) => sum + share, 0));
  return kinds.find(({ share }) => (left -= share) < 0);
}

function counted(row, code) {
  const codes = table.get(row) ?? new Map();
  table.set(row, codes.set(code, (codes.get(code) ?? 0) + 1));
}

function report() {
  const codes = [...new Set([...table.values()].flatMap((row) => [...row.keys()]))].toSorted((a, b) => a - b);
  const total = [...table.values()].flatMap((row) => [...row.values()]).reduce((sum, one) => sum + one, 0);
  const seconds = Math.round((Date.now() - started) / 1000);
  if (json) process.stdout.write(`${JSON.stringify({ seed, faults: total, seconds, table: Object.fromEntries([...table].map(([row, by]) => [row, Object.fromEntries(by)])), found }, null, 2)}\n`);
  else {
    const line = (name, cells) => process.stdout.write(`${name.padEnd(58)}${cells.map((cell) => String(cell || "·").padStart(6)).join("")}\n`);
    line("fault \\ exit code", codes);
    for (const [row, by] of [...table].toSorted(([a], [b]) => (a < b ? -1 : 1))) line(row, codes.map((code) => by.get(code)));
    line(`${total} faults in ${seconds} s, seed ${seed}`, codes.map((code) => [...table.values()].reduce((sum, by) => sum + (by.get(code) ?? 0), 0)));
  }
  for (const { index, command, situation, kind, words, about, wrong, code, stdout, stderr } of found) {
    process.stderr.write(`\n${wrong}: ${command} (${situation}), ${kind}: ${words} ${about}\n  exit ${code}; ${JSON.stringify(stdout.slice(0, 300))} ${JSON.stringify(stderr.slice(0, 600))}\n  again: node test/faults/faults.mjs --seed ${seed} --at ${index}${only === undefined ? "" : ` --only '${only}'`}\n`);
  }
  process.exitCode = found.length > 0 ? 1 : 0;
}

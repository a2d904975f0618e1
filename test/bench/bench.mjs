/**
 * Measures riskscore on any repository, as whole processes, beside two floors taken in the same run.
 *
 *   npm run bench -- --repo PATH [--runs N] [--json]
 *
 * The repository is never written to: everything happens in a private copy. Rounds are interleaved (each measures
 * everything once), so a machine that slows down slows floors and figures alike; figures are medians over rounds.
 */
import { cpus } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { moduleAt } from "./module-at.mjs";
import { privateCopy } from "./private-copy.mjs";
import { table } from "./table.mjs";
import { peakMemory, run } from "./whole-process.mjs";

const bin = fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));
const floor = fileURLToPath(new URL("parse-floor.mjs", import.meta.url));
const node = process.execPath;

const options = readOptions();
const copy = privateCopy(resolve(process.env.INIT_CWD ?? ".", options.repo));
process.on("exit", () => copy.remove());
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

const result = await measure();
process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : table(result));

function readOptions() {
  const { values } = parseArgs({ options: { repo: { type: "string" }, runs: { type: "string", default: "5" }, json: { type: "boolean", default: false } } });
  const runs = Number(values.runs);
  if (values.repo === undefined || !Number.isInteger(runs) || runs < 1) {
    process.stderr.write("usage: npm run bench -- --repo PATH [--runs N] [--json]\n");
    process.exit(2);
  }
  return { repo: values.repo, runs, json: values.json };
}

async function measure() {
  const inCopy = { cwd: copy.path, env: copy.env };
  say("reading the graph");
  const graph = JSON.parse((await run(node, [bin, "graph", "--format", "json"], inCopy)).stdout);
  /** Where half, and nine tenths, of the modules somebody uses have a smaller radius. */
  const modules = { middle: moduleAt(graph, 0.5), wide: moduleAt(graph, 0.9) };
  const texts = new Map(Object.values(modules).map(({ id }) => [id, copy.git(["show", `HEAD:${id}`])]));
  let edits = 0;
  /** A top-level statement in one of them: everyone who loads the module feels it. Each edit makes a tree that was never seen before. */
  const stageEdit = ({ id }) => {
    for (const [other, text] of texts) copy.stage(other, other === id ? `${text}\nglobalThis.riskscoreBench = ${++edits};\n` : text);
  };
  const diff = (runner = run) => runner(node, [bin, "diff", "--json"], inCopy);

  const times = { bare: [], parse: [], cold: [], warmNew: [], warmWide: [], warmSame: [] };
  let parsed;
  const dependents = {};
  for (let turn = 1; turn <= options.runs; turn++) {
    say(`round ${turn} of ${options.runs}`);
    times.bare.push((await run(node, ["-e", "0"], inCopy)).ms);
    const floorRun = await run(node, [floor, copy.path], inCopy);
    times.parse.push(floorRun.ms);
    parsed = JSON.parse(floorRun.stdout);
    copy.forget();
    stageEdit(modules.wide);
    times.cold.push((await diff()).ms);
    for (const [name, figure] of [["middle", times.warmNew], ["wide", times.warmWide]]) {
      stageEdit(modules[name]);
      const { ms, stdout } = await diff();
      figure.push(ms);
      dependents[name] = JSON.parse(stdout).radius.modules;
    }
    times.warmSame.push((await diff()).ms);
  }
  say("memory");
  copy.forget();
  stageEdit(modules.wide);
  const memory = { cold: await diff(peakMemory), parseFloor: await peakMemory(node, [floor, copy.path], inCopy) };
  for (const [name, figure] of [["middle", "warmNew"], ["wide", "warmWide"]]) {
    stageEdit(modules[name]);
    memory[figure] = await diff(peakMemory);
  }
  memory.warmSame = await diff(peakMemory);
  say("");
  return {
    repository: { head: copy.git(["rev-parse", "HEAD"]), sourceFiles: parsed.files, sourceBytes: parsed.bytes, modules: graph.modules.length, edges: graph.edges.length },
    edited: Object.fromEntries(Object.entries(modules).map(([name, { id }]) => [name, { module: id, dependents: dependents[name] }])),
    machine: { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, platform: process.platform },
    runs: options.runs,
    milliseconds: Object.fromEntries(Object.entries(times).map(([name, all]) => [name, figures(all, times)])),
    peakBytes: memory,
  };
}

function figures(all, times) {
  const ms = median(all);
  return { median: round(ms), least: round(Math.min(...all)), most: round(Math.max(...all)), timesBareNode: round(ms / median(times.bare), 2), timesParseFloor: round(ms / median(times.parse), 2) };
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function round(number, digits = 1) {
  return Number(number.toFixed(digits));
}

function say(line) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
}

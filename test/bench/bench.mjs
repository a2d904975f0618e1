/**
 * Measures riskscore on any repository, as whole processes, beside two floors taken in the same run; then what the gate adds, each
 * beside what it is held against.
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
import { withRemote } from "./remote.mjs";
import { sideBySide } from "./side-by-side.mjs";
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
  const remote = withRemote(copy);
  /** A commit nobody has seen, on a branch that the remote does not know. */
  const commitEdit = (module, message) => {
    stageEdit(module);
    return remote.commit(message);
  };
  const diffOf = (commit) => run(node, [bin, "diff", `${remote.base}..${commit}`, "--json"], inCopy);
  const push = (commit) => run(node, [bin, "hook", "pre-push", "origin", remote.path, "--json"], { ...inCopy, input: remote.lineFor(commit), accept: [0, 1, 2] });

  const times = { bare: [], parse: [], cold: [], warmNew: [], warmWide: [], warmSame: [], diffCommit: [], push: [], diffCommitSame: [], pushSame: [], diffTagged: [], pushTagged: [] };
  let parsed;
  const dependents = {};
  const decisions = {};
  /** Equal edits, one for each of the two, so that neither finds the other's results. */
  const measurePushes = async () => {
    const pairs = [["middle", "A person's change", "push", times.diffCommit, times.push], ["wide", "An agent's change\n\nCo-authored-by: Claude <noreply@anthropic.com>", "pushTagged", times.diffTagged, times.pushTagged]];
    for (const [module, message, name, diffs, pushes] of pairs) {
      const [looked, pushed] = [commitEdit(modules[module], message), commitEdit(modules[module], message)];
      diffs.push((await diffOf(looked)).ms);
      const { ms, stdout } = await push(pushed);
      pushes.push(ms);
      const [ref] = JSON.parse(stdout).refs;
      decisions[name] = `${ref.decision}: ${ref.rule}`;
      if (name !== "push") continue;
      times.diffCommitSame.push((await diffOf(looked)).ms);
      times.pushSame.push((await push(pushed)).ms);
    }
  };
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
    await measurePushes();
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
  say("records and digests");
  const { record, digest } = await sideBySide(copy, options.runs);
  say("");
  return {
    repository: { head: copy.git(["rev-parse", "HEAD"]), sourceFiles: parsed.files, sourceBytes: parsed.bytes, modules: graph.modules.length, edges: graph.edges.length },
    edited: Object.fromEntries(Object.entries(modules).map(([name, { id }]) => [name, { module: id, dependents: dependents[name] }])),
    machine: { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, platform: process.platform },
    runs: options.runs,
    milliseconds: Object.fromEntries(Object.entries(times).map(([name, all]) => [name, figures(all, times)])),
    peakBytes: memory,
    decisions,
    beside: [
      against("pre-push, new change", times.push, "diff of an equal commit", times.diffCommit, 1.5),
      against("pre-push, same trees", times.pushSame, "diff, same trees", times.diffCommitSame, 1.5),
      against("pre-push, wide, by an agent", times.pushTagged, "diff of an equal commit", times.diffTagged, 1.5),
      against("judging a record", record.ours, "ssh-keygen -Y verify", record.keygen, 0.1),
      against("judging the first record", [record.first], "ssh-keygen -Y verify", record.keygen, null),
      against(`digest of ${digest.files} changed files`, digest.ours, "git diff-tree, reading the blobs", digest.git, 2),
    ],
  };
}

/** One figure and what it is held against, `times` apart; both null where there is nothing to hold it against on this machine. `atMost` is the aim. */
function against(what, all, beside, others, atMost) {
  const [ms, besideMs] = [median(all), others === null ? null : median(others)];
  return { what, ms: round(ms, 3), beside, besideMs: besideMs === null ? null : round(besideMs, 3), times: besideMs === null ? null : round(ms / besideMs, 3), atMost };
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

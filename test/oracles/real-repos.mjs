/**
 * Runs riskscore over repositories nobody here wrote, and prints what it could not resolve and where it failed: a row of
 * a Markdown table each. Local clones only; none of them needs `node_modules` or a checkout.
 *
 *   node test/oracles/real-repos.mjs [--commits N] [--list] [--keep FOLDER] PATH…
 *
 * For each clone: `graph --format json` of HEAD, then `diff C~1..C --json` over the last N first-parent commits (50).
 * An error is an exit code other than 0, or JSON that the published schema refuses. `--list` names every unresolved
 * import on stderr, `--keep` writes each report to FOLDER/<name>/<commit>.json for judging. Deliberately broken fixtures,
 * by the name of the clone's folder, stand in real-repos.ignore.json.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Ajv } from "ajv";
import picomatch from "picomatch";

const bin = fileURLToPath(new URL("../../bin/riskscore.js", import.meta.url));
const schema = JSON.parse(readFileSync(new URL("../../dist/schema/report.schema.json", import.meta.url), "utf8"));
const fixtures = JSON.parse(readFileSync(new URL("real-repos.ignore.json", import.meta.url), "utf8"));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { commits: { type: "string", default: "50" }, list: { type: "boolean", default: false }, keep: { type: "string" } },
});
if (positionals.length === 0) {
  process.stderr.write("usage: node test/oracles/real-repos.mjs [--commits N] [--list] [--keep FOLDER] PATH…\n");
  process.exit(2);
}

const ajv = new Ajv({ strict: false, allErrors: false });
const validReport = ajv.compile(schema);
const validGraph = ajv.compile({ ...schema.definitions.graph, definitions: schema.definitions });

const columns = ["repository", "modules", "edges", "local imports", "unresolved", "rate", "without fixtures", "rate", "reasons without fixtures", "commits", "dependents (median, most)", "errors", "graph s", "diffs s"];
print(columns);
print(columns.map((_, i) => (i === 0 || i === 8 ? "---" : "---:")));
for (const path of positionals.map((one) => resolve(one))) {
  const name = basename(path);
  const errors = [];
  const graph = await measured(() => answer(path, ["graph", "--format", "json"], validGraph, errors));
  const diffs = await measured(() => diffsOf(path, errors));
  print([name, ...resolved(graph.value, fixtures[name] ?? []), ...reached(diffs.value), errors.length, graph.seconds, diffs.seconds]);
  for (const error of errors) process.stderr.write(`${name}: ${error}\n`);
}

function resolved(graph, globs) {
  if (graph === null) return Array.from({ length: 8 }, () => "-");
  const isFixture = globs.length === 0 ? () => false : picomatch(globs, { dot: true });
  const whole = counted(graph, () => true);
  const part = counted(graph, (path) => !isFixture(path));
  if (values.list) for (const one of part.unresolved) process.stderr.write(`${one.reason}\t${one.from}:${one.line}\t${one.specifier}\t${one.because}\n`);
  const reasons = [...new Set(part.unresolved.map(({ reason }) => reason))].map((reason) => `${reason} ${part.unresolved.filter((one) => one.reason === reason).length}`);
  return [graph.modules.length, graph.edges.length, whole.imports, whole.unresolved.length, rate(whole), part.unresolved.length, rate(part), reasons.toSorted().join(", ") || "none"];
}

function counted({ modules, unresolved }, wanted) {
  const chosen = modules.filter(({ id }) => wanted(id));
  return { imports: chosen.reduce((sum, { imports }) => sum + imports, 0), unresolved: unresolved.filter(({ from }) => wanted(from)) };
}

function rate({ imports, unresolved }) {
  return imports === 0 ? "-" : `${((unresolved.length / imports) * 100).toFixed(2)} %`;
}

async function diffsOf(path, errors) {
  const commits = git(path, ["log", "--first-parent", "--format=%H %P", `-${values.commits}`]).split("\n").filter((line) => line.includes(" "));
  const reports = [];
  for (const line of commits) {
    const [commit, parent] = line.split(" ");
    const report = await answer(path, ["diff", `${parent}..${commit}`, "--json"], validReport, errors);
    if (report === null) continue;
    reports.push(report);
    if (values.keep !== undefined) keep(join(values.keep, basename(path)), `${commit}.json`, report);
  }
  return reports;
}

function keep(folder, name, report) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(report));
}

function reached(reports) {
  const sizes = reports.map(({ radius }) => radius.modules).toSorted((a, b) => a - b);
  return [reports.length, `${sizes[sizes.length >> 1] ?? "-"}, ${sizes.at(-1) ?? "-"}`];
}

/** What the built command printed, parsed; null, with a line in `errors`, where it failed or broke its promise. */
async function answer(cwd, args, isValid, errors) {
  const { code, stdout, stderr } = await run(cwd, args);
  const told = `riskscore ${args.join(" ")}`;
  if (code !== 0) {
    errors.push(`${told}: exit ${code}: ${stderr.trim().split("\n")[0] || stdout.slice(0, 300)}`);
    return null;
  }
  const value = JSON.parse(stdout);
  if (!isValid(value)) errors.push(`${told}: ${ajv.errorsText(isValid.errors)}`);
  return value;
}

function run(cwd, args) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const [stdout, stderr] = [[], []];
    child.stdout.on("data", (chunk) => stdout.push(chunk));
    child.stderr.on("data", (chunk) => stderr.push(chunk));
    child.on("error", failed);
    child.on("close", (code) => done({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }));
  });
}

async function measured(work) {
  const start = performance.now();
  const value = await work();
  return { value, seconds: ((performance.now() - start) / 1000).toFixed(1) };
}

function git(cwd, args) {
  return execFileSync("git", args, { cwd, encoding: "utf8", maxBuffer: 1 << 28 }).trim();
}

function print(cells) {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

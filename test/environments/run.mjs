/**
 * The same story in other environments: locale, time zone, object format, worktree, other people's git configuration, pushes at once.
 *
 *   node test/environments/run.mjs [--short] [--only TEXT] [--git DIR] [--node DIR] [--jobs N] [--json]
 *
 * `--git` and `--node`: folders with another `git` or `node`, put first on the PATH. `--short` is what CI runs. Needs `sh`, so no Windows.
 * Exit codes: 0 every answer was right (or its environment could not be had, which is said), 1 one was not, 2 usage.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "../tools/build.mjs";
import { rows } from "./rows.mjs";
import { play } from "./story.mjs";

const self = fileURLToPath(import.meta.url);
/** Each kind of difference once. */
const inShort = ["plain", "locale fr", "SHA-256", "autocrlf", "hostile"];
const { row, ...asked } = read();

if (row !== undefined) process.stdout.write(JSON.stringify(await play(rows[Number(row)])));
else process.exitCode = await all(asked);

function read() {
  try {
    const options = { short: { type: "boolean", default: false }, only: { type: "string" }, git: { type: "string" }, node: { type: "string" }, jobs: { type: "string", default: "2" }, json: { type: "boolean", default: false }, row: { type: "string" } };
    const { values } = parseArgs({ options });
    for (const name of ["git", "node"]) if (values[name] !== undefined && !existsSync(join(values[name], name))) throw new Error(`there is no ${name} in ${values[name]}`);
    if (!/^[1-9]\d?$/.test(values.jobs)) throw new Error("--jobs is a whole number");
    return values;
  } catch (error) {
    process.stderr.write(`${error.message}\nusage: node test/environments/run.mjs [--short] [--only TEXT] [--git DIR] [--node DIR] [--jobs N] [--json]\n`);
    return process.exit(2);
  }
}

async function all({ short, only, git, node, jobs, json }) {
  const chosen = rows.filter(({ name }) => (only === undefined || name.toLowerCase().includes(only.toLowerCase())) && (!short || inShort.some((part) => name.includes(part))));
  if (chosen.length === 0) {
    process.stderr.write(`no environment is called ${only}\n`);
    return 2;
  }
  await build();
  const folders = [node, git].flatMap((folder) => (folder === undefined ? [] : [resolve(folder)]));
  const env = { ...process.env, PATH: [...folders, process.env.PATH].join(delimiter) };
  // What the runner itself is called from, a hook of git's among others, is none of the story's business.
  for (const name of Object.keys(env)) if (name.startsWith("GIT_")) delete env[name];
  process.env.PATH = env.PATH;
  const program = node === undefined ? process.execPath : join(resolve(node), "node");
  const versions = [version(program, env), version("git", env)];
  const results = await inOrder(chosen, Number(jobs), (one) => resultOf(one, program, env));
  compare(results);
  process.stdout.write(json ? `${JSON.stringify({ versions, results }, null, 2)}\n` : table(versions, results));
  return results.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
}

function version(program, env) {
  const { stdout, error } = spawnSync(program, ["--version"], { encoding: "utf8", env });
  if (error) throw error;
  return stdout.trim().replace(/^v/, "node ");
}

async function inOrder(list, jobs, work) {
  const results = [];
  const waiting = list.map((one, i) => ({ one, i }));
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results[next.i] = await work(next.one);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return results;
}

/** Each in a process of its own. */
async function resultOf(one, program, env) {
  const cannot = one.cannot?.() ?? null;
  if (cannot !== null) return { name: one.name, cannot, note: null, wrong: [], facts: null };
  const child = spawn(program, [self, "--row", String(rows.indexOf(one))], { env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"]) child[stream].setEncoding("utf8").on("data", (text) => (said[stream] += text));
  const code = await new Promise((done, failed) => child.on("error", failed).on("close", done));
  const answer = code === 0 ? JSON.parse(said.stdout) : { wrong: [`the run itself ended with ${code}: ${said.stderr}`], facts: null };
  return { name: one.name, cannot: null, note: one.note?.() ?? null, ...answer };
}

/** Figures are the first row's everywhere. */
function compare(results) {
  const first = results.find(({ facts }) => facts !== null);
  for (const { facts, wrong } of results) {
    for (const [name, figure] of Object.entries(facts ?? {})) {
      const [here, there] = [figure, first.facts[name]].map((one) => JSON.stringify(one));
      if (here !== there) wrong.push(`${name}: ${here}, and ${there} in: ${first.name}`);
    }
  }
}

function table(versions, results) {
  const cells = results.map(({ name, cannot, note, wrong }) => [name, cannot !== null ? `could not run: ${cannot}` : wrong.length === 0 ? `right${note === null ? "" : `; ${note}`}` : `WRONG: ${wrong.join("\n  ")}`]);
  const width = Math.max(...cells.map(([name]) => name.length));
  return `${versions.join(", ")}\n${cells.map(([name, answer]) => `${name.padEnd(width)}  ${answer}\n`).join("")}`;
}

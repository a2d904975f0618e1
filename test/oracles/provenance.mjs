/**
 * Reads the history of repositories nobody here wrote, and prints what riskscore finds in it about tools: a row of a Markdown
 * table for each repository, then for each tool and kind. Local clones only; every ref counts, so pull requests do where they are kept.
 *
 *   node test/oracles/provenance.mjs [--since DATE] [--until DATE] [--sample N] [--seed N] [--of hits|misses|suspected] [--words] PATH…
 *
 * `--sample N` prints N commits taken at random from all the repositories, with what was found and the message, to be judged by eye.
 * `--words` prints every line of every commit in which nothing was found that holds a word of a loose list (claude, copilot, codex, …), each
 * different line once, with how often: whoever reads them all knows how many markers were missed. The list knows nothing of our table.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    since: { type: "string", default: "2025-01-01T00:00:00Z" },
    until: { type: "string", default: "2027-01-01T00:00:00Z" },
    sample: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    of: { type: "string", default: "hits" },
    words: { type: "boolean", default: false },
  },
});
if (positionals.length === 0) {
  process.stderr.write("usage: node test/oracles/provenance.mjs [--since DATE] [--until DATE] [--sample N] [--seed N] [--of hits|misses|suspected] [--words] PATH…\n");
  process.exit(2);
}

const loose = /claude|copilot|cursor|codex|gemini|devin|aider|anthropic|openai|chatgpt|\bgpt|ai-assisted|assisted-by|generated[- ](?:with|by)|\bjules\b|opencode|windsurf|coderabbit|\bllms?\b|co-authored-by:.*\b(?:ai|bot|agent|code)\b|-session|\bamp\b|vibe|(?:^author|^committer|^co-authored-by:) .*\b(?:agent|ai|assistant|autopilot)\b/i;
const { scanCommit, knownTools, noteEvidence } = await bundled();
const tools = knownTools([]);
const commits = [];
const byTool = new Map();
const rows = [];
for (const path of positionals.map((one) => resolve(one))) {
  const from = commits.length;
  const noted = notesIn(path);
  for await (const [oid, raw] of commitsOf(path)) commits.push(judged(basename(path) === "repo" ? basename(dirname(path)) : basename(path), oid, raw, noted.get(oid)));
  const own = commits.slice(from);
  const dates = own.map(({ date }) => date).filter(Boolean).toSorted((a, b) => a - b);
  const day = (seconds) => (seconds === undefined ? "-" : new Date(seconds * 1000).toISOString().slice(0, 10));
  rows.push([own[0]?.repo ?? basename(path), own.length, day(dates[0]), day(dates.at(-1)), count(own, "tagged"), count(own, "suspected"), count(own, "unknown"), noted.size]);
}
print(["repository", "commits", "first", "last", "tagged", "suspected", "unknown", "notes"], rows);
for (const commit of commits) for (const key of new Set(commit.pieces.map(({ tool, kind, confidence }) => `${tool}\n${kind}\n${confidence}`))) byTool.set(key, (byTool.get(key) ?? 0) + 1);
print(["tool", "kind", "confidence", "commits"], [...byTool].toSorted((a, b) => b[1] - a[1]).map(([key, times]) => [...key.split("\n"), times]));
if (values.words) printWords();
if (Number(values.sample) > 0) printSample();

async function bundled() {
  const folder = mkdtempSync(join(tmpdir(), "riskscore-oracle-"));
  const src = fileURLToPath(new URL("../../src/provenance/", import.meta.url));
  const contents = `export { scanCommit } from "${src}scan-commit.ts"; export { knownTools } from "${src}known-tools.ts"; export { noteEvidence } from "${src}record-evidence.ts";`;
  try {
    await build({ stdin: { contents, resolveDir: src }, bundle: true, format: "esm", platform: "node", outfile: join(folder, "provenance.mjs"), logLevel: "error" });
    return await import(pathToFileURL(join(folder, "provenance.mjs")).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(path, ...args) {
  return execFileSync("git", ["-C", path, ...args], { encoding: "utf8", maxBuffer: 1 << 30 });
}

/** Notes of git-ai, by commit. */
function notesIn(path) {
  const ref = "refs/notes/ai";
  if (git(path, "for-each-ref", "--format=%(refname)", ref).trim() !== ref) return new Map();
  const entries = git(path, "ls-tree", "-r", ref).trim().split("\n").map((line) => line.split(/[\s\t]+/));
  return new Map(entries.map(([, , blob, at]) => [at.replaceAll("/", ""), git(path, "cat-file", "blob", blob)]));
}

function judged(repo, oid, raw, note) {
  const found = scanCommit(oid, raw, tools);
  const pieces = [...found.attributions, ...(note === undefined ? [] : noteEvidence("refs/notes/ai", oid, note, tools).attributions)];
  const strong = pieces.some(({ kind }) => kind !== "assist" && kind !== "weak");
  const text = raw.toString();
  return { repo, oid, text, pieces, date: Number(/^committer .*> (\d+)/m.exec(text)?.[1] ?? 0), state: strong ? "tagged" : pieces.length > 0 ? "suspected" : found.state };
}

async function* commitsOf(path) {
  const oids = git(path, "rev-list", "--all", `--since=${values.since}`, `--until=${values.until}`).split("\n").filter(Boolean);
  const child = spawn("git", ["-C", path, "cat-file", "--batch", "--buffer"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(`${oids.join("\n")}\n`);
  let rest = Buffer.alloc(0);
  for await (const chunk of child.stdout) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf(0x0a);
      const [oid, type, size] = end < 0 ? [] : rest.toString("latin1", 0, end).split(" ");
      if (size === undefined || rest.length < end + 2 + Number(size)) break;
      if (type === "commit") yield [oid, Buffer.from(rest.subarray(end + 1, end + 1 + Number(size)))];
      rest = rest.subarray(end + 2 + Number(size));
    }
  }
}

function printWords() {
  const lines = new Map();
  for (const { text, repo, oid, state } of commits) {
    if (state !== "unknown") continue;
    for (const line of headless(text).split("\n")) {
      if (!loose.test(line)) continue;
      const seen = lines.get(line) ?? { times: 0, at: `${repo} ${oid.slice(0, 12)}` };
      lines.set(line, { ...seen, times: seen.times + 1 });
    }
  }
  const misses = commits.filter(({ state }) => state === "unknown");
  process.stdout.write(`\n${lines.size} different lines in ${misses.filter(({ text }) => loose.test(headless(text))).length} of ${misses.length} commits in which nothing was found:\n`);
  for (const [line, { times, at }] of [...lines].toSorted((a, b) => b[1].times - a[1].times)) process.stdout.write(`${String(times).padStart(6)} ${at} ${JSON.stringify(line.slice(0, 200))}\n`);
}

/** Without signatures and trees: identities and message. */
function headless(text) {
  const end = text.indexOf("\n\n");
  const headers = text.slice(0, end).split("\n").filter((line) => /^(?:author|committer) /.test(line));
  return [...headers, text.slice(end + 2)].join("\n");
}

function printSample() {
  const states = { hits: ["tagged"], suspected: ["suspected"], misses: ["unknown"] }[values.of];
  const pool = commits.filter(({ state }) => states.includes(state));
  const next = random(Number(values.seed));
  for (let at = 0; at < Math.min(pool.length, Number(values.sample)); at++) {
    const other = at + Math.floor(next() * (pool.length - at));
    [pool[at], pool[other]] = [pool[other], pool[at]];
    const { repo, oid, text, pieces } = pool[at];
    process.stdout.write(`\n#${at + 1} ${repo} ${oid.slice(0, 12)}\n`);
    for (const { tool, kind, confidence, where } of pieces) process.stdout.write(`  => ${tool} ${kind} ${confidence} ${where.place}: ${JSON.stringify(where.marker)}\n`);
    for (const line of excerpt(headless(text))) process.stdout.write(`  | ${line.slice(0, 160)}\n`);
  }
}

/** The beginning and the end, where markers stand, and every line that the loose list knows. */
function excerpt(text) {
  const lines = text.trimEnd().split("\n");
  return lines.filter((line, at) => line.trim() !== "" && (at < 4 || at >= lines.length - 5 || loose.test(line)));
}

/** mulberry32: the same seed gives the same sample everywhere. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function count(own, state) {
  return own.filter((commit) => commit.state === state).length;
}

function print(header, body) {
  process.stdout.write(`\n| ${header.join(" | ")} |\n| ${header.map((_, at) => (at === 0 ? "---" : "---:")).join(" | ")} |\n`);
  for (const row of body) process.stdout.write(`| ${row.join(" | ")} |\n`);
}

/**
 * Pushes what landed in repositories nobody here wrote once more, through the real `riskscore hook pre-push`, and prints what it said:
 * a row of a Markdown table for each repository and each kind of author. Local clones only; all of it happens in scratch clones that are removed.
 *
 *   node test/oracles/gate-replay.mjs [--commits N] [--seed N] [--since DATE] [--until DATE] [--pulls] [--rounds N] [--defaults] [--keep FOLDER] PATH…
 *
 * Of the first-parent commits of the branch that HEAD names, N (40) with a tool's marker and N without any are taken at random. Each is judged as a
 * push to main from its parent (`--pulls`: of the tips of pull requests, each as the push of a new branch), under the policy that `riskscore init` proposes for the middle one of them (`--defaults`: nothing critical), mode
 * enforce, with a roster of two. Of the stopped ones, `--rounds` (2) a repository are played to their end: signed, pushed, one byte
 * edited and pushed, rebased over another file and pushed. `--keep` writes every hook's report to FOLDER/<repository>/<commit>.json, to be judged by eye.
 *
 * Exit codes: 0 every push was judged and every round went as it must, 1 otherwise, 2 usage.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { replayedRepo } from "./replayed-repo.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    commits: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    since: { type: "string", default: "2025-01-01T00:00:00Z" },
    until: { type: "string", default: "2027-01-01T00:00:00Z" },
    pulls: { type: "boolean", default: false },
    rounds: { type: "string", default: "2" },
    defaults: { type: "boolean", default: false },
    keep: { type: "string" },
  },
});
if (positionals.length === 0) {
  process.stderr.write("usage: node test/oracles/gate-replay.mjs [--commits N] [--seed N] [--since DATE] [--until DATE] [--pulls] [--rounds N] [--defaults] [--keep FOLDER] PATH…\n");
  process.exit(2);
}

const pushed = values.pulls ? "refs/heads/feature" : "refs/heads/main";
const wrong = [];
const scan = await bundledScan();
const columns = ["repository", "author", "there are", "judged", "standard", "limited", "one senior", "two seniors", "policy-admin", "undecided", "low", "medium", "high", "critical", "impact p50/p75/p90", "ms p50/p90"];
print(columns);
print(columns.map((_, column) => (column < 2 ? "---" : "---:")));
for (const path of positionals.map((one) => resolve(one))) {
  const name = (basename(path) === "repo" ? basename(dirname(path)) : basename(path)).replace("+", "/");
  const repo = scratch(path);
  try {
    const rows = repo.sample.map((commit) => judged(name, repo, commit));
    for (const author of ["tagged", "unknown"]) print(tableRow(name, author, repo.tally, rows.filter((row) => row.author === author)));
    for (const row of roundsOf(rows)) played(name, repo, row);
    const log = repo.riskscore(["audit", "verify"]);
    if (log.code !== 0) wrong.push(`${name}: audit verify exited with ${log.code}: ${log.stdout}`);
  } finally {
    repo.remove();
  }
}
for (const line of wrong) process.stderr.write(`WRONG ${line}\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function bundledScan() {
  const folder = mkdtempSync(join(tmpdir(), "riskscore-oracle-"));
  const src = fileURLToPath(new URL("../../src/provenance/", import.meta.url));
  try {
    const contents = `export { scanCommit } from "${src}scan-commit.ts"; export { knownTools } from "${src}known-tools.ts";`;
    await build({ stdin: { contents, resolveDir: src }, bundle: true, format: "esm", platform: "node", outfile: join(folder, "scan.mjs"), logLevel: "error" });
    const { scanCommit, knownTools } = await import(pathToFileURL(join(folder, "scan.mjs")).href);
    const tools = knownTools([]);
    return ({ oid, raw }) => scanCommit(oid, raw, tools);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The sample is drawn before the policy is written, because the policy is that of its middle. */
function scratch(path) {
  const bare = replayedRepo(path, null);
  try {
    const { sample, tally } = sampled(bare);
    if (values.defaults) return { ...bare, sample, tally };
    bare.remove();
    return { ...replayedRepo(path, sample[Math.floor(sample.length / 2)]?.parent ?? null), sample, tally };
  } catch (error) {
    bare.remove();
    throw error;
  }
}

/** Oldest first, so that each push finds warm what a clone would have warm. A pull request counts as its tip does, and is left out where its other commits say otherwise. */
function sampled(repo) {
  const pool = (values.pulls ? repo.pulls : repo.landed)(values.since, values.until).map((one, place) => ({ ...one, place, author: stateOf([one]) }));
  const tally = Object.fromEntries(["tagged", "unknown"].map((author) => [author, pool.filter((one) => one.author === author).length]));
  const chosen = ["tagged", "unknown"].flatMap((author) => {
    const found = [];
    for (const one of shuffled(pool.filter((other) => other.author === author))) {
      if (found.length === Number(values.commits)) break;
      const whole = values.pulls ? repo.withRange(one) : one;
      if (whole === null || stateOf(whole.range) !== author) continue;
      if (repo.whole(whole)) found.push(whole);
      else process.stderr.write(`left out: a file of ${one.oid} is not in this copy\n`);
    }
    return found;
  });
  return { tally, sample: chosen.toSorted((a, b) => b.place - a.place) };
}

function stateOf(commits) {
  const attributions = commits.flatMap((commit) => scan(commit).attributions);
  if (attributions.some(({ kind }) => kind !== "assist" && kind !== "weak")) return "tagged";
  return attributions.length > 0 ? "suspected" : "unknown";
}

function judged(name, repo, commit) {
  const update = repo.replay(commit);
  const { code, stdout, stderr, ms } = repo.push(update, pushed, "--json");
  const ref = parsed(stdout)?.refs?.[0];
  if (values.keep !== undefined) {
    mkdirSync(join(values.keep, name.replace("/", "+")), { recursive: true });
    writeFileSync(join(values.keep, name.replace("/", "+"), `${commit.oid}.json`), JSON.stringify({ author: commit.author, code, ms, stderr, ...ref }));
  }
  const expected = { pass: 0, "needs-sign-off": 1, blocked: 1, undecided: 2 }[ref?.decision];
  if (expected === undefined || code !== expected) wrong.push(`${name} ${commit.oid}: exit ${code}, decision ${ref?.decision}: ${(ref?.because ?? stderr).slice(0, 300)}`);
  return { ...commit, update, code, ms, decision: ref?.decision ?? "none", rule: ref?.rule, report: ref?.report ?? null };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function tableRow(name, author, tally, rows) {
  const rule = (wanted) => rows.filter((row) => row.rule === wanted).length;
  const over = rows.filter((row) => row.rule === "over the bar");
  const needed = (count) => over.filter((row) => row.report.verdict.requirements.some(({ role, needed: asked }) => role === "senior" && asked === count)).length;
  const band = (wanted) => rows.filter((row) => row.report?.score.band === wanted).length;
  const impacts = rows.flatMap((row) => row.report?.score.impact ?? []);
  const times = rows.map((row) => row.ms);
  return [
    name,
    author === "tagged" ? "AI-tagged" : "no marker",
    tally[author],
    rows.length,
    rule("standard path") + rule("nothing changes"),
    rule("limited rollout"),
    needed(1),
    needed(2),
    rule("changes a safeguard"),
    rows.filter((row) => row.decision === "undecided").length,
    ...["low", "medium", "high", "critical"].map(band),
    [50, 75, 90].map((percent) => quantile(impacts, percent)).join("/"),
    [50, 90].map((percent) => Math.round(quantile(times, percent))).join("/"),
  ];
}

function quantile(numbers, percent) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

/** Stopped ones with a file in them that can be edited: the first of one senior, then of two. */
function roundsOf(rows) {
  const stopped = rows.filter((row) => row.decision === "needs-sign-off" && editable(row) !== undefined);
  return stopped.toSorted((a, b) => a.rule.localeCompare(b.rule)).filter((row, place, all) => place % Math.max(1, Math.floor(all.length / Number(values.rounds))) === 0).slice(0, Number(values.rounds));
}

function editable({ report }) {
  return report?.change.files.find(({ status, path, pathBytes }) => (status === "modified" || status === "added") && pathBytes === undefined && /\.(?:[cm]?[jt]sx?|json|md|svelte|astro|vue|ya?ml)$/.test(path))?.path;
}

function played(name, repo, row) {
  const said = [];
  const expect = (what, ran, code) => {
    said.push(`${what} ${ran.code} (${Math.round(ran.ms)} ms)`);
    if (ran.code !== code) wrong.push(`${name} ${row.oid}: ${what}: exit ${ran.code} instead of ${code}: ${ran.stderr}${ran.stdout.slice(0, 600)}`);
  };
  expect("stopped", repo.push(row.update, pushed), 1);
  const { band } = row.report.score;
  const needed = Math.max(1, ...row.report.verdict.requirements.filter(({ role }) => role === "senior").map(({ needed: asked }) => asked));
  repo.seniors.slice(0, needed).forEach((senior, place) => {
    if (place > 0) expect("one of two", repo.push(row.update, pushed), 1);
    expect(`signed by ${senior}`, repo.signAs(senior, row.update, band), 0);
  });
  expect("rebased", repo.push(repo.rebased(row.update), pushed), 0);
  expect("one byte more", repo.push(repo.edited(row.update, editable(row)), pushed), 1);
  expect("pushed", repo.push(row.update, pushed), 0);
  expect("pushed again", repo.push(row.update, pushed), 0);
  process.stderr.write(`round ${name} ${row.oid.slice(0, 12)} ${row.rule} ${band}: ${said.join(", ")}\n`);
}

/** The same order for the same seed. */
function shuffled(pool) {
  const chosen = [...pool];
  const next = random(Number(values.seed));
  for (let place = 0; place < chosen.length; place++) {
    const other = place + Math.floor(next() * (chosen.length - place));
    [chosen[place], chosen[other]] = [chosen[other], chosen[place]];
  }
  return chosen;
}

/** mulberry32, as in provenance.mjs. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function print(row) {
  process.stdout.write(`| ${row.join(" | ")} |\n`);
}

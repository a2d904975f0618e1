/**
 * Mutation testing of what decides: changes src/gate, src/signoff and src/policy in one place at a time, and says which changes no test notices.
 *
 *   node test/mutation/run.mjs [--only src/gate,src/policy/rules.ts] [--fresh] [--json FILE]
 *
 * Stryker is fetched through npm the first time, into node_modules/.cache: it is too heavy for everybody's `npm ci`. Results are remembered there as
 * well, and only what changed since is run again; `--fresh` forgets them. Works on a private copy, so edits meanwhile do not disturb it.
 * Exit codes: 0 every survivor is in survivors.json, 1 one is not, 2 usage, or it could not be run.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { resultsOf, unexplained } from "./results.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, "node_modules", ".cache", "riskscore-mutation");
/** The last line that runs on Node 20. */
const versions = { "@stryker-mutator/core": "9.6.1", "@stryker-mutator/vitest-runner": "9.6.1" };
const places = ["src/gate", "src/signoff", "src/policy"];
/** Words for people, documentation and warnings: nothing here decides. Files of types alone have no mutants. */
const left = ["src/gate/rules.ts", "src/signoff/refusals.ts", "src/signoff/code-owners.ts", "src/policy/keys.ts", "src/policy/roster-problems.ts"];

const options = optionsGiven();
const copy = mkdtempSync(join(tmpdir(), "riskscore-mutation-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(2));

const tool = stryker();
fillCopy();
const results = places.filter(isTouched).map(mutated).reduce(joined);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
tell();

function optionsGiven() {
  try {
    const { values } = parseArgs({ options: { only: { type: "string" }, fresh: { type: "boolean", default: false }, json: { type: "string" } } });
    const only = values.only?.split(",") ?? places;
    const strange = only.find((place) => !places.some((one) => place === one || place.startsWith(`${one}/`)) || !existsSync(join(root, place)));
    return strange === undefined ? { ...values, only } : stop(`'${strange}' is no file or folder of ${places.join(", ")}`);
  } catch (error) {
    return stop(error.message);
  }
}

function stop(because) {
  process.stderr.write(`mutation: ${because}\n`);
  process.exit(2);
}

/** vitest comes from the project itself: Stryker's own folder lies below its node_modules. */
function stryker() {
  const folder = join(cache, "stryker");
  const installed = (name) => existsSync(join(folder, "node_modules", name, "package.json")) && JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")).version;
  if (Object.entries(versions).some(([name, version]) => installed(name) !== version)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), `${JSON.stringify({ private: true, dependencies: versions }, null, 2)}\n`);
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const { status, stderr, error } = spawnSync(npm, ["install", "--no-audit", "--no-fund", "--legacy-peer-deps", "--loglevel=error"], { cwd: folder, encoding: "utf8", shell: process.platform === "win32" });
    if (status !== 0) stop(`npm could not install Stryker: ${`${stderr ?? ""}${error?.message ?? ""}`.trim()}`);
  }
  return join(folder, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
}

function fillCopy() {
  for (const place of ["src", "test/gate", "test/signoff", "test/policy", "test/support", "test/mutation", "package.json", "tsconfig.json"]) cpSync(join(root, place), join(copy, place), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
}

/** One run for each folder: its mutants meet the tests of that folder, and no others. */
function mutated(folder) {
  const report = join(copy, `${folder.replaceAll("/", "-")}.json`);
  const remembered = join(cache, `${folder.replaceAll("/", "-")}.json`);
  if (options.fresh) rmSync(remembered, { force: true });
  forgetSurvivors(remembered);
  const asked = options.only.filter((place) => place.startsWith(folder));
  const mutate = [...asked.map((place) => (place.endsWith(".ts") ? place : `${place}/**/*.ts`)), ...left.filter((file) => !options.only.includes(file)).map((file) => `!${file}`)];
  const env = { ...process.env, MUTATION: JSON.stringify({ mutate, report, remembered, scratch: join(copy, "scratch"), tests: folder.replace("src", "test") }) };
  const { status } = spawnSync(process.execPath, [tool, "run", "test/mutation/stryker.config.mjs"], { cwd: copy, env, stdio: ["ignore", 2, 2] });
  if (!existsSync(report)) stop(`Stryker ended with ${status} and without a report on ${folder}`);
  return resultsOf(JSON.parse(readFileSync(report, "utf8")), isAsked);
}

/** Stryker would believe that a mutant which is at work while files are loaded survives, whatever tests have come since. */
function forgetSurvivors(remembered) {
  if (!existsSync(remembered)) return;
  const { files, ...rest } = JSON.parse(readFileSync(remembered, "utf8"));
  const dead = ({ status }) => status !== "Survived" && status !== "NoCoverage";
  writeFileSync(remembered, JSON.stringify({ files: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, { ...file, mutants: file.mutants.filter(dead) }])), ...rest }));
}

function joined(one, other) {
  return { folders: { ...one.folders, ...other.folders }, survivors: [...one.survivors, ...other.survivors] };
}

function isTouched(folder) {
  return options.only.some((place) => place === folder || place.startsWith(`${folder}/`));
}

/** Stryker reports what it remembers of other files, too. */
function isAsked(file) {
  return options.only.some((place) => file === place || file.startsWith(`${place}/`));
}

function tell() {
  const survivors = JSON.parse(readFileSync(new URL("survivors.json", import.meta.url), "utf8"));
  const open = unexplained(results.survivors, survivors);
  const line = (cells) => `${cells[0].padEnd(14)}${cells.slice(1).map((cell) => String(cell).padStart(11)).join("")}\n`;
  process.stdout.write(line(["", "mutants", "killed", "timed out", "survived", "words only"]));
  for (const [folder, { mutants, killed, timedOut, survived, words }] of Object.entries(results.folders)) process.stdout.write(line([folder, mutants, killed, timedOut, survived, words]));
  for (const { file, line: at, mutator, was, becomes } of open) process.stdout.write(`survives: ${file}:${at} ${mutator}: ${was} => ${becomes}\n`);
  process.stdout.write(open.length === 0 ? "every survivor is explained in survivors.json\n" : `${open.length} survivors without a reason in survivors.json: kill them by a test, or say there why they decide nothing\n`);
  process.exitCode = open.length === 0 ? 0 : 1;
}

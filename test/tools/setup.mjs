/**
 * Makes a fresh clone ready: installs when what is installed is not what the lockfile says, builds when the sources
 * changed. `npm start` and `npm test` run it first. It imports only what Node brings, because it runs before anything is there.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const oldestNode = [20, 19];

class SetupFailure extends Error {}

try {
  requireNode();
  requireGit();
  if (!installed()) install();
  await build();
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error;
  say(error.message);
  process.exitCode = 1;
}

function say(line) {
  process.stderr.write(`setup: ${line}\n`);
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new SetupFailure(`Node ${oldestNode.join(".")} or newer is needed, and this is ${process.version}. Install a newer Node and run the command again.`);
}

function requireGit() {
  if (spawnSync("git", ["--version"]).status === 0) return;
  throw new SetupFailure("git was not found on the PATH. Install git and run the command again.");
}

/** Compares npm's own record of what it installed with the lockfile: file times lie after a checkout. */
function installed() {
  const wanted = packagesIn(join(root, "package-lock.json"));
  const present = packagesIn(join(root, "node_modules", ".package-lock.json"));
  if (wanted === null || present === null) return false;
  const stale = Object.entries(present).some(([path, entry]) => wanted[path]?.version !== entry.version);
  const missing = Object.entries(wanted).some(([path, entry]) => path !== "" && !entry.optional && present[path] === undefined);
  return !stale && !missing;
}

function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, "utf8")).packages ?? null;
  } catch {
    return null; // not installed yet
  }
}

function install() {
  say("installing dependencies (npm ci)");
  // Inside `npm start` npm names its own script; run by hand, the npm on the PATH has to do.
  const npm = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, [process.env.npm_execpath]] : ["npm", []];
  const result = spawnSync(npm[0], [...npm[1], "ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32" && npm[0] === "npm",
    env: { ...process.env, NODE_ENV: "development" },
  });
  if (result.status === 0) return;
  const said = `${result.stderr ?? ""}${result.error?.message ?? ""}`.trim();
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ENOTCACHED|network/i.test(said)) {
    throw new SetupFailure(`npm could not reach its registry, and node_modules is missing or out of date. Go online once and run the command again. npm said: ${said.split("\n").find((line) => /code|ENOT|ECONN|EAI/.test(line)) ?? ""}`);
  }
  throw new SetupFailure(`npm ci failed:\n${withoutUsage(said)}`);
}

/** npm prints its whole manual page after a refusal. */
function withoutUsage(said) {
  const lines = said.split("\n");
  const usage = lines.findIndex((line) => /^npm error (Clean install a project|Usage:)/.test(line));
  return (usage < 0 ? lines : lines.slice(0, usage)).join("\n").trim();
}

async function build() {
  // Imported late: it is ours and needs nothing installed until it bundles.
  const { build: buildDist } = await import("./build.mjs");
  const start = performance.now();
  try {
    const { built } = await buildDist();
    if (built) say(`built dist/ (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    const details = error.errors?.map((e) => `${e.location?.file ?? ""}:${e.location?.line ?? ""}: ${e.text}`).join("\n");
    throw new SetupFailure(`the build failed: ${details || error.message}`);
  }
}

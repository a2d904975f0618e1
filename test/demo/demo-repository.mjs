import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const shop = fileURLToPath(new URL("../../fixtures/demo/shop", import.meta.url));

/** Who built the shop: dates and people are fixed, so every run tells the same story with the same commits. */
const history = [
  { author: "Ada Larsson <ada@shop.example>", date: "2024-03-04T09:00:00Z", message: "Start the shop: packages", paths: ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", "tsconfig.json", "packages"] },
  { author: "Ben Okafor <ben@shop.example>", date: "2024-03-11T09:00:00Z", message: "The web shop", paths: ["apps/web"] },
  { author: "Chloe Martin <chloe@shop.example>", date: "2024-03-18T09:00:00Z", message: "The back office, the docs and the policy", paths: ["."] },
];

/** A real git repository with the demo's history and its change staged, in a temporary folder. Call `remove()` when done. */
export function demoRepository() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-demo-")));
  const git = (env, ...args) => execFileSync("git", args, { cwd: path, stdio: ["ignore", "pipe", "inherit"], env: { ...cleanEnvironment(), ...env } });
  try {
    cpSync(join(shop, "base"), path, { recursive: true });
    git({}, "init", "--quiet", "--template=", "--initial-branch=main");
    for (const { author, date, message, paths } of history) {
      const [, name, email] = /^(.*) <(.*)>$/.exec(author);
      git({}, "add", "--", ...paths);
      git(
        { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
        "-c", "commit.gpgSign=false", "commit", "--quiet", "--no-verify", "--message", message,
      );
    }
    cpSync(join(shop, "head"), path, { recursive: true });
    git({}, "add", "--all");
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw error;
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Without the caller's repository (inside a hook, git hands it down) and without the caller's git configuration. */
export function cleanEnvironment() {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return { ...Object.fromEntries(inherited), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull };
}

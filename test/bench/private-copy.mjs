import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * A copy of a repository to measure in: objects are borrowed, the index is real, nothing is checked out. The original is
 * never written to. Call `remove()` when done.
 */
export function privateCopy(original) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-bench-")));
  const path = join(folder, "copy");
  const env = environment();
  const git = (args, input) => execFileSync("git", args, { cwd: path, env, input, encoding: "utf8", maxBuffer: 1 << 30, stdio: ["pipe", "pipe", "pipe"] }).replace(/\n$/, "");
  try {
    execFileSync("git", ["clone", "--quiet", "--shared", "--no-checkout", "--no-tags", "--template=", resolve(original), path], { env, stdio: ["ignore", "ignore", "pipe"] });
    git(["read-tree", "HEAD"]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const untouched = new Set(readdirSync(join(path, ".git")));
  return {
    path,
    /** For what a measurement needs beside the copy; goes with it. */
    folder,
    original: resolve(original),
    env,
    git,
    /** The index holds HEAD with this one file's text. */
    stage(file, text) {
      const [mode] = git(["ls-tree", "HEAD", "--", file]).split(" ");
      git(["update-index", "--cacheinfo", `${mode},${git(["hash-object", "-w", "--stdin"], text)},${file}`]);
    },
    /** Removes whatever riskscore keeps below the git directory: everything that was not there before it first ran. */
    forget() {
      for (const name of readdirSync(join(path, ".git"))) {
        if (!untouched.has(name)) rmSync(join(path, ".git", name), { recursive: true, force: true });
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function environment() {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  return { ...Object.fromEntries(inherited), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_SYSTEM: devNull };
}

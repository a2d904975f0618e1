import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Failure } from "../failure.ts";
import type { Host } from "../host.ts";
import { scratchEnvironment } from "./environment.ts";
import type { Layout } from "./layout.ts";
import { plainText } from "./plain-text.ts";
import type { GitContext } from "./run-git.ts";

/**
 * A throw-away bare repository that sees the real one's objects and nothing else of it: no configuration, hooks, attributes,
 * replace refs, grafts, remotes. What git writes (trees of the index, blobs of the working tree) lands here.
 */
export interface Scratch extends GitContext {
  readonly path: string;
  /** Its `info` folder, where ignore and attribute rules may be put. */
  readonly info: string;
  /** Deletes it and kills what still runs in it. */
  remove(): void;
}

/** Makes the scratch repository for `layout`; it disappears when `remove` is called or the host's signal aborts. */
export function openScratch(host: Host, layout: Layout): Scratch {
  const path = newFolder();
  const running = new AbortController();
  const remove = (): void => {
    host.signal.removeEventListener("abort", interrupt);
    running.abort("close");
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  };
  const interrupt = (): void => {
    running.abort(host.signal.reason);
    remove();
  };
  host.signal.addEventListener("abort", interrupt, { once: true });
  if (host.signal.aborted) interrupt();
  else fill(path, layout, host.env);
  return { path, info: join(path, "info"), cwd: path, env: scratchEnvironment(host.env, path), signal: running.signal, remove };
}

function newFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "riskscore-git-"));
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === "ENOENT" ? "it does not exist" : (cause as Error).message;
    throw new Failure("io", `Nothing can be written to the temporary folder ${plainText(tmpdir())}: ${reason}.`, { cause, hint: "Name another folder with TMPDIR." });
  }
}

function fill(path: string, layout: Layout, env: Host["env"]): void {
  mkdirSync(join(path, "objects", "info"), { recursive: true });
  mkdirSync(join(path, "refs"));
  mkdirSync(join(path, "info"));
  writeFileSync(join(path, "HEAD"), "ref: refs/heads/none\n");
  writeFileSync(join(path, "config"), configOf(layout));
  // Inside a pre-receive hook `layout.objects` is the quarantine and the real store stands in the environment.
  const inherited = alternatesOf(env["GIT_ALTERNATE_OBJECT_DIRECTORIES"] ?? "");
  writeFileSync(join(path, "objects", "info", "alternates"), [quoted(layout.objects), ...inherited, ""].join("\n"));
  const shallow = join(layout.commonDir, "shallow");
  if (existsSync(shallow)) copyFileSync(shallow, join(path, "shallow"));
}

function configOf(layout: Layout): string {
  const version = layout.objectFormat === "sha256" ? 1 : 0;
  const lines = ["[core]", `repositoryformatversion = ${version}`, "bare = true", "commitGraph = false", "fsmonitor = false"];
  // Larger files are diffed as binary, as we treat them everywhere (`largestBlob`).
  lines.push("bigFileThreshold = 8m", "[gc]", "auto = 0");
  if (layout.objectFormat === "sha256") lines.push("[extensions]", "objectFormat = sha256");
  return `${lines.join("\n")}\n`;
}

/** Git's own list syntax: separated as PATH is, an entry that starts with `"` quoted as in C. One entry a line in the file. */
function alternatesOf(list: string): readonly string[] {
  const entries = list.match(new RegExp(`"(?:[^"\\\\]|\\\\.)*"|[^${delimiter}"][^${delimiter}]*`, "gs")) ?? [];
  return entries.map((entry) => (entry.startsWith('"') ? entry : quoted(entry)));
}

/** A path as a line of `objects/info/alternates`. */
function quoted(path: string): string {
  if (!/[\n"\\]/.test(path)) return path;
  const escaped = path.replace(/[\n"\\]/g, (char) => (char === "\n" ? "\\n" : `\\${char}`));
  return `"${escaped}"`;
}

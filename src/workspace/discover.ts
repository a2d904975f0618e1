import { mkdirSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Declaration } from "./declaration.ts";

export interface Discovery {
  readonly tool: string;
  /** Repo-relative folders of the members, the root left out. */
  readonly dirs: readonly string[];
}

/**
 * Asks `@manypkg/get-packages` for the members of a declared workspace. It reads folders and walks up from the one it is
 * given, so it gets one that holds nothing but what it looks at, made to be found at once; the folder is gone afterwards.
 */
export async function discover(declaration: Declaration, lockfile: string | null, dirs: readonly string[], tempRoot: string): Promise<Discovery> {
  await mkdir(tempRoot, { recursive: true });
  const folder = await realpath(await mkdtemp(join(tempRoot, "workspace-")));
  try {
    await writeRoot(folder, declaration, lockfile);
    for (const dir of dirs) if (dir !== "" && couldMatch(dir, declaration.globs)) writeManifest(folder, dir);
    const { getPackages } = await import("@manypkg/get-packages");
    const found = await getPackages(folder);
    if (found.rootDir !== folder) throw new Error(`discovery answered for ${found.rootDir}`);
    const members = found.packages.map(({ dir }) => relative(folder, dir).split(sep).join("/"));
    return { tool: found.tool.type, dirs: members.filter((dir) => dir !== "") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeRoot(folder: string, { by, globs }: Declaration, lockfile: string | null): Promise<void> {
  const root = { name: "workspace-root", private: true, ...(by === "manifest" ? { workspaces: globs } : {}) };
  await writeFile(join(folder, "package.json"), JSON.stringify(root));
  if (lockfile !== null) await writeFile(join(folder, lockfile), lockfile.endsWith(".json") ? "{}" : "");
  // JSON is YAML too.
  if (by === "pnpm") await writeFile(join(folder, "pnpm-workspace.yaml"), JSON.stringify({ packages: globs }));
  if (by === "lerna") await writeFile(join(folder, "lerna.json"), JSON.stringify({ packages: globs }));
  if (by === "rush") await writeFile(join(folder, "rush.json"), JSON.stringify({ projects: globs.map((projectFolder) => ({ projectFolder })) }));
}

/** Only the name is asked for, and a nameless one makes the whole discovery fail: any will do. Hundreds of small files are quicker in step. */
function writeManifest(folder: string, dir: string): void {
  mkdirSync(join(folder, dir), { recursive: true });
  writeFileSync(join(folder, dir, "package.json"), JSON.stringify({ name: dir }));
}

/** Whether a glob of this depth and beginning can reach the folder: a repo full of fixtures has thousands that none can. */
function couldMatch(dir: string, globs: readonly string[]): boolean {
  const parts = dir.split("/");
  return globs.some((glob) => {
    if (glob.startsWith("!")) return false;
    const wanted = glob.split("/");
    if (!glob.includes("**") && !glob.includes("{") && wanted.length !== parts.length) return false;
    return wanted.every((part, index) => /[*?{[(]/.test(part) || wanted.slice(0, index).some((before) => /\*\*|\{/.test(before)) || part === parts[index]);
  });
}

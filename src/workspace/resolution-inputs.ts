import type { BlobOid } from "../ids.ts";
import type { Snapshot, TreeEntry } from "../snapshot.ts";

/** Lockfiles tell which tool a workspace belongs to, by being there. */
export const lockfiles = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"] as const;
const lockNames = new Set<string>(lockfiles);
const workspaceFiles = new Set(["package.json", "pnpm-workspace.yaml", "lerna.json", "rush.json"]);
const nothing = "" as BlobOid;

/**
 * Every entry whose content decides packages or resolution, in the snapshot's order: equal paths and oids, equal context
 * (but for the files `ResolutionContext.extraInputs` names). Lockfiles count by name alone, so their oid is left empty.
 */
export function resolutionInputs(snapshot: Snapshot): readonly TreeEntry[] {
  const inputs: TreeEntry[] = [];
  for (const entry of snapshot.entries.values()) {
    const { path } = entry;
    // Cheap tests first: this runs over every path of the tree on every run.
    if (!path.endsWith(".json") && !path.endsWith("pnpm-workspace.yaml") && !path.includes("lock")) continue;
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (lockNames.has(name)) {
      if (name === path) inputs.push({ path, mode: entry.mode, oid: nothing });
    } else if ((workspaceFiles.has(name) || isTsconfigName(name)) && !inNodeModules(path)) inputs.push(entry);
  }
  return inputs;
}

/** `tsconfig.json`, `tsconfig.build.json`, `base.tsconfig.json`, `jsconfig.json`. */
export function isTsconfigName(name: string): boolean {
  return name.endsWith(".json") && (name.includes("tsconfig") || name.startsWith("jsconfig"));
}

export function inNodeModules(path: string): boolean {
  return path.startsWith("node_modules/") || path.includes("/node_modules/");
}

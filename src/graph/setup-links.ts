import type { ModuleFacts } from "../facts/module-facts.ts";
import type { ModuleId } from "../ids.ts";
import type { Link } from "./graph.ts";
import type { ModuleLinks } from "./link.ts";
import type { ModuleTable } from "./module-table.ts";
import type { Setup } from "./resolution.ts";

/** Files that may configure a test runner; only their facts are read to look for setup files. */
export const runnerConfig = /(^|\/)(vite|vitest|jest|playwright|wtr|web-test-runner)[^/]*\.[cm]?[jt]s$/;

/** Folders below which tests load a setup file, by the file's module number. */
export function setupFolders({ ids, find }: ModuleTable, rows: ReadonlyMap<number, ModuleLinks>, facts: (module: number) => ModuleFacts, named: readonly Setup[]): ReadonlyMap<number, readonly string[]> {
  const folders = new Map<number, string[]>();
  for (const { folder, module } of named) folders.set(find(module), [...(folders.get(find(module)) ?? []), folder]);
  for (const [config, { links }] of rows) {
    if (!runnerConfig.test(ids[config]!)) continue;
    const requests = facts(config).requests;
    for (let i = 0; i < links.length; i += 3) {
      if (requests[links[i]!]?.shape !== "setup") continue;
      const known = folders.get(links[i + 1]!) ?? [];
      folders.set(links[i + 1]!, [...known, ids[config]!.slice(0, ids[config]!.lastIndexOf("/") + 1)]);
    }
  }
  return folders;
}

/** A setup file is felt by every test below the folder of the config that names it. */
export function setupLinksOf(target: number, folders: readonly string[], ids: readonly ModuleId[], modules: Iterable<number>, isTest: (module: ModuleId) => boolean): Link[] {
  const out: Link[] = [];
  for (const module of modules) {
    const id = ids[module]!;
    if (module !== target && folders.some((folder) => id.startsWith(folder)) && isTest(id)) out.push({ module, request: -1, kind: "side-effect", typeOnly: false });
  }
  return out;
}

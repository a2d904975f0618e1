import type { ModuleId } from "../ids.ts";
import { matcher } from "../policy/globs.ts";
import type { CriticalPath, Policy } from "../policy/policy.ts";

/**
 * The modules the policy marks, each with the entry that marks it: the first critical path whose globs match, else the
 * policy's `entryPoints`. Globs alone decide: a test file inside a critical path is part of it unless a glob leaves it out.
 */
export function criticalModules(modules: readonly ModuleId[], policy: Pick<Policy, "critical" | "entryPoints">): Map<ModuleId, CriticalPath> {
  const entries = [...policy.critical, entryPointsOf(policy)].map((entry) => ({ entry, matches: matcher(entry.globs) }));
  const marked = new Map<ModuleId, CriticalPath>();
  for (const module of modules) {
    const first = entries.find(({ matches }) => matches(module));
    if (first !== undefined) marked.set(module, first.entry);
  }
  return marked;
}

/**
 * The policy's entry points as one critical path, last in line. Nearly every module of an application is felt by its entry
 * point, so reaching one is listed and counts a little, but sets no floor; a critical path that names the file says otherwise.
 */
export function entryPointsOf({ entryPoints }: Pick<Policy, "entryPoints">): CriticalPath {
  return { name: "entry point", globs: entryPoints, owner: null, weight: 0.25, whenReached: "low", whenChanged: "medium" };
}

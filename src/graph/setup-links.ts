import type { ModuleFacts } from "../facts/module-facts.ts";
import type { ModuleId } from "../ids.ts";
import { codeOf, type ModuleLinks } from "./link.ts";

/** Files that may configure a test runner; only their facts are read to look for setup files. */
const runnerConfig = /(^|\/)(vite|vitest|jest|playwright|wtr|web-test-runner)[^/]*\.[cm]?[jt]s$/;

/** A test runner's setup file is felt by every test below the folder of the config that names it: user, target, code. */
export function setupLinks(
  ids: readonly ModuleId[],
  rows: ReadonlyMap<number, ModuleLinks>,
  facts: (module: number) => ModuleFacts,
  isTest: (module: ModuleId) => boolean,
): (readonly [number, number, number])[] {
  const out: (readonly [number, number, number])[] = [];
  for (const [config, { links }] of rows) {
    if (!runnerConfig.test(ids[config]!)) continue;
    const requests = facts(config).requests;
    const folder = ids[config]!.slice(0, ids[config]!.lastIndexOf("/") + 1);
    for (let i = 0; i < links.length; i += 3) {
      if (requests[links[i]!]?.shape !== "setup") continue;
      const target = links[i + 1]!;
      for (const test of rows.keys()) {
        if (test !== target && ids[test]!.startsWith(folder) && isTest(ids[test]!)) out.push([test, target, codeOf("side-effect", false)]);
      }
    }
  }
  return out;
}

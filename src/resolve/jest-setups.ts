import type { ModuleId } from "../ids.ts";
import type { Setup } from "../graph/resolution.ts";
import type { Package } from "./packages.ts";

const keys = ["setupFiles", "setupFilesAfterEnv", "globalSetup", "globalTeardown", "snapshotSerializers"] as const;

/** Setup files that the `jest` keys of manifests name, each with the folder whose tests load it. Names of packages are left out. */
export function jestSetups(packages: readonly Package[], find: (specifier: string, manifest: ModuleId) => readonly ModuleId[]): readonly Setup[] {
  return packages.flatMap(({ dir, manifest: { jest } }) => {
    if (typeof jest !== "object" || jest === null) return [];
    const folder = dir === "" ? "" : `${dir}/`;
    const files = keys.flatMap((key) => (jest as Record<string, unknown>)[key]).filter((file): file is string => typeof file === "string" && /^(\.|<rootDir>)/.test(file));
    return files.flatMap((file) => find(file, `${folder}package.json` as ModuleId)).map((module) => ({ folder, module }));
  });
}

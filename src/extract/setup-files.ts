import type { ts } from "ts-morph";
import type { Walk } from "./walk.ts";

/** Property names under which test runners take files that they load before every test. */
export const setupKeys: ReadonlySet<string> = new Set(["setupFiles", "setupFilesAfterEach", "setupFilesAfterEnv", "globalSetup", "globalTeardown", "snapshotSerializers"]);

/** Notes the setup files in a value: only what surely names a file of this repository. */
export function noteSetup(walk: Walk, value: ts.Expression): void {
  const { ts, draft } = walk;
  for (const part of ts.isArrayLiteralExpression(value) ? value.elements : [value]) {
    const specifier = ts.isStringLiteralLike(part) ? part.text.replace(/^<rootDir>\//, "./") : "";
    if (!specifier.startsWith(".")) continue;
    const request = draft.request(specifier, "side-effect", false, part.end, "setup");
    walk.use(request, "", false);
    walk.use(request, "*", false);
  }
}

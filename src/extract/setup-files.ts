import type { ts } from "ts-morph";
import { specifiersOf } from "./specifier.ts";
import type { Walk } from "./walk.ts";

/** Property names under which test runners take files that they load before every test. */
export const setupKeys: ReadonlySet<string> = new Set(["setupFiles", "setupFilesAfterEach", "setupFilesAfterEnv", "globalSetup", "globalTeardown", "snapshotSerializers"]);

/** Notes the setup files in a value: only what surely names a file of this repository. */
export function noteSetup(walk: Walk, value: ts.Expression): void {
  const { ts, draft } = walk;
  for (const part of ts.isArrayLiteralExpression(value) ? value.elements : [value]) {
    for (const { shape, text, end } of specifiersOf(ts, pathIn(walk, part), draft.text)) {
      const specifier = shape === "literal" ? text.replace(/^<rootDir>\//, "./") : "";
      if (!specifier.startsWith(".")) continue;
      const request = draft.request(specifier, "side-effect", false, end, "setup");
      walk.use(request, "", false);
      walk.use(request, "*", false);
    }
  }
}

/** What is inside `require.resolve(…)` and `fileURLToPath(new URL(…, import.meta.url))`. */
function pathIn({ ts, outline }: Walk, node: ts.Expression): ts.Expression {
  const first = ts.isCallExpression(node) ? node.arguments[0] : undefined;
  if (first === undefined || !ts.isCallExpression(node)) return node;
  const callee = node.expression;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === "resolve" && ts.isIdentifier(callee.expression) && outline.requires.has(callee.expression.text)) return first;
  const url = ts.isNewExpression(first) && ts.isIdentifier(first.expression) && first.expression.text === "URL" ? first.arguments?.[0] : undefined;
  return ts.isIdentifier(callee) && callee.text === "fileURLToPath" && url !== undefined ? url : node;
}

import type { ts } from "ts-morph";
import type { Compiler } from "./compiler.ts";
import type { Walk } from "./walk.ts";

/** Notes an assignment to `target`: who reads a variable that a function sets depends on that function. */
export function noteWrite(walk: Walk, target: ts.Expression): void {
  const { ts, draft, bag } = walk;
  let root = target;
  while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
  if (!ts.isIdentifier(root)) return;
  const symbol = walk.nameOf(root)?.symbol ?? -1;
  if (symbol >= 0 && bag !== draft.module) draft.writes.push({ symbol, by: bag });
  if (bag === draft.module && exportsSomething(ts, target, root, draft.names)) addLooseExport(walk);
}

/** `module.exports = …` or `exports.x = …` in a statement that is not just that: in a condition, a loop, a wrapper. */
function exportsSomething(ts: Compiler, target: ts.Expression, root: ts.Identifier, names: ReadonlyMap<string, unknown>): boolean {
  if (target === root || names.has(root.text)) return false;
  if (root.text === "exports") return true;
  return root.text === "module" && (isModuleExports(ts, target) || (ts.isPropertyAccessExpression(target) && isModuleExports(ts, target.expression)));
}

/** Anything may be exported then: whoever asks for a name asks for the whole module. */
function addLooseExport({ draft }: Walk): void {
  if (!draft.exports.some((one) => "name" in one && one.name === "export=")) draft.exports.push({ name: "export=", symbol: 0 });
}

/** `module.exports`. */
export function isModuleExports(ts: Compiler, node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) && node.name.text === "exports" && ts.isIdentifier(node.expression) && node.expression.text === "module";
}

import type { ts } from "ts-morph";
import type { Compiler } from "./compiler.ts";

/** Names that `var` inside a compound statement (`try { var x = … }`) gives to the whole file. */
export function hoistedVars(ts: Compiler, statement: ts.Statement): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) {
      for (const { name } of node.declarations) if (ts.isIdentifier(name)) names.push(name.text);
    }
    if (!ts.isExpressionStatement(node)) ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}

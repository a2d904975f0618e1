import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { extractFacts } from "../../src/extract/extract-facts.ts";
import { linkModule } from "../../src/graph/link.ts";
import { createModuleTable } from "../../src/graph/module-table.ts";
import { asRepoPath } from "../../src/ids.ts";
import { worldOf } from "../resolve/world.ts";

test("a module that only a declaration makes up is not missing; another file's import of it is", async () => {
  const world = await worldOf(["client.d.ts", "main.ts"]);
  const unresolvedIn = (id: string, text: string): readonly string[] =>
    linkModule(asRepoPath(id), extractFacts(ts, id.endsWith(".d.ts") ? "dts" : "ts", text), world.resolver, createModuleTable()).unresolved.map(({ specifier }) => specifier);
  expect(unresolvedIn("client.d.ts", `declare module "./made-up" { export const a: 1 }`)).toEqual([]);
  expect(unresolvedIn("main.ts", `import { a } from "./made-up";`)).toEqual(["./made-up"]);
});

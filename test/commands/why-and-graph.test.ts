import { describe, expect, test } from "vitest";
import { graph } from "../../src/commands/graph.ts";
import { why } from "../../src/commands/why.ts";
import type { GraphCommand, WhyCommand } from "../../src/commands/request.ts";
import { defaultPolicy } from "../../src/policy/defaults.ts";
import { graphOf } from "../support/graph-of.ts";
import { worldOf } from "./gathered.ts";

const built = graphOf({
  "apps/shop/checkout.ts": { pay: ["packages/cart/total.ts#total"] },
  "packages/cart/total.ts": { total: ["packages/money/index.ts#round"] },
  "packages/money/index.ts": { "export round": ["packages/money/round.ts#round"] },
  "packages/money/round.ts": { round: [] },
});
const gather = { gatherGraph: async () => ({ graph: built, name: "index", gaps: [], policy: defaultPolicy, entries: [] }) };

describe("why", () => {
  const asked: WhyCommand = { command: "why", repo: undefined, color: "auto", format: "human", from: "apps/shop/checkout.ts#pay", to: "packages/money/round.ts#round", rev: null };

  test("shows the path downwards with every edge kind", async () => {
    expect((await why(worldOf(), asked, gather)).text).toMatchInlineSnapshot(`
      "apps/shop/checkout.ts#pay uses packages/money/round.ts#round in 3 steps

        apps/shop/checkout.ts#pay
        →  import     packages/cart/total.ts#total
        →  import     packages/money/index.ts#round
        →  re-export  packages/money/round.ts#round
      "
    `);
  });

  test("says that there is none, and when it is the other way round", async () => {
    const { text, ending } = await why(worldOf(), { ...asked, from: "packages/money/round.ts", to: "apps/shop/checkout.ts" }, gather);
    expect(text).toBe("packages/money/round.ts does not use apps/shop/checkout.ts, directly or through others. It is the other way round: riskscore why apps/shop/checkout.ts packages/money/round.ts\n");
    expect(ending).toBe("answered");
  });

  test("paths may be typed from the folder the user stands in, as a shell completes them", async () => {
    const standing = { gatherGraph: async () => ({ ...(await gather.gatherGraph()), standingIn: "packages/cart" }) };
    for (const [from, to] of [["total.ts#total", "../money/round.ts#round"], ["./total.ts", "packages/money/round.ts"], ["../../packages/cart/./total.ts", "./../money/round.ts"]] as const) {
      expect((await why(worldOf(), { ...asked, from, to }, standing)).text).toMatch(/^packages\/cart\/total\.ts(#total)? uses packages\/money\/round\.ts(#round)? in 2 steps/);
    }
    await expect(why(worldOf(), { ...asked, from: "../../../x.ts" }, standing)).rejects.toMatchObject({ kind: "usage" });
  });

  test("as JSON", async () => {
    const report: unknown = JSON.parse((await why(worldOf(), { ...asked, format: "json" }, gather)).text);
    expect(report).toMatchObject({ found: true, path: [{ from: "apps/shop/checkout.ts#pay", kind: "import" }, {}, { to: "packages/money/round.ts#round", kind: "re-export" }] });
  });

  test.each([
    ["checkout.ts", "'checkout.ts' is no module of the index.", "Did you mean apps/shop/checkout.ts?"],
    ["apps/shop/src/checkout.tsx", "'apps/shop/src/checkout.tsx' is no module of the index.", "Did you mean apps/shop/checkout.ts?"],
    ["zzz.ts", "'zzz.ts' is no module of the index.", "Write the path from the repository's root, as git ls-files prints it; new files have to be staged."],
    ["./packages/money/round.ts#rond", "'packages/money/round.ts' has no top-level symbol or export named 'rond'.", "It has <module>, round."],
  ])("%s is refused with what comes close", async (from, message, hint) => {
    await expect(why(worldOf(), { ...asked, from }, gather)).rejects.toMatchObject({ kind: "usage", message, hint });
  });
});

describe("graph", () => {
  const asked: GraphCommand = { command: "graph", repo: undefined, color: "auto", format: "human", rev: null, focus: [], packages: false, top: 10, limit: null, output: null };

  test("answers on one screen", async () => {
    expect((await graph(worldOf(), asked, gather)).text).toMatchInlineSnapshot(`
      "4 modules in the index
        3 edges (0 type-only), 3 packages, 0 test files, 0 external packages, 0 gaps

      Widest radius (dependents, direct and indirect)
        ████████████  3  packages/money/round.ts
        ████████      2  packages/money/index.ts
        ████          1  packages/cart/total.ts

      Cycles
        none

      Unresolved imports
        none
      "
    `);
  });

  test("package by package when asked for", async () => {
    expect((await graph(worldOf(), { ...asked, packages: true }, gather)).text).toMatchInlineSnapshot(`
      "4 modules in the index
        3 edges (0 type-only), 3 packages, 0 test files, 0 external packages, 0 gaps

      Packages
        modules  used by  uses  package
              2        1     0  packages/money
              1        1     1  packages/cart
              1        0     1  apps/shop

      Cycles
        none

      Unresolved imports
        none
      "
    `);
  });

  test("a drawing that was rolled up says so in the file and to the person", async () => {
    const { text, notes } = await graph(worldOf(), { ...asked, format: "mermaid", limit: 2 }, gather);
    expect(text).toContain("%% 4 modules and 3 edges are too many to draw");
    expect(notes).toHaveLength(1);
  });

  test("focus looks at a part, and refuses a glob that says nothing", async () => {
    const { text } = await graph(worldOf(), { ...asked, format: "json", focus: ["packages/cart/**"] }, gather);
    expect((JSON.parse(text) as { modules: { id: string }[] }).modules.map((one) => one.id)).toEqual(["apps/shop/checkout.ts", "packages/cart/total.ts", "packages/money/index.ts"]);
    await expect(graph(worldOf(), { ...asked, focus: ["nowhere/**"] }, gather)).rejects.toMatchObject({ kind: "usage", message: "No module matches 'nowhere/**'." });
    await expect(graph(worldOf(), { ...asked, focus: ["/abs/**"] }, gather)).rejects.toMatchObject({ kind: "usage" });
  });
});

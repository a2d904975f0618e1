import fc from "fast-check";
import { expect, test } from "vitest";
import type { MemoryFile } from "../support/memory-snapshot.ts";
import { worldOf } from "./world.ts";

/** A package, how its manifest names what the build writes, and where the build writes it. */
interface Plan {
  readonly modules: readonly string[];
  readonly output: string;
  readonly source: string;
  readonly style: "exports" | "conditions" | "wildcard" | "main" | "deep";
  readonly extension: ".ts" | ".tsx" | ".js";
  readonly configured: boolean;
}

const plans: fc.Arbitrary<Plan> = fc.record({
  modules: fc.uniqueArray(fc.constantFrom("a", "b/c", "node/d", "e/index", "lib/f", "types/g"), { minLength: 1, maxLength: 4 }),
  output: fc.constantFrom("dist", "dist/esm", "build", "out", "output", "lib-commonjs", "made/here"),
  source: fc.constantFrom("src", "source", "code"),
  style: fc.constantFrom("exports", "conditions", "wildcard", "main", "deep"),
  extension: fc.constantFrom(".ts", ".tsx", ".js"),
  configured: fc.boolean(),
});

/** Only a tsconfig can tell where output of an unusual folder comes from. */
const isTold = ({ output, source, configured }: Plan): boolean => configured || (output !== "made/here" && source !== "code");

function treeOf({ modules, output, source, style, extension, configured }: Plan, built: boolean): Record<string, MemoryFile> {
  const all = ["index", ...modules];
  const target = (name: string, suffix = ".js"): string => `./${output}/${name}${suffix}`;
  const subpath = (name: string): string => (name === "index" ? "." : `./${name}`);
  const exports =
    style === "exports" ? Object.fromEntries(all.map((name) => [subpath(name), target(name)]))
    : style === "conditions" ? Object.fromEntries(all.map((name) => [subpath(name), { types: target(name, ".d.ts"), node: { import: target(name), require: target(name, ".cjs") }, default: target(name) }]))
    : style === "wildcard" ? { ".": target("index"), "./*": { types: target("*", ".d.ts"), default: target("*") } }
    : undefined;
  return {
    "package.json": { name: "r", private: true, workspaces: ["p/*"] },
    "yarn.lock": "",
    "p/a/package.json": { name: "@acme/a", ...(exports === undefined ? { main: target("index"), types: target("index", ".d.ts") } : { exports }) },
    ...(configured ? { "p/a/tsconfig.json": { compilerOptions: { rootDir: source, outDir: output } } } : {}),
    ...Object.fromEntries(all.map((name) => [`p/a/${source}/${name}${extension}`, ""])),
    ...(built ? Object.fromEntries(all.flatMap((name) => [".js", ".cjs", ".d.ts", ".js.map"].map((suffix) => [`p/a/${output}/${name}${suffix}`, ""]))) : {}),
    "p/a/test/t.ts": "",
    "p/b/package.json": { name: "b" },
    "p/b/x.ts": "",
  };
}

test("built or unbuilt, a name leads to the same source", async () => {
  await fc.assert(
    fc.asyncProperty(plans.filter(isTold), async (plan) => {
      const [bare, built] = await Promise.all([worldOf(treeOf(plan, false)), worldOf(treeOf(plan, true))]);
      const names = plan.style === "main" ? ["@acme/a"] : ["@acme/a", ...plan.modules.map((name) => (plan.style === "deep" ? `@acme/a/${plan.output}/${name}` : `@acme/a/${name}`))];
      for (const [index, name] of names.entries()) {
        const source = `p/a/${plan.source}/${["index", ...plan.modules][index]}${plan.extension}`;
        expect([name, bare.leads("p/b/x.ts", name)]).toEqual([name, source]);
        expect([name, built.leads("p/b/x.ts", name)]).toEqual([name, source]);
      }
      if (plan.output.startsWith("dist") || plan.configured) {
        const relative = `../${plan.output}/${plan.modules[0]}.js`;
        expect(built.leads("p/a/test/t.ts", relative)).toBe(bare.leads("p/a/test/t.ts", relative));
      }
      expect(built.resolver.entries()).toEqual(bare.resolver.entries());
    }),
    { numRuns: 60 },
  );
});

test("installed or not: files below node_modules change no answer", async () => {
  const tree = { "package.json": { name: "r", workspaces: ["p/*"] }, "package-lock.json": "{}", "p/a/package.json": { name: "@acme/a", main: "dist/i.js" }, "p/a/src/i.ts": "", "p/b/package.json": { name: "b" }, "p/b/x.ts": "" };
  const installed = { ...tree, "node_modules/react/package.json": { name: "react", main: "i.js" }, "node_modules/react/i.js": "", "p/b/node_modules/@acme/a/package.json": { name: "@acme/a" }, "p/b/node_modules/@acme/a/dist/i.js": "" };
  const [without, withThem] = await Promise.all([worldOf(tree), worldOf(installed)]);
  expect(withThem.context).toEqual(without.context);
  for (const name of ["react", "react/jsx-runtime", "@acme/a", "@acme/b"]) expect(withThem.leads("p/b/x.ts", name)).toBe(without.leads("p/b/x.ts", name));
});

import { codeOf, type ModuleLinks } from "../../src/graph/link.ts";
import { createGraph, type GraphParts } from "../../src/graph/create-graph.ts";
import type { Graph } from "../../src/graph/graph.ts";
import { createModuleTable, type ModuleTable } from "../../src/graph/module-table.ts";
import { leafFacts, moduleSymbol, type EdgeKind, type ExportFact, type ModuleFacts, type RequestFact, type SymbolFact, type UseFact } from "../../src/facts/module-facts.ts";
import { asPackageName, asRepoPath, type ModuleId } from "../../src/ids.ts";

/**
 * One module: symbols (all exported under their own names) with what each uses. A use is `other.ts#name`, `other.ts#*`,
 * `other.ts#` (evaluation only) or the name of a local symbol; prefix `type:` for type-only. The keys `export *`
 * and `export name` pass on: `{ "export *": ["lib.ts"], "export parse": ["lib.ts#parseAll"] }`. An array is short for
 * `{ main: [...] }`. `"<module>"` names evaluation; every runtime use also evaluates its target, as import statements do.
 */
export type ModuleSketch = readonly string[] | Readonly<Record<string, readonly string[]>>;

/** A graph in one line: `graphOf({ "app.ts": ["lib.ts#parse"] })`. Modules that are only used are leaves. */
export function graphOf(sketch: GraphSketch, table: ModuleTable = createModuleTable(), changes: (facts: ModuleFacts, id: string) => ModuleFacts = (facts) => facts): Graph {
  return createGraph(partsOf(sketch, table, changes));
}

export type GraphSketch = Readonly<Record<string, ModuleSketch>>;

/** What a graph is made from, for tests of how graphs are made. */
export function partsOf(sketch: GraphSketch, table: ModuleTable, changes: (facts: ModuleFacts, id: string) => ModuleFacts = (facts) => facts): GraphParts {
  const facts = new Map<number, ModuleFacts>();
  const rows = new Map<number, ModuleLinks>();
  for (const [id, module] of Object.entries(sketch).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const built = changes(factsOf(Array.isArray(module) ? { main: module } : (module as Record<string, readonly string[]>)), id);
    const links = built.requests.flatMap((request, index) => [index, table.numberOf(asRepoPath(request.specifier)), codeOf(request.kind, request.typeOnly)]);
    facts.set(table.numberOf(asRepoPath(id)), built);
    rows.set(table.numberOf(asRepoPath(id)), { links, unresolved: [], externals: [], scope: asRepoPath("tsconfig.json"), gaps: [] });
  }
  return {
    table,
    rows,
    facts: (module) => facts.get(module) ?? leafFacts,
    packageOf: (module: ModuleId) => (module.includes("/") ? asPackageName(module.slice(0, module.lastIndexOf("/"))) : null),
    isTest: (module) => module.includes(".test."),
  };
}

function factsOf(sketch: Readonly<Record<string, readonly string[]>>): ModuleFacts {
  const names = Object.keys(sketch).filter((name) => !name.startsWith("export ") && name !== moduleSymbol);
  const requests: RequestFact[] = [];
  const requestOf = (specifier: string, kind: EdgeKind, typeOnly: boolean): number => {
    const at = requests.findIndex((one) => one.specifier === specifier && one.kind === kind && one.typeOnly === typeOnly);
    return at >= 0 ? at : requests.push({ specifier, kind, typeOnly, shape: "literal", line: 1 }) - 1;
  };
  const evaluation = new Map<number, UseFact>();
  const symbolOf = (name: string, uses: readonly string[]): SymbolFact => {
    const refs: number[] = [];
    const external: UseFact[] = [];
    for (const use of uses) {
      const typeOnly = use.startsWith("type:");
      const [target, imported] = use.replace(/^type:/, "").split("#");
      if (imported === undefined) refs.push(names.indexOf(target!) + 1);
      else {
        const request = requestOf(target!, "import", typeOnly);
        if (!typeOnly) evaluation.set(request, [request, "", 0]);
        if (imported !== "") external.push([request, imported, typeOnly ? 1 : 0]);
      }
    }
    return { name, typeOnly: name.startsWith("T_"), refs, uses: external };
  };
  const declared = names.map((name) => symbolOf(name, sketch[name]!));
  const module = symbolOf(moduleSymbol, sketch[moduleSymbol] ?? []);
  const exports: ExportFact[] = names.map((name, i) => ({ name, symbol: i + 1 }));
  for (const [key, targets] of Object.entries(sketch)) {
    if (!key.startsWith("export ")) continue;
    for (const target of targets) {
      const [path, imported] = target.split("#");
      const request = requestOf(path!, "re-export", false);
      evaluation.set(request, [request, "", 0]);
      exports.push(key === "export *" ? { star: request, typeOnly: false } : { name: key.slice(7), request, imported: imported ?? "*", typeOnly: false });
    }
  }
  return { symbols: [{ ...module, uses: [...module.uses, ...evaluation.values()] }, ...declared], requests, exports, gaps: [], ambient: false, opaque: false, effects: false };
}

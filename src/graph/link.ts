import { edgeKinds, type EdgeKind, type FactGap, type ModuleFacts, type RequestFact } from "../facts/module-facts.ts";
import type { ModuleId, RepoPath } from "../ids.ts";
import type { Resolver } from "./resolution.ts";
import type { UnresolvedImport } from "./graph.ts";
import type { ModuleTable } from "./module-table.ts";

/**
 * Where one module's requests lead. `links` is packed, three numbers a link: request (-1 when no syntax asks for it),
 * target module, and code (kind and type-only in one, see `codeOf`): tens of thousands are kept and cached.
 */
export interface ModuleLinks {
  readonly links: ArrayLike<number>;
  readonly unresolved: readonly Omit<UnresolvedImport, "from">[];
  readonly externals: readonly string[];
  /** The tsconfig the module belongs to: how far its ambient declarations are felt, and whose it feels. */
  readonly scope: RepoPath | null;
  /** What the file's own text leaves open. */
  readonly gaps: readonly FactGap[];
}

/** Resolves every request of one module. Pure but for the numbers it draws from `table`. */
export function linkModule(module: ModuleId, facts: ModuleFacts, resolver: Resolver, table: ModuleTable): ModuleLinks {
  const links: number[] = [];
  const unresolved: Omit<UnresolvedImport, "from">[] = [];
  const externals = new Set<string>();
  facts.requests.forEach((request, index) => {
    const resolution = resolver.resolve(request, module);
    if (request.kind === "mock") links.push(...manualMock(request, module, resolver).flatMap((target) => [index, table.numberOf(target), codeOf("mock", false)]));
    if (resolution.to === "modules") {
      for (const target of resolution.modules) {
        if (target !== module) links.push(index, table.numberOf(target), codeOf(request.kind, request.typeOnly));
      }
    } else if (resolution.to === "unresolved") {
      unresolved.push({ specifier: request.specifier, reason: resolution.reason, because: resolution.because, line: request.line });
    } else if (resolution.to === "package") {
      externals.add(resolution.name);
    }
  });
  for (const { target, kind } of resolver.impliedBy(module)) {
    if (target !== module) links.push(-1, table.numberOf(target), codeOf(kind, kind === "type"));
  }
  return { links, unresolved, externals: [...externals], scope: resolver.scopeOf(module), gaps: facts.gaps };
}

/** `vi.mock("./api/x")` without a factory takes `./api/__mocks__/x`; one with a factory is felt too: that errs wide. */
function manualMock(request: RequestFact, module: ModuleId, resolver: Resolver): readonly ModuleId[] {
  if (!request.specifier.startsWith(".")) return [];
  const specifier = request.specifier.replace(/[^/]*$/, "__mocks__/$&");
  const resolution = resolver.resolve({ ...request, specifier }, module);
  return resolution.to === "modules" ? resolution.modules.filter((target) => target !== module) : [];
}

const codes = new Map<EdgeKind, number>(edgeKinds.map((kind, index) => [kind, index]));

/** Kind and type-only in one small number. */
export function codeOf(kind: EdgeKind, typeOnly: boolean): number {
  return codes.get(kind)! * 2 + (typeOnly ? 1 : 0);
}
export function kindOf(code: number): EdgeKind {
  return edgeKinds[code >> 1]!;
}
export function isTypeOnly(code: number): boolean {
  return (code & 1) === 1;
}

/** Whether two modules' requests lead to the same places. */
export function sameLinks(a: ModuleLinks, b: ModuleLinks): boolean {
  if (a === b) return true;
  if (a.links.length !== b.links.length || a.scope !== b.scope) return false;
  for (let i = 0; i < a.links.length; i++) if (a.links[i] !== b.links[i]) return false;
  return true;
}

import type { ModuleId, PackageName, RepoPath } from "../ids.ts";
import type { RequestFact } from "../facts/module-facts.ts";

export type UnresolvedReason = "no-such-file" | "no-such-export" | "no-such-import" | "alias-without-file" | "outside-repository" | "unbuilt-output" | "self-reference" | "pattern-without-match" | "malformed";

/** Where a request leads, in one snapshot. */
export type Resolution =
  | { readonly to: "modules"; readonly modules: readonly ModuleId[] }
  /** A package outside the repository. `name` without subpath. */
  | { readonly to: "package"; readonly name: string }
  | { readonly to: "builtin"; readonly name: string }
  /** `local`: relative, or by the name of a package of this repo, or through an alias. */
  | { readonly to: "unresolved"; readonly reason: UnresolvedReason; readonly because: string };

/** Specifier × importing file × the snapshot's files → where it leads. Pure; keeps only memo tables. */
export interface Resolver {
  resolve(request: Pick<RequestFact, "specifier" | "kind" | "shape" | "typeOnly">, from: ModuleId): Resolution;
  /** Edges that no syntax names: a tsconfig's `jsxImportSource` for its tsx/jsx modules, `types` from a workspace package. */
  impliedBy(from: ModuleId): readonly { readonly target: ModuleId; readonly kind: "import" | "type" }[];
  /** The nearest package of a path; null outside any. */
  packageOf(path: RepoPath): PackageName | null;
  /** The tsconfig that governs a path (its own path as id), null where none does: the scope of ambient declarations. */
  scopeOf(path: RepoPath): RepoPath | null;
  /** Setup files of test runners that manifests name: no module asks for them. */
  setups(): readonly Setup[];
  /** Entry points of every package after mapping build output back to source. */
  entries(): readonly { readonly module: ModuleId; readonly package: PackageName; readonly published: boolean }[];
}

/** A file that every test below `folder` (`""`, or ending in `/`) loads first. */
export interface Setup {
  readonly folder: string;
  readonly module: ModuleId;
}

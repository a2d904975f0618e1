import type { PackageName, RepoPath } from "../ids.ts";
import type { Gap } from "../gap.ts";

/** One package of the repository: its folder and the parts of its manifest that resolution and signals read. Plain JSON. */
export interface WorkspacePackage {
  readonly name: PackageName;
  /** Repo-relative folder, `""` for the root. */
  readonly dir: RepoPath;
  readonly private: boolean;
  /** Folder of the nested workspace it belongs to, where that is not the repo's own: importable by name only from in there. */
  readonly root?: RepoPath;
  readonly manifest: ManifestFields;
}

/** Fields as written, unchecked in depth; readers narrow them. */
export interface ManifestFields {
  readonly main?: unknown;
  readonly module?: unknown;
  readonly types?: unknown;
  readonly typings?: unknown;
  readonly browser?: unknown;
  readonly source?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
  readonly bin?: unknown;
  readonly sideEffects?: unknown;
  readonly jest?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
  readonly peerDependencies?: unknown;
  readonly optionalDependencies?: unknown;
}

/** Every package of a snapshot. `packages` holds workspace members and also nested package.json folders that are no members. */
export interface Workspace {
  /** `npm`, `pnpm`, `yarn`, `bun`, `lerna`, `rush`, or `root` for a single package, `none` without a manifest. */
  readonly tool: string;
  /** Sorted by dir. Members can be imported by name from anywhere in the repo. */
  readonly packages: readonly (WorkspacePackage & { readonly member: boolean })[];
  readonly gaps: readonly Gap[];
}

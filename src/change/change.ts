import type { BlobOid, ModuleId, PackageName, RepoPath, SymbolId } from "../ids.ts";
import type { FileClass } from "./file-class.ts";

export type FileStatus = "added" | "modified" | "deleted" | "renamed";

/** One record of git's raw diff, lines counted. Oids are null where that side has no file; a submodule's oid is a commit. */
export interface FileDelta {
  readonly path: RepoPath;
  /** Base64 of the path's bytes, only when they are not UTF-8. */
  readonly pathBytes?: string;
  readonly status: FileStatus;
  /** The old path of a rename. */
  readonly from: RepoPath | null;
  readonly oldMode: string | null;
  readonly newMode: string | null;
  readonly oldOid: BlobOid | null;
  readonly newOid: BlobOid | null;
  /** Lines; null for binary content. */
  readonly added: number | null;
  readonly deleted: number | null;
}

/** A FileDelta with what the graph knows of it. */
export interface ChangedFile extends FileDelta {
  readonly class: FileClass;
  readonly package: PackageName | null;
  /** Symbols whose tokens differ between the two sides; empty for a change of comments or formatting alone. */
  readonly symbols: readonly SymbolId[];
}

/** Two snapshots and what differs between them. */
export interface Change {
  readonly files: readonly ChangedFile[];
  /** Lines over all files. */
  readonly added: number;
  readonly deleted: number;
}

/** The module ids a delta is about, old path first: a rename is felt by the dependents of both. */
export function pathsOf(delta: Pick<FileDelta, "path" | "from">): readonly ModuleId[] {
  return delta.from === null ? [delta.path] : [delta.from, delta.path];
}

import type { BlobOid, CommitOid, RepoPath, TreeOid } from "./ids.ts";

/** A file in a tree. `120000` is a symlink (its blob is the target text), `160000` a submodule (its oid a commit). */
export interface TreeEntry {
  readonly path: RepoPath;
  readonly mode: "100644" | "100755" | "120000" | "160000";
  readonly oid: BlobOid;
  /** Base64 of the path's bytes, only when they are not UTF-8. */
  readonly pathBytes?: string;
}

/** One git tree (a commit's, the index's, the worktree's): the only thing readers read. Never "the files on disk". */
export interface Snapshot {
  /** What the report prints: a commit oid, `index` or `worktree`. */
  readonly name: CommitOid | "index" | "worktree" | "empty";
  readonly commit: CommitOid | null;
  /** Names the content: equal ids hold equal trees. A tree oid, or for an index a digest over its entries. */
  readonly treeId: TreeOid | string;
  readonly entries: ReadonlyMap<RepoPath, TreeEntry>;
}

/** Why bytes could not be had. `missing`: the object is not here (partial clone); never fetched by us. */
export type Unreadable = { readonly unreadable: "missing" | "too-large" | "not-a-blob"; readonly because: string };

/** Serves blob bytes by oid from one long-lived `git cat-file --batch`. Order of answers follows order of requests. */
export interface BlobReader {
  readMany(oids: Iterable<BlobOid>): AsyncIterable<{ readonly oid: BlobOid; readonly bytes: Buffer | Unreadable }>;
  readOne(oid: BlobOid): Promise<Buffer | Unreadable>;
  close(): Promise<void>;
}

/** Larger blobs are never parsed: a gap (`too-large`) says so. Bytes. */
export const largestBlob = 8 * 1024 * 1024;

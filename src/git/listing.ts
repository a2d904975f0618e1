import { createHash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { Failure } from "../failure.ts";
import { asBlobOid, asRepoPath, repoPathOf, type RepoPath } from "../ids.ts";
import type { TreeEntry } from "../snapshot.ts";
import { plainText } from "./plain-text.ts";

export interface Listing {
  /** `sha256:` over the listing itself: equal ids hold equal trees, whatever git's own hash is worth. */
  readonly treeId: string;
  readonly entries: ReadonlyMap<RepoPath, TreeEntry>;
}

/** What `git ls-tree -r -z --full-tree` says: `mode SP type SP oid TAB path NUL`. Throws a Failure `repository` for a tree no honest git writes. */
export function parseListing(bytes: Buffer): Listing {
  const entries = new Map<RepoPath, TreeEntry>();
  const treeId = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const text = isUtf8(bytes) ? bytes.toString("utf8") : null;
  const records = text === null ? bytes.toString("latin1").split("\0") : text.split("\0");
  if (records.pop() !== "") throw new Failure("git", "git's listing of a tree ends in the middle of an entry.");
  for (const record of records) {
    const entry = text === null ? entryOfBytes(record) : entryOf(record);
    if (entries.has(entry.path)) throw malformed(`holds ${plainText(entry.path)} twice`);
    entries.set(entry.path, entry);
  }
  refuseUnsafePaths(entries);
  return { treeId, entries };
}

function entryOf(record: string): TreeEntry {
  const tab = record.indexOf("\t");
  return { path: asRepoPath(record.slice(tab + 1)), mode: modeOf(record), oid: asBlobOid(record.slice(record.indexOf(" ", 7) + 1, tab)) };
}

/** `record` holds one byte a character. */
function entryOfBytes(record: string): TreeEntry {
  const tab = record.indexOf("\t");
  return { ...entryOf(record), ...repoPathOf(Buffer.from(record.slice(tab + 1), "latin1")) };
}

function modeOf(record: string): TreeEntry["mode"] {
  switch (record.slice(0, 6)) {
    case "120000":
      return "120000";
    case "160000":
      return "160000";
    case "100755":
      return "100755";
    default:
      // Gits before 2005 wrote 100664 and the like; git itself reads them as 100644.
      return "100644";
  }
}

/**
 * Refuses names that mean something else on a disk (`..`, `.git`) and a name that is file and folder at once. We write some
 * blobs to temporary folders, and two readers of such a tree may see two different things.
 */
function refuseUnsafePaths(entries: ReadonlyMap<RepoPath, TreeEntry>): void {
  let folder = "";
  for (const path of entries.keys()) {
    const slash = path.lastIndexOf("/");
    refuseName(path, slash + 1, path.length);
    const own = slash < 0 ? "" : path.slice(0, slash);
    if (own === folder) continue;
    folder = own;
    for (let start = 0; start < own.length; ) {
      const end = own.indexOf("/", start) < 0 ? own.length : own.indexOf("/", start);
      refuseName(own, start, end);
      if (entries.has(asRepoPath(own.slice(0, end)))) throw malformed(`holds ${plainText(own.slice(0, end))} both as a file and as a folder`);
      start = end + 1;
    }
  }
}

function refuseName(path: string, start: number, end: number): void {
  const first = path.charCodeAt(start);
  if (end > start && first !== 0x2e) return;
  const name = path.slice(start, end);
  if (name === "" || name === "." || name === ".." || name.toLowerCase() === ".git") throw malformed(`holds the path ${plainText(path)}`);
}

function malformed(what: string): Failure {
  return new Failure("repository", `A tree of this repository is malformed: it ${what}.`, {
    hint: "No honest git writes such a tree; `git fsck` names the commit. It is not analysed, because tools disagree on what it contains.",
  });
}

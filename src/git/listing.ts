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
  /** Every folder once: one that is a file too would be read differently by different readers. */
  const folders = new Set<string>();
  const treeId = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const text = isUtf8(bytes) ? bytes.toString("utf8") : null;
  const records = text === null ? bytes.toString("latin1").split("\0") : text.split("\0");
  if (records.pop() !== "") throw new Failure("git", "git's listing of a tree ends in the middle of an entry.");
  let folder = "";
  let before = "";
  const holdsAstral = text !== null && [0xf0, 0xf1, 0xf2, 0xf3, 0xf4].some((byte) => bytes.includes(byte));
  let count = 0;
  for (const record of records) {
    const entry = text === null ? entryOfBytes(record) : entryOf(record);
    const path = entry.path;
    entries.set(path, entry);
    if (entries.size !== ++count) throw malformed(`holds ${plainText(path)} twice`);
    // Git compares trees by walking both in order: it shows an entry out of its place as gone, and as new.
    const name = text === null ? record.slice(record.indexOf("\t") + 1) : path;
    if ((holdsAstral || !(before < name)) && isBehind(before, name)) throw malformed(`holds ${plainText(path)} out of its place`);
    before = name;
    const slash = path.lastIndexOf("/");
    refuseName(path, slash + 1);
    if (slash < 0 || (slash === folder.length && path.startsWith(folder))) continue;
    folder = path.slice(0, slash);
    for (let each = folder; each !== "" && !folders.has(each); each = each.slice(0, Math.max(0, each.lastIndexOf("/")))) folders.add(each);
  }
  for (const each of folders) {
    refuseName(each, each.lastIndexOf("/") + 1);
    if (entries.has(asRepoPath(each))) throw malformed(`holds ${plainText(each)} both as a file and as a folder`);
  }
  return { treeId, entries };
}

/** By bytes, as git sorts; UTF-16 sorts characters of four bytes elsewhere. */
function isBehind(before: string, name: string): boolean {
  return Buffer.compare(Buffer.from(before), Buffer.from(name)) > 0;
}

function entryOf(record: string): TreeEntry {
  // `mode SP type SP oid TAB path`; only submodules are of type `commit`, all else is a `blob`.
  const oid = record.charCodeAt(7) === 0x62 ? 12 : 14;
  const tab = record.indexOf("\t", oid);
  return { path: asRepoPath(record.slice(tab + 1)), mode: modeOf(record), oid: asBlobOid(record.slice(oid, tab)) };
}

/** `record` holds one byte a character. */
function entryOfBytes(record: string): TreeEntry {
  const tab = record.indexOf("\t");
  return { ...entryOf(record), ...repoPathOf(Buffer.from(record.slice(tab + 1), "latin1")) };
}

/** Gits before 2005 wrote 100664 and the like; git itself reads them as 100644. */
function modeOf(record: string): TreeEntry["mode"] {
  if (record.startsWith("12")) return "120000";
  if (record.startsWith("16")) return "160000";
  return record.startsWith("100755") ? "100755" : "100644";
}

/** Refuses names that mean something else on a disk: we write some blobs to temporary folders. */
function refuseName(path: string, start: number): void {
  if (start < path.length && path.charCodeAt(start) !== 0x2e) return;
  const name = path.slice(start);
  if (name === "" || name === "." || name === ".." || name.toLowerCase() === ".git") throw malformed(`holds the path ${plainText(path)}`);
}

function malformed(what: string): Failure {
  return new Failure("repository", `A tree of this repository is malformed: it ${what}.`, {
    hint: "No honest git writes such a tree; `git fsck` names the commit. It is not analysed, because tools disagree on what it contains.",
  });
}

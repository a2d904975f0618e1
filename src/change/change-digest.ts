import { Failure } from "../failure.ts";

/** One difference between two trees as git's raw diff tells it; oids are null where there is nothing on that side. */
export interface RawChange {
  /** Never decoded: two names that look alike stay two. */
  readonly path: Buffer;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldOid: string | null;
  readonly newOid: string | null;
}

const domain = "riskscore-change-v1\0";
const nothing = "000000";
const gitlink = "160000";
const header = /^:(000000|100644|100755|120000|160000) (000000|100644|100755|120000|160000) ([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) ([AMDT])$/;

/**
 * What `git diff-tree -r -z --raw --no-abbrev --no-renames` says, sorted by the bytes of the paths. Throws a Failure `git` on
 * any other status than added, modified, deleted and type change, on a path that stands twice, and on bytes git would not write.
 */
export function parseRawChanges(bytes: Buffer): readonly RawChange[] {
  const changes: RawChange[] = [];
  let sorted = true;
  for (let at = 0; at < bytes.length; ) {
    const headEnd = fieldEnd(bytes, at);
    const pathEnd = fieldEnd(bytes, headEnd + 1);
    const change = changeOf(bytes.toString("latin1", at, headEnd), bytes.subarray(headEnd + 1, pathEnd));
    const before = changes.at(-1);
    if (before !== undefined && before.path.compare(change.path) >= 0) sorted = false;
    changes.push(change);
    at = pathEnd + 1;
  }
  return sorted ? changes : inOrder(changes);
}

function fieldEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(0, from);
  if (end <= from) throw unexpected("a record is cut off, or has no path");
  return end;
}

function changeOf(text: string, path: Buffer): RawChange {
  const [, oldMode, newMode, oldOid, newOid, status] = header.exec(text) ?? [];
  if (!oldMode || !newMode || !oldOid || !newOid) throw unexpected(`a record begins with ${JSON.stringify(text.slice(0, 120))}`);
  if ((status === "A") !== (oldMode === nothing) || (status === "D") !== (newMode === nothing)) throw unexpected(`the status ${status} does not fit the modes ${oldMode} and ${newMode}`);
  return { path, oldMode, newMode, oldOid: oldMode === nothing ? null : oldOid, newOid: newMode === nothing ? null : newOid };
}

function inOrder(changes: readonly RawChange[]): readonly RawChange[] {
  const sorted = changes.toSorted((a, b) => a.path.compare(b.path));
  const twice = sorted.find(({ path }, at) => sorted[at + 1]?.path.equals(path));
  if (twice === undefined) return sorted;
  throw new Failure("git", `A tree of this change holds the path ${JSON.stringify(twice.path.toString())} twice.`, { hint: "No honest git writes such a tree; nobody can sign for it, because tools disagree on what it contains." });
}

/** The oids whose bytes the digest rests on, each once; a submodule's commit is not here and is named, not read. */
export function contentOids(changes: readonly RawChange[]): ReadonlySet<string> {
  const oids = new Set<string>();
  for (const { oldMode, newMode, oldOid, newOid } of changes) {
    if (oldOid !== null && oldMode !== gitlink) oids.add(oldOid);
    if (newOid !== null && newMode !== gitlink) oids.add(newOid);
  }
  return oids;
}

/**
 * The bytes whose SHA-256 is the change's digest, `riskscore-change-v1`: the domain, the number of changes, then for each its path,
 * modes and contents, every field behind its length. `sha256Of` gives the hex SHA-256 of an object's bytes.
 */
export function digestInput(changes: readonly RawChange[], sha256Of: (oid: string) => string): Buffer {
  const parts: Buffer[] = [Buffer.from(domain), uint32(changes.length)];
  for (const { path, oldMode, newMode, oldOid, newOid } of changes) {
    const fields = [oldMode, newMode, contentId(oldMode, oldOid, sha256Of), contentId(newMode, newOid, sha256Of)];
    parts.push(uint32(path.length), path, ...fields.flatMap((field) => [uint32(field.length), Buffer.from(field, "latin1")]));
  }
  return Buffer.concat(parts);
}

/** By SHA-256, so that a change is the same in SHA-1 and SHA-256 repositories, and SHA-1 is trusted for nothing. */
function contentId(mode: string, oid: string | null, sha256Of: (oid: string) => string): string {
  if (oid === null) return "-";
  return mode === gitlink ? `gitlink:${oid}` : `sha256:${sha256Of(oid)}`;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function unexpected(what: string): Failure {
  return new Failure("git", `git's raw diff could not be understood: ${what}.`);
}

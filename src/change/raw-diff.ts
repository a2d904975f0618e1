import { Failure } from "../failure.ts";
import { asBlobOid, type BlobOid, compareText, repoPathOf } from "../ids.ts";
import type { FileDelta, FileStatus } from "./change.ts";

/** The letters git's raw diff may use between two trees. A type change (file to symlink, say) is a modification: both modes are there. */
const statuses: Readonly<Record<string, FileStatus>> = { A: "added", M: "modified", T: "modified", D: "deleted", R: "renamed" };
/** git writes the score of a rename behind its letter. */
const header = /^:(\d{6}) (\d{6}) ([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) (?:([AMTD])|(R)\d{1,3})$/;
const lineCounts = /^(?:(\d+)\t(\d+)|(-)\t-)\t/;

/** What `git diff-tree -r -z --raw --numstat --no-abbrev` says, sorted by path. Throws a Failure `git` on bytes it would not write. */
export function parseRawDiff(bytes: Uint8Array): readonly FileDelta[] {
  const fields = fieldsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const { deltas, rest } = rawRecords(fields);
  return withLineCounts(deltas, fields, rest).toSorted((a, b) => compareText(a.path, b.path));
}

/** The NUL-terminated fields. */
function fieldsOf(bytes: Buffer): readonly Buffer[] {
  const fields: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
    fields.push(bytes.subarray(start, end));
    start = end + 1;
  }
  if (start !== bytes.length) throw unexpected("the output ends in the middle of a record");
  return fields;
}

function rawRecords(fields: readonly Buffer[]): { deltas: FileDelta[]; rest: number } {
  const deltas: FileDelta[] = [];
  let at = 0;
  while (at < fields.length && fields[at]![0] === 0x3a) {
    const [, oldMode, newMode, oldOid, newOid, letter, rename] = header.exec(fields[at]!.toString("latin1")) ?? [];
    if (!oldMode || !newMode || !oldOid || !newOid) throw unexpected(`a record begins with ${JSON.stringify(fields[at]!.toString("latin1", 0, 120))}`);
    const from = rename ? pathAt(fields, at + 1).path : null;
    at += rename ? 3 : 2;
    deltas.push({
      ...pathAt(fields, at - 1),
      status: statuses[(letter ?? rename)!]!,
      from,
      oldMode: oldMode === "000000" ? null : oldMode,
      newMode: newMode === "000000" ? null : newMode,
      oldOid: oidOrNull(oldOid, oldMode),
      newOid: oidOrNull(newOid, newMode),
      added: null,
      deleted: null,
    });
  }
  return { deltas, rest: at };
}

/** `--numstat` repeats the records in the same order: `added TAB deleted TAB path`, or an empty path and then both of a rename. */
function withLineCounts(deltas: readonly FileDelta[], fields: readonly Buffer[], start: number): readonly FileDelta[] {
  if (start === fields.length) return deltas;
  let at = start;
  const counted = deltas.map((delta) => {
    const field = fields[at];
    const counts = field && lineCounts.exec(field.toString("latin1", 0, 32));
    if (!field || !counts) throw unexpected(`no line counts for ${JSON.stringify(delta.path)}`);
    const inline = field.subarray(counts[0].length);
    const path = inline.length > 0 ? repoPathOf(inline).path : pathAt(fields, at + 2).path;
    if (path !== delta.path) throw unexpected(`line counts of ${JSON.stringify(path)} where ${JSON.stringify(delta.path)} was due`);
    at += inline.length > 0 ? 1 : 3;
    return counts[3] === "-" ? delta : { ...delta, added: Number(counts[1]), deleted: Number(counts[2]) };
  });
  if (at !== fields.length) throw unexpected("there are more line counts than records");
  return counted;
}

function pathAt(fields: readonly Buffer[], at: number): ReturnType<typeof repoPathOf> {
  const field = fields[at];
  if (!field || field.length === 0) throw unexpected("a record has no path");
  return repoPathOf(field);
}

function oidOrNull(oid: string, mode: string): BlobOid | null {
  return mode === "000000" ? null : asBlobOid(oid);
}

function unexpected(what: string): Failure {
  return new Failure("git", `git's raw diff could not be understood: ${what}.`);
}

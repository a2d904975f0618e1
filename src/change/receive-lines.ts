import { Failure } from "../failure.ts";
import { repoPathOf } from "../ids.ts";
import type { PushLine } from "./push-lines.ts";

const oid = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const zeros = /^0+$/;
const space = 0x20;

/**
 * What git writes to a pre-receive or post-receive hook, `<old oid> <new oid> <ref>` a line, as the push it tells of. Throws a Failure
 * `usage` on a line that git would not write, and where there is none: git calls no such hook without one, so somebody read them first.
 */
export function parseReceiveLines(bytes: Uint8Array): readonly PushLine[] {
  const lines: PushLine[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(lineOf(bytes.subarray(start, end)));
    start = end + 1;
  }
  if (lines.length > 0) return lines;
  throw new Failure("usage", "Nothing came on stdin, so nobody knows which refs move.", { hint: "Git writes them to the hook; a command that runs before riskscore must not read them, or has to hand them on." });
}

/** A ref's name holds no blank, so it is what stands behind the second. */
function lineOf(line: Uint8Array): PushLine {
  const first = line.indexOf(space);
  const second = line.indexOf(space, first + 1);
  const [old, now, ref] = [textOf(line.subarray(0, first)), textOf(line.subarray(first + 1, second)), textOf(line.subarray(second + 1))];
  if (first < 0 || second < 0 || !oid.test(old) || !oid.test(now) || old.length !== now.length || !isRef(ref)) throw malformed(line);
  return { localRef: ref, localOid: orNull(now), remoteRef: ref, remoteOid: orNull(old) };
}

function isRef(ref: string): boolean {
  return /^refs\/[^\0-\x20\x7f]+$/.test(ref);
}

function orNull(id: string): string | null {
  return zeros.test(id) ? null : id;
}

function textOf(bytes: Uint8Array): string {
  return repoPathOf(bytes).path;
}

function malformed(line: Uint8Array): Failure {
  const shown = textOf(line.subarray(0, 160)).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
  return new Failure("usage", `"${shown}" is no line that git hands to a receive hook.`, { hint: "Each reads '<old oid> <new oid> <ref>'. riskscore hook pre-receive is called by git on a server and needs its stdin untouched." });
}

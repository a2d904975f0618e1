import { Failure } from "../failure.ts";
import { repoPathOf } from "../ids.ts";

/** One line of what git tells a pre-push hook: a ref of the remote that is about to move. */
export interface PushLine {
  /** What the person called it; may hold spaces (`HEAD@{1 day ago}`), or be `(delete)`. For messages only. */
  readonly localRef: string;
  /** What the ref is to point at: any object; null when the ref is to go. */
  readonly localOid: string | null;
  /** Full name. Bytes that are not UTF-8 are percent-escaped. */
  readonly remoteRef: string;
  /** What the remote has there now, as git was told; null when it has nothing. */
  readonly remoteOid: string | null;
}

const oid = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const zeros = /^0+$/;
const space = 0x20;

/** What git writes to a pre-push hook, line by line. Throws a Failure `usage` on a line it would not write: a line passed over would be a ref nobody judged. */
export function parsePushLines(bytes: Uint8Array): readonly PushLine[] {
  // `printf '%s\n' "$lines"`, with nothing in it.
  if (bytes.length <= 2 && bytes.every((byte) => byte === 0x0d || byte === 0x0a)) return [];
  const lines: PushLine[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    lines.push(lineOf(bytes.subarray(start, bytes[end - 1] === 0x0d ? end - 1 : end)));
    start = end + 1;
  }
  return lines;
}

/** `<local ref> <local oid> <remote ref> <remote oid>`, taken from the right: only the first may hold spaces. */
function lineOf(line: Uint8Array): PushLine {
  const third = line.lastIndexOf(space);
  const second = third <= 0 ? -1 : line.lastIndexOf(space, third - 1);
  const first = second <= 0 ? -1 : line.lastIndexOf(space, second - 1);
  if (first < 1) throw malformed(line);
  const localOid = textOf(line.subarray(first + 1, second));
  const remoteRef = textOf(line.subarray(second + 1, third));
  const remoteOid = textOf(line.subarray(third + 1));
  if (!oid.test(localOid) || !oid.test(remoteOid) || localOid.length !== remoteOid.length || !/^refs\/./.test(remoteRef)) throw malformed(line);
  return { localRef: textOf(line.subarray(0, first)), localOid: orNull(localOid), remoteRef, remoteOid: orNull(remoteOid) };
}

function orNull(id: string): string | null {
  return zeros.test(id) ? null : id;
}

function textOf(bytes: Uint8Array): string {
  return repoPathOf(bytes).path;
}

function malformed(line: Uint8Array): Failure {
  const shown = textOf(line.subarray(0, 120)).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
  return new Failure("usage", `"${shown}" is no line that git hands to a pre-push hook.`, {
    hint: "Each reads '<local ref> <oid> <remote ref> <oid>'. riskscore hook pre-push is called by git's hooks and needs their stdin untouched.",
  });
}

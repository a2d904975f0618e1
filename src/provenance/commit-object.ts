/** The parts of a raw commit that provenance reads. Bytes are kept: which encoding they are in is the scanner's business. */
export interface CommitObject {
  /** `Name <address>` of every such header; honest commits have one of each. */
  readonly authors: readonly Uint8Array[];
  readonly committers: readonly Uint8Array[];
  readonly message: Uint8Array;
}

const lineFeed = 0x0a;
const space = 0x20;

/** Splits what `git cat-file commit` prints. Never throws: what is missing is empty. */
export function parseCommit(raw: Uint8Array): CommitObject {
  const authors: Uint8Array[] = [];
  const committers: Uint8Array[] = [];
  let at = 0;
  while (at < raw.length) {
    const found = raw.indexOf(lineFeed, at);
    const end = found < 0 ? raw.length : found;
    if (end === at) return { authors, committers, message: raw.subarray(end + 1) };
    // A line that begins with a space belongs to the header before it (a signature, a merged tag).
    if (raw[at] !== space) {
      if (hasKey(raw, at, "author ")) authors.push(identityOf(raw.subarray(at + 7, end)));
      else if (hasKey(raw, at, "committer ")) committers.push(identityOf(raw.subarray(at + 10, end)));
    }
    at = end + 1;
  }
  return { authors, committers, message: raw.subarray(raw.length) };
}

function hasKey(raw: Uint8Array, at: number, key: string): boolean {
  for (let index = 0; index < key.length; index++) if (raw[at + index] !== key.charCodeAt(index)) return false;
  return true;
}

/** Without the date behind the last `>`. */
function identityOf(line: Uint8Array): Uint8Array {
  const end = line.lastIndexOf(0x3e);
  return end < 0 ? line : line.subarray(0, end + 1);
}

import { createHash } from "node:crypto";
import { Failure } from "../failure.ts";
import { asCommitOid } from "../ids.ts";
import type { ChangeDigest, StoredRecord } from "../signoff/statement.ts";
import { filesOfCommits, type SmallFile } from "./files-of-commit.ts";
import { createRef, refOf, refsUnder, writeOurCommit } from "./our-commit.ts";
import { plainText } from "./plain-text.ts";
import type { Repository } from "./repository.ts";

/** Every record is one ref below this: `<first 2 digits>/<change digest>/<record id>`. Created, never moved. */
export const recordsPrefix = "refs/riskscore/signoffs";
export const largestPayload = 64 * 1024;
export const largestSignature = 16 * 1024;
/** Anybody who can push may add refs; this many are looked at, and more is said, not passed over. */
const mostForOneChange = 200;
const mostInAll = 5000;

const recordRef = /^refs\/riskscore\/signoffs\/([0-9a-f]{2})\/\1[0-9a-f]{62}\/([0-9a-f]{64})$/;

/** The part of a digest that stands in refs: its 64 hex digits. */
export function hexOf(digest: ChangeDigest): string {
  const hex = digest.slice("sha256:".length);
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new Failure("usage", `'${plainText(digest)}' is no change digest.`, { hint: "A change digest is sha256: and 64 hex digits." });
  return hex;
}

/** The folder of refs that holds the records of one change. */
export function recordsFolder(digest: ChangeDigest): string {
  const hex = hexOf(digest);
  return `${recordsPrefix}/${hex.slice(0, 2)}/${hex}`;
}

export function isRecordRef(ref: string): boolean {
  return recordRef.test(ref);
}

/**
 * Every record that is stored for a change, by ref name. Nothing is checked but sizes: `id` is what the ref claims, and whoever judges
 * compares it with the bytes. A record whose bytes cannot be had is there with none, so that it is shown as malformed, never left out.
 */
export function recordsFor(repository: Repository, digest: ChangeDigest): Promise<readonly StoredRecord[]> {
  return recordsBelow(repository, `${recordsFolder(digest)}/`, mostForOneChange);
}

/** Every record of every change in this clone, as `recordsFor` has them. */
export function allRecords(repository: Repository): Promise<readonly StoredRecord[]> {
  return recordsBelow(repository, `${recordsPrefix}/`, mostInAll);
}

async function recordsBelow({ user, scratch }: Repository, prefix: string, most: number): Promise<readonly StoredRecord[]> {
  const refs = await refsUnder(user, prefix, most + 1);
  if (refs.length > most) {
    throw new Failure("git", `More than ${most} sign-offs are stored below ${prefix}.`, { hint: `Nobody signs that often: look at them with git for-each-ref ${prefix}, and delete what does not belong there.` });
  }
  const wanted = refs.flatMap(({ oid }) => [
    { of: oid, name: "payload.json", limit: largestPayload },
    { of: oid, name: "sig-0.sshsig", limit: largestSignature },
  ]);
  const files = await filesOfCommits(scratch, wanted);
  return refs.map(({ ref }, i) => ({ id: recordRef.exec(ref)?.[2] ?? idOf(bytesOf(files[2 * i]!)), payload: bytesOf(files[2 * i]!), signature: bytesOf(files[2 * i + 1]!), from: ref }));
}

function bytesOf(file: SmallFile): Uint8Array {
  return Buffer.isBuffer(file) ? file : Buffer.alloc(0);
}

/** Lower-case hex SHA-256: what names a record. */
export function idOf(payload: Uint8Array): string {
  return createHash("sha256").update(payload).digest("hex");
}

/**
 * Keeps a record under a ref of its own in this clone. Storing it twice is no error; a ref of that name that holds anything else is a Failure,
 * because a record is never rewritten.
 */
export async function storeRecord(repository: Repository, digest: ChangeDigest, { payload, signature }: Pick<StoredRecord, "payload" | "signature">): Promise<{ id: string; ref: string }> {
  if (payload.length > largestPayload || signature.length > largestSignature) {
    throw new Failure("usage", `A record holds at most ${largestPayload} bytes, and its signature ${largestSignature}.`, { hint: "Give a shorter reason." });
  }
  const id = idOf(payload);
  const ref = `${recordsFolder(digest)}/${id}`;
  const commit = await writeOurCommit(repository, {
    files: { "payload.json": payload, "sig-0.sshsig": signature },
    parents: [],
    message: `Sign-off ${id}`,
    at: issuedAt(payload),
  });
  const created = await createRef(repository, ref, commit);
  if (!created && asCommitOid((await refOf(repository.user, ref)) ?? "") !== commit) {
    throw new Failure("git", `${ref} holds another record already.`, { hint: `A record is never rewritten. Look at it with git show ${ref}, and delete the ref if it does not belong there.` });
  }
  return { id, ref };
}

/** The statement's own time, so that the same record makes the same commit; the epoch where none can be read. */
function issuedAt(payload: Uint8Array): number {
  try {
    const { issuedAt: text } = JSON.parse(Buffer.from(payload).toString()) as { issuedAt?: unknown };
    const time = typeof text === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) / 1000 : 0;
    return Number.isSafeInteger(time) && time >= 0 ? time : 0;
  } catch {
    return 0;
  }
}

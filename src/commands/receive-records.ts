import type { PushLine } from "../change/push-lines.ts";
import type { RefRefusal } from "../gate/gate-case.ts";
import { filesOfCommits } from "../git/files-of-commit.ts";
import { idOf, isRecordRef, largestPayload, largestSignature, recordsFolder, recordsPrefix } from "../git/records.ts";
import { runGit } from "../git/run-git.ts";
import type { Repository } from "../git/repository.ts";
import { parseStatement } from "../signoff/parse-statement.ts";
import type { StoredRecord } from "../signoff/statement.ts";

/** What a push does below our own refs. */
export interface ReceivedRecords {
  /** Sign-offs that come with this push; their refs do not exist yet. */
  readonly records: readonly StoredRecord[];
  /** By ref: what may not be written, whatever any policy says. */
  readonly refused: ReadonlyMap<string, RefRefusal>;
}

/** Reads the sign-offs among the lines, from the quarantine, and refuses what is none. Names are compared as file systems that fold case see them. */
export async function receivedRecords(repository: Pick<Repository, "scratch">, lines: readonly PushLine[]): Promise<ReceivedRecords> {
  const refused = new Map<string, RefRefusal>();
  const arriving: (PushLine & { readonly localOid: string })[] = [];
  for (const line of lines) {
    const ref = line.remoteRef.toLowerCase();
    if (isAtOrBelow(ref, "refs/replace")) refused.set(line.remoteRef, "writes a replace ref");
    else if (!isAtOrBelow(ref, recordsPrefix) && ref !== "refs/riskscore") continue;
    else if (line.remoteOid !== null) refused.set(line.remoteRef, "rewrites a sign-off");
    else if (line.localOid !== null) arriving.push({ ...line, localOid: line.localOid });
  }
  const read = await readAll(repository, arriving);
  const records = arriving.flatMap(({ remoteRef }, i) => {
    const record = read[i] ?? null;
    if (record === null) refused.set(remoteRef, "misnames a sign-off");
    return record ?? [];
  });
  return { records, refused };
}

function isAtOrBelow(ref: string, folder: string): boolean {
  return ref === folder || ref.startsWith(`${folder}/`);
}

/** In order; null for what is no sign-off under its own name: a small commit that holds the statement and its signature, and nothing else. */
async function readAll({ scratch }: Pick<Repository, "scratch">, lines: readonly (PushLine & { readonly localOid: string })[]): Promise<readonly (StoredRecord | null)[]> {
  if (lines.length === 0) return [];
  const wanted = lines.flatMap(({ localOid }) => [
    { of: localOid, name: "payload.json", limit: largestPayload },
    { of: localOid, name: "sig-0.sshsig", limit: largestSignature },
  ]);
  const [files, shapes] = await Promise.all([filesOfCommits(scratch, wanted), shapesOf(scratch, lines.map(({ localOid }) => localOid))]);
  return lines.map(({ remoteRef, localOid }, i) => {
    const [payload, signature] = [files[2 * i], files[2 * i + 1]];
    if (!Buffer.isBuffer(payload) || !Buffer.isBuffer(signature) || shapes.get(localOid) !== true || !isRecordRef(remoteRef)) return null;
    const id = idOf(payload);
    const statement = parseStatement(payload);
    if ("malformed" in statement || remoteRef !== `${recordsFolder(statement.change.digest)}/${id}`) return null;
    return { id, payload, signature, from: remoteRef };
  });
}

/** Whether each object is a small commit whose tree has room for the two files alone: whatever else it held would be kept for good. */
async function shapesOf(scratch: Repository["scratch"], oids: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  const input = oids.map((oid) => `${oid}\n${oid}:\n`).join("");
  const { stdout } = await runGit(scratch, { purpose: "look at sign-offs", args: ["cat-file", "--batch-check=%(objecttype) %(objectsize)"], input });
  const answers = stdout.toString("latin1").split("\n");
  const shapes = new Map<string, boolean>();
  for (const [i, oid] of oids.entries()) {
    const [commit, size = ""] = (answers[2 * i] ?? "").split(" ");
    const [tree, treeSize = ""] = (answers[2 * i + 1] ?? "").split(" ");
    shapes.set(oid, commit === "commit" && Number(size) <= largestCommit && tree === "tree" && Number(treeSize) <= largestTree);
  }
  return shapes;
}

/** Bytes. A commit of ours takes about 250, its tree of two entries at most 104. */
const largestCommit = 4096;
const largestTree = 128;

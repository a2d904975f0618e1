import { Failure } from "../failure.ts";
import { chosenRemote, pushRefs } from "../git/remote.ts";
import { storeRecord } from "../git/records.ts";
import type { Repository } from "../git/repository.ts";
import type { AuditEvent } from "../audit/entry.ts";
import { auditFolder, openAuditLog } from "../store/audit-log.ts";
import type { SignoffDecision, Statement, StoredRecord } from "../signoff/statement.ts";
import { recordFileText } from "./record-file.ts";
import type { World } from "./world.ts";
import { writeOutput } from "./write-output.ts";

/** Where a record went. */
export interface Kept {
  readonly id: string;
  readonly ref: string;
  /** The remote that has it now; null when it was written to a file or stays here. */
  readonly pushedTo: string | null;
  /** Sentences for the person: why it was not pushed, and how to do it later. */
  readonly notes: readonly string[];
}

const events = { approve: "signoff", override: "override", "posthoc-review": "posthoc-review", reject: "veto" } as const satisfies Record<SignoffDecision, AuditEvent>;

/** Keeps a record: logged, stored in this clone, and handed on, by a file or to the remote. One that could not be handed on stays here, and that is said. */
export async function keepRecord(world: World, repository: Repository, statement: Statement, record: StoredRecord, words: { readonly out: string | null; readonly remote: string | null }): Promise<Kept> {
  // The log first: an entry whose record is missing tells what happened, a record that nobody logged does not.
  logRecord(world, repository, statement, record.id);
  const { id, ref } = await storeRecord(repository, statement.change.digest, record);
  if (words.out !== null) {
    await writeOutput(world.host, words.out, recordFileText([record]));
    return { id, ref, pushedTo: null, notes: [] };
  }
  return { id, ref, ...(await handOn(world, repository, ref, words.remote)) };
}

export function logRecord({ host }: Pick<World, "host">, repository: Repository, { decision, signer, target, change, risk, ai, ticket, settles, expiresAt }: Statement, id: string): void {
  const data = {
    person: signer.person,
    role: signer.role,
    key: signer.keyFingerprint,
    landingRef: target.ref,
    digest: change.digest,
    base: change.base,
    head: change.head,
    impact: risk.impact,
    band: risk.band,
    ai: ai.state,
    expiresAt,
    ...(ticket === null ? {} : { ticket }),
    ...(settles === null ? {} : { settles }),
  };
  openAuditLog(auditFolder(repository.commonDir), host).append([{ event: events[decision], subject: id, data }]);
}

/** Pushes one record. A remote that does not take it leaves it here, and that is said. */
export async function handOn({ host }: Pick<World, "host">, repository: Repository, ref: string, asked: string | null): Promise<Pick<Kept, "pushedTo" | "notes">> {
  const remote = await chosenRemote(repository, asked);
  if (remote === null) return { pushedTo: null, notes: ["This repository has no remote, so the record stays here; --out FILE writes one to hand over."] };
  try {
    await pushRefs(host, repository, remote, [ref]);
    return { pushedTo: remote, notes: [] };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "git") throw error;
    return { pushedTo: null, notes: [error.message, `The record is kept in this clone. To hand it on later: git push --no-verify ${remote} ${ref}:${ref}`] };
  }
}

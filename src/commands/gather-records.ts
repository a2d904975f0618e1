import { createHash } from "node:crypto";
import { decisions } from "../audit/decisions.ts";
import { Failure } from "../failure.ts";
import { changeDigest } from "../git/change-digest.ts";
import { hasLanded } from "../git/landed-steps.ts";
import { allRecords, recordsFor } from "../git/records.ts";
import { leadsBackTo } from "../git/refs.ts";
import type { Remote } from "../git/remotes.ts";
import type { Repository } from "../git/repository.ts";
import type { Host } from "../host.ts";
import type { Policy } from "../policy/policy.ts";
import type { Identity } from "../provenance/attribution.ts";
import { verifySignature } from "../signature/verify.ts";
import type { ChangeToCover, JudgedRecord } from "../signoff/coverage.ts";
import { judgeRecords } from "../signoff/judge-records.ts";
import { openDebt } from "../signoff/open-debt.ts";
import { parseStatement } from "../signoff/parse-statement.ts";
import type { StoredRecord } from "../signoff/statement.ts";
import { headsToAsk, usedUp } from "../signoff/used-up.ts";
import { auditFolder, openAuditLog } from "../store/audit-log.ts";
import type { Trees } from "./gather.ts";
import type { Session } from "./gather-session.ts";
import type { Landing } from "./judgement.ts";

interface Asked {
  readonly trees: Trees;
  readonly landing: Pick<Landing, "ref" | "tip">;
  readonly policy: Policy;
  readonly policyDigest: string;
  readonly impact: number;
  readonly identities: readonly Identity[];
  /** Records that came by other means than our refs: an override among them leaves debt, too. */
  readonly extra?: readonly StoredRecord[];
}

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** What a record has to cover, worked out here and now: nothing of it is taken from a record of this change. */
export async function coverOf(host: Host, session: Session, { trees, landing, policy, policyDigest, impact, identities, extra = [] }: Asked): Promise<ChangeToCover> {
  const { repository } = session;
  const [{ digest, paths }, all, gone] = await Promise.all([changeDigest(repository, trees.base, trees.head), allRecords(repository), usedUpOn(host, session, landing)]);
  const change = { repoId: policy.repo ?? "", digest, now: host.now() };
  return { ...change, landingRef: landing.ref, policyDigest, impact, paths, identities, usedUp: gone, openDebt: openDebt([...all, ...extra], change, policy, { verify: verifySignature, sha256 }) };
}

/** Records that were accepted on the landing ref: the log says which decisions rested on them, history whether those pushes arrived. */
async function usedUpOn(host: Host, { repository }: Session, { ref, tip }: Asked["landing"]): Promise<ReadonlySet<string>> {
  if (tip === null) return new Set();
  const log = decisions(openAuditLog(auditFolder(repository.commonDir), host).read());
  const made = log.map(({ data: { landingRef, direct, decision, head, signoffs } }) => ({ landingRef, direct: direct === true, decision, head, signoffs }));
  const landed = await Promise.all(headsToAsk(made, ref).map(async (head) => ((await leadsBackTo(repository, head, tip)) ? [head] : [])));
  return usedUp(made, ref, new Set(landed.flat()));
}

/** Every record that is here, or was handed in, for this change, and what each is worth. `tip`: the landing ref's. */
export async function recordsHere({ repository }: Session, cover: ChangeToCover, policy: Policy, { extra, tip }: { readonly extra: readonly StoredRecord[]; readonly tip: string | null }): Promise<readonly JudgedRecord[]> {
  const records = [...(await recordsFor(repository, cover.digest)), ...extra];
  const spent = new Set([...cover.usedUp, ...(await landedIn(repository, cover, records, tip))]);
  return judgeRecords(records, { ...cover, usedUp: spent }, policy, { verify: verifySignature, sha256 });
}

/** Records whose change is in the landing ref's history since they were signed: what a forge merged, no log of ours has seen. */
async function landedIn(repository: Repository, { digest, paths }: ChangeToCover, records: readonly StoredRecord[], tip: string | null): Promise<readonly string[]> {
  if (tip === null) return [];
  const bases = new Map<string, Promise<boolean>>();
  const found = await Promise.all(
    records.map(async ({ id, payload }) => {
      const statement = parseStatement(payload);
      if ("malformed" in statement || statement.change.digest !== digest) return [];
      const { base } = statement.change;
      if (!bases.has(base)) bases.set(base, hasLanded(repository, { base, tip, digest, paths }));
      return (await bases.get(base)) ? [id] : [];
    }),
  );
  return found.flat();
}

/** Asks the remote for records of this change, or for all of them: how many came, or one sentence why it could not be asked. */
export async function fetchMissing(host: Host, { repository }: Session, remote: Remote, change: Pick<ChangeToCover, "digest"> | null): Promise<number | string> {
  const { fetchAllRecords, fetchRecords } = await import("../git/remote.ts");
  try {
    return change === null ? await fetchAllRecords(host, repository, remote.address) : await fetchRecords(host, repository, remote.address, change.digest);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === "interrupted") throw error;
    return `Sign-offs could not be fetched, so only those in this clone were looked at: ${error.message}`;
  }
}

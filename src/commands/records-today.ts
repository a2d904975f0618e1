import { decisions } from "../audit/decisions.ts";
import { digestOf } from "../config/digest-of.ts";
import { plainText } from "../git/plain-text.ts";
import { branchCheckedOut, leadsBackTo } from "../git/refs.ts";
import { readRemotes } from "../git/remotes.ts";
import type { Repository } from "../git/repository.ts";
import { Failure } from "../failure.ts";
import type { Policy } from "../policy/policy.ts";
import { verifySignature } from "../signature/verify.ts";
import type { ChangeToCover, JudgedRecord } from "../signoff/coverage.ts";
import { judgeRecords } from "../signoff/judge-records.ts";
import { openDebt } from "../signoff/open-debt.ts";
import { parseStatement } from "../signoff/parse-statement.ts";
import type { StoredRecord } from "../signoff/statement.ts";
import { headsToAsk, usedUp, type Landed } from "../signoff/used-up.ts";
import { auditFolder, openAuditLog } from "../store/audit-log.ts";
import { openSession } from "./gather-session.ts";
import { groundOf } from "./landing.ts";
import { sha256 } from "./trial.ts";
import type { World } from "./world.ts";

/** The policy that judges here today, and what it makes of records by themselves. */
export interface RecordsToday {
  readonly policy: Policy;
  /** Full name of the ref whose policy it is; null where nothing has landed yet. */
  readonly ref: string | null;
  readonly configured: boolean;
  /**
   * What each record is worth for the change it names: signature, key, signer, dates, revocation, use. Whether that change is still what
   * was signed (files, scope, authors, impact) only recomputing it tells: `signoff --verify`.
   */
  judge(records: readonly StoredRecord[]): readonly JudgedRecord[];
}

const tools = { verify: verifySignature, sha256 };

/** Opens the ground records stand on today. Reads the policy at the landing ref's tip, and recomputes no change. */
export async function recordsToday({ host, repo }: Pick<World, "host" | "repo">, repository: Repository, all: readonly StoredRecord[], asked: string | null): Promise<RecordsToday> {
  const session = await openSession(host, { repo });
  try {
    const [remotes, branch] = await Promise.all([readRemotes(repository), branchCheckedOut(repository)]);
    const remote = asked === null ? remotes.usual(branch) : remotes.remote({ name: asked, url: null });
    const { ref, tip, policy, configured } = await groundOf(host, session, remote);
    const landed = decisions(openAuditLog(auditFolder(repository.commonDir), host).read()).map(({ data }): Landed => ({ ...data, direct: data["direct"] === true }));
    const heads = ref === null ? [] : headsToAsk(landed, ref);
    const arrived = await Promise.all(heads.map(async (head) => (tip !== null && (await leadsBackTo(repository, head, tip)) ? [head] : [])));
    const spent = ref === null ? new Set<string>() : usedUp(landed, ref, new Set(arrived.flat()));
    const policyDigest = digestOf(policy);
    return { policy, ref, configured, judge: (records) => records.flatMap((record) => judgeRecords([record], coverFor(record, { policy, policyDigest, usedUp: spent, now: host.now(), all }), policy, tools)) };
  } finally {
    await session.close();
  }
}

interface Ground {
  readonly policy: Policy;
  readonly policyDigest: string;
  readonly usedUp: ReadonlySet<string>;
  readonly now: number;
  readonly all: readonly StoredRecord[];
}

/** The change as the record itself names it: nothing that it says of itself can be wrong then, all that others say of it can. */
function coverFor(record: StoredRecord, { policy, policyDigest, usedUp: spent, now, all }: Ground): ChangeToCover {
  const statement = parseStatement(record.payload);
  const repoId = policy.repo ?? "";
  if ("malformed" in statement) return { repoId, landingRef: "", digest: "sha256:", policyDigest, impact: 0, paths: [], identities: [], now, usedUp: spent, openDebt: new Map() };
  const { change, target, risk } = statement;
  const debt = openDebt(all, { repoId, digest: change.digest, now }, policy, tools);
  return { repoId, landingRef: target.ref, digest: change.digest, policyDigest, impact: risk.impact, paths: [], identities: [], now, usedUp: spent, openDebt: debt };
}

/** Refused where no policy with a roster stands: nobody's record could count. */
export function rosterOf({ policy, ref, configured }: RecordsToday): Policy["roster"] {
  if (configured && policy.repo !== null) return policy.roster;
  throw new Failure("policy", `${plainText(ref ?? "This repository")} has no policy with a roster, so no record counts here.`, { hint: "Write one with riskscore init, and land it." });
}

import { branchCheckedOut, headOfRemote } from "../git/refs.ts";
import { readRemotes } from "../git/remotes.ts";
import type { Host } from "../host.ts";
import { asCommitOid } from "../ids.ts";
import { coverOf, recordsHere } from "./gather-records.ts";
import type { Session } from "./gather-session.ts";
import type { Trees } from "./gather.ts";
import { unasked, type Answered, type Weighed } from "./weighed.ts";

/** The records in this clone that cover a change of commits, where it is known without asking anybody which ref it is meant for. */
export async function answersHere(host: Host, session: Session, trees: Trees, { gathered, score, provenance }: Weighed): Promise<Answered> {
  const { policy, policyDigest } = gathered;
  const remotes = await readRemotes(session.repository);
  const remote = remotes.usual(await branchCheckedOut(session.repository));
  const head = remote === null ? null : await headOfRemote(session.repository, remote);
  const ref = policy.landing.base ?? head?.ref ?? null;
  if (ref === null) return unasked;
  const tip = head !== null && head.ref === ref ? asCommitOid(head.tip) : null;
  const cover = await coverOf(host, session, { trees, landing: { ref, tip }, policy, policyDigest, impact: score.impact, identities: provenance.identities });
  return { cover, landingRef: ref, records: await recordsHere(session, cover, policy, { extra: [], tip }) };
}

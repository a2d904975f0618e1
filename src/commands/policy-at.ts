import { readPolicy, type PolicyReading } from "../config/read-policy.ts";
import { rootSnapshotOf } from "../git/root-snapshot.ts";
import type { CommitOid } from "../ids.ts";
import type { Session } from "./gather-session.ts";

const readings = new WeakMap<Session, Map<CommitOid, Promise<PolicyReading>>>();

/** The policy a commit holds, read from its root alone, once a session. Failure `policy` where it is broken. */
export function policyAt(session: Session, commit: CommitOid): Promise<PolicyReading> {
  const known = readings.get(session) ?? new Map<CommitOid, Promise<PolicyReading>>();
  readings.set(session, known);
  const reading = known.get(commit) ?? rootSnapshotOf(session.repository, commit).then((root) => readPolicy(root, session.blobs));
  known.set(commit, reading);
  return reading;
}

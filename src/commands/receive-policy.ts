import type { PolicyReading } from "../config/read-policy.ts";
import { Failure } from "../failure.ts";
import type { CommitOid } from "../ids.ts";
import { asRepoPath } from "../ids.ts";
import type { Identity } from "../provenance/attribution.ts";
import { bothRevocations, broughtBack, withRevocations, type Revocations } from "../policy/revocations.ts";
import { fingerprintOf } from "../signature/public-key.ts";
import type { Memory, ServerFolder } from "../store/server-memory.ts";
import type { Session } from "./gather-session.ts";
import { caught } from "./judge-refs.ts";
import type { Landing } from "./judgement.ts";
import { policyAt } from "./policy-at.ts";
import type { Weighed } from "./weighed.ts";

/** A policy that stands, or stood, on a ref where changes land. */
export interface Standing {
  readonly ref: string;
  readonly reading: PolicyReading;
}

/** Keeps what these policies take away, and that they stood there. Nothing is ever taken out. */
export function remember(folder: ServerFolder, standing: readonly Standing[]): Memory {
  const found = standing.filter(({ reading }) => reading.state === "found");
  return folder.update((memory) => found.reduce(withPolicy, memory));
}

function withPolicy(memory: Memory, { ref, reading }: Standing): Memory {
  const known = Object.hasOwn(memory.policies, ref) ? memory.policies[ref]! : [];
  const digests = known.at(-1) === reading.digest ? known : [...known, reading.digest];
  return { ...bothRevocations(memory, reading.policy.roster), policies: { ...memory.policies, [ref]: digests } };
}

/** What a server lays over a case before it asks who answers for it. */
export interface ServerSide {
  readonly memory: Memory;
  readonly pushers: readonly Identity[];
  /** Said beside the verdict: what would count again, say. */
  readonly say: (note: string) => void;
}

/**
 * The case as this server sees it: what was ever revoked stays so, and whoever pushes answers for nothing. Where a landing ref itself
 * moves, the policy that would stand there is looked at: it has to be there, to bring nothing back, and as any other policy to be answered for.
 */
export async function asServerSees(session: Session, { landing, head }: { readonly landing: Landing; readonly head: CommitOid }, { memory, pushers, say }: ServerSide, one: Weighed): Promise<Weighed> {
  const { gathered, provenance } = one;
  const policy = withRevocations(gathered.policy, memory);
  const identities = [...provenance.identities, ...pushers];
  const seen: Weighed = { ...one, gathered: { ...gathered, policy }, provenance: { ...provenance, identities }, gateCase: { ...one.gateCase, policy } };
  if (!landing.direct || one.gateCase.policyState !== "found") return seen;
  const next = await caught(policyAt(session, head));
  if (next instanceof Failure || next.state === "absent") {
    if (next instanceof Failure) say(`${landing.ref}: ${next.message}`);
    return { ...seen, gateCase: { ...seen.gateCase, refused: "leaves no policy" } };
  }
  return next.digest === gathered.policyDigest ? seen : underNextPolicy(seen, { ref: landing.ref, next, revoked: bothRevocations(memory, gathered.policy.roster) }, say);
}

interface NextPolicy {
  readonly ref: string;
  readonly next: PolicyReading & { readonly state: "found" };
  readonly revoked: Revocations;
}

function underNextPolicy(one: Weighed, { ref, next, revoked }: NextPolicy, say: ServerSide["say"]): Weighed {
  const back = broughtBack(next.policy.roster, revoked, fingerprintOf);
  if (back.length > 0) {
    say(`${ref}: the policy in this push would let count again: ${back.slice(0, 5).join(", ")}${back.length > 5 ? ` and ${back.length - 5} more` : ""}.`);
    return { ...one, gateCase: { ...one.gateCase, refused: "brings back a revocation" } };
  }
  // A new ref made from an old commit changes no file, and would still be judged by the policy of that time from then on.
  const { selfProtected } = one.gateCase;
  if (selfProtected.some(({ kind, always }) => always && kind !== "team")) return one;
  const policyFile = { path: asRepoPath(next.path), kind: "policy", always: true } as const;
  return { ...one, gateCase: { ...one.gateCase, empty: false, selfProtected: [...selfProtected, policyFile] } };
}

/** Whether a policy other than the last stood on this ref before: a way back, which is a change of the policy like any other. */
export function isWayBack(memory: Memory, ref: string, digest: string): boolean {
  const known = Object.hasOwn(memory.policies, ref) ? memory.policies[ref]! : [];
  return known.includes(digest) && known.at(-1) !== digest;
}


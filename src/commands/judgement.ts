import type { CommitOid } from "../ids.ts";
import type { Provenance } from "../provenance/attribution.ts";
import type { Report } from "../report/report.ts";
import type { ChangeToCover, JudgedRecord } from "../signoff/coverage.ts";
import type { Verdict } from "../gate/verdict.ts";
import type { GatheredDiff } from "./gather-request.ts";
import type { Host } from "../host.ts";
import type { Progress } from "../progress.ts";
import type { StoredRecord } from "../signoff/statement.ts";

/** Where a change is meant to end, and so what it is compared with and whose policy judges it. */
export interface Landing {
  /** Full ref name: the pushed ref itself if policy protects it, else the base ref. */
  readonly ref: string;
  /** The landing ref's tip as far as it is known; null where there is none yet (first push). */
  readonly tip: CommitOid | null;
  /** What the change is compared with: the tip itself for the landing ref, else the merge base; null for the empty tree. */
  readonly base: CommitOid | null;
  /** The commit whose policy judges; null where nothing has landed yet. */
  readonly policyAt: CommitOid | null;
  /** The pushed ref is the landing ref: an accepted update uses sign-offs up. */
  readonly direct: boolean;
}

/** One change, judged: what hooks, the gate, `diff` and `signoff` all rest on. */
export interface Judgement {
  readonly report: Report;
  readonly verdict: Verdict;
  readonly gathered: GatheredDiff;
  readonly provenance: Provenance;
  readonly landing: Landing;
  readonly head: string;
  /** What a record has to cover; null where no sign-off was needed and so no digest was computed. */
  readonly cover: ChangeToCover | null;
  readonly records: readonly JudgedRecord[];
  /** Sentences for the person who waits: what could not be fetched, say. */
  readonly notes: readonly string[];
}

/** What to judge. Revisions are the user's words; full ref names are exact. */
export interface JudgeRequest {
  /** Null: where `head` leaves its landing ref. */
  readonly base: string | null;
  /** Null: HEAD. */
  readonly head: string | null;
  /** Full name; null: the base ref (`policy.landing.base`, else the remote's HEAD branch). */
  readonly landingRef: string | null;
  /** The remote whose refs tell where changes land; null for the branch's own, else `origin`. */
  readonly remote: string | null;
  /** Whether to compute the digest and look records up even where no sign-off is asked for. */
  readonly records: "when needed" | "always";
  /** Records that came by other means than our refs. */
  readonly extra?: readonly StoredRecord[];
  readonly repo?: string;
  readonly progress?: Progress;
}

/** `judge.ts` fills it; the commands take it as a parameter, so that tests can hand in a judged world. */
export interface Judge {
  judge(host: Host, request: JudgeRequest): Promise<Judgement>;
}

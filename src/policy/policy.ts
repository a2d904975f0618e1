import type { Band } from "../score/score.ts";

/** A part of the repository that must not break, as the policy names it. */
export interface CriticalPath {
  readonly name: string;
  readonly globs: readonly string[];
  readonly owner: string | null;
  /** 0-1: how much reaching it counts. */
  readonly weight: number;
  /** The least band when a dependent of the change is in it, and when the change itself is. */
  readonly whenReached: Band;
  readonly whenChanged: Band;
}

export interface Environment {
  readonly name: string;
  readonly globs: readonly string[];
  readonly production: boolean;
}

/** The policy after defaults: what the core reads. `schema.ts` holds the file's shape, docs and JSON Schema. */
export interface Policy {
  readonly critical: readonly CriticalPath[];
  readonly environments: readonly Environment[];
  /** Files whose gaps are not gaps (broken fixtures, say). They stay in the change and the graph. */
  readonly ignore: readonly string[];
  /** Extra entry points, beside those the manifests name. */
  readonly entryPoints: readonly string[];
  /** What counts as a test file. */
  readonly tests: readonly string[];
  /** How many local gaps that could not be widened a verdict may rest on. */
  readonly gapsAllowed: number;
  readonly score: ScoreWeights;
  /** `observe` judges and logs, `warn` also says so aloud, `enforce` stops. */
  readonly mode: Mode;
  /** How strict policy is right now. */
  readonly posture: Posture;
  /** Names this repository in sign-offs; null where none are given yet (a roster needs one). */
  readonly repo: string | null;
  readonly landing: Landing;
  /** How many persons have to answer, by whose change it is and the band of its impact. Bands not named: none. */
  readonly bars: Readonly<Record<Authorship, Bar>>;
  readonly countsAs: CountsAs;
  readonly signoff: {
    /** Longest life of a sign-off, and how long one lives when nothing else is asked. Days. */
    readonly maxAgeDays: number;
    /** How far impact may rise over what was signed before the sign-off is stale. */
    readonly tolerance: number;
    /** Whether a senior may sign a change that stands in the senior's own name. */
    readonly seniorsExempt: boolean;
  };
  /** Longest life of an emergency override. Hours, at most 24. */
  readonly override: { readonly maxHours: number };
  /** Further safeguards: files that need a policy-admin, whoever wrote the change. */
  readonly protect: readonly string[];
  /** Tools of the team's own, beside our table. */
  readonly tools: readonly TeamTool[];
  readonly roster: Roster;
  readonly client: { readonly onUndecided: "block" | "warn" };
}

export type Mode = "observe" | "warn" | "enforce";
export type Posture = "normal" | "elevated" | "reset";
/** Whose bar a change is held against. */
export type Authorship = "ai" | "people";

export interface Bar {
  readonly medium: number;
  readonly high: number;
  readonly critical: number;
}

export interface Landing {
  /** Globs over full ref names (`refs/heads/main`): where changes land. The base ref always counts as one. */
  readonly protected: readonly string[];
  /** Full name of the ref that other branches are meant for; null for the remote's HEAD branch. */
  readonly base: string | null;
}

/** Whose bar holds where nothing proves who wrote a change. `unknown` goes by posture. */
export interface CountsAs {
  readonly suspected: Authorship | "unknown";
  readonly declaredHuman: "people" | "unknown";
  readonly unknown: Readonly<Record<Posture, Authorship>>;
}

/** A tool the team knows and our table does not. Text compares without case; no patterns. */
export interface TeamTool {
  readonly tool: string;
  readonly kind: "agent" | "session" | "declared" | "assist" | "weak";
  /** E-mail addresses the tool commits with. */
  readonly emails: readonly string[];
  /** Trailer keys it writes. */
  readonly trailers: readonly string[];
  /** Environment variables that are set while it works. */
  readonly env: readonly string[];
}

export type RosterRole = "senior" | "policy-admin" | "breakglass";

/** Who may answer for changes. Revocation lives here, on the protected base, because refs can be deleted. */
export interface Roster {
  readonly people: readonly Person[];
  /** Fingerprints (`SHA256:…`) of keys that no longer count, whoever holds them. */
  readonly revokedKeys: readonly string[];
  /** Ids of records that no longer count. */
  readonly revokedSignoffs: readonly string[];
  /** Digests of changes that nobody may let pass. */
  readonly blockedChanges: readonly string[];
}

export interface Person {
  /** Unique, no wildcards: what statements and the log call this person. */
  readonly id: string;
  readonly roles: readonly RosterRole[];
  /** Files this person may answer for. */
  readonly scopes: readonly string[];
  /** Addresses this person commits with: nobody answers for a change of their own. */
  readonly emails: readonly string[];
  readonly keys: readonly RosterKey[];
  readonly active: boolean;
}

export interface RosterKey {
  /** `ssh-ed25519 AAAA…`, as in a `.pub` file; a comment behind it is ignored. */
  readonly key: string;
  /** RFC 3339 with `Z`; null for no bound. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Hardware keys: the device must attest a touch, or a PIN or fingerprint. */
  readonly requireTouch: boolean;
  readonly requirePin: boolean;
}

export interface ScoreWeights {
  /** Impact at which each band begins. */
  readonly bands: { readonly medium: number; readonly high: number; readonly critical: number };
  /** Each further hop counts this share of the one before. 0-1. */
  readonly distanceDecay: number;
  /** The most points each signal may add to its axis, by signal id. */
  readonly weights: Readonly<Record<string, number>>;
}

import type { CommitOid, RepoPath } from "../ids.ts";

/**
 * How a tool took part. `agent`: it was author, committer or co-author. `session`: a line it writes about its own session. `env`: its
 * environment was seen when the commit was made. `line`: a record says which lines are its. `declared`: a person says so. `assist`: a
 * suggestion was accepted. `weak`: seen without any AI at work, too (a known false marker, a branch name).
 */
export type AttributionKind = "agent" | "session" | "env" | "line" | "declared" | "assist" | "weak";

/** How sure one piece is, taken alone, that a tool took part in this commit; says nothing about how much of it. */
export type Confidence = "high" | "medium" | "low";

/** Where a piece of evidence was found. */
export type EvidencePlace = "author" | "committer" | "co-author" | "trailer" | "footer" | "subject" | "branch" | "note" | "agent-trace" | "environment" | "tag";

/** One piece of evidence that a tool took part. Never a bare boolean, and its absence says nothing. */
export interface Attribution {
  /** The tool's name in our table (`claude-code`), a team's own, or `unknown`. */
  readonly tool: string;
  readonly model: string | null;
  readonly kind: AttributionKind;
  readonly confidence: Confidence;
  readonly where: {
    readonly place: EvidencePlace;
    /** The commit that carries it; null for what is not committed yet and for branches. */
    readonly commit: CommitOid | null;
    /** What matched, at most 200 characters, as data (unescaped). Session ids and URLs are left out: they are private. */
    readonly marker: string;
  };
  /** For `line`: which lines of the commit's own version of each file. 1-based, both ends included. */
  readonly lines?: readonly { readonly path: RepoPath; readonly ranges: readonly (readonly [number, number])[] }[];
}

/** `tagged`: agent, session, env, line or declared evidence. `suspected`: assist or weak only. `unknown`: no marker, which never means a person. */
export type ProvenanceState = "tagged" | "suspected" | "unknown" | "declared-human";

export interface CommitProvenance {
  readonly commit: CommitOid;
  readonly state: ProvenanceState;
  readonly attributions: readonly Attribution[];
}

/** Who stands in a commit: only ever used to keep people from answering for themselves. Lower-case e-mail where there is one, else the name. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  readonly as: "author" | "committer" | "co-author" | "pusher";
}

/** What is known of who or what wrote a change: its commits taken together, and what is seen beside them. */
export interface Provenance {
  readonly state: ProvenanceState;
  /** Every piece, strongest first, then in the order of the commits. */
  readonly attributions: readonly Attribution[];
  readonly commits: readonly CommitProvenance[];
  /** Everyone who stands in any of the commits, merged side branches included. */
  readonly identities: readonly Identity[];
  /** Version of the table of tools that was used. */
  readonly table: string;
  /** What could not be read (a note that does not parse, say), one sentence each. Nothing here lowers the state. */
  readonly unreadable: readonly string[];
  /** Commits of the change were not read at all, so that whoever wrote them is not known: the sentence. Null when every one was. */
  readonly incomplete: string | null;
}

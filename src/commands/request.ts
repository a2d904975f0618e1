import type { DiffRequest, PolicySource } from "./gather-request.ts";

export const colorChoices = ["auto", "always", "never"] as const;
export type ColorChoice = (typeof colorChoices)[number];

export const diffFormats = ["human", "json", "markdown"] as const;
export type DiffFormat = (typeof diffFormats)[number];

export const graphFormats = ["human", "json", "dot", "mermaid"] as const;
export type GraphFormat = (typeof graphFormats)[number];

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** Options every command takes. */
export interface Common {
  /** The folder given with `-C`. */
  readonly repo: string | undefined;
  readonly color: ColorChoice;
  readonly format: string;
}

export interface DiffCommand extends Common {
  readonly command: "diff";
  readonly format: DiffFormat;
  readonly diff: Omit<DiffRequest, "repo" | "progress">;
  readonly all: boolean;
  readonly output: string | null;
  /** Exit as a gate would: 0 pass, 1 needs a sign-off or blocked, 2 undecided. */
  readonly exitCode: boolean;
}

export interface WhyCommand extends Common {
  readonly command: "why";
  readonly format: "human" | "json";
  /** A module, or `module#symbol`. */
  readonly from: string;
  readonly to: string;
  readonly rev: string | null;
}

export interface GraphCommand extends Common {
  readonly command: "graph";
  readonly format: GraphFormat;
  readonly rev: string | null;
  /** Globs; empty for the whole graph. */
  readonly focus: readonly string[];
  readonly packages: boolean;
  /** How many modules the ranking by radius lists. */
  readonly top: number;
  /** Nodes a drawing may have before it is rolled up by folder; null for the format's own limit. */
  readonly limit: number | null;
  readonly output: string | null;
}

export interface ExplainCommand extends Common {
  readonly command: "explain";
  readonly format: "human" | "json";
  /** Null lists every signal. */
  readonly signal: string | null;
}

export interface InitCommand extends Common {
  readonly command: "init";
  readonly format: "human" | "json";
  readonly force: boolean;
  /** Whether to read the repository (which also fills the cache): asked on a terminal, done elsewhere. */
  readonly warm: "ask" | "yes" | "no";
  /** Install the hooks instead of writing a policy. */
  readonly hooks: boolean;
}

export interface ConfigCommand extends Common {
  readonly command: "config";
  readonly format: "human" | "json";
  readonly explain: boolean;
  /** A file to validate instead. */
  readonly check: string | null;
  readonly policyFrom: PolicySource;
}

export interface CompletionCommand extends Common {
  readonly command: "completion";
  readonly format: "human";
  readonly shell: Shell;
}

/** A hook calls this, with the words git gives it; nobody types it. */
export type HookCommand = PrePushCommand | PrepareCommitMsgCommand | ReceiveCommand;

/** What a server's hooks call: `pre-receive` decides, `post-receive` notes which sign-offs were used up. Git's lines come on stdin. */
export interface ReceiveCommand extends Common {
  readonly command: "hook";
  readonly hook: "pre-receive" | "post-receive";
  readonly format: "human" | "json";
}

export const gateFormats = ["human", "json", "markdown", "sarif", "junit", "code-quality", "annotations", "comment"] as const;
export type GateFormat = (typeof gateFormats)[number];

/** The same decision in CI. Without revisions they are taken from the event the forge describes in the environment. */
export interface GateCommand extends Common {
  readonly command: "gate";
  readonly format: GateFormat;
  readonly base: string | null;
  readonly head: string | null;
  /** Full names of the landing refs, each of which has to pass; empty for the event's, else the base ref. */
  readonly refs: readonly string[];
  readonly remote: string | null;
  readonly output: string | null;
  /** Further renderings of the same answer, each to a file. */
  readonly write: readonly { readonly format: GateFormat; readonly file: string }[];
  /** Records that came as files. */
  readonly signoffs: readonly string[];
}

export interface PrePushCommand extends Common {
  readonly command: "hook";
  readonly hook: "pre-push";
  readonly format: "human" | "json";
  /** Name of the remote, or its URL where it has no name; null when the hook's manager hands nothing on. */
  readonly remote: string | null;
  readonly url: string | null;
}

export interface PrepareCommitMsgCommand extends Common {
  readonly command: "hook";
  readonly hook: "prepare-commit-msg";
  readonly format: "human";
  /** The file that holds the message. */
  readonly file: string;
  /** `message`, `template`, `merge`, `squash` or `commit`; null when git gives none. */
  readonly source: string | null;
  readonly commit: string | null;
}

/** Says by hand which tool took part in the next commit, or in the last one. */
export interface TagCommand extends Common {
  readonly command: "tag";
  readonly format: "human" | "json";
  readonly target: "staged" | "HEAD";
  /** Null with `--none`: a person declares that no tool took part. */
  readonly tool: string | null;
  readonly model: string | null;
}

export type SignoffCommand = SignCommand | RequestSignoffCommand | VerifySignoffCommand | ListSignoffsCommand | ShowSignoffCommand | RevokeSignoffCommand;

interface SignoffWords extends Common {
  readonly command: "signoff";
  readonly format: "human" | "json";
  /** Where requests and records are fetched from and pushed to; null for the usual remote. */
  readonly remote: string | null;
}

/** Answer for a change; without a target: list the requests that wait for this person. */
export interface SignCommand extends SignoffWords {
  readonly action: "sign";
  /** A range, a revision, or the digest of a requested change. */
  readonly target: string | null;
  readonly decision: "approve" | "override" | "posthoc-review" | "reject";
  /** Of a `posthoc-review`: the override's record id, whole or its first digits. */
  readonly settles: string | null;
  readonly key: string | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  /** Life of the record in hours; null for the longest the policy allows. */
  readonly hours: number | null;
  /** A bundle or a record that came by other means than a remote. */
  readonly in: string | null;
  /** Write the record to this file instead of pushing it. */
  readonly out: string | null;
}

/** Ask for a sign-off: what an author does whose push was stopped. */
export interface RequestSignoffCommand extends SignoffWords {
  readonly action: "request";
  /** Null for the current branch against its landing ref. */
  readonly target: string | null;
  readonly reason: string | null;
  /** Write a bundle to this file instead of pushing. */
  readonly out: string | null;
}

/** Does anything recorded cover this change? Exits 1 when not. */
export interface VerifySignoffCommand extends SignoffWords {
  readonly action: "verify";
  readonly target: string | null;
  readonly in: string | null;
}

export interface ListSignoffsCommand extends SignoffWords {
  readonly action: "list";
}

export interface ShowSignoffCommand extends SignoffWords {
  readonly action: "show";
  /** A record's id, whole or its first digits. */
  readonly id: string;
}

/** Prepares the roster edit that takes a record's worth away; somebody still has to land it. */
export interface RevokeSignoffCommand extends SignoffWords {
  readonly action: "revoke";
  readonly id: string;
}

export interface AuditCommand extends Common {
  readonly command: "audit";
  readonly format: "human" | "json";
  readonly action: "show" | "verify" | "anchor";
  /** `show`: how many of the newest entries. */
  readonly limit: number | null;
  /** `verify`: a file with anchors that were kept elsewhere. */
  readonly anchors: string | null;
  /** `verify`: judge every first-parent step of this ref anew, since the last checkpoint; null to check the log alone. */
  readonly ref: string | null;
  /** With `ref`: begin after this revision instead. */
  readonly since: string | null;
}

export interface DoctorCommand extends Common {
  readonly command: "doctor";
  readonly format: "human" | "json";
}

/** What was asked, once the words on the command line are understood. */
export type Request =
  | DiffCommand
  | WhyCommand
  | GraphCommand
  | ExplainCommand
  | InitCommand
  | ConfigCommand
  | CompletionCommand
  | HookCommand
  | GateCommand
  | TagCommand
  | SignoffCommand
  | AuditCommand
  | DoctorCommand;

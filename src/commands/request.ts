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

/** What was asked, once the words on the command line are understood. */
export type Request = DiffCommand | WhyCommand | GraphCommand | ExplainCommand | InitCommand | ConfigCommand | CompletionCommand;

import type { AttributionKind, Confidence } from "./attribution.ts";

/** What a match is worth: the kind of evidence, and how sure it is taken alone. */
export type Mark = `${AttributionKind} ${Confidence}`;

/** One tool, as data. All text is lower case; matching folds what it reads. */
export interface ToolRow {
  readonly tool: string;
  /** What recorders and `Assisted-by:` call it, beside `tool`. */
  readonly names?: readonly string[];
  /** Whole addresses. Never a vendor's domain: people work there. */
  readonly addresses?: Readonly<Record<string, Mark>>;
  /** Accounts at `users.noreply.github.com`: `name`, with any id or none before it, or `id+name` for exactly that id. */
  readonly logins?: Readonly<Record<string, Mark>>;
  /** Where the name is the marker: how it ends; how `name <address>` begins. */
  readonly nameEnds?: Readonly<Record<string, Mark>>;
  readonly nameBegins?: Readonly<Record<string, Mark>>;
  /** Trailer keys of its own; `values` are what the value has to begin with. */
  readonly trailers?: Readonly<Record<string, { readonly mark: Mark; readonly values?: readonly string[] }>>;
  /** How a line of its own begins, bullets and emoji before it left out. Not looked for in the subject. */
  readonly lines?: Readonly<Record<string, Mark>>;
  /** Unmistakable wherever in a message it stands. */
  readonly anywhere?: Readonly<Record<string, Mark>>;
  readonly subjects?: Readonly<Record<string, Mark>>;
  /** How its branches begin: corroboration, never more than weak. `hex` asks for `-<4 hex digits>` at the end. */
  readonly branches?: readonly { readonly begins: string; readonly hex?: true }[];
}

/** Year and month of the last look at how tools mark commits. Reported, so that an old answer can be told from a new one. */
export const tableVersion = "2026-11";

export const toolTable: readonly ToolRow[] = [
  {
    tool: "claude-code",
    names: ["claude", "claude code"],
    addresses: { "noreply@anthropic.com": "agent high", "assistant@anthropic.com": "agent medium" },
    // 242468646 is the coding agent's account; another `Claude` at GitHub is a person.
    logins: { "claude[bot]": "agent high", "anthropic-code-agent[bot]": "agent high", "242468646+claude": "agent high" },
    trailers: { "claude-session": { mark: "session high" } },
    lines: {
      "generated with [claude code](": "session high",
      "generated with [claude code]": "session high",
      "generated with claude code": "session high",
      "https://claude.ai/code/session_": "session high",
    },
    anywhere: {
      "generated with [claude code](https://claude.": "session high",
      "https://claude.ai/code/session_": "session medium",
    },
    branches: [{ begins: "claude/" }],
  },
  // Goose commits with an address that is not its own (claude-code's): its name tells.
  { tool: "goose", nameBegins: { "goose <noreply@anthropic.com>": "agent medium" } },
  {
    tool: "copilot",
    names: ["github copilot", "copilot-cli", "copilot-swe-agent", "github-copilot"],
    addresses: { "copilot@github.com": "weak low" },
    logins: {
      "copilot-swe-agent[bot]": "agent high",
      "198982749+copilot": "agent high",
      "223556219+copilot": "agent high",
      // Accepted suggestions of a review.
      "175728472+copilot": "assist medium",
      // The id tells the product; one that nobody has placed is worth little.
      "copilot": "weak medium",
      "223894421+github-code-quality[bot]": "assist medium",
      "62310815+github-advanced-security[bot]": "assist medium",
    },
    nameBegins: { "copilot autofix powered by ai": "assist medium" },
    trailers: {
      "agent-logs-url": { mark: "session high", values: ["https://github.com/"] },
      "copilot-session": { mark: "session high" },
    },
    branches: [{ begins: "copilot/" }],
  },
  {
    tool: "cursor",
    names: ["cursor agent", "cursor-agent", "cursor-cli"],
    addresses: { "cursoragent@cursor.com": "agent high" },
    logins: { "cursor[bot]": "agent medium" },
    trailers: { "made-with": { mark: "session high", values: ["cursor"] } },
    lines: { "made with [cursor](": "session high" },
    anywhere: { "made with [cursor](https://cursor.com": "session high" },
    branches: [{ begins: "cursor/", hex: true }],
  },
  {
    tool: "codex",
    names: ["codex-cli", "openai codex", "openai-codex", "codex cli"],
    addresses: { "noreply@openai.com": "agent high", "codex@openai.com": "agent high", "codex@example.com": "weak low" },
    logins: { "chatgpt-codex-connector[bot]": "agent high", "267193182+codex": "agent high" },
    branches: [{ begins: "codex/" }],
  },
  { tool: "gemini-cli", names: ["gemini", "gemini cli"] },
  { tool: "gemini-code-assist", logins: { "gemini-code-assist[bot]": "assist medium" } },
  { tool: "jules", logins: { "google-labs-jules[bot]": "agent high" }, branches: [{ begins: "jules/" }, { begins: "jules-" }] },
  { tool: "devin", logins: { "devin-ai-integration[bot]": "agent high" }, branches: [{ begins: "devin/" }] },
  {
    tool: "aider",
    addresses: { "noreply@aider.chat": "agent high", "aider@aider.chat": "agent high" },
    nameEnds: { "(aider)": "agent high" },
    nameBegins: { "aider (": "agent medium" },
    subjects: { "aider: ": "weak medium" },
  },
  { tool: "amp", addresses: { "amp@ampcode.com": "agent high" }, trailers: { "amp-thread-id": { mark: "session high" } } },
  {
    tool: "opencode",
    addresses: { "noreply@opencode.ai": "agent high" },
    lines: { "generated with [opencode](": "session high" },
    anywhere: { "generated with [opencode](https://opencode.ai": "session high" },
  },
  { tool: "openhands", addresses: { "openhands@all-hands.dev": "agent high" } },
  { tool: "droid", names: ["factory-droid", "factory droid"], addresses: { "droid@factory.ai": "agent high" }, logins: { "factory-droid[bot]": "agent high" } },
  { tool: "kiro", addresses: { "noreply@kiro.dev": "agent medium" }, logins: { "kiro-agent": "agent high" } },
  { tool: "amazon-q", names: ["amazon q", "amazon-q-developer"], logins: { "amazon-q-developer[bot]": "agent high" } },
  { tool: "crush", addresses: { "crush@charm.land": "declared high" }, logins: { "charmcrush": "declared high" }, lines: { "generated with crush": "session high" } },
  {
    tool: "replit",
    addresses: { "agent@replit.com": "agent high" },
    trailers: {
      "replit-commit-author": { mark: "agent high", values: ["agent", "assistant"] },
      "replit-commit-session-id": { mark: "session high" },
    },
  },
  { tool: "warp", names: ["oz"], addresses: { "agent@warp.dev": "agent medium", "oz-agent@warp.dev": "agent medium" } },
  {
    tool: "windsurf",
    names: ["cascade"],
    addresses: { "cascade@windsurf.ai": "agent medium", "windsurf@codeium.com": "agent medium", "noreply@windsurf.com": "agent medium", "noreply@codeium.com": "agent medium" },
    logins: { "windsurf-bot[bot]": "agent medium" },
  },
  { tool: "roo", names: ["roo code", "roomote"], addresses: { "roomote@roocode.com": "agent high" }, logins: { "roomote[bot]": "agent high" } },
  { tool: "junie", addresses: { "junie@jetbrains.com": "agent medium" } },
  { tool: "qwen-code", names: ["qwen"], addresses: { "qwen-coder@alibabacloud.com": "agent medium" } },
  { tool: "trae", addresses: { "traecli@bytedance.com": "agent medium" } },
  { tool: "tabnine", addresses: { "noreply@tabnine.com": "agent medium" } },
  { tool: "continue", addresses: { "noreply@continue.dev": "agent medium" } },
  { tool: "lovable", addresses: { "noreply@lovable.dev": "agent medium" }, logins: { "gpt-engineer-app[bot]": "agent high", "lovable-dev[bot]": "agent high" } },
  { tool: "v0", addresses: { "noreply@v0.dev": "agent medium" } },
  { tool: "bolt", addresses: { "noreply@bolt.new": "agent medium" } },
  { tool: "commandcode", addresses: { "noreply@commandcode.ai": "agent medium" } },
  { tool: "sweep", logins: { "sweep-ai[bot]": "agent medium" } },
  // Seen in the history of public repositories in 2026 (README.md), in no list.
  { tool: "arena", logins: { "arena-ai-coding-agent[bot]": "agent medium", "297053741+arena-agent": "agent medium" } },
  { tool: "termai", addresses: { "noreply@termai.io": "agent medium" } },
  { tool: "atlarix", addresses: { "agent@atlarix.dev": "agent medium" } },
  { tool: "openclaw", addresses: { "bot@openclaw.local": "agent medium" } },
  { tool: "hermes", addresses: { "hermes@example.com": "weak low" } },
  { tool: "orbis", lines: { "automated security fix generated by orbis": "session medium", "automated dependency upgrade by orbis": "assist low" } },
  // Reviewers: their fixes are accepted suggestions, and their approval is no person's.
  { tool: "coderabbit", logins: { "coderabbitai[bot]": "assist low" } },
  { tool: "qodo", logins: { "qodo-merge-pro[bot]": "assist low" } },
  { tool: "greptile", logins: { "greptile-apps[bot]": "assist low" } },
  {
    tool: "entire",
    trailers: {
      "entire-checkpoint": { mark: "session high" },
      "entire-metadata": { mark: "session high" },
      "entire-session": { mark: "session high" },
      "entire-strategy": { mark: "session high" },
      "entire-agent": { mark: "session high" },
      "entire-attribution": { mark: "session high" },
    },
  },
];

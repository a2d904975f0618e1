/** One way an agent's environment shows. `is`: the values that count, lower case; any but an empty or denying one where left out. */
export interface EnvironmentSign {
  readonly tool: string;
  readonly all: readonly { readonly name: string; readonly is?: readonly string[] }[];
}

const set = (tool: string, ...names: readonly string[]): readonly EnvironmentSign[] => names.map((name) => ({ tool, all: [{ name }] }));

/**
 * Variables that agents set for what they run. Left out on purpose, because people have them, too: `CURSOR_TRACE_ID` (Cursor's own
 * terminal), `REPL_ID`, `GOOSE_PROVIDER`, `AIDER_API_KEY`, `CODEIUM_EDITOR_APP_ROOT`, `COPILOT_MODEL`, `COPILOT_ALLOW_ALL`,
 * `COPILOT_GITHUB_TOKEN`, `TERM_PROGRAM`.
 */
export const environmentSigns: readonly EnvironmentSign[] = [
  ...set("claude-code", "CLAUDECODE", "CLAUDE_CODE", "CLAUDE_CODE_REMOTE", "CLAUDE_CODE_IS_COWORK", "CLAUDE_CODE_ENTRYPOINT"),
  ...set("copilot", "COPILOT_CLI", "COPILOT_AGENT", "COPILOT_AGENT_SESSION_ID", "COPILOT_CLI_BINARY_VERSION", "COPILOT_AGENT_JOB_ID", "COPILOT_AGENT_COMMIT_LOGIN", "COPILOT_AGENT_PR_NUMBER"),
  ...set("codex", "CODEX_THREAD_ID", "CODEX_CI", "CODEX_SANDBOX", "CODEX_SANDBOX_NETWORK_DISABLED"),
  { tool: "codex", all: [{ name: "CODEX_INTERNAL_ORIGINATOR_OVERRIDE", is: ["codex_web_agent"] }] },
  ...set("cursor", "CURSOR_AGENT"),
  { tool: "cursor", all: [{ name: "CURSOR_EXTENSION_HOST_ROLE", is: ["agent-exec"] }] },
  { tool: "cursor", all: [{ name: "HOSTNAME", is: ["cursor"] }] },
  ...set("gemini-cli", "GEMINI_CLI"),
  ...set("qwen-code", "QWEN_CODE"),
  ...set("crush", "CRUSH"),
  ...set("warp", "OZ_RUN_ID"),
  ...set("auggie", "AUGMENT_AGENT"),
  ...set("pi", "PI_CODING_AGENT"),
  ...set("antigravity", "ANTIGRAVITY_AGENT"),
  ...set("amp", "AMP_CURRENT_THREAD_ID"),
  ...set("goose", "GOOSE_TERMINAL"),
  ...set("cline", "CLINE_ACTIVE"),
  ...set("roo", "ROO_ACTIVE"),
  ...set("opencode", "OPENCODE", "OPENCODE_CLIENT"),
  ...set("junie", "JUNIE_DATA", "JUNIE_SHIM_PATH"),
  ...set("kimi", "KIMI_PLUGIN_ROOT"),
  ...set("grok", "GROK_PLUGIN_ROOT"),
  ...set("openclaw", "OPENCLAW_SHELL"),
  { tool: "jules", all: [{ name: "HOME", is: ["/home/jules"] }, { name: "USER", is: ["swebot"] }] },
];

/** Variables whose names only begin alike. */
export const environmentPrefixes: readonly { readonly tool: string; readonly begins: string }[] = [{ tool: "cursor", begins: "CLOUD_AGENT_" }];

/** What `AGENT` has to name: alone, as a word, it is too common. */
export const agentNames: ReadonlySet<string> = new Set(["goose", "amp", "crush", "claude", "claude-code", "codex", "cursor", "gemini", "gemini-cli", "opencode", "copilot", "qwen-code", "droid", "cline", "kiro", "junie", "devin", "jules", "aider", "pi", "roo", "warp", "windsurf", "antigravity", "auggie"]);

/** Where the tool is at work, the variable that names its model. */
export const modelVariables: Readonly<Record<string, string>> = { "claude-code": "ANTHROPIC_MODEL", copilot: "COPILOT_MODEL", "gemini-cli": "GEMINI_MODEL", goose: "GOOSE_MODEL", aider: "AIDER_MODEL", "qwen-code": "QWEN_MODEL" };

/**
 * Words that name tools and models in values people write by hand (`Assisted-by: ChatGPTv5`). `sure` words name nothing else;
 * `shared` ones are also people's names, or words of every day, and count only where nothing unknown stands beside them.
 */
export const sureWords: Readonly<Record<string, string>> = {
  chatgpt: "chatgpt",
  gpt: "chatgpt",
  copilot: "copilot",
  sonnet: "claude-code",
  opus: "claude-code",
  haiku: "claude-code",
  cursoragent: "cursor",
  windsurf: "windsurf",
  deepseek: "deepseek",
  qwen: "qwen-code",
  openhands: "openhands",
  opencode: "opencode",
  tabnine: "tabnine",
  codeium: "windsurf",
  codewhisperer: "amazon-q",
  coderabbit: "coderabbit",
  coderabbitai: "coderabbit",
  llm: "unknown",
  llms: "unknown",
};

export const sharedWords: Readonly<Record<string, string>> = {
  claude: "claude-code",
  codex: "codex",
  cursor: "cursor",
  gemini: "gemini-cli",
  devin: "devin",
  jules: "jules",
  aider: "aider",
  cline: "cline",
  cody: "cody",
  junie: "junie",
  goose: "goose",
  amp: "amp",
  warp: "warp",
  kiro: "kiro",
  droid: "droid",
  crush: "crush",
  roo: "roo",
  bolt: "bolt",
  v0: "v0",
  replit: "replit",
  lovable: "lovable",
  continue: "continue",
  antigravity: "antigravity",
  trae: "trae",
  zed: "zed",
  auggie: "auggie",
  augment: "auggie",
  amazon: "amazon-q",
  bard: "gemini-cli",
  grok: "grok",
  kimi: "kimi",
  glm: "glm",
  llama: "llama",
  mistral: "mistral",
  codestral: "mistral",
  devstral: "mistral",
  ai: "unknown",
};

/** Beside a shared word they settle it: `Claude Code`, `Devin AI`, `Google Jules`. */
export const settlingWords: ReadonlySet<string> = new Set(["code", "cli", "agent", "ai", "assistant", "model", "bot", "chatbot", "github", "google", "openai", "anthropic", "tool", "tools", "assist", "coder"]);

/** They say nothing either way. */
export const neutralWords: ReadonlySet<string> = new Set(["the", "a", "an", "via", "with", "using", "and", "or", "by", "from", "through", "in", "on", "generic", "pro", "max", "mini", "flash", "preview", "thinking", "turbo", "chat", "version", "app", "cloud", "web", "desktop", "ide", "editor", "context", "latest", "experimental", "q", "swe", "labs", "new", "fast", "high", "low", "medium", "plus", "large", "small", "instruct", "reasoning", "extended", "exp", "lite", "developer"]);

/** A name that holds one of these, or a version, names a model. */
export const modelWords: ReadonlySet<string> = new Set(["sonnet", "opus", "haiku", "gpt", "o1", "o3", "o4", "deepseek", "qwen", "llama", "mistral", "glm", "kimi", "grok", "codestral", "devstral"]);

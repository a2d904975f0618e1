import type { SafeguardKind } from "./self-protecting.ts";

/** A safeguard's place, as folded names: lower case. One of these fits a path, or the row does not. */
export interface ProtectedNames {
  readonly kind: Exclude<SafeguardKind, "team">;
  /** Asks for a policy-admin whoever wrote the change. */
  readonly always: boolean;
  /** Files at the root; a `*` at the end stands for any rest of the name. */
  readonly atRoot?: readonly string[];
  /** Files at any depth; a `*` at the end likewise. */
  readonly anywhere?: readonly string[];
  /** Folders whose whole content counts: at the root with a path of more than one name, else at any depth. */
  readonly folders?: readonly string[];
}

/**
 * The safeguards riskscore knows by name, the first row that fits counts. Over-inclusive on purpose: a row too many costs a
 * policy-admin a look, one too few lets the gate be switched off. The policy's `protect` adds the team's own.
 */
export const protectedNames: readonly ProtectedNames[] = [
  {
    kind: "policy",
    always: true,
    // Names a policy is read from, and those it is refused under: either changes who is judged by what.
    atRoot: [".riskrc", ".riskrc.*", "riskscore.config.*", ".config/.riskrc*", ".config/riskrc*", ".config/riskscore*"],
  },
  {
    kind: "hooks",
    always: true,
    atRoot: ["lefthook*", ".lefthook*", ".config/lefthook*", ".pre-commit-config.*", ".pre-commit-hooks.*", ".simple-git-hooks.*", "simple-git-hooks.*", ".huskyrc*", "husky.config.*"],
    folders: [".husky", ".lefthook", ".lefthook-local", ".githooks", ".git-hooks"],
  },
  { kind: "owners", always: false, atRoot: ["codeowners", ".github/codeowners", "docs/codeowners", ".gitlab/codeowners", ".gitea/codeowners", ".forgejo/codeowners"] },
  { kind: "attributes", always: false, anywhere: [".gitattributes"] },
  { kind: "submodules", always: false, anywhere: [".gitmodules"] },
  {
    kind: "agent-instructions",
    always: false,
    anywhere: ["claude.md", "claude.local.md", "agents.md", "agents.override.md", "gemini.md", "copilot-instructions.md", ".cursorrules", ".cursorignore", ".windsurfrules", ".clinerules*", ".aider*", ".goosehints", ".mcp.json"],
    folders: [".claude", ".cursor", ".windsurf", ".agents", ".codex", ".gemini", ".clinerules", ".roo", ".kiro", ".junie", ".continue", ".opencode", ".github/instructions", ".github/prompts", ".github/agents"],
  },
  {
    kind: "workflow",
    always: false,
    atRoot: [".gitlab-ci*", "azure-pipelines*", "jenkinsfile*", "bitbucket-pipelines.*", ".travis.yml", ".drone.*", ".woodpecker.*", "appveyor.yml", ".appveyor.yml", "cloudbuild.*"],
    folders: [".github", ".gitlab", ".gitlab-ci", ".circleci", ".buildkite", ".azure-pipelines", ".woodpecker", ".forgejo", ".gitea", ".teamcity"],
  },
];

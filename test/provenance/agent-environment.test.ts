import { describe, expect, test } from "vitest";
import { agentIn } from "../../src/provenance/agent-environment.ts";

const tool = (env: Record<string, string>, detected: string | null = null): string | null => agentIn(env, detected, [])?.tool ?? null;

test.for(["0", "false", "off", "none"])("std-env takes AI_AGENT=%s for the name of an agent; it denies one", (word) => {
  expect(tool({ AI_AGENT: word }, word)).toBeNull();
});

describe("an agent's environment", () => {
  test.for([
    [{ AI_AGENT: "claude-code_2.1.210_agent" }, "claude-code"],
    [{ AI_AGENT: "claude-code@2.1" }, "claude-code"],
    [{ AI_AGENT: "github_copilot_vscode_agent" }, "copilot"],
    [{ AI_AGENT: "github_copilot_cloud_agent" }, "copilot"],
    [{ AI_AGENT: "Some Agent" }, "some-agent"],
    [{ AI_AGENT: "1" }, "unknown"],
    [{ AGENT: "goose" }, "goose"],
    [{ AGENT: "amp" }, "amp"],
    [{ CLAUDECODE: "1" }, "claude-code"],
    [{ CLAUDE_CODE_REMOTE: "true" }, "claude-code"],
    [{ COPILOT_CLI: "1" }, "copilot"],
    [{ COPILOT_AGENT: "1" }, "copilot"],
    [{ COPILOT_AGENT_JOB_ID: "x", CI: "true" }, "copilot"],
    [{ CODEX_CI: "1" }, "codex"],
    [{ CODEX_SANDBOX_NETWORK_DISABLED: "1" }, "codex"],
    [{ CODEX_INTERNAL_ORIGINATOR_OVERRIDE: "codex_web_agent" }, "codex"],
    [{ CURSOR_AGENT: "1" }, "cursor"],
    [{ CURSOR_EXTENSION_HOST_ROLE: "agent-exec" }, "cursor"],
    [{ HOSTNAME: "cursor" }, "cursor"],
    [{ CLOUD_AGENT_ID: "x" }, "cursor"],
    [{ GEMINI_CLI: "1" }, "gemini-cli"],
    [{ QWEN_CODE: "1" }, "qwen-code"],
    [{ CRUSH: "1" }, "crush"],
    [{ OZ_RUN_ID: "x" }, "warp"],
    [{ AUGMENT_AGENT: "1" }, "auggie"],
    [{ PI_CODING_AGENT: "true" }, "pi"],
    [{ ANTIGRAVITY_AGENT: "1" }, "antigravity"],
    [{ AMP_CURRENT_THREAD_ID: "T-1" }, "amp"],
    [{ GOOSE_TERMINAL: "1", GOOSE_PROVIDER: "x" }, "goose"],
    [{ CLINE_ACTIVE: "true" }, "cline"],
    [{ ROO_ACTIVE: "true" }, "roo"],
    [{ OPENCODE_CLIENT: "cli" }, "opencode"],
    [{ JUNIE_DATA: "x" }, "junie"],
    [{ OPENCLAW_SHELL: "1" }, "openclaw"],
    [{ HOME: "/home/jules", USER: "swebot" }, "jules"],
  ] as const)("%j is %s", ([env, expected]) => {
    expect(tool(env)).toBe(expected);
  });

  test("what std-env says counts, under our names", () => {
    expect(tool({}, "gemini")).toBe("gemini-cli");
    expect(tool({}, "claude")).toBe("claude-code");
    expect(tool({}, "augment")).toBe("auggie");
    expect(tool({ EDITOR: "/opt/.devin/editor" }, "devin")).toBe("devin");
  });

  test.for([
    [{ CURSOR_TRACE_ID: "x" }, null],
    [{ REPL_ID: "x" }, "replit"],
    [{ GOOSE_PROVIDER: "x" }, "goose"],
    [{ TERM_PROGRAM: "kiro" }, "kiro"],
    [{ EDITOR: "/home/devin/bin/vim" }, "devin"],
    [{ COPILOT_MODEL: "gpt-5", COPILOT_ALLOW_ALL: "1", COPILOT_GITHUB_TOKEN: "x" }, null],
    [{ AIDER_API_KEY: "x", CODEIUM_EDITOR_APP_ROOT: "x" }, null],
    [{ AGENT: "1" }, null],
    [{ AGENT: "secret" }, null],
    [{ CLAUDECODE: "0", CRUSH: "", AI_AGENT: "false" }, null],
    [{ HOME: "/home/jules", USER: "jules" }, null],
    [{ HOSTNAME: "cursor-laptop" }, null],
    [{ CODEX_INTERNAL_ORIGINATOR_OVERRIDE: "x" }, null],
    [{}, null],
  ] as const)("%j is a person's, whatever std-env takes it for (%s)", ([env, detected]) => {
    expect(tool(env, detected)).toBeNull();
  });

  test("a team's own variable counts first", () => {
    expect(agentIn({ HOUSE_BOT: "run-7", CLAUDECODE: "1" }, null, [{ tool: "house-bot", kind: "agent", emails: [], trailers: [], env: ["HOUSE_BOT"] }])).toEqual({ tool: "house-bot", model: null });
  });

  test("the model, where a variable of the tool at work names it as one word", () => {
    expect(agentIn({ CLAUDECODE: "1", ANTHROPIC_MODEL: "claude-opus-4-5" }, null, [])).toEqual({ tool: "claude-code", model: "claude-opus-4-5" });
    expect(agentIn({ CLAUDECODE: "1", ANTHROPIC_MODEL: "a model\nSigned-off-by: x" }, null, [])).toEqual({ tool: "claude-code", model: null });
    expect(agentIn({ CURSOR_AGENT: "1", COPILOT_MODEL: "gpt-5" }, null, [])).toEqual({ tool: "cursor", model: null });
  });

  test("names are plain words, whatever the variable holds", () => {
    expect(tool({ AI_AGENT: "x:y\n<z>" })).toBe("x-y-z");
    expect(tool({ AI_AGENT: "__proto__" })).toBe("proto");
    expect(tool({ AI_AGENT: "\u{1f916}" })).toBe("unknown");
  });
});

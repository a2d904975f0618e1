import { describe, expect, test } from "vitest";
import { briefly, inMessage, scanned } from "./messages.ts";

/** Author, committer or co-author: what a tool writes, and what it is. Addresses as seen in public commits. */
const identities: readonly (readonly [identity: string, tool: string, kind: string, confidence: string])[] = [
  ["Claude <noreply@anthropic.com>", "claude-code", "agent", "high"],
  ["Claude Opus 5 (1M context) <noreply@anthropic.com>", "claude-code", "agent", "high"],
  ["Something else <NoReply@Anthropic.com>", "claude-code", "agent", "high"],
  ["claude[bot] <209825114+claude[bot]@users.noreply.github.com>", "claude-code", "agent", "high"],
  ["anthropic-code-agent[bot] <242468646+Claude@users.noreply.github.com>", "claude-code", "agent", "high"],
  ["claude-sonnet-4-6 via Crush <charmcrush@users.noreply.github.com>", "crush", "declared", "high"],
  ["termai <noreply@termai.io>", "termai", "agent", "medium"],
  ["Assistant <assistant@anthropic.com>", "claude-code", "agent", "medium"],
  ["arena-agent <297053741+arena-agent@users.noreply.github.com>", "arena", "agent", "medium"],
  ["DeepSeek V4 Pro agent <agent@atlarix.dev>", "atlarix", "agent", "medium"],
  ["OpenClaw Bot <bot@openclaw.local>", "openclaw", "agent", "medium"],
  ["Hermes Agent <hermes@example.com>", "hermes", "weak", "low"],
  ["goose <noreply@anthropic.com>", "goose", "agent", "medium"],
  ["copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>", "copilot", "agent", "high"],
  ["copilot-swe-agent[bot] <198982749+copilot-swe-agent[bot]@users.noreply.github.com>", "copilot", "agent", "high"],
  ["Copilot <223556219+Copilot@users.noreply.github.com>", "copilot", "agent", "high"],
  ["Copilot <175728472+Copilot@users.noreply.github.com>", "copilot", "assist", "medium"],
  ["Copilot Autofix powered by AI <223894421+github-code-quality[bot]@users.noreply.github.com>", "copilot", "assist", "medium"],
  ["Copilot Autofix powered by AI <62310815+github-advanced-security[bot]@users.noreply.github.com>", "copilot", "assist", "medium"],
  ["Copilot Autofix powered by AI <175728472+Copilot@users.noreply.github.com>", "copilot", "assist", "medium"],
  ["Copilot <copilot@github.com>", "copilot", "weak", "low"],
  ["GitHub Copilot <copilot@github.com>", "copilot", "weak", "low"],
  ["Copilot <12345+Copilot@users.noreply.github.com>", "copilot", "weak", "medium"],
  ["Cursor <cursoragent@cursor.com>", "cursor", "agent", "high"],
  ["Cursor Agent <cursoragent@cursor.com>", "cursor", "agent", "high"],
  ["cursor[bot] <206951365+cursor[bot]@users.noreply.github.com>", "cursor", "agent", "medium"],
  ["Codex <noreply@openai.com>", "codex", "agent", "high"],
  ["GPT-5.2 Codex <noreply@openai.com>", "codex", "agent", "high"],
  ["Codex <codex@openai.com>", "codex", "agent", "high"],
  ["chatgpt-codex-connector[bot] <199175422+chatgpt-codex-connector[bot]@users.noreply.github.com>", "codex", "agent", "high"],
  ["Codex <267193182+codex@users.noreply.github.com>", "codex", "agent", "high"],
  ["Codex CLI <codex@example.com>", "codex", "weak", "low"],
  ["gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>", "gemini-code-assist", "assist", "medium"],
  ["google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>", "jules", "agent", "high"],
  ["Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>", "devin", "agent", "high"],
  ["devin-ai-integration[bot] <devin-ai-integration[bot]@users.noreply.github.com>", "devin", "agent", "high"],
  ["Jo Doe (aider) <jo@example.test>", "aider", "agent", "high"],
  ["aider (gpt-4o) <noreply@aider.chat>", "aider", "agent", "medium"],
  ["aider <aider@aider.chat>", "aider", "agent", "high"],
  ["Amp <amp@ampcode.com>", "amp", "agent", "high"],
  ["opencode <noreply@opencode.ai>", "opencode", "agent", "high"],
  ["openhands <openhands@all-hands.dev>", "openhands", "agent", "high"],
  ["factory-droid[bot] <138933559+factory-droid[bot]@users.noreply.github.com>", "droid", "agent", "high"],
  ["Droid <droid@factory.ai>", "droid", "agent", "high"],
  ["Kiro <244629292+kiro-agent@users.noreply.github.com>", "kiro", "agent", "high"],
  ["Kiro <noreply@kiro.dev>", "kiro", "agent", "medium"],
  ["amazon-q-developer[bot] <208079219+amazon-q-developer[bot]@users.noreply.github.com>", "amazon-q", "agent", "high"],
  ["Crush <crush@charm.land>", "crush", "declared", "high"],
  ["Replit Agent <agent@replit.com>", "replit", "agent", "high"],
  ["Warp <agent@warp.dev>", "warp", "agent", "medium"],
  ["Oz <oz-agent@warp.dev>", "warp", "agent", "medium"],
  ["Cascade <cascade@windsurf.ai>", "windsurf", "agent", "medium"],
  ["Windsurf <noreply@codeium.com>", "windsurf", "agent", "medium"],
  ["windsurf-bot[bot] <189301087+windsurf-bot[bot]@users.noreply.github.com>", "windsurf", "agent", "medium"],
  ["Roomote <roomote@roocode.com>", "roo", "agent", "high"],
  ["Junie <junie@jetbrains.com>", "junie", "agent", "medium"],
  ["Qwen-Coder <qwen-coder@alibabacloud.com>", "qwen-code", "agent", "medium"],
  ["TRAE <traecli@bytedance.com>", "trae", "agent", "medium"],
  ["Tabnine <noreply@tabnine.com>", "tabnine", "agent", "medium"],
  ["Continue <noreply@continue.dev>", "continue", "agent", "medium"],
  ["lovable-dev[bot] <159125892+lovable-dev[bot]@users.noreply.github.com>", "lovable", "agent", "high"],
  ["gpt-engineer-app[bot] <159125892+gpt-engineer-app[bot]@users.noreply.github.com>", "lovable", "agent", "high"],
  ["v0 <noreply@v0.dev>", "v0", "agent", "medium"],
  ["CommandCodeBot <noreply@commandcode.ai>", "commandcode", "agent", "medium"],
  ["sweep-ai[bot] <128439645+sweep-ai[bot]@users.noreply.github.com>", "sweep", "agent", "medium"],
  ["coderabbitai[bot] <136622811+coderabbitai[bot]@users.noreply.github.com>", "coderabbit", "assist", "low"],
  ["qodo-merge-pro[bot] <151058649+qodo-merge-pro[bot]@users.noreply.github.com>", "qodo", "assist", "low"],
];

describe("identities of tools", () => {
  test.for(identities)("%s", ([identity, tool, kind, confidence]) => {
    expect(briefly(scanned({ author: identity }))).toEqual([`${tool} ${kind} ${confidence} author`]);
    expect(inMessage(`fix: a thing\n\nCo-authored-by: ${identity}\n`)).toEqual([`${tool} ${kind} ${confidence} co-author`]);
    expect(briefly(scanned({ committer: identity }))[0]).toMatch(new RegExp(`^${tool} ${kind} \\w+ committer$`));
  });

  test("a committer that is aider by name only may have committed what a person wrote", () => {
    expect(briefly(scanned({ committer: "Jo Doe (aider) <jo@example.test>" }))).toEqual(["aider agent medium committer"]);
  });
});

/** Lines as they stand in messages. */
const lines: readonly (readonly [line: string, piece: string])[] = [
  ["Claude-Session: https://claude.ai/code/session_01AbCdEf", "claude-code session high trailer"],
  ["https://claude.ai/code/session_01AbCdEf", "claude-code session high footer"],
  ["🤖 Generated with [Claude Code](https://claude.com/claude-code)", "claude-code session high footer"],
  ["🤖 Generated with [Claude Code](https://claude.ai/code)", "claude-code session high footer"],
  ["Generated with Claude Code", "claude-code session high footer"],
  ["Agent-Logs-Url: https://github.com/o/r/sessions/0a1b2c3d", "copilot session high trailer"],
  ["Copilot-Session: 0a1b2c3d-c44b-42d5-be25-0a1b2c3d4e5f", "copilot session high trailer"],
  ["Made-with: Cursor", "cursor session high trailer"],
  ["Made with [Cursor](https://cursor.com)", "cursor session high footer"],
  ["Amp-Thread-ID: https://ampcode.com/threads/T-1a2b", "amp session high trailer"],
  ["🤖 Generated with [OpenCode](https://opencode.ai)", "opencode session high footer"],
  ["💘 Generated with Crush", "crush session high footer"],
  ["Automated security fix generated by OrbisAI Security", "orbis session medium footer"],
  ["Automated security fix generated by Orbis Security AI", "orbis session medium footer"],
  ["Automated dependency upgrade by OrbisAI Security", "orbis assist low footer"],
  ["Replit-Commit-Author: Agent", "replit agent high trailer"],
  ["Replit-Commit-Author: Assistant", "replit agent high trailer"],
  ["Replit-Commit-Session-Id: 0a1b2c3d-c44b-42d5-be25-0a1b2c3d4e5f", "replit session high trailer"],
  ["Entire-Checkpoint: 0a1b2c3d4e5f", "entire session high trailer"],
  ["Entire-Attribution: 73% agent (146/200 lines)", "entire session high trailer"],
  ["Assisted-by: Claude:claude-3-opus coccinelle sparse", "claude-code declared high trailer"],
  ["Assisted-by: claude-code:unknown", "claude-code declared high trailer"],
  ["Assisted-by: SomeAgent:some-model-1", "someagent declared medium trailer"],
  ["Assisted-by: ChatGPTv5", "chatgpt declared medium trailer"],
  ["Assisted-by: generic LLM chatbot", "unknown declared medium trailer"],
  ["Assisted-by: Copilot", "copilot declared medium trailer"],
  ["Assisted-by: Claude", "claude-code declared medium trailer"],
  ["Assisted-by: Claude Opus 4.5", "claude-code declared medium trailer"],
  ["Assisted-by: Claude Sonnet 4 via Crush <crush@charm.land>", "crush declared high trailer"],
  ["Assisted-by: Kimi K2 Thinking via Crush", "crush declared medium trailer"],
  ["Assisted-by: Claude Opus 4.5 via Crush", "crush declared medium trailer"],
  ["Assisted-by: Claude Opus 4.5 via somebody", "claude-code declared medium trailer"],
  ["🤖 Generated with whatever", "unknown session medium footer"],
  ["🤖 Generated by ChatGPT", "chatgpt session medium footer"],
  ["Assisted-by: GitHub Copilot (GPT-5)", "copilot declared medium trailer"],
  ["Generated-by: Claude Code 2.1", "claude-code declared medium trailer"],
  ["Generated-by: ChatGPT 5", "chatgpt declared medium trailer"],
  ["AI-Assisted-By: some tool of ours", "unknown declared medium trailer"],
  ["AI-Generated-By: Claude (Opus 4.6)", "claude-code declared medium trailer"],
  ["AI-Model: gpt-5", "chatgpt declared medium trailer"],
  ["Assistant-model: GitHub Copilot", "copilot declared medium trailer"],
  ["Co-authored-by: Claude Opus 4.5", "claude-code declared medium co-author"],
  ["Signed-off-by: Claude <noreply@anthropic.com>", "claude-code agent high trailer"],
  ["Reviewed-by: Claude <noreply@anthropic.com>", "claude-code assist low trailer"],
  ["Merge pull request #7 from someone/copilot/fix-a-thing", "copilot weak low subject"],
  ["Merge branch 'claude/tidy-up-x1y2' into main", "claude-code weak low subject"],
];

describe("lines of tools", () => {
  test.for(lines)("%s", ([line, piece]) => {
    expect(inMessage(`fix: a thing\n\nSome words.\n\n${line}\n`)).toEqual([piece]);
  });

  test("a subject of aider's is a weak hint", () => {
    expect(inMessage("aider: tidy up\n")).toEqual(["aider weak medium subject"]);
  });
});

/** People, other tools and prose: nothing at all. */
const nobody: readonly string[] = [
  "Claude Dioudonnat <claude.dioudonnat@example.test>",
  "Claude <claude@example.test>",
  "Devin Logan <devin@example.test>",
  "Jules Youngberg <jules@example.test>",
  "Jules <12345+jules@users.noreply.github.com>",
  "Jane Doe <jane@openai.com>",
  "Jo Doe <jo@anthropic.com>",
  "Kim Doe <kim@cursor.com>",
  "codex <codex@users.noreply.github.com>",
  "Claude <81847+claude@users.noreply.github.com>",
  "Gemini Geek <geek@example.test>",
  "Dacx-llm <dacx@example.test>",
  "Jo Copilot-Fan <jo@example.test>",
  "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
  "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>",
  "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
  "GitHub <noreply@github.com>",
  "autofix-ci[bot] <114827586+autofix-ci[bot]@users.noreply.github.com>",
];

describe("people and automation", () => {
  test.for(nobody)("%s", (identity) => {
    expect(briefly(scanned({ author: identity, committer: identity, message: `fix: a thing\n\nCo-authored-by: ${identity}\nReviewed-by: ${identity}\n` }))).toEqual([]);
  });

  test.for([
    "Assisted-by: Daniel Gustafsson",
    "Assisted-by: Daniel Gustafsson <daniel@example.test>",
    "Assisted-by: Claude Dioudonnat",
    "Assisted-by: Claude Dioudonnat <claude@example.test>",
    "Assisted-by: https://example.test/thread",
    "Assisted-by: AGENT_NAME:MODEL_VERSION",
    "Assisted-by: <Agent>:<Model>",
    "Generated-by: openapi-generator 7.2",
    "Generated-by: Spring Boot",
    "This page was generated by Replit and then edited.",
    "generated by Replit",
    "Replit-Commit-Author: Jo Doe",
    "docs: fix broken Claude Code link",
    "chore: init CLAUDE.md",
    "ci: add gemini code assist config",
    "Per CodeRabbit nitpick: clarify the call",
    "Made with: love",
    "Entire-Attribution: 0% agent (0/12 lines)",
    "AI-Assisted: none",
    "AI-Assisted: no",
    "Merge branch 'cursor/position' into main",
    "AI model: add support for streaming",
    "Copilot session: slides of the talk",
    "We document that Claude Code adds a co-author to each commit it makes.",
  ])("%s", (line) => {
    expect(inMessage(`${line}\n\nSome words.\n\n${line}\n`)).toEqual([]);
  });
});

describe("what a marker tells beside the tool", () => {
  test.for([
    ["Co-authored-by: Claude Opus 5 (1M context) <noreply@anthropic.com>", "Claude Opus 5 (1M context)"],
    ["Co-authored-by: Claude <noreply@anthropic.com>", null],
    ["Co-authored-by: aider (gpt-4o) <noreply@aider.chat>", "gpt-4o"],
    ["Co-authored-by: GPT-5.2 Codex <noreply@openai.com>", "GPT-5.2 Codex"],
    ["Assisted-by: Claude:claude-3-opus coccinelle", "claude-3-opus"],
    ["Assisted-by: Claude Sonnet 4 via Crush <crush@charm.land>", "Claude Sonnet 4"],
    ["Assisted-by: cursor:unknown", null],
    ["Assisted-by: Crush:AWS Claude Opus 4.6", "AWS Claude Opus 4.6"],
    ["Assisted-by: Crush:[Qwen 3.7 Max]", "Qwen 3.7 Max"],
    ["Assisted-by: Kimi K2 Thinking via Crush", "Kimi K2 Thinking"],
    ["AI-Model: gpt-5-mini", "gpt-5-mini"],
  ] as const)("the model of %s", ([line, model]) => {
    expect(scanned({ message: `fix\n\n${line}\n` }).attributions.map((one) => one.model)).toEqual([model]);
  });

  test("markers never hold what names a session", () => {
    const secret = "s3cr3ts3cr3t";
    const message = ["fix", "", `Claude-Session: https://claude.ai/code/session_${secret}`, `https://claude.ai/code/session_${secret}`, `see https://claude.ai/code/session_${secret}`, `Copilot-Session: ${secret}`, `Amp-Thread-ID: https://ampcode.com/threads/T-${secret}`, `AI-Model: gpt https://example.test/${secret}`].join("\n");
    const { attributions } = scanned({ message });
    expect(attributions.length).toBeGreaterThan(4);
    expect(JSON.stringify(attributions)).not.toContain(secret);
  });
});

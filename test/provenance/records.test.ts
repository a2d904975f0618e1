import { describe, expect, test } from "vitest";
import { knownTools } from "../../src/provenance/known-tools.ts";
import { noteEvidence, traceEvidence } from "../../src/provenance/record-evidence.ts";
import { someCommit } from "./messages.ts";

const tools = knownTools();
const note = (text: string, ref: Parameters<typeof noteEvidence>[0] = "refs/notes/ai") => noteEvidence(ref, someCommit, text, tools);
const metadata = (more: object) => JSON.stringify({ schema_version: "authorship/3.0.0", base_commit_sha: "0".repeat(40), prompts: {}, ...more });
const claude = { agent_id: { tool: "claude", id: "x", model: "claude-opus-4-8" }, human_author: "Jo <jo@example.test>" };

describe("git-ai", () => {
  test("sessions: ranges by path, of the tool and model of the session", () => {
    const text = ["src/a.ts", "  s_c8225030c07fcf::t_abb14b9ea1eb65 3,19-22", '"src/with space.ts"', "  s_c8225030c07fcf::t_6def2bfb4ab3f4 1", "  h_9f86d081884c7d 5-9", "---", metadata({ sessions: { s_c8225030c07fcf: claude } })].join("\n");
    expect(note(text)).toEqual({
      attributions: [
        {
          tool: "claude-code",
          model: "claude-opus-4-8",
          kind: "line",
          confidence: "high",
          where: { place: "note", commit: someCommit, marker: "refs/notes/ai" },
          lines: [{ path: "src/a.ts", ranges: [[3, 3], [19, 22]] }, { path: "src/with space.ts", ranges: [[1, 1]] }],
        },
      ],
      unreadable: [],
    });
  });

  test("prompts, as older versions wrote them", () => {
    const text = ["src/a.ts", "  d7e5ffa8492e052f 224", "---", metadata({ prompts: { d7e5ffa8492e052f: { agent_id: { tool: "opencode", id: "ses_1", model: "openai/gpt-5.5" } } } })].join("\n");
    expect(note(text).attributions).toMatchObject([{ tool: "opencode", model: "openai/gpt-5.5", lines: [{ path: "src/a.ts", ranges: [[224, 224]] }] }]);
  });

  test("a note without sessions is a recorder's, and no tool's", () => {
    expect(note(`---\n${metadata({})}`)).toEqual({ attributions: [], unreadable: [] });
  });

  test("lines of known people are no evidence", () => {
    expect(note(`src/a.ts\n  h_9f86d081884c7d 1-9\n---\n${metadata({ humans: { h_9f86d081884c7d: {} } })}`)).toEqual({ attributions: [], unreadable: [] });
  });

  test("a session without lines took part all the same", () => {
    expect(note(`---\n${metadata({ sessions: { s_1: claude } })}`).attributions).toMatchObject([{ tool: "claude-code", kind: "session", confidence: "medium" }]);
  });

  test.for(["", "\0", "not a note", "src/a.ts\n  s_1::t_1 1-2", "---\n{", "---\n[]", `---\n${JSON.stringify({ schema_version: "authorship/9.0.0" })}`, "---\n\"x\""])("a note that does not parse counts, and is told: %j", (text) => {
    const { attributions, unreadable } = note(text);
    expect(attributions).toMatchObject([{ tool: "unknown", kind: "line" }]);
    expect(unreadable).toHaveLength(1);
    expect(unreadable[0]).toMatch(/^The git-ai note of commit 111111111111 cannot be read in full: .+\.$/);
  });

  test.for(["0-3", "5-2", "x", "1-2-3", "99999999999", "1,,2", ""])("a range that cannot be: %j", (range) => {
    const { attributions, unreadable } = note(`src/a.ts\n  s_1::t_1 ${range}\n---\n${metadata({ sessions: { s_1: claude } })}`);
    expect(attributions).toMatchObject([{ tool: "claude-code", kind: "line" }]);
    expect(unreadable).toHaveLength(1);
  });

  test("names out of a note cannot reach the language's own", () => {
    expect(note(`src/a.ts\n  __proto__ 1\n---\n${metadata({ sessions: { constructor: 1 } })}`).attributions).toMatchObject([{ tool: "unknown", kind: "line", confidence: "low" }]);
  });
});

describe("Agent Blame", () => {
  test("both spellings", () => {
    const one = { path: "a.ts", start_line: 1, end_line: 4, provider: "cursor", model: "gpt-5" };
    const two = { path: "a.ts", startLine: 6, endLine: 6, provider: "cursor", model: "gpt-5" };
    expect(note(JSON.stringify({ version: 2, attributions: [one, two] }), "refs/notes/agentblame").attributions).toMatchObject([{ tool: "cursor", model: "gpt-5", lines: [{ path: "a.ts", ranges: [[1, 4], [6, 6]] }] }]);
  });

  test("its third format has git-ai's shape", () => {
    expect(note(`a.ts\n  s_1::t_1 1\n---\n{"v":3,"sessions":{}}`, "refs/notes/agentblame")).toMatchObject({ attributions: [{ kind: "line" }], unreadable: [] });
  });
});

describe("Agent Trace", () => {
  const record = (contributor: object, more: object = {}) => JSON.stringify({ version: "1.0", id: "x", files: [{ path: "src/a.ts", conversations: [{ url: "https://example.test/secret", contributor, ranges: [{ start_line: 1, end_line: 10 }], ...more }] }], tool: { name: "cursor" } });

  test("new lines of the file count, old ones are another change's", () => {
    const old = record({ type: "ai", model_id: "old/model" });
    const now = record({ type: "ai", model_id: "anthropic/claude-opus-4-5" });
    expect(traceEvidence(`${old}\n${now}\n`, `${old}\n`, tools)).toEqual({
      attributions: [{ tool: "cursor", model: "anthropic/claude-opus-4-5", kind: "line", confidence: "medium", where: { place: "agent-trace", commit: null, marker: ".agent-trace/traces.jsonl" }, lines: [{ path: "src/a.ts", ranges: [[1, 10]] }] }],
      unreadable: [],
    });
    expect(traceEvidence(`${old}\n`, `${old}\n`, tools)).toEqual({ attributions: [], unreadable: [] });
  });

  test("people's conversations are no evidence, mixed and unknown ones are", () => {
    expect(traceEvidence(record({ type: "human" }), "", tools).attributions).toEqual([]);
    expect(traceEvidence(record({ type: "mixed" }), "", tools).attributions).toHaveLength(1);
    expect(traceEvidence(record({}), "", tools).attributions).toHaveLength(1);
    expect(traceEvidence(record({ type: "human" }, { ranges: [{ start_line: 1, end_line: 2, contributor: { type: "ai" } }] }), "", tools).attributions).toHaveLength(1);
  });

  test("pseudo paths name no file, but a session", () => {
    const text = JSON.stringify({ files: [{ path: ".sessions", conversations: [{ contributor: { type: "ai" }, ranges: [] }] }], tool: { name: "claude-code" } });
    expect(traceEvidence(text, "", tools).attributions).toMatchObject([{ tool: "claude-code", kind: "session" }]);
  });

  test.for(["{", "7", "{}", '{"files":7}'])("what does not parse counts, and is told: %s", (text) => {
    const { attributions, unreadable } = traceEvidence(text, "", tools);
    expect(attributions).toMatchObject([{ tool: "unknown", kind: "line", confidence: "low" }]);
    expect(unreadable).toHaveLength(1);
  });

  test("a note of it", () => {
    expect(note(record({ type: "ai" }), "refs/notes/agent-trace").attributions).toMatchObject([{ tool: "cursor", where: { place: "agent-trace", commit: someCommit } }]);
  });
});

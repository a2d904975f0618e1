import { describe, expect, test } from "vitest";
import { branchEvidence } from "../../src/provenance/branch-evidence.ts";
import { provenanceOf, type Seen } from "../../src/provenance/combine.ts";
import { noneTrailer } from "../../src/provenance/recorded-trailer.ts";
import { scanned } from "./messages.ts";

const person = scanned({ message: "fix\n" });
const none = scanned({ message: `fix\n\n${noneTrailer}\n` });
const agent = scanned({ message: "fix\n\nCo-authored-by: Claude <noreply@anthropic.com>\n" });
const suggestion = scanned({ message: "fix\n\nCo-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>\n" });
const seen = (over: Partial<Seen>): Seen => ({ commits: [], recorded: new Map(), beside: [], uncommittedDeclaresNone: null, unreadable: [], incomplete: null, ...over });
const stateOf = (over: Partial<Seen>): string => provenanceOf(seen(over)).state;

describe("a change is", () => {
  test("what the strongest piece of its commits says", () => {
    expect(stateOf({ commits: [person] })).toBe("unknown");
    expect(stateOf({ commits: [person, suggestion] })).toBe("suspected");
    expect(stateOf({ commits: [person, suggestion, agent] })).toBe("tagged");
    expect(stateOf({})).toBe("unknown");
  });

  test("declared human only if every part says so and all of it was read", () => {
    expect(stateOf({ commits: [none, none] })).toBe("declared-human");
    expect(stateOf({ commits: [none, person] })).toBe("unknown");
    expect(stateOf({ commits: [none, suggestion] })).toBe("suspected");
    expect(stateOf({ commits: [none], unreadable: ["cut off"] })).toBe("unknown");
    expect(stateOf({ commits: [none], uncommittedDeclaresNone: false })).toBe("unknown");
    expect(stateOf({ commits: [none], uncommittedDeclaresNone: true })).toBe("declared-human");
    expect(stateOf({ uncommittedDeclaresNone: true })).toBe("declared-human");
    expect(stateOf({ commits: [none], beside: [branchEvidence("copilot/fix")!] })).toBe("suspected");
  });

  test("told strongest first, everybody once", () => {
    const all = provenanceOf(seen({ commits: [suggestion, agent], beside: [branchEvidence("claude/fix")!] }));
    expect(all.attributions.map(({ kind }) => kind)).toEqual(["agent", "assist", "weak"]);
    expect(all.identities.map(({ email, as }) => `${email} ${as}`)).toEqual(["ada@example.test author", "cy@example.test committer", "175728472+copilot@users.noreply.github.com co-author", "noreply@anthropic.com co-author"]);
    expect(all.table).toMatch(/^\d{4}-\d\d$/);
  });
});

describe("branch names corroborate", () => {
  test.for([
    ["copilot/fix-1", "copilot"],
    ["refs/heads/codex/x", "codex"],
    ["refs/remotes/origin/claude/x", "claude-code"],
    ["cursor/tidy-up-898a", "cursor"],
    ["devin/1234-x", "devin"],
    ["jules-123", "jules"],
    ["cursor/position", null],
    ["fix/copilot/x", null],
    ["copilot/", null],
    ["main", null],
  ] as const)("%s: %s", ([name, tool]) => {
    const found = branchEvidence(name);
    expect(found?.tool ?? null).toBe(tool);
    if (found !== null) expect(found).toMatchObject({ kind: "weak", confidence: "low", where: { place: "branch", commit: null } });
  });
});

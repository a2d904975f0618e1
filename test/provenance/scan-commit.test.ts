import { describe, expect, test } from "vitest";
import type { TeamTool } from "../../src/policy/policy.ts";
import { knownTools } from "../../src/provenance/known-tools.ts";
import { scanCommit } from "../../src/provenance/scan-commit.ts";
import { assistedBy, noneTrailer } from "../../src/provenance/recorded-trailer.ts";
import { briefly, inMessage, scanned, someCommit } from "./messages.ts";

const claude = "Co-authored-by: Claude <noreply@anthropic.com>";

describe("odd places and shapes", () => {
  test.for([
    ["a folded value", "fix\n\nCo-authored-by: Claude\n  <noreply@anthropic.com>\n"],
    ["a second trailer folded into the first", `fix\n\nCo-authored-by: Jo <jo@example.test>\n ${claude}\n`],
    ["a space before the colon", "fix\n\nCo-authored-by : Claude <noreply@anthropic.com>\n"],
    ["spaces for hyphens", "fix\n\nCo authored by: Claude <noreply@anthropic.com>\n"],
    ["a misspelt key", "fix\n\nCo-authered-by: x\n\nCo-authorized-by: Claude <noreply@anthropic.com>\n"],
    ["no brackets", "fix\n\nCo-authored-by: Claude noreply@anthropic.com\n"],
    ["escaped brackets", "fix\n\nCo-authored-by: Claude &lt;noreply@anthropic.com&gt;\n"],
    ["a Markdown key", "fix\n\n**Co-authored-by:** Claude <noreply@anthropic.com>\n"],
    ["above prose", `fix\n\n${claude}\n\nWhich is why.\n`],
    ["under the subject", `fix\n${claude}\n`],
    ["as the subject", `${claude}\n`],
    ["behind a divider", `fix\n\n---\n${claude}\n`],
    ["in a squash bullet", `feat (#1)\n\n* fix\n\n* ${claude}\n\n---------\n`],
    ["glued under a footer", `fix\n\nwords\n${claude}\n`],
    ["a shell's own line ends", `fix\\n\\n${claude}`],
    ["CRLF", `fix\r\n\r\n${claude}\r\n`],
    ["UTF-16 without its mark", Buffer.from(`fix\n\n${claude}\n`, "utf16le")],
  ] as const)("%s", ([, message]) => {
    expect(inMessage(message)).toContain("claude-code agent high co-author");
  });

  test("in quotes somebody speaks of it", () => {
    expect(inMessage("docs: tell that `Co-authored-by: Claude <noreply@anthropic.com>` is stripped\n")).toEqual(["claude-code weak low co-author"]);
    expect(inMessage("docs: trailers\n\n\"Co-authored-by: Claude <noreply@anthropic.com>\" is stripped\n")).toEqual(["claude-code weak low co-author"]);
  });

  test("an agent's address in a sentence is a weak hint, alone on a line the rest of a broken trailer", () => {
    expect(inMessage("fix: mail to noreply@anthropic.com bounces\n")).toEqual(["claude-code weak low footer"]);
    expect(inMessage("fix\n\nCo-authored-by:\nClaude <noreply@anthropic.com>\n")).toEqual(["claude-code agent medium footer"]);
  });

  test("a vendor's footer joined to a sentence", () => {
    expect(inMessage("fix: a thing. 🤖 Generated with [Claude Code](https://claude.com/claude-code)")).toEqual(["claude-code session high footer"]);
  });

  test("several tools in one squash are several pieces; the same thing said twice is one", () => {
    expect(inMessage(`feat\n\n* a\n\n${claude}\n\n* b\n\n${claude}\nCo-authored-by: Cursor <cursoragent@cursor.com>\n`)).toEqual(["claude-code agent high co-author", "cursor agent high co-author"]);
  });
});

describe("headers", () => {
  test("of a merged tag or a signature are no author", () => {
    const headers = "mergetag object 0\n author Claude <noreply@anthropic.com> 1 +0000\ngpgsig -----BEGIN\n author Claude <noreply@anthropic.com> 1 +0000\n -----END\n";
    expect(briefly(scanned({ headers }))).toEqual([]);
  });

  test("are all read where a hand-made commit has two", () => {
    const headers = "author Claude <noreply@anthropic.com> 1704067200 +0000\nencoding ISO-8859-1\n";
    expect(briefly(scanned({ headers }))).toEqual(["claude-code agent high author"]);
  });

  test("without a message, without an end, empty", () => {
    for (const raw of ["", "\n", "tree 0", "author Claude <noreply@anthropic.com> 1 +0000"]) expect(() => scanCommit(someCommit, Buffer.from(raw), knownTools())).not.toThrow();
    expect(briefly(scanCommit(someCommit, Buffer.from("author Claude <noreply@anthropic.com> 1 +0000"), knownTools()))).toEqual(["claude-code agent high author"]);
  });
});

describe("who stands in it", () => {
  const people = (message: string): readonly string[] => scanned({ message }).identities.filter((one) => one.as === "co-author").map((one) => one.email || one.name);

  test("author, committer and co-authors, however the key is written", () => {
    const { identities } = scanned({ message: "fix\n\nco-Authored-By : Jo Doe <Jo@Example.TEST>\n" });
    expect(identities).toEqual([
      { name: "Ada Author", email: "ada@example.test", as: "author" },
      { name: "Cy Committer", email: "cy@example.test", as: "committer" },
      { name: "Jo Doe", email: "jo@example.test", as: "co-author" },
    ]);
  });

  test.for([
    ["Co-developed-by: Jo <jo@example.test>", ["jo@example.test"]],
    ["Co-authored-by: Jo <jo@example.test>, Kim <kim@example.test>", ["jo@example.test", "kim@example.test"]],
    ["Co-authors: Jo\n  Kim <kim@example.test>", ["kim@example.test"]],
    ["Co-authored-by: Jo Doe", ["Jo Doe"]],
    ["Co-authored-by: @octocat", ["@octocat"]],
    ["Pair-programmed-with: Jo <jo@example.test>", ["jo@example.test"]],
    ["Original-author: Jo <jo@example.test>", ["jo@example.test"]],
    ["done. Co-authored-by: Jo <jo@example.test>", ["jo@example.test"]],
    ["Co-authored-by: Jо <jо@example.test>", ["jо@example.test", "jo@example.test"]],
    ["Signed-off-by: Jo <jo@example.test>", []],
    ["Reviewed-by: Jo <jo@example.test>", []],
    ["Assisted-by: Jo <jo@example.test>", []],
  ] as const)("%s", ([line, expected]) => {
    expect(people(`fix: a thing\n\n${line}\n`)).toEqual(expected);
  });

  test("a list longer than anybody reads is told of", () => {
    const message = `fix\n\n${Array.from({ length: 1500 }, (_, at) => `Co-authored-by: P <p${at}@example.test>`).join("\n")}\n${claude}\n`;
    const found = scanned({ message });
    expect(found.unreadable).toHaveLength(1);
    expect(found.state).toBe("tagged");
  });
});

describe("what it amounts to", () => {
  test.for([
    ["fix\n", "unknown"],
    [`fix\n\n${claude}\n`, "tagged"],
    ["fix\n\nCo-authored-by: Copilot <copilot@github.com>\n", "suspected"],
    ["fix\n\nCo-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>\n", "suspected"],
    [`fix\n\n${noneTrailer}\n`, "declared-human"],
    [`fix\n\n${noneTrailer}\n${claude}\n`, "tagged"],
    [`fix\n\n${noneTrailer}\nCo-authored-by: Copilot <copilot@github.com>\n`, "suspected"],
    [`${noneTrailer}\n`, "unknown"],
    [`feat (#2)\n\n* a part\n\n* ${noneTrailer}\n`, "unknown"],
    ["fix\n\nAI-Assisted: no\n", "unknown"],
  ] as const)("%j is %s", ([message, state]) => {
    expect(scanned({ message }).state).toBe(state);
  });

  test("what our own hook records is read back", () => {
    expect(briefly(scanned({ message: `fix\n\n${assistedBy("claude-code", null)}\n` }))).toEqual(["claude-code declared high trailer"]);
    expect(scanned({ message: `fix\n\n${assistedBy("a tool: ours", "m 1")}\n` }).attributions).toMatchObject([{ tool: "a-tool--ours", model: "m-1", kind: "declared", confidence: "medium" }]);
  });
});

describe("a team's own tools", () => {
  const team: readonly TeamTool[] = [
    { tool: "house-bot", kind: "agent", emails: ["Bot@House.test"], trailers: ["House-Run"], env: [] },
    { tool: "formatter", kind: "weak", emails: ["noreply@anthropic.com"], trailers: [], env: [] },
  ];

  test("are known by address and trailer, without case", () => {
    expect(briefly(scanned({ team, author: "X <BOT@house.TEST>" }))).toEqual(["house-bot agent high author"]);
    expect(briefly(scanned({ team, message: "fix\n\nhouse-RUN: 12\n" }))).toEqual(["house-bot agent high trailer"]);
    expect(briefly(scanned({ team, author: "bot <robot@house.test>" }))).toEqual([]);
  });

  test("count where our table says something else", () => {
    expect(briefly(scanned({ team, message: `fix\n\n${claude}\n` }))).toEqual(["formatter weak low co-author"]);
  });
});

import { describe, expect, test } from "vitest";
import { type MessageFrame, messageWithTrailer } from "../../src/hooks/message-with-trailer.ts";

const trailer = "Assisted-by: claude-code:unknown";
const whole: MessageFrame = { whole: true, comment: "#" };
const edited: MessageFrame = { whole: false, comment: "#" };
const gits = "# Please enter the commit message for your changes. Lines starting\n# with '#' will be ignored.\n#\n# On branch main\n";
const scissors = "# ------------------------ >8 ------------------------\n# Do not modify or remove the line above.\ndiff --git a/x b/x\n+# not a comment\n\n+Signed-off-by: nobody\n";

describe("a message that nobody edits", () => {
  test.for([
    ["Fix it\n", `Fix it\n\n${trailer}\n`],
    ["Fix it", `Fix it\n\n${trailer}\n`],
    ["fix: it\n", `fix: it\n\n${trailer}\n`],
    ["Fix it\n\nBecause.\n\n\n", `Fix it\n\nBecause.\n\n${trailer}\n`],
    ["Fix it\n\nSigned-off-by: A <a@b>\n", `Fix it\n\nSigned-off-by: A <a@b>\n${trailer}\n`],
    ["Fix it\n\nCloses: #1\n  and more\n", `Fix it\n\nCloses: #1\n  and more\n${trailer}\n`],
    ["Fix it\n\nNote: this\nis prose\n", `Fix it\n\nNote: this\nis prose\n\n${trailer}\n`],
    ["Fix it\n\n#123 is a line of the message\n", `Fix it\n\n#123 is a line of the message\n\n${trailer}\n`],
    ["Fix it\r\n\r\nBecause.\r\n", `Fix it\r\n\r\nBecause.\r\n\r\n${trailer}\r\n`],
    ["Fix it\n\n---\n\nBehind dashes\n", `Fix it\n\n---\n\nBehind dashes\n\n${trailer}\n`],
  ] as const)("%j", ([before, after]) => {
    expect(messageWithTrailer(before, trailer, whole)).toBe(after);
  });

  test("and that is empty stays so, for git gives up such a commit", () => {
    expect(messageWithTrailer("\n", trailer, whole)).toBeNull();
  });
});

describe("a message that goes through an editor", () => {
  test("stands before git's comments", () => {
    expect(messageWithTrailer(`Fix it\n\n${gits}`, trailer, edited)).toBe(`Fix it\n\n${trailer}\n\n${gits}`);
  });
  test("stands before the diff of commit -v", () => {
    expect(messageWithTrailer(`Fix it\n\n${gits}${scissors}`, trailer, edited)).toBe(`Fix it\n\n${trailer}\n\n${gits}${scissors}`);
  });
  test("leaves the first line free in an empty one, and says how to give up", () => {
    expect(messageWithTrailer(`\n${gits}`, trailer, edited)).toBe(`\n\n${trailer}\n# To give up this commit, delete the line above, too.\n\n${gits}`);
  });
  test("says how to give up below the scissors, where git's comments stand there: what is above is kept", () => {
    const below = `${scissors.split("diff")[0]}# Please enter the commit message.\n`;
    expect(messageWithTrailer(`\n${below}`, trailer, edited)).toBe(`\n\n${trailer}\n\n${below}# To give up this commit, delete the line above the scissors, too.\n`);
    expect(messageWithTrailer(`\n${below}diff --git a/x b/x\n`, trailer, edited)).toBe(`\n\n${trailer}\n\n${below}# To give up this commit, delete the line above the scissors, too.\ndiff --git a/x b/x\n`);
  });
  test("stays as it is where the editor is one that nobody types in, and it is empty or a template: git gives such a commit up", () => {
    expect(messageWithTrailer(`\n${gits}`, trailer, { ...edited, unattended: true })).toBeNull();
    expect(messageWithTrailer(`Fix [what]\n\n${gits}`, trailer, { ...edited, unattended: true, template: true })).toBeNull();
    expect(messageWithTrailer(`Fix it\n\n${gits}`, trailer, { ...edited, unattended: true })).toBe(`Fix it\n\n${trailer}\n\n${gits}`);
  });
  test("a template that nobody may come to fill in says how to give up, too", () => {
    expect(messageWithTrailer(`Fix [what]\n\n${gits}`, trailer, { ...edited, template: true })).toBe(`Fix [what]\n\n${trailer}\n# To give up this commit, delete the line above, too.\n\n${gits}`);
  });
  test("other comment characters, longer ones, and whichever git chose", () => {
    const semicolons = gits.replaceAll("#", ";");
    expect(messageWithTrailer(`Fix it\n# kept\n\n${semicolons}`, trailer, { whole: false, comment: ";" })).toBe(`Fix it\n# kept\n\n${trailer}\n\n${semicolons}`);
    expect(messageWithTrailer(`Fix it\n# kept\n\n${semicolons}`, trailer, { whole: false, comment: null })).toBe(`Fix it\n# kept\n\n${trailer}\n\n${semicolons}`);
    expect(messageWithTrailer("Fix it\n\n// Please\n", trailer, { whole: false, comment: "//" })).toBe(`Fix it\n\n${trailer}\n\n// Please\n`);
    expect(messageWithTrailer(`Fix it\n\n${scissors.replaceAll("# ", "; ")}`, trailer, { whole: false, comment: null })).toContain(`Fix it\n\n${trailer}\n\n; ---`);
  });
  test("a template keeps its own comments in the middle", () => {
    expect(messageWithTrailer(`# what\nFix\n# why\n\n${gits}`, trailer, edited)).toBe(`# what\nFix\n\n${trailer}\n\n# why\n\n${gits}`);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asCommitOid } from "../../src/ids.ts";
import { foldedPositions, foldText } from "../../src/provenance/fold-text.ts";
import { parseAgentBlameNote } from "../../src/provenance/agentblame-note.ts";
import { parseAgentTraces } from "../../src/provenance/agent-trace.ts";
import { parseGitAiNote } from "../../src/provenance/git-ai-note.ts";
import { knownTools } from "../../src/provenance/known-tools.ts";
import { scanCommit } from "../../src/provenance/scan-commit.ts";
import { briefly, rawCommit, scanned } from "./messages.ts";

const tools = knownTools();
const oid = asCommitOid("2".repeat(40));
const marker = "Co-authored-by: Claude <noreply@anthropic.com>";

/** Text that people write: no marker of its own. */
const prose = fc.stringMatching(/^[a-z ,.()]{0,60}$/).filter((text) => !/co-?auth|by/.test(text));
const proseLines = fc.array(prose, { maxLength: 8 });
/** What stands before a trailer in squashed and quoted messages. */
const opening = fc.constantFrom("", " ", "\t", "* ", "  * ", "> ", ">> > ", "- ", "+ ", "• ", "🤖 ", "12. ", "    ");
const lineEnd = fc.constantFrom("\n", "\r\n", "\r", "\u2028", "\\n");

const lookAlike: Readonly<Record<string, readonly string[]>> = {
  a: ["а", "ａ", "𝐚", "á"], c: ["с", "ϲ", "ｃ"], e: ["е", "é", "ｅ", "𝚎"], i: ["і", "ı", "ｉ"], o: ["о", "ο", "օ", "ø"], p: ["р", "ρ"], s: ["ѕ"], y: ["у", "ү"], h: ["һ", "հ"], u: ["υ", "ս"],
  "-": ["‐", "‑", "–", "—", "−", "－"], ":": ["：", "﹕", " :", "∶"], " ": ["\u00a0", "\u2003"], "@": ["＠"], "<": ["＜", "‹"], ">": ["＞", "›"],
};
const invisible = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u0301"];

/** The marker in another guise, as `choices` say: case, look-alikes, things nobody sees. */
function disguised(text: string, choices: readonly number[]): string {
  return [...text]
    .map((char, at) => {
      const choice = choices[at % choices.length]!;
      const alike = lookAlike[char.toLowerCase()] ?? [];
      const shown = choice % 4 === 0 && alike.length > 0 ? alike[choice % alike.length]! : choice % 4 === 1 ? char.toUpperCase() : char;
      return choice % 7 === 0 && at > 0 ? `${invisible[choice % invisible.length]!}${shown}` : shown;
    })
    .join("");
}

describe("a marker is found", () => {
  test("wherever it stands, whatever stands before it, however lines end", () => {
    fc.assert(
      fc.property(proseLines, proseLines, opening, lineEnd, (before, after, open, end) => {
        const message = [...before, `${open}${marker}`, ...after].join(end);
        expect(briefly(scanned({ message }))).toEqual(["claude-code agent high co-author"]);
      }),
    );
  });

  test("in any case and with look-alikes and invisible characters in it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 50 }), (choices) => {
        const message = `fix: a thing\n\n${disguised(marker, choices)}\n`;
        expect(briefly(scanned({ message }))).toEqual(["claude-code agent high co-author"]);
      }),
    );
  });

  test("behind bytes that are no UTF-8, and behind a NUL", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (junk) => {
        const message = Buffer.concat([Buffer.from("fix\n\n"), junk, Buffer.from([0x0a]), Buffer.from(`${marker}\n`)]);
        expect(briefly(scanned({ message }))).toContain("claude-code agent high co-author");
      }),
    );
  });

  test("joined to the line before it, if less surely", () => {
    fc.assert(
      fc.property(prose, (before) => {
        expect(briefly(scanned({ message: `fix: ${before} x ${marker}` }))).toEqual(["claude-code agent medium co-author"]);
      }),
    );
  });
});

describe("nothing throws", () => {
  test("on any bytes for a commit", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (raw) => scanCommit(oid, raw, tools).commit === oid));
  });

  test("on any message made of the pieces of markers", () => {
    const piece = fc.constantFrom("co-authored-by", ":", "<", ">", "@", "noreply", "anthropic.com", "\n", " ", "\t", "\\n", "https://", "claude.ai/code/session_", "generated with [claude code](", "assisted-by:", "\0", "a", "：", "[bot]", "+", "1", "merge ", "/", "copilot/");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const { attributions } = scanCommit(oid, rawCommit({ author: "A <a@b>", committer: "A <a@b>", message: pieces.join("") }), tools);
        for (const { where } of attributions) {
          expect(where.marker.length).toBeLessThanOrEqual(200);
          expect(where.marker).not.toContain("://");
        }
      }),
    );
  });

  test("on any note or trace", () => {
    const line = fc.oneof(fc.string(), fc.constantFrom("---", "src/a.ts", "  s_00000000000000::t_00000000000000 1-2", "{", "}", '{"schema_version":"authorship/3.0.0"}'), fc.json());
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join("\n");
        for (const parse of [parseGitAiNote, parseAgentTraces, parseAgentBlameNote]) parse(text, tools);
      }),
    );
  });
});

describe("folding", () => {
  test("knows where each character came from", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const folded = foldText(text);
        const from = foldedPositions(text);
        expect(from.length).toBe(folded.length + 1);
        expect(from.at(-1)).toBe(text.length);
        expect([...from].every((at, index) => index === 0 || at >= from[index - 1]!)).toBe(true);
      }),
    );
  });

  test("every character folds to the end at once: a capital look-alike is taken for what its small letter is", () => {
    const halfway: string[] = [];
    for (let code = 0; code <= 0x1ffff; code++) {
      const folded = foldText(String.fromCodePoint(code));
      if (foldText(folded) !== folded) halfway.push(String.fromCodePoint(code));
    }
    expect(halfway).toEqual([]);
    expect(foldText("Co-AutҺored-by: ClɑuԀe")).toBe("co-authored-by: claude");
  });

  test("folding twice changes nothing more", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => foldText(foldText(text)) === foldText(text)));
  });
});

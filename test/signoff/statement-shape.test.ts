import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/canonical-json.ts";
import { instantOf } from "../../src/signoff/instant.ts";
import { largestStatement, parseStatement } from "../../src/signoff/parse-statement.ts";
import { signatureNamespace, type Statement, statementType } from "../../src/signoff/statement.ts";
import { statementOf } from "./world.ts";

const hex = (digits: number): string => "0a".repeat(digits / 2);
const good = statementOf("ada");
const review: Statement = { ...good, decision: "posthoc-review", settles: hex(64) };

/** What keeps the bytes with `value` at `path` (`risk.impact`) from being a statement; null when they are one. */
function problemAt(path: string, value: unknown, statement: Statement = good): string | null {
  const copy = structuredClone(statement) as unknown as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop()!;
  const place = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, copy);
  place[last] = value;
  return problemIn(copy);
}
function problemIn(value: unknown): string | null {
  const read = parseStatement(new TextEncoder().encode(typeof value === "string" ? value : canonicalJson(value)));
  return "malformed" in read ? read.malformed : null;
}

/** Of each key: what just is one, and what just is none. */
const edges: readonly [path: string, taken: readonly unknown[], refused: readonly unknown[], statement?: Statement][] = [
  ["nonce", [hex(32)], [hex(34), `${hex(32)}x`, `x${hex(32)}`, [hex(32)], hex(32).toUpperCase()]],
  ["decision", ["approve", "reject"], [["approve"], "constructor"]],
  ["repo", [], [5, "r", null, []]],
  ["repo.id", ["r", "x".repeat(200), "é"], ["", " ", "\u00a0", "x".repeat(201), 5, ["r"], "a\nb", "a\u2028b"]],
  ["target.ref", ["refs/heads/main", `refs/${"x".repeat(500)}`], ["xrefs/heads/main", "refs/heads/main ", "refs/", `refs/${"x".repeat(501)}`, ["refs/heads/main"]]],
  ["change.digest", [`sha256:${hex(64)}`], [`xsha256:${hex(64)}`, `sha256:${hex(64)}x`, `sha256:${hex(62)}`, [`sha256:${hex(64)}`]]],
  ["change.base", [hex(40), hex(64), "index", "x".repeat(20)], [`${hex(40)}X`, `X${hex(40)}`, `X${hex(64)}`, hex(42), "HEAD", "x".repeat(21), "7", "", "in dex"]],
  ["change.files", [0, 1_000_000_000], [-1, 1_000_000_001, "1", null, true]],
  ["risk.policyDigest", [`sha256:${hex(64)}`], [`xsha256:${hex(64)}`, `sha256:${hex(64)}x`]],
  ["risk.impact", [0, 100], [-1, 101, 0.5]],
  ["risk.band", ["low", "critical"], [["high"], "valueOf"]],
  ["risk.signals", [[], Array(1000).fill("s")], [Array(1001).fill("s"), [""], ["a", 5], [null], {}, "s"]],
  ["risk.critical", [["a", "b"]], [["a", " "], ["x".repeat(501)]]],
  ["ai.state", ["tagged", "unknown"], [["tagged"]]],
  ["authors", [[], ["a@x"], ["a@x", "b@x"]], [["B@x", "a@x"], ["b@x", "a@x"], ["a@x", "a@x"], [5], ["x".repeat(501)]]],
  ["signer.keyFingerprint", [`SHA256:${"a".repeat(42)}A`], [`xSHA256:${"a".repeat(42)}A`, `SHA256:${"a".repeat(42)}Ax`, `SHA256:${"a".repeat(42)}B`]],
  ["reason", ["x", "x".repeat(4000), "two\nlines", "[[[[[[[[[[", "{{{{{{{{{{", '"[[[[[[[[[[', 'a "quoted" [[[[[[[[[[', "\\", '\\"[[[[[[[[[[', "]]]]]]]]]]}}}}"], [5, null, "", "\n", "x".repeat(4001), ["x"]]],
  ["ticket", [null, "T-1"], ["", "   ", 5, "a\u202eb", "x".repeat(201)]],
  ["settles", [hex(64)], [`${hex(64)}x`, `x${hex(64)}`, hex(62), [hex(64)], null], review],
  ["settles", [null], [hex(64)]],
  ["issuedAt", ["2026-11-22T10:00:00Z"], [5, null, "", ["2026-11-22T10:00:00Z"], "2026-11-22T10:00:00", "x2026-11-22T10:00:0Z", "2026-11-22T10:00:0ZZ"]],
];

describe("a statement's keys", () => {
  test.for(edges)("%s", ([path, taken, refused, statement = good]) => {
    for (const value of taken) expect(problemAt(path, value, statement), JSON.stringify(value)).toBeNull();
    for (const value of refused) expect(problemAt(path, value, statement), JSON.stringify(value)).not.toBeNull();
  });

  test("say what is wrong with them", () => {
    expect(problemAt("repo", 5)).toContain("is no object");
    expect(problemAt("reason", 5)).toContain("is no text");
    const { ticket: _, ...rest } = good;
    expect(problemIn(rest)).toBe('lacks "ticket"');
  });

  test("what is signed names itself: another name would be another format", () => {
    expect({ statementType, signatureNamespace }).toEqual({ statementType: "https://riskscore.dev/signoff/v1", signatureNamespace: "signoff@riskscore.dev" });
  });
});

describe("how much is read", () => {
  test("exactly as many bytes as may be", () => {
    const filled = (size: number): Uint8Array => {
      const lists = (critical: readonly string[]) => new TextEncoder().encode(canonicalJson({ ...good, risk: { ...good.risk, critical } }));
      const most: string[] = [];
      while (lists([...most, "x".repeat(500)]).length < size - 10) most.push("x".repeat(500));
      return lists([...most, "x".repeat(size - lists([...most, ""]).length)]);
    };
    expect(filled(largestStatement)).toHaveLength(largestStatement);
    expect(parseStatement(filled(largestStatement))).not.toHaveProperty("malformed");
    expect(parseStatement(filled(largestStatement + 1))).toHaveProperty("malformed", `is larger than ${largestStatement} bytes`);
  });

  test.for([
    ["lists", "[", ""],
    ["lists with something in them", "[1,", ""],
    ["objects", '{"a":', "1"],
    ["lists behind a text with escapes", '["\\\\","\\"",', ""],
    ["lists behind what was closed before", "[[],{},", ""],
  ])("no deeper than six levels: %s", ([, open, end]) => {
    const close = open!.startsWith("{") ? "}" : "]";
    const nested = (levels: number): string | null => problemIn(open!.repeat(levels) + end! + close.repeat(levels));
    for (const levels of [7, 8, 5000]) expect(nested(levels), String(levels)).toBe("nests deeper than 6 levels");
    expect(nested(5)).not.toContain("deeper");
  });

  test("six levels are read", () => {
    expect(problemIn("[[[[[[]]]]]]")).toBe("is no object");
    expect(problemIn("[[[[[[],[]],[]]]]]")).toBe("is no object");
  });
});

test.each<[string, number | null]>([
  ["2026-11-23T10:00:00Z", Date.UTC(2026, 10, 23, 10)],
  ["2026-11-23T10:00:00.5Z", Date.UTC(2026, 10, 23, 10, 0, 0, 500)],
  ["2026-11-23T10:00:00.123Z", Date.UTC(2026, 10, 23, 10, 0, 0, 123)],
  ["2026-11-23T10:00:00", null],
  ["2026-11-23T10:00:00+00:00", null],
  ["2026-11-23T10:00:00Z (x)", null],
  ["2026-11-23T10:00:00.1234Z", null],
  ["2026-11-23", null],
  ["2026-02-30T10:00:00Z", null],
])("%s is a time in UTC: %s", (text, time) => {
  expect(instantOf(text)).toBe(time);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { checkLog } from "../../src/audit/check-log.ts";
import type { AuditData, AuditValue, NewEntry } from "../../src/audit/entry.ts";
import { entryIn, lineOf } from "../../src/audit/entry-line.ts";
import { cutToSize } from "../../src/audit/cut-to-size.ts";
import { logOf, sha256 } from "./log-of.ts";

const value: fc.Arbitrary<AuditValue> = fc.letrec<{ value: AuditValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 4 },
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string({ unit: "binary" }), fc.constant("__proto__")), tie("value"), { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<AuditValue>,
  ),
})).value;
const newEntry: fc.Arbitrary<NewEntry> = fc.record({
  event: fc.constantFrom("decision" as const, "signoff" as const, "override" as const, "request" as const),
  subject: fc.string({ unit: "binary" }),
  data: fc.dictionary(fc.string(), value, { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<AuditData>,
});
const someLog = fc.array(newEntry, { minLength: 1, maxLength: 6 }).map((entries) => logOf(...entries));
const broken = (bytes: Uint8Array, head: ReturnType<typeof logOf>["head"]): boolean => checkLog({ log: bytes, head }, [], sha256).broken !== null;

test("what is written is read, and holds", () => {
  fc.assert(
    fc.property(someLog, ({ log, head, entries }) => {
      const checked = checkLog({ log, head }, [], sha256);
      expect(checked).toMatchObject({ size: entries.length, hash: head.hash, broken: null, notes: [] });
      for (const one of entries) expect(entryIn(lineOf(one))).toEqual(JSON.parse(JSON.stringify(one)));
    }),
  );
});

test("editing any byte breaks it", () => {
  fc.assert(
    fc.property(someLog, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ log, head }, at, by) => {
      const edited = Buffer.from(log);
      edited[at % log.length] = (edited[at % log.length]! + by) % 256;
      expect(broken(edited, head)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("deleting any bytes breaks it, whole lines at either end included", () => {
  fc.assert(
    fc.property(someLog, fc.nat(), fc.integer({ min: 1, max: 400 }), ({ log, head }, from, count) => {
      const start = from % log.length;
      expect(broken(Buffer.concat([log.subarray(0, start), log.subarray(start + count)]), head)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("inserting bytes breaks it; behind the last line they are a line that a run began", () => {
  fc.assert(
    fc.property(someLog, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 }), ({ log, head }, at, bytes) => {
      const place = at % (log.length + 1);
      const inserted = Buffer.concat([log.subarray(0, place), bytes, log.subarray(place)]);
      const torn = place === log.length && !bytes.includes(10);
      if (inserted.equals(log)) return;
      expect(broken(inserted, head)).toBe(!torn);
      if (torn) expect(checkLog({ log: inserted, head }, [], sha256).notes).toHaveLength(1);
    }),
    { numRuns: 500 },
  );
});

test("moving, doubling and leaving out lines breaks it", () => {
  fc.assert(
    fc.property(someLog, fc.nat(), fc.nat(), ({ log, head, entries }, a, b) => {
      const lines = log.toString("latin1").split("\n").slice(0, -1);
      const [i, j] = [a % entries.length, b % entries.length];
      const bytes = (all: readonly (string | undefined)[]): Buffer => Buffer.from(all.map((line) => `${line}\n`).join(""), "latin1");
      if (i !== j) expect(broken(bytes(lines.with(i, lines[j]!).with(j, lines[i]!)), head)).toBe(true);
      expect(broken(bytes(lines.toSpliced(i, 0, lines[j]!)), head)).toBe(true);
      expect(broken(bytes(lines.toSpliced(i, 1)), head)).toBe(true);
    }),
  );
});

test("no bytes make the check throw", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void checkLog({ log: bytes, head: "damaged" }, [], sha256)));
  expect(entryIn(Buffer.from("[".repeat(60_000)))).toEqual({ unreadable: "it is no JSON in UTF-8" });
  expect(entryIn(Buffer.from("[".repeat(30_000) + "]".repeat(30_000)))).toEqual({ unreadable: "it nests too deep" });
});

test("an entry of any length fits, and keeps its digests", () => {
  const id = "e".repeat(64);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 5_000 }), (length, count) => {
      const entry = { v: 1, seq: 0, ts: "2026-01-01T00:00:00.000Z", prev: `sha256:${id}`, event: "decision", subject: "s".repeat(length), data: { tools: Array.from({ length: count }, () => "\u0001".repeat(length % 300)), digest: `sha256:${id}`, signoffs: [id, id] } } as const;
      const cut = cutToSize(entry);
      expect(lineOf(cut).length).toBeLessThanOrEqual(64 * 1024);
      expect(cut.data).toMatchObject({ digest: `sha256:${id}`, signoffs: [id, id] });
      if (count > 1024 && length % 300 > 60) expect((cut.data["tools"] as string[]).at(-1)).toMatch(/^\[cut: \d+ more\]$/);
    }),
    { numRuns: 60 },
  );
});

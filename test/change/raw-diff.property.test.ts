import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRawDiff } from "../../src/change/raw-diff.ts";
import { Failure } from "../../src/failure.ts";
import { compareText, repoPathOf } from "../../src/ids.ts";

const pathBytes = fc.uint8Array({ minLength: 1, maxLength: 12, min: 1 }).map((bytes) => Buffer.from(bytes));
const oid = fc.oneof(hex(40), hex(64));
const mode = fc.constantFrom("100644", "100755", "120000", "160000");
const lines = fc.option(fc.tuple(fc.nat(99_999), fc.nat(99_999)));
const record = fc.record({ letter: fc.constantFrom("A", "M", "T", "D", "R100", "R086"), path: pathBytes, from: pathBytes, mode, oid, lines });
type Change = typeof record extends fc.Arbitrary<infer T> ? T : never;
const changes = fc.uniqueArray(record, { maxLength: 8, selector: ({ path }) => repoPathOf(path).path });

test("paths of any bytes, modes, oids and line counts survive the parser", () => {
  fc.assert(
    fc.property(changes, (all) => {
      const expected = all.map(deltaOf).toSorted((a, b) => compareText(a.path, b.path));
      expect(parseRawDiff(Buffer.concat([...all.map(raw), ...all.map(numstat)]))).toEqual(expected);
    }),
  );
});

test("without line counts the lines are null", () => {
  fc.assert(
    fc.property(changes, (all) => {
      for (const delta of parseRawDiff(Buffer.concat(all.map(raw)))) expect([delta.added, delta.deleted]).toEqual([null, null]);
    }),
  );
});

test("a record that is none is quoted in part, however long it is", () => {
  expect(() => parseRawDiff(Buffer.from(`:${"9".repeat(100_000)}\0a\0`))).toThrow(expect.objectContaining({ message: expect.stringMatching(/^.{50,300}$/) as string }) as Failure);
});

test("any bytes parse or are a Failure of git; nothing else is thrown", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), changes.chain(mutilated)), (bytes) => {
      try {
        parseRawDiff(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
        expect((error as Failure).kind).toBe("git");
      }
    }),
  );
});

test.each([
  ["half a record", ":100644 100644 "],
  ["an unmerged entry", `:100644 000000 ${"0".repeat(40)} ${"0".repeat(40)} U\0a\0`],
  ["an abbreviated oid", ":100644 100644 1234567 7654321 M\0a\0"],
  ["a record without a path", `:100644 100644 ${"1".repeat(40)} ${"2".repeat(40)} M\0`],
  ["an empty path", `:100644 100644 ${"1".repeat(40)} ${"2".repeat(40)} M\0\0`],
  ["line counts of another file", `:100644 100644 ${"1".repeat(40)} ${"2".repeat(40)} M\0a\x001\t1\tb\0`],
  ["too few line counts", `:100644 100644 ${"1".repeat(40)} ${"2".repeat(40)} M\0a\0:100644 100644 ${"1".repeat(40)} ${"2".repeat(40)} M\0b\x001\t1\ta\0`],
  ["line counts without a record", "1\t1\ta\0"],
])("%s is refused", (_, text) => {
  expect(() => parseRawDiff(Buffer.from(text))).toThrow(Failure);
});

function hex(length: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(..."0123456789abcdef"), { minLength: length, maxLength: length }).map((digits) => digits.join(""));
}

function deltaOf({ letter, path, from, mode: own, oid: id, lines: counts }: Change) {
  const old = letter === "A" ? null : own;
  const fresh = letter === "D" ? null : own;
  return {
    ...repoPathOf(path),
    status: { A: "added", M: "modified", T: "modified", D: "deleted", R: "renamed" }[letter[0]!],
    from: letter.startsWith("R") ? repoPathOf(from).path : null,
    oldMode: old,
    newMode: fresh,
    oldOid: old && id,
    newOid: fresh && id,
    added: counts?.[0] ?? null,
    deleted: counts?.[1] ?? null,
  };
}

function raw({ letter, path, from, mode: own, oid: id }: Change): Buffer {
  const none = "0".repeat(id.length);
  const header = `:${letter === "A" ? "000000" : own} ${letter === "D" ? "000000" : own} ${letter === "A" ? none : id} ${letter === "D" ? none : id} ${letter}\0`;
  return Buffer.concat([Buffer.from(header), ...(letter.startsWith("R") ? [from, Buffer.of(0)] : []), path, Buffer.of(0)]);
}

function numstat({ letter, path, from, lines: counts }: Change): Buffer {
  const text = Buffer.from(counts ? `${counts[0]}\t${counts[1]}\t` : "-\t-\t");
  return Buffer.concat(letter.startsWith("R") ? [text, Buffer.of(0), from, Buffer.of(0), path, Buffer.of(0)] : [text, path, Buffer.of(0)]);
}

function mutilated(all: readonly Change[]): fc.Arbitrary<Buffer> {
  const bytes = Buffer.concat([...all.map(raw), ...all.map(numstat)]);
  return fc.tuple(fc.nat(bytes.length), fc.nat(bytes.length)).map(([from, to]) => Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]));
}

import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOids, digestInput, parseRawChanges } from "../../src/change/change-digest.ts";
import { Failure } from "../../src/failure.ts";

interface Side {
  readonly mode: string;
  readonly content: string;
}
interface Entry {
  readonly path: Buffer;
  readonly old: Side | null;
  readonly new: Side | null;
}

const hex = (text: string, algorithm = "sha256"): string => createHash(algorithm).update(text).digest("hex");
const oidOf = (side: Side | null, format: "sha1" | "sha256"): string => (side === null ? "0".repeat(format === "sha1" ? 40 : 64) : hex(side.content, format));

/** What git would print for these entries. */
function rawOf(entries: readonly Entry[], format: "sha1" | "sha256" = "sha1"): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const letter = entry.old === null ? "A" : entry.new === null ? "D" : entry.old.mode.slice(0, 2) === entry.new.mode.slice(0, 2) ? "M" : "T";
      const head = `:${entry.old?.mode ?? "000000"} ${entry.new?.mode ?? "000000"} ${oidOf(entry.old, format)} ${oidOf(entry.new, format)} ${letter}\0`;
      return [Buffer.from(head), entry.path, Buffer.from([0])];
    }),
  );
}

function digestOf(entries: readonly Entry[], format: "sha1" | "sha256" = "sha1"): string {
  const contents = new Map(entries.flatMap(({ old, new: head }) => [old, head].filter((side) => side !== null).map((side) => [oidOf(side, format), side.content])));
  return createHash("sha256").update(digestInput(parseRawChanges(rawOf(entries, format)), (oid) => hex(contents.get(oid)!))).digest("hex");
}

const path = fc.uint8Array({ min: 1, max: 255, minLength: 1, maxLength: 6 }).map((bytes) => Buffer.from(bytes));
const side = fc.record({ mode: fc.constantFrom("100644", "100755", "120000"), content: fc.string({ maxLength: 5 }) });
const entry: fc.Arbitrary<Entry> = fc
  .tuple(path, fc.option(side), fc.option(side))
  .filter(([, old, head]) => (old !== null || head !== null) && JSON.stringify(old) !== JSON.stringify(head))
  .map(([name, old, head]) => ({ path: name, old, new: head }));
const entries = fc.uniqueArray(entry, { selector: ({ path: name }) => name.toString("latin1"), maxLength: 8 });

describe("the digest of a change", () => {
  test("is the framing of the reference, byte by byte", () => {
    const one: Entry = { path: Buffer.from("a"), old: null, new: { mode: "100644", content: "x" } };
    const field = (text: string): string => `${text.length.toString(16).padStart(8, "0")}${Buffer.from(text).toString("hex")}`;
    const expected = `${Buffer.from("riskscore-change-v1\0").toString("hex")}00000001${["a", "000000", "100644", "-", `sha256:${hex("x")}`].map(field).join("")}`;
    expect(digestInput(parseRawChanges(rawOf([one])), () => hex("x")).toString("hex")).toBe(expected);
  });

  test("does not depend on the order git lists paths in, nor on the object format", () => {
    fc.assert(
      fc.property(entries, fc.func(fc.nat()), (list, weight) => {
        const shuffled = list.toSorted((a, b) => weight(a.path.toString("hex")) - weight(b.path.toString("hex")));
        expect(digestOf(shuffled)).toBe(digestOf(list));
        expect(digestOf(list, "sha256")).toBe(digestOf(list));
      }),
    );
  });

  test("differs for any two changes that differ in a byte, a mode or a path", () => {
    const key = (list: readonly Entry[]): string => list.map((one) => JSON.stringify([one.path.toString("hex"), one.old, one.new])).toSorted().join();
    fc.assert(
      fc.property(entries, entries, (a, b) => {
        expect(digestOf(a) === digestOf(b)).toBe(key(a) === key(b));
      }),
    );
    const mutation = fc.tuple(entries.filter((list) => list.length > 0), fc.nat(), fc.constantFrom("path", "mode", "content", "drop", "swap"));
    fc.assert(
      fc.property(mutation, ([list, pick, kind]) => {
        const at = pick % list.length;
        const mutated = list.flatMap((one, index) => (index === at ? mutate(one, kind) : [one]));
        expect(digestOf(mutated)).not.toBe(digestOf(list));
      }),
    );
  });
});

function mutate(one: Entry, kind: string): readonly Entry[] {
  const edited = (content: (was: Side) => Side): Entry => (one.new === null ? { ...one, old: content(one.old!) } : { ...one, new: content(one.new) });
  if (kind === "drop") return [];
  if (kind === "swap") return [{ ...one, old: one.new, new: one.old }];
  // Longer than any generated path, so that it is no other's.
  if (kind === "path") return [{ ...one, path: Buffer.concat([one.path, Buffer.from("/longer")]) }];
  if (kind === "mode") return [edited((was) => ({ ...was, mode: "160000" }))];
  return [edited((was) => ({ ...was, content: `${was.content}longer` }))];
}

describe("what git prints", () => {
  const oid = "1".repeat(40);
  const zeros = "0".repeat(40);
  const good = `:100644 100644 ${oid} ${"2".repeat(40)} M\0a\0`;

  test.each([
    ["a rename", `:100644 100644 ${oid} ${oid} R100\0a\0b\0`],
    ["a copy", `:100644 100644 ${oid} ${oid} C100\0a\0b\0`],
    ["an unmerged path", `:000000 000000 ${zeros} ${zeros} U\0a\0`],
    ["an unknown status", `:100644 100644 ${oid} ${oid} X\0a\0`],
    ["a tree", `:040000 040000 ${oid} ${oid} M\0a\0`],
    ["an addition with an old side", `:100644 100644 ${oid} ${oid} A\0a\0`],
    ["a modification without one", `:000000 100644 ${zeros} ${oid} M\0a\0`],
    ["a shortened oid", `:100644 100644 1111111 ${oid} M\0a\0`],
    ["a record cut off", good.slice(0, -1)],
    ["a record without a path", `:100644 100644 ${oid} ${oid} M\0\0`],
    ["a path that stands twice", good + good],
    ["a path that stands twice, apart", `${good}${good.replace("\0a\0", "\0b\0")}${good}`],
    ["something else", "warning: what\0a\0"],
  ])("is refused when it holds %s", (_, text) => {
    expect(() => parseRawChanges(Buffer.from(text))).toThrow(Failure);
  });

  test("never throws anything but a Failure", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.constantFrom(":100644 100644 ", oid, " ", "M", "\0", "a", good)).map((parts) => parts.join(""))), (text) => {
        try {
          parseRawChanges(Buffer.from(text, "latin1"));
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
    );
  });

  test("names every blob once and no submodule", () => {
    const link = `:160000 160000 ${"3".repeat(40)} ${"4".repeat(40)} M\0sub\0`;
    expect([...contentOids(parseRawChanges(Buffer.from(good + good.replace("\0a\0", "\0b\0") + link)))]).toEqual([oid, "2".repeat(40)]);
  });
});

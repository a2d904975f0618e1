import fc from "fast-check";
import { expect, test } from "vitest";
import { parseReceiveLines } from "../../src/change/receive-lines.ts";
import { Failure } from "../../src/failure.ts";

const [a, b, none] = ["a".repeat(40), "b".repeat(40), "0".repeat(40)];
const lines = (text: string) => parseReceiveLines(Buffer.from(text));

test("creation, update, deletion; the last line may lack its end", () => {
  expect(lines(`${none} ${a} refs/heads/new\n${a} ${b} refs/heads/main\n${a} ${none} refs/tags/v1`)).toEqual([
    { localRef: "refs/heads/new", localOid: a, remoteRef: "refs/heads/new", remoteOid: null },
    { localRef: "refs/heads/main", localOid: b, remoteRef: "refs/heads/main", remoteOid: a },
    { localRef: "refs/tags/v1", localOid: null, remoteRef: "refs/tags/v1", remoteOid: a },
  ]);
});

test("SHA-256, and zeros of 64 digits", () => {
  expect(lines(`${"0".repeat(64)} ${"c".repeat(64)} refs/heads/x\n`)).toMatchObject([{ localOid: "c".repeat(64), remoteOid: null }]);
});

test("names that are not UTF-8 stay apart", () => {
  const name = (byte: number) => parseReceiveLines(Buffer.concat([Buffer.from(`${none} ${a} refs/heads/`), Buffer.from([byte, 10])]))[0]!.remoteRef;
  expect([name(0xff), name(0xfe)]).toEqual(["refs/heads/%FF", "refs/heads/%FE"]);
});

test.each([
  ["nothing", ""],
  ["an empty line", "\n"],
  ["two words", `${a} ${b}\n`],
  ["a short id", `${a} ${b.slice(1)} refs/heads/x\n`],
  ["ids of two formats", `${a} ${"b".repeat(64)} refs/heads/x\n`],
  ["upper case", `${a.toUpperCase()} ${b} refs/heads/x\n`],
  ["no full name", `${a} ${b} main\n`],
  ["a blank in the name", `${a} ${b} refs/heads/a b\n`],
  ["a carriage return", `${a} ${b} refs/heads/a\r\n`],
  ["a good line and a bad one", `${a} ${b} refs/heads/a\nx\n`],
])("%s is refused", (_, text) => {
  expect(() => lines(text)).toThrow(Failure);
});

test("any bytes: lines, or a Failure; as many lines as ends", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ old: fc.constantFrom(a, b, none), now: fc.constantFrom(a, b, none), name: fc.stringMatching(/^[\w/.-]{1,20}$/) }), { minLength: 1 }), (rows) => {
      expect(lines(rows.map(({ old, now, name }) => `${old} ${now} refs/${name}\n`).join("")).map(({ remoteRef }) => remoteRef)).toEqual(rows.map(({ name }) => `refs/${name}`));
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        expect(parseReceiveLines(bytes).length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(Failure);
      }
    }),
  );
});

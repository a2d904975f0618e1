import { expect, test } from "vitest";
import { parsePushLines } from "../../src/change/push-lines.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);
const none = "0".repeat(40);
const parsed = (text: string) => parsePushLines(Buffer.from(text, "latin1"));

test("nothing on stdin is no line, and neither is the end of a line alone, which scripts make of nothing", () => {
  expect(parsed("")).toEqual([]);
  expect(parsed("\n")).toEqual([]);
  expect(parsed("\r\n")).toEqual([]);
});

test("a new branch, an update, a delete", () => {
  expect(parsed(`refs/heads/x ${a} refs/heads/x ${none}\nHEAD ${a} refs/heads/y ${b}\n(delete) ${none} refs/heads/z ${b}\n`)).toEqual([
    { localRef: "refs/heads/x", localOid: a, remoteRef: "refs/heads/x", remoteOid: null },
    { localRef: "HEAD", localOid: a, remoteRef: "refs/heads/y", remoteOid: b },
    { localRef: "(delete)", localOid: null, remoteRef: "refs/heads/z", remoteOid: b },
  ]);
});

test("a revision with spaces is split from the right", () => {
  expect(parsed(`HEAD@{1 second ago} ${a} refs/heads/x ${none}\n`)[0]).toMatchObject({ localRef: "HEAD@{1 second ago}", localOid: a });
});

test("SHA-256 ids, their zeros too", () => {
  const [one] = parsed(`main ${"c".repeat(64)} refs/heads/main ${"0".repeat(64)}\n`);
  expect(one).toMatchObject({ localOid: "c".repeat(64), remoteOid: null });
});

test("carriage returns of a hook manager, and a last line without an end", () => {
  expect(parsed(`x ${a} refs/heads/x ${b}\r\ny ${a} refs/heads/y ${b}`).map(({ remoteRef }) => remoteRef)).toEqual(["refs/heads/x", "refs/heads/y"]);
});

test("a ref whose bytes are not UTF-8 keeps a name of its own", () => {
  expect(parsed(`x ${a} refs/heads/\xff ${b}\n`)[0]!.remoteRef).toBe("refs/heads/%FF");
});

test.for([
  ["words that are no line", "what is this\n"],
  ["an empty line", `x ${a} refs/heads/x ${b}\n\n`],
  ["a short name for the remote's ref", `x ${a} main ${b}\n`],
  ["an id cut short", `x ${a.slice(1)} refs/heads/x ${b}\n`],
  ["ids of two formats", `x ${a} refs/heads/x ${"b".repeat(64)}\n`],
  ["no local ref", ` ${a} refs/heads/x ${b}\n`],
])("%s: a Failure that shows it", ([, text]) => {
  expect(() => parsed(text!)).toThrow(/is no line that git hands to a pre-push hook/);
});

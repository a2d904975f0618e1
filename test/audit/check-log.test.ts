import { describe, expect, test } from "vitest";
import { anchorsIn, anchorText, originOf, type Anchor } from "../../src/audit/anchor.ts";
import { checkLog, type LogBytes } from "../../src/audit/check-log.ts";
import { decisions } from "../../src/audit/decisions.ts";
import { entryIn, genesis, hashOfLine, lineOf } from "../../src/audit/entry-line.ts";
import { headIn, headText } from "../../src/audit/log-head.ts";
import { entriesIn } from "../../src/audit/log-lines.ts";
import { resumeAt } from "../../src/audit/resume.ts";
import { decision, logOf, sha256, signoff } from "./log-of.ts";

const check = (log: LogBytes, anchors: readonly Anchor[] = []) => checkLog(log, anchors, sha256);
const three = logOf(decision(), signoff("aa"), decision({ decision: "pass", stopped: false }));
const lines = three.log.toString().split("\n").slice(0, -1);
const without = (count: number): Buffer => Buffer.from(lines.slice(0, lines.length - count).map((line) => `${line}\n`).join(""));

test("the bytes of an entry and the hash that chains it are these: another program can check them", () => {
  const { entries, head } = logOf({ event: "request", subject: "é\u202e", data: { b: 1, a: [true, null] } });
  expect(Buffer.from(lineOf(entries[0]!)).toString()).toBe(
    `{"data":{"a":[true,null],"b":1},"event":"request","prev":"sha256:${sha256(Buffer.from("riskscore-log-v1 genesis"))}","seq":0,"subject":"é\u202e","ts":"2023-11-14T22:13:20.000Z","v":1}`,
  );
  expect(head.hash).toBe(`sha256:${sha256(Buffer.concat([Buffer.from("riskscore-log-v1\0"), lineOf(entries[0]!)]))}`);
});

test.each([
  ["a blank", (line: string) => line.replace(":", ": ")],
  ["another order", (line: string) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line) as object).toReversed()))],
  ["a needless escape", (line: string) => line.replace("decision", "\\u0064ecision")],
  ["a key twice", (line: string) => line.replace('"v":1', '"v":1,"v":1')],
  ["a key more", (line: string) => line.replace('"v":1', '"v":1,"w":1')],
  ["a number in other digits", (line: string) => line.replace('"v":1', '"v":1.0')],
  ["another version", (line: string) => line.replace('"v":1', '"v":2')],
  ["a byte order mark", (line: string) => `\ufeff${line}`],
  ["a carriage return", (line: string) => `${line}\r`],
])("%s makes another line, which is no entry", (_name, edit) => {
  expect(edit(lines[0]!)).not.toBe(lines[0]);
  expect(entryIn(Buffer.from(edit(lines[0]!)))).toHaveProperty("unreadable");
});

describe("a log that was tampered with", () => {
  const cases: [name: string, log: LogBytes, seq: number, because: string][] = [
    ["cut, the head left", { log: without(1), head: three.head }, 2, "The log was cut: its head file remembers 3 entries, and there were 2."],
    ["emptied, the head left", { log: Buffer.alloc(0), head: three.head }, 0, "The log was cut: its head file remembers 3 entries, and there were 0."],
    ["the head removed", { log: three.log, head: "missing" }, 3, "The head file is missing: whether the log was cut behind its last line, nobody can tell."],
    ["the head damaged", { log: three.log, head: "damaged" }, 3, "The head file is damaged: whether the log was cut behind its last line, nobody can tell."],
    ["the last entry changed", { log: Buffer.from(three.log.toString().replace('"decision":"pass"', '"decision":"fail"')), head: three.head }, 2, "Entry 2 is not the one that the head file remembers."],
    ["an entry changed", { log: Buffer.from(three.log.toString().replace("needs-sign-off", "pass")), head: three.head }, 1, "Entry 1 does not follow from entry 0: that one was changed after it was written."],
    ["the first entry removed", { log: Buffer.from(`${lines[1]}\n${lines[2]}\n`), head: three.head }, 0, "Line 1 holds entry 1, not entry 0: lines were added, removed or moved."],
    ["a line of prose", { log: Buffer.from(`${lines[0]}\nhello\n${lines[2]}\n`), head: three.head }, 1, "Line 2 is no entry: it is no JSON in UTF-8."],
    ["Latin-1", { log: Buffer.from(`${lines[0]}\n"\xe9"\n`, "latin1"), head: three.head }, 1, "Line 2 is no entry: it is no JSON in UTF-8."],
  ];
  test.each(cases)("%s", (_name, log, seq, because) => {
    expect(check(log).broken).toEqual({ seq, because });
  });
});

describe("a run that was interrupted is no break", () => {
  test("a torn line", () => {
    const { broken, notes } = check({ log: Buffer.concat([three.log, Buffer.from('{"data":{')]), head: three.head });
    expect([broken, notes]).toEqual([null, ["The last line is torn (9 bytes): a run was interrupted while it wrote. The next entry will say so."]]);
  });

  test("entries that the head file does not know yet", () => {
    const { broken, notes } = check({ log: three.log, head: logOf(decision()).head });
    expect([broken, notes]).toEqual([null, ["The last 2 entries are not in the head file yet: a run was interrupted before it got there. The next entry will say so."]]);
  });

  test("no log at all", () => {
    expect(check({ log: Buffer.alloc(0), head: "missing" })).toEqual({ size: 0, hash: genesis(sha256), origin: null, broken: null, notes: [], anchors: 0 });
  });
});

describe("writing on", () => {
  const end = (log: Buffer, head: LogBytes["head"], torn = 0) => {
    const all = log.toString("latin1").split("\n").slice(0, -1);
    return { last: all.length === 0 ? null : Buffer.from(all.at(-1)!, "latin1"), torn, head, countLines: () => all.length };
  };
  /** What the log looks like once the next entry is written, the head file anew. */
  function writtenOn(log: Buffer, head: LogBytes["head"], torn = 0): LogBytes {
    const { seq, prev, recovered } = resumeAt(end(log, head, torn), sha256);
    const line = Buffer.from(lineOf({ v: 1, seq, ts: "2026-01-01T00:00:00.000Z", prev, ...(recovered ?? decision()) }));
    return { log: Buffer.concat([log, line, Buffer.from("\n")]), head: { size: seq + 1, hash: hashOfLine(line, sha256) } };
  }

  test("nothing to recover", () => {
    expect(resumeAt(end(three.log, three.head), sha256)).toEqual({ seq: 3, prev: three.head.hash, recovered: null });
    expect(resumeAt(end(Buffer.alloc(0), "missing"), sha256)).toEqual({ seq: 0, prev: genesis(sha256), recovered: null });
    expect(resumeAt(end(Buffer.alloc(0), { size: 0, hash: genesis(sha256) }), sha256).recovered).toBeNull();
  });

  test("a torn line and entries ahead of the head are recorded, and the log holds", () => {
    expect(resumeAt(end(three.log, three.head, 9), sha256).recovered?.data).toEqual({ torn: 9, head: { size: 3, hash: three.head.hash } });
    expect(check(writtenOn(three.log, three.head, 9)).broken).toBeNull();
    expect(check(writtenOn(three.log, logOf(decision()).head)).broken).toBeNull();
    expect(check(writtenOn(Buffer.alloc(0), "missing", 4)).broken).toBeNull();
  });

  test.each([
    ["cut", without(1), three.head, 2, "When entry 2 was written, the log was cut: its head file remembers 3 entries, and there were 2."],
    ["emptied", Buffer.alloc(0), three.head, 0, "When entry 0 was written, the log was cut: its head file remembers 3 entries, and there were 0."],
    ["headless", three.log, "missing", 3, "When entry 3 was written, the head file was missing or damaged: what stood before may have been cut."],
  ] as const)("a log that was found %s stays broken for ever", (_name, log, head, seq, because) => {
    const once = writtenOn(log, head);
    expect(check(once).broken).toEqual({ seq, because });
    expect(check(writtenOn(once.log as Buffer, once.head)).broken).toEqual({ seq, because });
  });

  test("a last line that is no entry: the chain goes on behind it", () => {
    const damaged = Buffer.concat([three.log, Buffer.from("hello\n")]);
    const { seq, prev, recovered } = resumeAt(end(damaged, three.head), sha256);
    expect([seq, prev, recovered?.event]).toEqual([4, hashOfLine(Buffer.from("hello"), sha256), "recovered"]);
    expect(check(writtenOn(damaged, three.head)).broken?.seq).toBe(3);
  });
});

describe("anchors", () => {
  const anchorAt = (size: number): Anchor => {
    const { head, entries } = logOf(...[decision(), signoff("aa"), decision({ decision: "pass", stopped: false })].slice(0, size));
    return { origin: originOf(hashOfLine(lineOf(entries[0]!), sha256)), size, head: head.hash, ts: "2026-01-01T00:00:00.000Z" };
  };

  test("of every earlier size agree, and are counted", () => {
    expect(check(three, [anchorAt(1), anchorAt(2), anchorAt(3)])).toMatchObject({ broken: null, anchors: 3 });
  });

  test("show what the log and its head alone do not: both rewritten, both cut, both begun anew", () => {
    const rewritten = logOf(decision(), signoff("bb"), decision());
    const cut = logOf(decision(), signoff("aa"));
    const anew = logOf(signoff("cc"), signoff("dd"), signoff("ee"));
    expect([rewritten, cut, anew].map((log) => check(log).broken)).toEqual([null, null, null]);
    expect(check(rewritten, [anchorAt(1), anchorAt(2)]).broken?.because).toBe("The log was rewritten: its first 2 entries are not what the anchor of 2026-01-01T00:00:00.000Z (2 entries) says.");
    expect(check(cut, [anchorAt(3)]).broken).toEqual({ seq: 2, because: "The log was cut: there were only 2, and the anchor of 2026-01-01T00:00:00.000Z (3 entries) says more." });
    expect(check(anew, [anchorAt(1)]).broken?.because).toBe("This log does not begin as the anchor of 2026-01-01T00:00:00.000Z (1 entry) says: it was started anew, or the anchor is another clone's.");
    expect(check({ log: Buffer.alloc(0), head: "missing" }, [anchorAt(1)]).broken?.seq).toBe(0);
  });

  test("are read line by line", () => {
    const text = `${anchorText(anchorAt(1))}\n\n${anchorText(anchorAt(2))}\n`;
    expect(anchorsIn(text)).toEqual({ anchors: [anchorAt(1), anchorAt(2)] });
    expect(anchorsIn(`${text}{"origin":"x","size":0}\n`)).toEqual({ badLine: 4 });
    expect(anchorsIn("")).toEqual({ anchors: [] });
  });
});

test("the head file is its canonical text and nothing else", () => {
  expect(headIn(headText(three.head))).toEqual(three.head);
  for (const text of ["", "{}", headText(three.head).trimEnd(), headText(three.head).replace("{", "{ "), headText({ size: -1, hash: three.head.hash }), "[".repeat(100_000)]) expect(headIn(text)).toBeNull();
});

test("decisions are read with every field, and what is none is left out", () => {
  const { digest: _digest, ...less } = decision().data;
  const { entries } = logOf(decision(), signoff("aa"), { event: "decision", subject: "x", data: less }, { event: "decision", subject: "x", data: { ...decision().data, tools: [1] } }, decision({ digest: null, direct: true }));
  expect(decisions(entries).map(({ seq }) => seq)).toEqual([0, 4]);
});

test("reading takes what can be read, wherever the chain broke", () => {
  const { entries, unreadable } = entriesIn(Buffer.from(`${lines[2]}\nhello\n${lines[0]}\n${lines[1]?.slice(0, 20)}`));
  expect([entries.map(({ seq }) => seq), unreadable]).toEqual([[2, 0], 1]);
});

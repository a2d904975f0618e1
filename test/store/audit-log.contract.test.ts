import { spawn } from "node:child_process";
import { appendFileSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Failure } from "../../src/failure.ts";
import { underLock } from "../../src/store/audit-lock.ts";
import { openAuditLog } from "../../src/store/audit-log.ts";
import { genesis } from "../../src/audit/entry-line.ts";
import { headText } from "../../src/audit/log-head.ts";
import { decision, sha256, signoff } from "../audit/log-of.ts";

const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6) };
let above: string;
let folder: string;
let built: string;
/** A process of its own that appends N entries, one after another. */
let appender: string;
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), "riskscore-appender-"));
  appender = join(built, "append.mjs");
  const log = fileURLToPath(new URL("../../src/store/audit-log.ts", import.meta.url));
  const contents = `import { openAuditLog } from ${JSON.stringify(log)};
const [folder, name, count] = process.argv.slice(2);
try {
  for (let i = 0; i < Number(count); i++) openAuditLog(folder, Date).append([{ event: "request", subject: name + i, data: { pad: "x".repeat(200) } }]);
} catch (error) {
  process.stdout.write(error.kind + ": " + error.message + " " + error.hint);
}`;
  await build({ stdin: { contents, resolveDir: built, loader: "js" }, outfile: appender, bundle: true, format: "esm", platform: "node", target: "node20.19" });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), "riskscore-audit-"));
  folder = join(above, "riskscore-audit");
});
afterEach(() => rmSync(above, { recursive: true, force: true }));

const open = () => openAuditLog(folder, clock);
const file = (name: string): string => join(folder, name);
function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it went through");
}
function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (part: Buffer) => (out += part.toString()));
    child.on("error", reject);
    child.on("close", () => resolve(out));
  });
}

describe("appending", () => {
  test("writes entries that are read and hold, in a folder of the user's own", () => {
    expect(open().read()).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    const first = open().append([decision(), signoff("aa")]);
    expect(first.map(({ seq, ts }) => [seq, ts])).toEqual([[0, "2026-01-02T03:04:05.006Z"], [1, "2026-01-02T03:04:05.006Z"]]);
    const next = open().append([signoff("bb")]);
    expect(open().read()).toEqual([...first, ...next]);
    expect(open().check()).toMatchObject({ size: 3, broken: null, notes: [] });
    expect(readdirSync(folder).toSorted()).toEqual(["audit.head", "audit.jsonl"]);
    expect([folder, file("audit.jsonl"), file("audit.head")].map((path) => lstatSync(path).mode & 0o777)).toEqual([0o700, 0o600, 0o600]);
  });

  test("nothing to write writes nothing", () => {
    expect(open().append([])).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  test("only ever adds bytes", () => {
    open().append([decision()]);
    const before = readFileSync(file("audit.jsonl"));
    open().append([decision()]);
    expect(readFileSync(file("audit.jsonl")).subarray(0, before.length).equals(before)).toBe(true);
  });

  test("goes on behind a line that was torn, and says so", () => {
    open().append([decision()]);
    appendFileSync(file("audit.jsonl"), '{"data":{"by":');
    expect(open().check()).toMatchObject({ size: 1, broken: null, notes: [expect.stringContaining("torn (14 bytes)")] });
    expect(open().append([signoff("aa")]).map(({ seq, event }) => [seq, event])).toEqual([[2, "signoff"]]);
    expect(open().read().map(({ event }) => event)).toEqual(["decision", "recovered", "signoff"]);
    expect(open().check()).toMatchObject({ size: 3, broken: null, notes: [] });
  });

  test("goes on when it was killed before it could write the first line", () => {
    open().append([decision()]);
    writeFileSync(file("audit.jsonl"), "");
    writeFileSync(file("audit.head"), headText({ size: 0, hash: genesis(sha256) }));
    expect(open().check()).toMatchObject({ size: 0, broken: null, notes: [] });
    expect(open().append([decision()]).map(({ seq }) => seq)).toEqual([0]);
    expect(open().check()).toMatchObject({ size: 1, broken: null, notes: [] });
  });

  test("goes on when it was killed before it could rename the head", () => {
    open().append([decision()]);
    const head = readFileSync(file("audit.head"));
    open().append([decision()]);
    writeFileSync(file("audit.head"), head);
    writeFileSync(file("audit.head.tmp"), "half");
    expect(open().check()).toMatchObject({ broken: null, notes: [expect.stringContaining("not in the head file yet")] });
    open().append([decision()]);
    expect(open().read().map(({ event }) => event)).toEqual(["decision", "decision", "recovered", "decision"]);
    expect(open().check()).toMatchObject({ broken: null, notes: [] });
    expect(readdirSync(folder).toSorted()).toEqual(["audit.head", "audit.jsonl"]);
  });

  test("a log that was cut is written on, and stays broken", () => {
    open().append([decision(), decision()]);
    const [first] = readFileSync(file("audit.jsonl"), "utf8").split("\n");
    writeFileSync(file("audit.jsonl"), `${first}\n`);
    expect(open().check().broken).toEqual({ seq: 1, because: "The log was cut: its head file remembers 2 entries, and there was 1." });
    open().append([signoff("aa")]);
    expect(open().check().broken).toEqual({ seq: 1, because: "When entry 1 was written, the log was cut: its head file remembers 2 entries, and there was 1." });
    expect(open().read().map(({ event }) => event)).toEqual(["decision", "recovered", "signoff"]);
  });

  test("finds the end of a log whose last line is of nobody's making, however long", () => {
    open().append([decision()]);
    appendFileSync(file("audit.jsonl"), `${"x".repeat(300_000)}\n`);
    open().append([decision()]);
    expect(open().read().map(({ seq, event }) => [seq, event])).toEqual([[0, "decision"], [2, "recovered"], [3, "decision"]]);
    expect(open().check().broken?.seq).toBe(1);
  });

  test("long lines are found again", () => {
    open().append([{ event: "request", subject: "x", data: { text: Array.from({ length: 15 }, () => "y".repeat(4000)) } }]);
    open().append([{ event: "request", subject: "x", data: { text: "z".repeat(100_000) } }, decision()]);
    expect(open().check()).toMatchObject({ size: 3, broken: null });
  });
});

describe("several processes", () => {
  test("write one chain", async () => {
    const outs = await Promise.all(["a", "b", "c"].map((name) => run(process.execPath, [appender, folder, name, "15"])));
    expect(outs).toEqual(["", "", ""]);
    expect(open().check()).toMatchObject({ size: 45, broken: null, notes: [] });
    for (const name of ["a", "b", "c"]) expect(open().read().map(({ subject }) => subject).filter((subject) => subject.startsWith(name))).toEqual(Array.from({ length: 15 }, (_, i) => `${name}${i}`));
    expect(readdirSync(folder).toSorted()).toEqual(["audit.head", "audit.jsonl"]);
  });

  test("break the lock of one that died, all at once, and still write one chain", async () => {
    open().append([decision()]);
    const dead = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => dead.on("close", resolve));
    for (const name of ["audit.lock", "audit.lock.break"]) writeFileSync(file(name), `${dead.pid} 00 ${hostname()}\n`);
    await Promise.all(["a", "b", "c"].map((name) => run(process.execPath, [appender, folder, name, "5"])));
    expect(open().check()).toMatchObject({ size: 16, broken: null, notes: [] });
    expect(readdirSync(folder).toSorted()).toEqual(["audit.head", "audit.jsonl"]);
  });

  test("a lock that is held is waited for, then named", () => {
    open().append([decision()]);
    writeFileSync(file("audit.lock"), `${process.pid} 00 ${hostname()}\n`);
    const failure = failureOf(() => underLock(file("audit.lock"), clock, () => "written", 20));
    expect([failure.kind, failure.message]).toEqual(["io", `The audit log is being written by another riskscore (process ${process.pid}), and that takes too long.`]);
    expect(existsSync(file("audit.lock"))).toBe(true);
  });

  test.each([["of this machine", `${process.pid} 00 ${hostname()}\n`], ["of another machine", "1 00 elsewhere\n"], ["that is empty", ""]])("a lock %s is broken when it is old", (_name, text) => {
    open().append([decision()]);
    writeFileSync(file("audit.lock"), text);
    utimesSync(file("audit.lock"), clock.now() / 1000 - 59, clock.now() / 1000 - 59);
    failureOf(() => underLock(file("audit.lock"), clock, () => "written", 0));
    utimesSync(file("audit.lock"), clock.now() / 1000 - 61, clock.now() / 1000 - 61);
    expect(underLock(file("audit.lock"), clock, () => "written", 0)).toBe("written");
    expect(existsSync(file("audit.lock"))).toBe(false);
  });
});

describe("a place that cannot be written", () => {
  test("a full disk: one sentence, and nothing half written", async () => {
    open().append([decision()]);
    const before = readFileSync(file("audit.jsonl"));
    const out = await run("bash", ["-c", `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`, process.execPath, appender, folder, "a", "9"]);
    expect(out).toMatch(/^io: The audit log in '.*' cannot be written: the file would be larger than allowed\. Make/);
    expect(open().check()).toMatchObject({ broken: null, notes: [] });
    expect(readFileSync(file("audit.jsonl")).subarray(0, before.length).equals(before)).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(["audit.head", "audit.jsonl"]);
    open().append([decision()]);
    expect(open().check()).toMatchObject({ broken: null, notes: [] });
  });

  test("a file where the folder should be", () => {
    writeFileSync(folder, "");
    for (const work of [() => open().append([decision()]), () => open().read(), () => open().check()]) {
      expect(failureOf(work)).toMatchObject({ kind: "io", message: expect.stringContaining("a file stands where a folder should be") });
    }
  });

  test("a link where the log should be is not followed", () => {
    open().append([decision()]);
    rmSync(file("audit.jsonl"));
    writeFileSync(join(above, "elsewhere"), "");
    symlinkSync(join(above, "elsewhere"), file("audit.jsonl"));
    expect(failureOf(() => open().append([decision()]))).toMatchObject({ kind: "io", message: expect.stringContaining("is no plain file") });
    expect(failureOf(() => open().read()).kind).toBe("io");
    expect(readFileSync(join(above, "elsewhere"), "utf8")).toBe("");
  });
});

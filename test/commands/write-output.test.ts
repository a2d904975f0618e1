import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeOutput } from "../../src/commands/write-output.ts";

let cwd = "";
const host = () => ({ cwd, now: () => 7 });
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "riskscore-output-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

test("writes the file and leaves nothing beside it", async () => {
  await writeOutput(host(), "r.json", "one");
  await writeOutput(host(), "r.json", "two");
  expect(readFileSync(join(cwd, "r.json"), "utf8")).toBe("two");
  expect(readdirSync(cwd)).toEqual(["r.json"]);
});

test("keeps the mode of the file and follows a link to it", async () => {
  writeFileSync(join(cwd, "real"), "");
  chmodSync(join(cwd, "real"), 0o600);
  symlinkSync("real", join(cwd, "link"));
  await writeOutput(host(), "link", "text");
  expect(readFileSync(join(cwd, "real"), "utf8")).toBe("text");
  expect(statSync(join(cwd, "real")).mode & 0o777).toBe(0o600);
  expect(readdirSync(cwd)).toEqual(["link", "real"]);
});

test("a device is written to, never replaced", async () => {
  await writeOutput(host(), "/dev/null", "text");
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});

test("a folder and a missing folder are refused in one sentence", async () => {
  mkdirSync(join(cwd, "reports"));
  await expect(writeOutput(host(), "reports", "")).rejects.toMatchObject({ kind: "io", message: "'reports' is a folder, so the report cannot be written there." });
  await expect(writeOutput(host(), "none/r.json", "")).rejects.toMatchObject({ kind: "io", message: "'none/r.json' could not be written: its folder does not exist." });
});

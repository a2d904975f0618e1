import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Failure } from "../../src/failure.ts";
import { openServerFolder } from "../../src/store/server-memory.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "riskscore-memory-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const clock = { now: () => 0 };
const open = () => openServerFolder(folder, clock);

test("begins with nothing, keeps what was added, for this account alone", () => {
  expect(open().read()).toEqual({ policies: {}, revokedKeys: [], revokedSignoffs: [], blockedChanges: [] });
  open().update((memory) => ({ ...memory, revokedKeys: ["SHA256:x"], policies: { "refs/heads/main": ["sha256:1"] } }));
  expect(open().read()).toEqual({ policies: { "refs/heads/main": ["sha256:1"] }, revokedKeys: ["SHA256:x"], revokedSignoffs: [], blockedChanges: [] });
  expect(lstatSync(join(folder, "riskscore-server")).mode & 0o777).toBe(0o700);
  expect(lstatSync(join(folder, "riskscore-server/memory.json")).mode & 0o777).toBe(0o600);
});

test("what does not change is not written", () => {
  open().update((memory) => memory);
  expect(() => readFileSync(join(folder, "riskscore-server/memory.json"))).toThrow();
});

test.each(["", "{}", "[]", '{"v":1}', '{"v":2,"policies":{},"revokedKeys":[],"revokedSignoffs":[],"blockedChanges":[]}', '{"v":1,"policies":{"a":[1]},"revokedKeys":[],"revokedSignoffs":[],"blockedChanges":[]}', "null"])("a memory of %j is not taken for an empty one", (text) => {
  open();
  writeFileSync(join(folder, "riskscore-server/memory.json"), text);
  expect(() => open().read()).toThrow(Failure);
  expect(() => open().update((memory) => memory)).toThrow(Failure);
  expect(readFileSync(join(folder, "riskscore-server/memory.json"), "utf8")).toBe(text);
});

test.skipIf(process.platform === "win32")("a folder that others can write, a link or a file is refused", () => {
  const path = join(folder, "riskscore-server");
  mkdirSync(path);
  chmodSync(path, 0o720);
  expect(open).toThrow(/can be written by others/);
  rmSync(path, { recursive: true });
  mkdirSync(join(folder, "other"), { mode: 0o700 });
  symlinkSync(join(folder, "other"), path);
  expect(open).toThrow(/is no folder/);
  rmSync(path);
  writeFileSync(path, "");
  expect(open).toThrow(/is no folder/);
});

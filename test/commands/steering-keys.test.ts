import { expect, test } from "vitest";
import type { FileDelta } from "../../src/change/change.ts";
import { steeringKeysChanged } from "../../src/commands/steering-keys.ts";
import { asBlobOid, asRepoPath } from "../../src/ids.ts";
import type { BlobReader } from "../../src/snapshot.ts";

/** A reader whose oids are the texts themselves. */
const blobs = { readOne: async (oid: string) => (oid === "missing" ? { unreadable: "missing", because: "not here" } : Buffer.from(oid)) } as unknown as BlobReader;
const delta = (path: string, old: string | null, now: string | null, from: string | null = null): FileDelta => ({
  path: asRepoPath(path),
  from: from === null ? null : asRepoPath(from),
  status: "modified",
  oldMode: "100644",
  newMode: "100644",
  oldOid: old === null ? null : asBlobOid(old),
  newOid: now === null ? null : asBlobOid(now),
  added: 1,
  deleted: 1,
});
const changed = (...deltas: FileDelta[]) => steeringKeysChanged(deltas, blobs);

test("a version moves nothing; a hook manager's key, prepare and the policy's key do", async () => {
  expect(await changed(delta("package.json", '{"version":"1"}', '{"version":"2"}'))).toBe(false);
  expect(await changed(delta("package.json", "{}", '{"husky":{}}'))).toBe(true);
  expect(await changed(delta("package.json", '{"scripts":{"prepare":"husky"}}', '{"scripts":{"test":"x"}}'))).toBe(true);
  expect(await changed(delta("package.json", '{"riskscore":{"mode":"enforce"}}', '{"riskscore":{"mode":"observe"}}'))).toBe(true);
});

test("packages below the root steer nothing", async () => {
  expect(await changed(delta("packages/a/package.json", "{}", '{"husky":{}}'))).toBe(false);
});

test("a package.json that comes, goes, or is moved away", async () => {
  expect(await changed(delta("package.json", null, '{"name":"x"}'))).toBe(false);
  expect(await changed(delta("package.json", '{"husky":{}}', null))).toBe(true);
  expect(await changed(delta("old/package.json", '{"husky":{}}', '{"husky":{}}', "package.json"))).toBe(true);
});

test("what cannot be read may have changed", async () => {
  expect(await changed(delta("package.json", "{}", "{"))).toBe(true);
  expect(await changed(delta("package.json", "missing", "{}"))).toBe(true);
});

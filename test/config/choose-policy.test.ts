import { describe, expect, test } from "vitest";
import { choosePolicy, type PolicyRevision } from "../../src/config/choose-policy.ts";
import { Failure } from "../../src/failure.ts";
import { asCommitOid } from "../../src/ids.ts";
import type { Snapshot } from "../../src/snapshot.ts";
import { bothBlobs, snapshotOf } from "./snapshot-of.ts";

type Files = Parameters<typeof snapshotOf>[0];
const strict = { ".riskrc.json": '{"gapsAllowed":0,"ignore":["a"]}' };
const loose = { ".riskrc.json": '{"gapsAllowed":9}' };
const broken = { ".riskrc.json": '{"gapsAllowed":' };

function choose(revision: PolicyRevision, base: Files, head: Files, headName: Snapshot["name"] = "index", index?: Files) {
  const [one, other] = [snapshotOf(base, asCommitOid("ba5e")), snapshotOf(head, headName)];
  const staged = index === undefined ? undefined : snapshotOf(index, "index");
  const blobs = bothBlobs(one.blobs, other.blobs, ...(staged === undefined ? [] : [staged.blobs]));
  return choosePolicy(revision, { base: one.snapshot, head: other.snapshot, ...(staged && { index: async () => staged.snapshot }) }, blobs);
}

describe("which revision judges", () => {
  test("the base, whatever the head says", async () => {
    expect(await choose("base", strict, loose)).toMatchObject({ from: "ba5e", differs: true, reading: { policy: { gapsAllowed: 0 } } });
  });
  test("the index, where it is asked for", async () => {
    expect(await choose("index", strict, loose)).toMatchObject({ from: "index", differs: false, reading: { policy: { gapsAllowed: 9 } } });
    expect(await choose("index", strict, strict, asCommitOid("4ead"), loose)).toMatchObject({ from: "index", differs: true, reading: { policy: { gapsAllowed: 9 } } });
  });
  test("the head, where it is asked for", async () => {
    expect(await choose("head", strict, loose, asCommitOid("4ead"))).toMatchObject({ from: "4ead", differs: false, reading: { policy: { gapsAllowed: 9 } } });
  });
  test("no index to read", async () => {
    await expect(choose("index", strict, loose, asCommitOid("4ead"))).rejects.toThrow(Failure);
  });
  test("defaults where the base has no policy, though the change brings one", async () => {
    expect(await choose("base", {}, loose)).toMatchObject({ from: "defaults", differs: true, reading: { state: "absent" } });
  });
});

describe("differs", () => {
  test("not when the same policy is written another way", async () => {
    expect(await choose("base", loose, { ".riskrc.yaml": "gapsAllowed: 9" })).toMatchObject({ differs: false });
    expect(await choose("base", {}, { ".riskrc.json": "{}" })).toMatchObject({ differs: false });
  });
  test("when the head's policy is broken, which is no failure", async () => {
    expect(await choose("base", loose, broken)).toMatchObject({ differs: true, from: "ba5e" });
    expect(await choose("base", loose, { ...loose, ".riskrc": "{}" })).toMatchObject({ differs: true });
  });
  test("when the head puts a program where a policy is looked for", async () => {
    expect(await choose("base", loose, { ...loose, ".riskrc.js": "x" })).toMatchObject({ differs: true });
  });
  test("when the policy goes away", async () => {
    expect(await choose("base", loose, {})).toMatchObject({ differs: true });
  });
  test("a broken base fails", async () => {
    await expect(choose("base", broken, loose)).rejects.toThrow(/^\.riskrc\.json:1:16: does not parse as JSON/);
  });
});

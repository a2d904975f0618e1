import { expect, test } from "vitest";
import { unwidenedGaps } from "../../src/commands/unwidened-gaps.ts";
import type { Gap, GapKind } from "../../src/gap.ts";
import { asRepoPath } from "../../src/ids.ts";
import { gatheredDiff } from "./gathered.ts";

const { evidence } = gatheredDiff();
const changed = evidence.change.files[0]!.path;
const felt = evidence.radius.dependents[0]!.module;
const gap = (kind: GapKind, at: string = "elsewhere.ts", local = true): Gap => ({ kind, local, at: asRepoPath(at), because: "…" });
const left = (...gaps: Gap[]): number => unwidenedGaps({ ...evidence, gaps });

test("distant gaps hide nothing", () => {
  expect(left(gap("missing-blob", "x.ts", false), gap("unresolved-import", "x.ts", false))).toBe(0);
});

test("what was widened when it was found is answered for", () => {
  expect(left(gap("computed-import"), gap("parse-error"), gap("symlink"))).toBe(0);
});

test("a file nobody read may import what changed, unless it is felt anyway", () => {
  for (const kind of ["too-large", "binary-source", "lfs-pointer"] as const) {
    expect(left(gap(kind))).toBe(1);
    expect(left(gap(kind, changed), gap(kind, felt))).toBe(0);
  }
});

test("a missing blob, a workspace that could not be found and a submodule stay open wherever they are", () => {
  expect(left(gap("missing-blob", changed), gap("workspace", felt), gap("manifest"), gap("submodule", changed))).toBe(4);
});

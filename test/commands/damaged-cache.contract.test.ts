import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gatherDiff } from "../../src/commands/gather.ts";
import type { DiffRequest } from "../../src/commands/gather-request.ts";
import { repoOf } from "../support/repo-of.ts";

const staged: DiffRequest = { base: null, head: { kind: "index" }, threeDots: false, policyFrom: "base" };

/** What a torn write, a bad disk or a curious person leaves of a file. */
const damage: fc.Arbitrary<(whole: Buffer) => Buffer> = fc.oneof(
  fc.double({ min: 0, max: 0.999, noNaN: true }).map((part) => (whole: Buffer) => whole.subarray(0, Math.floor(part * whole.length))),
  fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }).map((flips) => (whole: Buffer) => {
    const bytes = Buffer.from(whole);
    for (const [part, bits] of flips) bytes[Math.floor(part * bytes.length)]! ^= bits;
    return bytes;
  }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => () => Buffer.from(bytes)),
);

test("whatever is done to the cache's files, the answer is that of a cold run", async () => {
  const repo = repoOf({
    "package.json": '{ "name": "root", "workspaces": ["packages/*"] }',
    "package-lock.json": "{}",
    "packages/a/package.json": '{ "name": "@x/a", "main": "src/index.ts" }',
    "packages/a/src/index.ts": 'export * from "./one.ts";\n',
    "packages/a/src/one.ts": "export const one = 1;\n",
    "packages/b/src/b.ts": 'import { one } from "@x/a";\nimport "./gone.ts";\nexport const b = one;\n',
  });
  try {
    repo.stage({ "packages/a/src/one.ts": "export const one = 2;\n" });
    const cold = JSON.stringify(await gatherDiff(repo.host(), staged));
    const dir = join(repo.path, ".git/riskscore");
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && !one.parentPath.endsWith("compiler")).map((one) => join(one.parentPath, one.name));
    const whole = new Map(files.map((file) => [file, readFileSync(file)]));
    const kinds = fc.subarray(files, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(kinds, damage, fc.boolean(), async (chosen, damaged, withEvidence) => {
        for (const [file, bytes] of whole) {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, chosen.includes(file) ? damaged(bytes) : bytes);
        }
        // Evidence of the same two trees answers alone: without it all the others are read.
        if (!withEvidence) rmSync(join(dir, "evidence"), { recursive: true, force: true });
        expect(JSON.stringify(await gatherDiff(repo.host(), staged))).toBe(cold);
        for (const file of readdirSync(dir, { recursive: true, encoding: "utf8" })) expect(file).not.toMatch(/\.tmp$/);
      }),
      { numRuns: 25 },
    );
  } finally {
    repo.remove();
  }
});

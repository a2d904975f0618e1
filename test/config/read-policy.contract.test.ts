import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { readPolicy } from "../../src/config/read-policy.ts";
import { openRepository } from "../../src/git/repository.ts";
import { repoOf, type TestRepo } from "../support/repo-of.ts";

let repo: TestRepo | undefined;
afterEach(() => repo?.remove());

async function readAt(made: TestRepo, rev: "head" | "index") {
  const repository = await openRepository(made.host());
  const blobs = repository.openBlobs();
  try {
    const snapshot = rev === "index" ? await repository.snapshotOfIndex() : await repository.snapshotOfCommit(made.git("rev-parse", "HEAD") as never);
    return await readPolicy(snapshot, blobs);
  } finally {
    await blobs.close();
    await repository.close();
  }
}

test("the commit's and the index's policy, never the working tree's", async () => {
  repo = repoOf({ ".riskrc.json": '{"gapsAllowed":1}' });
  repo.stage({ ".riskrc.json": '{"gapsAllowed":2}' });
  repo.write({ ".riskrc.json": "broken" });
  expect((await readAt(repo, "head")).policy.gapsAllowed).toBe(1);
  expect((await readAt(repo, "index")).policy.gapsAllowed).toBe(2);
});

test("nothing in the repository runs, though cosmiconfig would look for programs", async () => {
  repo = repoOf();
  const trap = join(repo.path, "ran");
  const program = `require("node:fs").writeFileSync(${JSON.stringify(trap)}, ""); module.exports = { riskscore: { gapsAllowed: 9 } };`;
  const files = { ".config/config.js": program, ".config/config.cjs": program, "config.js": program, "package.json": '{"riskscore":{"gapsAllowed":1}}', "node_modules/cosmiconfig/index.js": program };
  repo.stage(files);
  expect((await readAt(repo, "index")).policy.gapsAllowed).toBe(1);
  expect(existsSync(trap)).toBe(false);
});

test("a symbolic link at the policy's name is refused, wherever it leads", async () => {
  repo = repoOf({ "elsewhere.json": "{}" });
  symlinkSync("elsewhere.json", join(repo.path, ".riskrc.json"));
  repo.git("add", ".riskrc.json");
  await expect(readAt(repo, "index")).rejects.toThrow(".riskrc.json is a symbolic link");
});

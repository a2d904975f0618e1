import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultBranch } from "../../src/git/default-branch.ts";
import type { TestRepo } from "../support/repo-of.ts";
import { temporary } from "./opened.ts";

const branchOf = (repo: TestRepo, env = repo.env): Promise<string | null> => defaultBranch(repo.host({ env }), repo.path);

function withRemoteHead(repo: TestRepo, branch: string): TestRepo {
  repo.git("update-ref", `refs/remotes/origin/${branch}`, "HEAD");
  repo.git("symbolic-ref", "refs/remotes/origin/HEAD", `refs/remotes/origin/${branch}`);
  return repo;
}

test("the remote's HEAD comes first", async () => {
  expect(await branchOf(withRemoteHead(temporary({ "a.ts": "1" }), "trunk"))).toBe("origin/trunk");
});

test("a remote HEAD whose branch is gone is passed over", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone");
  expect(await branchOf(repo)).toBe("main");
});

test.for([
  { there: "trunk", configured: "trunk", answer: "trunk" },
  { there: "master", configured: "trunk", answer: "master" },
  { there: "master", configured: null, answer: "master" },
  { there: "topic", configured: null, answer: null },
  { there: "topic", configured: "t*", answer: null },
])("without a remote: $there is there, init.defaultBranch is $configured, so $answer", async ({ there, configured, answer }) => {
  const repo = temporary({ "a.ts": "1" });
  repo.git("branch", "--move", there);
  if (configured !== null) repo.git("config", "init.defaultBranch", configured);
  expect(await branchOf(repo)).toBe(answer);
});

test("a branch that shares its name with a tag is written so that git cannot mix them up", async () => {
  const repo = temporary({ "a.ts": "1" });
  repo.git("tag", "main");
  expect(await branchOf(repo)).toBe("heads/main");
});

test("a name that a shell would run is never handed out", async () => {
  const repo = withRemoteHead(temporary({ "a.ts": "1" }), "x;touch${IFS}pwned");
  expect(await branchOf(repo)).toBe("main");
});

test("a git inside the repository is not the git that runs, and inherited GIT_* variables do not count", async () => {
  const repo = temporary({ "a.ts": "1", "bin/git": "#!/bin/sh\ntouch ran\n" });
  repo.git("update-index", "--chmod=+x", "bin/git");
  repo.git("checkout", "--", "bin/git");
  expect(await branchOf(repo, { ...repo.env, PATH: `bin:${repo.env["PATH"]}`, GIT_DIR: "/nowhere", GIT_EXTERNAL_DIFF: "false" })).toBe("main");
  expect(existsSync(join(repo.path, "ran"))).toBe(false);
});

test("where git cannot be asked the usual name is the answer, never an error", async () => {
  const repo = temporary({ "a.ts": "1" });
  expect(await defaultBranch(repo.host(), join(repo.path, "no-such-folder"))).toBe("main");
  expect(await branchOf(repo, { PATH: "/nowhere" })).toBe("main");
  expect(await defaultBranch(repo.host({ signal: AbortSignal.abort("SIGINT") }), repo.path)).toBe("main");
});

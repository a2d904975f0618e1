import { expect, test } from "vitest";
import { toldPush } from "../../src/commands/pushed-lines.ts";
import type { Host } from "../../src/host.ts";
import { worldOf } from "./gathered.ts";

const [head, old] = ["a", "b"].map((one) => one.repeat(40)) as [string, string];
const git = { remote: "origin", url: "ssh://host.test/x" };
const framework = { PRE_COMMIT_TO_REF: head, PRE_COMMIT_FROM_REF: old, PRE_COMMIT_REMOTE_BRANCH: "refs/heads/main", PRE_COMMIT_LOCAL_BRANCH: "refs/heads/feat", PRE_COMMIT_REMOTE_NAME: "up", PRE_COMMIT_REMOTE_URL: "ssh://host.test/up" };

function host(stdin: string | "terminal", env: Record<string, string> = {}): Host & { reads: number } {
  const made = {
    ...worldOf().host,
    env,
    reads: 0,
    stdinIsTerminal: stdin === "terminal",
    readStdin() {
      made.reads++;
      return Promise.resolve(Buffer.from(stdin));
    },
  };
  return made;
}

test("a terminal is refused, never read", async () => {
  const terminal = host("terminal");
  await expect(toldPush(terminal, git)).rejects.toMatchObject({ kind: "usage", hint: expect.stringContaining("use_stdin: true") as string });
  expect(terminal.reads).toBe(0);
});

test("git's lines count, whatever a framework says beside them", async () => {
  const told = await toldPush(host(`x ${head} refs/heads/x ${old}\n`, framework), git);
  expect(told).toMatchObject({ lines: [{ remoteRef: "refs/heads/x" }], remote: { name: "origin" }, notes: [] });
});

test("nothing on stdin is nobody's word", async () => {
  expect(await toldPush(host(""), git)).toEqual({ lines: null, remote: { name: "origin", url: "ssh://host.test/x" }, notes: [] });
});

test.for(["", "terminal"] as const)("the pre-commit framework tells of one ref (stdin: '%s')", async (stdin) => {
  const told = await toldPush(host(stdin, framework), { remote: null, url: null });
  expect(told.lines).toEqual([{ localRef: "refs/heads/feat", localOid: head, remoteRef: "refs/heads/main", remoteOid: old }]);
  expect(told.remote).toEqual({ name: "up", url: "ssh://host.test/up" });
  expect(told.notes).toHaveLength(1);
});

test.for([
  { PRE_COMMIT_TO_REF: "HEAD" },
  { PRE_COMMIT_REMOTE_BRANCH: "main" },
])("words in its environment that git would not write are left alone: %o", async (wrong) => {
  expect((await toldPush(host("", { ...framework, ...wrong }), git)).lines).toBeNull();
});

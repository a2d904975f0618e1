import { afterEach, expect, test } from "vitest";
import { withSession } from "../../src/commands/gather.ts";
import { pushersIn } from "../../src/commands/pusher.ts";
import { judgeReceived, type Received } from "../../src/commands/receive-judge.ts";
import { usualLimits } from "../../src/git/server-settings.ts";
import { openServerFolder } from "../../src/store/server-memory.ts";
import { repoOf, type TestRepo } from "../support/repo-of.ts";
import { shop } from "./pushing.ts";

const made: TestRepo[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});

/** The repository is the server: what its clone would push is there already. */
async function received(deadline: AbortSignal, { signal, usedUp = () => new Set<string>() }: { signal?: AbortSignal; usedUp?: () => ReadonlySet<string> } = {}): Promise<Received> {
  const repo = repoOf(shop);
  made.push(repo);
  const old = repo.git("rev-parse", "HEAD");
  const head = repo.commit("by hand", { "README.md": "x\n" });
  repo.git("update-ref", "refs/heads/main", old);
  const host = repo.host(signal === undefined ? {} : { signal });
  const line = { localRef: "refs/heads/main", localOid: head, remoteRef: "refs/heads/main", remoteOid: old };
  const feat = { ...line, localRef: "refs/heads/feat", remoteRef: "refs/heads/feat", remoteOid: null };
  return withSession(host, {}, (session, attempt) =>
    judgeReceived(host, session, [feat, line], { settings: { baseRef: null, limits: usualLimits }, folder: openServerFolder(session.repository.commonDir, host), pushers: [], usedUp, deadline }, attempt),
  );
}

test("in time: refs where changes land come first, and are enforced", async () => {
  const { refs } = await received(new AbortController().signal);
  expect(refs.map(({ line, enforced, verdict }) => [line.remoteRef, enforced, verdict.decision])).toEqual([
    ["refs/heads/main", true, "pass"],
    ["refs/heads/feat", false, "pass"],
  ]);
});

test("when time is over nothing passes, and it is said", async () => {
  const { refs } = await received(AbortSignal.abort());
  expect(refs.map(({ verdict, failure }) => [verdict.decision, verdict.rule, failure?.kind])).toEqual([
    ["undecided", "over the limits", "timeout"],
    ["undecided", "over the limits", "timeout"],
  ]);
  expect(refs[0]?.failure?.message).toBe("Judging this push took longer than 30 seconds (riskscore.maxTime).");
});

test("when time runs out on the way, and git is ended with it, what was begun and what was not are both undecided", async () => {
  const time = new AbortController();
  const usedUp = (): ReadonlySet<string> => {
    time.abort();
    return new Set();
  };
  const { refs } = await received(time.signal, { signal: time.signal, usedUp });
  expect(refs.map(({ verdict, failure }) => [verdict.rule, failure?.kind])).toEqual([
    ["over the limits", "timeout"],
    ["over the limits", "timeout"],
  ]);
});

test("who pushes, as servers say it", () => {
  const said = (env: Record<string, string>) => pushersIn({ env }).map(({ name, email }) => `${name}|${email}`);
  expect(said({})).toEqual([]);
  expect(said({ GL_USERNAME: "sam", GITEA_PUSHER_NAME: "sam", GITEA_PUSHER_EMAIL: "s@x.test", GITHUB_USER_LOGIN: "  " })).toEqual(["sam|", "sam|s@x.test"]);
  expect(said({ REMOTE_USER: "sam@x.test" })).toEqual(["sam@x.test|sam@x.test"]);
  expect(said({ GIT_PUSH_CERT_SIGNER: "Sam <s@x.test>" })).toEqual([]);
  expect(said({ GIT_PUSH_CERT_SIGNER: "Sam <s@x.test>", GIT_PUSH_CERT_STATUS: "G" })).toEqual(["Sam|s@x.test"]);
});

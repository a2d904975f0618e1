import { writeFileSync, chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Failure } from "../../src/failure.ts";
import { openRepository, type Repository } from "../../src/git/repository.ts";
import { chosenRemote, fetchLanding, fetchRecords, fetchReviews, pushRefs, remoteHead } from "../../src/git/remote.ts";
import { recordsFolder, recordsFor, storeRecord } from "../../src/git/records.ts";
import { storeReview, reviewsHere } from "../../src/git/requests.ts";
import type { ReviewRequest } from "../../src/signoff/review-request.ts";
import type { ChangeDigest } from "../../src/signoff/statement.ts";
import { repoAt, type TestRepo } from "../support/repo-of.ts";
import { twoClones, type TwoClones } from "../support/two-clones.ts";
import { opened } from "./opened.ts";

const digest: ChangeDigest = `sha256:${"3f".repeat(32)}`;
const other: ChangeDigest = `sha256:${"a0".repeat(32)}`;
const record = (text: string) => ({ payload: Buffer.from(text), signature: Buffer.from("sig") });

const worlds: TwoClones[] = [];
afterEach(() => worlds.splice(0).forEach((world) => world.remove()));
function clones(): TwoClones {
  const world = twoClones({ "a.ts": "1" });
  worlds.push(world);
  return world;
}
async function both(world: TwoClones): Promise<{ author: Repository; senior: Repository }> {
  return { author: await opened(world.author), senior: await opened(world.senior) };
}
const refsOf = (repo: TestRepo): string => repo.git("for-each-ref", "--format=%(refname) %(objectname)");

function requestFor(repo: TestRepo, base: string): ReviewRequest {
  const head = repo.git("rev-parse", "HEAD");
  return { type: "https://riskscore.dev/request/v1", repo: "shop", target: "refs/heads/main", digest, base, head, requestedBy: { name: "Ada", email: "ada@example.test" }, reason: "please", requestedAt: "2024-01-02T03:04:05Z" };
}

test("records of one change travel from clone to clone, and nothing else does", async () => {
  const world = clones();
  const { author, senior } = await both(world);
  const refs = [(await storeRecord(senior, digest, record("one"))).ref, (await storeRecord(senior, other, record("two"))).ref];
  world.senior.git("tag", "noise");
  world.senior.git("config", "push.followTags", "true");
  await pushRefs(world.senior.host(), senior, "origin", refs);
  expect(refsOf(world.remote)).not.toContain("refs/tags");
  const before = refsOf(world.author);
  expect(await fetchRecords(world.author.host(), author, "origin", digest)).toBe(1);
  expect(refsOf(world.author).split("\n").filter((line) => !before.includes(line))).toEqual([`${refs[0]} ${world.senior.git("rev-parse", refs[0]!)}`]);
  expect(await fetchRecords(world.author.host(), author, "origin", digest)).toBe(0);
});

test("a remote that holds another record under the same name does not get it over ours, even as its descendant", async () => {
  const world = clones();
  const { author, senior } = await both(world);
  const { ref } = await storeRecord(author, digest, record("one"));
  const ours = world.author.git("rev-parse", ref);
  world.author.git("push", "--quiet", "origin", `${ref}:${ref}`);
  const forged = world.remote.gitWith({ input: "forged" }, "commit-tree", "-p", ours, `${ours}^{tree}`);
  world.remote.git("update-ref", ref, forged);
  world.remote.git("update-ref", `${recordsFolder(digest)}/odd`, forged);
  world.remote.git("update-ref", `${recordsFolder(other)}/${"1".repeat(64)}`, forged);
  expect(await fetchRecords(world.author.host(), author, "origin", digest)).toBe(0);
  expect(world.author.git("rev-parse", ref)).toBe(ours);
  await fetchRecords(world.senior.host(), senior, "origin", digest);
  expect(await recordsFor(senior, digest)).toHaveLength(1);
});

test("a request travels with its commits, is found by the first digits, and a newer one takes its place", async () => {
  const world = clones();
  const base = world.author.git("rev-parse", "HEAD");
  world.author.commit("change", { "a.ts": "2" });
  const { author, senior } = await both(world);
  const first = await storeReview(author, requestFor(world.author, base));
  await pushRefs(world.author.host(), author, "origin", [first.ref], true);
  world.author.commit("reworded", {}, { args: ["--amend"] });
  const second = await storeReview(author, requestFor(world.author, base));
  expect(second.commit).not.toBe(first.commit);
  expect(await fetchReviews(world.senior.host(), senior, "origin", "3f3f3f")).toEqual(["3f".repeat(32)]);
  await pushRefs(world.author.host(), author, "origin", [second.ref], true);
  expect(await fetchReviews(world.senior.host(), senior, "origin", "")).toHaveLength(1);
  expect(await fetchReviews(world.senior.host(), senior, "origin", "aaaaaa")).toEqual([]);
  const { reviews, broken } = await reviewsHere(senior, "3f3f");
  expect({ reviews, broken }).toEqual({ reviews: [second], broken: [] });
  expect(world.senior.git("show", `${second.request.head}:a.ts`)).toBe("2");
});

test("a partial clone gets records and requests whole: what is missing could not be judged", async () => {
  const world = clones();
  world.remote.git("config", "uploadpack.allowFilter", "true");
  const base = world.author.git("rev-parse", "HEAD");
  world.author.commit("change", { "a.ts": "2" });
  const { author } = await both(world);
  const { ref } = await storeRecord(author, digest, record("one"));
  const review = await storeReview(author, requestFor(world.author, base));
  await pushRefs(world.author.host(), author, "origin", [ref, review.ref]);
  world.senior.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", `file://${world.remote.path}`, "partial");
  const partial = repoAt(join(world.senior.path, "partial"));
  const repository = await opened(partial);
  expect(repository.partial).toBe(true);
  await fetchRecords(partial.host(), repository, "origin", digest);
  await fetchReviews(partial.host(), repository, "origin", "");
  expect((await recordsFor(repository, digest)).map(({ payload }) => Buffer.from(payload).toString())).toEqual(["one"]);
  expect((await reviewsHere(repository)).reviews).toHaveLength(1);
  const changed = partial.git("rev-parse", `${review.request.head}:a.ts`);
  expect(partial.gitWith({ env: { GIT_ALLOW_PROTOCOL: "none", GIT_NO_LAZY_FETCH: "1" } }, "cat-file", "blob", changed)).toBe("2");
});

test("the landing branch is brought up to date as a git fetch of it would", async () => {
  const world = clones();
  const { senior } = await both(world);
  world.author.commit("more", { "b.ts": "1" });
  world.author.git("push", "--quiet", "origin", "main");
  await fetchLanding(world.senior.host(), senior, "origin", "refs/heads/main");
  expect(world.senior.git("rev-parse", "origin/main")).toBe(world.author.git("rev-parse", "main"));
  expect(existsSync(join(world.senior.path, ".git", "FETCH_HEAD"))).toBe(false);
  expect(await remoteHead(world.senior.host(), senior, "origin")).toBe("refs/heads/main");
});

test("our own push runs no pre-push hook, and what a hook sets to name its repository does not lead us elsewhere", async () => {
  const world = clones();
  const { senior } = await both(world);
  const ran = join(world.senior.path, "ran");
  const hooks = join(world.senior.path, ".git", "hooks");
  world.senior.write({ ".git/hooks/pre-push": `#!/bin/sh\ntouch '${ran}'\nexit 1\n`, ".git/hooks/reference-transaction": `#!/bin/sh\ntouch '${ran}'\n` });
  for (const name of ["pre-push", "reference-transaction"]) chmodSync(join(hooks, name), 0o755);
  const { ref } = await storeRecord(senior, digest, record("one"));
  const env = { ...world.senior.env, GIT_DIR: join(world.author.path, ".git"), GIT_INDEX_FILE: "nowhere", GIT_QUARANTINE_PATH: "/nowhere", GIT_OBJECT_DIRECTORY: "/nowhere", GIT_PREFIX: "x/", EDITOR: "vi", GIT_EDITOR: "vi", GIT_SSH_COMMAND: "ssh -o BatchMode=yes", SSH_ASKPASS: "/bin/true" };
  await pushRefs({ env, signal: new AbortController().signal }, senior, "origin", [ref]);
  expect(refsOf(world.remote)).toContain(ref);
  expect(existsSync(ran)).toBe(false);
});

test("the person's own configuration counts: a URL rewrite from the environment, an ssh command", async () => {
  const world = clones();
  const { senior } = await both(world);
  world.senior.git("remote", "set-url", "origin", "short:remote.git");
  const over = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: `url.${join(world.remote.path, "..")}/.insteadOf`, GIT_CONFIG_VALUE_0: "short:" };
  expect(await remoteHead(world.senior.host({ env: { ...world.senior.env, ...over } }), senior, "origin")).toBe("refs/heads/main");
  const ssh = join(world.senior.path, "ssh.sh");
  writeFileSync(ssh, `#!/bin/sh\nexec git upload-pack '${world.remote.path}'\n`);
  chmodSync(ssh, 0o755);
  world.senior.git("remote", "set-url", "origin", "host.invalid:remote.git");
  expect(await remoteHead(world.senior.host({ env: { ...world.senior.env, GIT_SSH_COMMAND: ssh } }), senior, "origin")).toBe("refs/heads/main");
});

test.for([
  ["a folder that is not there", "/nowhere/at/all.git", /origin could not be reached: '\/nowhere\/at\/all.git' does not appear to be a git repository/],
  ["a scheme nobody knows", "nosuch://x/y", /origin could not be reached: .*nosuch/],
  ["a name that hides what it is", "file:///a\u001b[2Jb", /origin could not be reached: '\/a\?\[2Jb' does not/],
] as const)("%s: one sentence, nothing written", async ([, url, sentence]) => {
  const world = clones();
  const { senior } = await both(world);
  world.senior.git("remote", "set-url", "origin", url);
  const before = refsOf(world.senior);
  const asked = [() => fetchRecords(world.senior.host(), senior, "origin", digest), () => fetchReviews(world.senior.host(), senior, "origin", ""), () => remoteHead(world.senior.host(), senior, "origin")];
  for (const one of asked) {
    const failure = await one().then(() => null, (error: unknown) => error as Failure);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ kind: "git", message: expect.stringMatching(sentence) as unknown, hint: expect.any(String) as unknown });
    expect(failure!.message).not.toMatch(/[\n\u001b]/);
  }
  expect(refsOf(world.senior)).toBe(before);
});

test("a server that refuses the ref is told apart from one that is not there", async () => {
  const world = clones();
  const { senior } = await both(world);
  world.remote.write({ "hooks/update": "#!/bin/sh\nexit 1\n" });
  chmodSync(join(world.remote.path, "hooks", "update"), 0o755);
  const { ref } = await storeRecord(senior, digest, record("one"));
  await expect(pushRefs(world.senior.host(), senior, "origin", [ref])).rejects.toThrow("origin did not take it: hook declined.");
});

test.for(["-oProxyCommand=x", "--upload-pack=x", "", "a\nb"])("'%s' is no remote", async (name) => {
  const world = clones();
  const { senior } = await both(world);
  await expect(chosenRemote(senior, name)).rejects.toThrow(/is no remote/);
  await expect(fetchReviews(world.senior.host(), senior, name, "")).rejects.toThrow(/is no remote/);
});

test("the remote is the branch's own, else origin, else the only one there is", async () => {
  const world = clones();
  const { author } = await both(world);
  expect(await chosenRemote(author, null)).toBe("origin");
  world.author.git("remote", "add", "up.stream", world.remote.path);
  world.author.git("config", "branch.main.remote", "up.stream");
  expect(await chosenRemote(author, null)).toBe("up.stream");
  world.author.git("config", "branch.main.remote", ".");
  expect(await chosenRemote(author, null)).toBe("origin");
  world.author.git("remote", "remove", "origin");
  expect(await chosenRemote(author, null)).toBe("up.stream");
  world.author.git("remote", "remove", "up.stream");
  expect(await chosenRemote(author, null)).toBeNull();
  expect(await chosenRemote(author, "../elsewhere.git")).toBe("../elsewhere.git");
});

test("Ctrl-C while a remote is asked is an interruption", async () => {
  const world = clones();
  const controller = new AbortController();
  const repository = await openRepository(world.senior.host());
  controller.abort("SIGINT");
  await expect(remoteHead({ env: world.senior.env, signal: controller.signal }, repository, "origin")).rejects.toMatchObject({ kind: "interrupted" });
  await repository.close();
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { bundleOf, isBundle, reviewFromBundle, reviewsHere, storeReview } from "../../src/git/requests.ts";
import { requestText, type ReviewRequest } from "../../src/signoff/review-request.ts";
import type { ChangeDigest } from "../../src/signoff/statement.ts";
import type { TestRepo } from "../support/repo-of.ts";
import { twoClones, type TwoClones } from "../support/two-clones.ts";
import { opened } from "./opened.ts";

const digest: ChangeDigest = `sha256:${"3f".repeat(32)}`;
const ref = `refs/riskscore/review/${"3f".repeat(32)}`;
const worlds: TwoClones[] = [];
afterEach(() => worlds.splice(0).forEach((world) => world.remove()));

function asked(): { world: TwoClones; request: ReviewRequest } {
  const world = twoClones({ "a.ts": "1" });
  worlds.push(world);
  const base = world.author.git("rev-parse", "HEAD");
  const head = world.author.commit("change", { "a.ts": "2" });
  const request: ReviewRequest = { type: "https://riskscore.dev/request/v1", repo: "shop", target: "refs/heads/main", digest, base, head, requestedBy: { name: "Ada", email: "ada@example.test" }, reason: "please", requestedAt: "2024-01-02T03:04:05Z" };
  return { world, request };
}
const refsOf = (repo: TestRepo): string => repo.git("for-each-ref", "--format=%(refname) %(objectname)");

test("a bundle carries a request to a clone without any remote: only what base lacks", async () => {
  const { world, request } = asked();
  const review = await storeReview(await opened(world.author), request);
  const bytes = await bundleOf(await opened(world.author), review);
  expect(isBundle(bytes)).toBe(true);
  const senior = await opened(world.senior);
  expect(await reviewFromBundle(senior, "request.bundle", bytes)).toEqual(review);
  expect(world.senior.git("show", `${ref}^:a.ts`)).toBe("2");
  expect((await reviewsHere(senior)).reviews).toEqual([review]);
});

test("a bundle that does not fit leaves nothing behind", async () => {
  const { world, request } = asked();
  const author = await opened(world.author);
  const middle = request.head;
  const head = world.author.commit("more", { "b.ts": "1" });
  const onMore = await bundleOf(author, await storeReview(author, { ...request, base: middle, head }));
  const senior = await opened(world.senior);
  const before = [refsOf(world.senior), world.senior.git("count-objects", "-v")];
  await expect(reviewFromBundle(senior, "x.bundle", onMore)).rejects.toThrow("The bundle 'x.bundle' cannot be used: this clone lacks the commits it builds on.");
  await expect(reviewFromBundle(senior, "x.bundle", onMore.subarray(0, -40))).rejects.toThrow(/^The bundle 'x.bundle' cannot be used/);
  world.author.git("bundle", "create", "--quiet", "main.bundle", "main");
  await expect(reviewFromBundle(senior, "x.bundle", readFileSync(join(world.author.path, "main.bundle")))).rejects.toThrow("'x.bundle' holds no request.");
  await expect(reviewFromBundle(senior, "x.bundle", Buffer.from("# v2 git bundle\n"))).rejects.toThrow(/^The bundle 'x.bundle' cannot be used/);
  expect([refsOf(world.senior), world.senior.git("count-objects", "-v")]).toEqual(before);
});

test.for([
  ["another digest than its name", (r: ReviewRequest) => ({ ...r, digest: `sha256:${"00".repeat(32)}` as ChangeDigest }), "it asks for another change than its name says"],
  ["another head than its parent", (r: ReviewRequest) => ({ ...r, head: r.base! }), "its commit does not stand on the head it asks for"],
  ["one key too many", (r: ReviewRequest) => ({ ...r, run: "rm" }) as ReviewRequest, "it says more than a request says"],
  ["a target that is no ref", (r: ReviewRequest) => ({ ...r, target: "main; rm -rf" }), "its target is not what a request says there"],
] as const)("a request with %s is told, and not used", async ([, change, because]) => {
  const { world, request } = asked();
  const blob = world.author.gitWith({ input: requestText(change(request)) }, "hash-object", "-w", "--stdin");
  const tree = world.author.gitWith({ input: `100644 blob ${blob}\trequest.json\n` }, "mktree");
  world.author.git("update-ref", ref, world.author.gitWith({ input: "x" }, "commit-tree", "-p", request.head, tree));
  world.author.git("update-ref", "refs/riskscore/review/elsewhere", "HEAD");
  const { reviews, broken } = await reviewsHere(await opened(world.author));
  expect({ reviews, broken }).toEqual({ reviews: [], broken: [{ ref, because }] });
});

test("a ref without a request, or on a blob, is told", async () => {
  const { world } = asked();
  world.author.git("update-ref", ref, "HEAD");
  world.author.git("update-ref", `refs/riskscore/review/${"4f".repeat(32)}`, world.author.gitWith({ input: "x" }, "hash-object", "-w", "--stdin"));
  const { broken } = await reviewsHere(await opened(world.author));
  expect(broken.map(({ because }) => because)).toEqual(["it holds no readable request.json", "it holds no readable request.json"]);
});

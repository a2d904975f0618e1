import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import { asCommitOid, type CommitOid } from "../ids.ts";
import { largestRequest, parseRequest, requestText, type ReviewRequest } from "../signoff/review-request.ts";
import type { ChangeDigest } from "../signoff/statement.ts";
import { filesOfCommits } from "./files-of-commit.ts";
import { moveRef, quietly, refsUnder, writeOurCommit } from "./our-commit.ts";
import { firstLineOf, plainText } from "./plain-text.ts";
import { hexOf } from "./records.ts";
import { isReviewRef, reviewsPrefix } from "./reviews-prefix.ts";
import type { Repository } from "./repository.ts";
import { runGit } from "./run-git.ts";

const mostReviews = 1000;
const requestFile = "request.json";

/** A request as it lies in this clone: a ref that keeps the change's commits here, and what its author wrote. Unsigned: only the commits count. */
export interface Review {
  readonly ref: string;
  /** What the ref's name says; whoever signs computes it anew. */
  readonly digest: ChangeDigest;
  readonly commit: CommitOid;
  readonly request: ReviewRequest;
}

export interface BrokenReview {
  readonly ref: string;
  readonly because: string;
}

export function reviewRefOf(digest: ChangeDigest): string {
  return `${reviewsPrefix}/${hexOf(digest)}`;
}

/** Writes a request: a commit on top of the change's head, under a ref named by the digest. A newer request for the same change replaces it. */
export async function storeReview(repository: Repository, request: ReviewRequest): Promise<Review> {
  const ref = reviewRefOf(request.digest);
  const commit = await writeOurCommit(repository, {
    files: { [requestFile]: Buffer.from(requestText(request)) },
    parents: [asCommitOid(request.head)],
    message: `Request for a sign-off of ${request.digest}`,
    at: Date.parse(request.requestedAt) / 1000,
  });
  await moveRef(repository, ref, commit);
  return { ref, digest: request.digest, commit, request };
}

/** The requests in this clone whose digest starts with `prefix`, and what stands among them and is none. */
export async function reviewsHere(repository: Pick<Repository, "user" | "scratch">, prefix = ""): Promise<{ readonly reviews: readonly Review[]; readonly broken: readonly BrokenReview[] }> {
  const refs = await refsUnder(repository.user, `${reviewsPrefix}/`, mostReviews);
  const named = refs.filter(({ ref }) => isReviewRef(ref) && ref.startsWith(`${reviewsPrefix}/${prefix}`));
  return readReviews(repository.scratch, named);
}

type Found = { readonly ref: string; readonly oid: string };

async function readReviews(scratch: Repository["scratch"], refs: readonly Found[]): Promise<{ readonly reviews: readonly Review[]; readonly broken: readonly BrokenReview[] }> {
  const files = await filesOfCommits(scratch, refs.map(({ oid }) => ({ of: oid, name: requestFile, limit: largestRequest })));
  const parents = await parentsOf(scratch, refs.map(({ oid }) => oid));
  const read = refs.map(({ ref, oid }, i) => {
    const file = files[i]!;
    return Buffer.isBuffer(file) ? reviewIn(ref, oid, file, parents.get(oid)) : { ref, because: file.unreadable };
  });
  return { reviews: read.flatMap((one) => ("request" in one ? [one] : [])), broken: read.flatMap((one) => ("because" in one ? [one] : [])) };
}

function reviewIn(ref: string, oid: string, bytes: Uint8Array, parents: readonly string[] | undefined): Review | BrokenReview {
  const request = parseRequest(bytes);
  if ("refused" in request) return { ref, because: request.refused };
  const digest: ChangeDigest = `sha256:${ref.slice(reviewsPrefix.length + 1)}`;
  if (request.digest !== digest) return { ref, because: "it asks for another change than its name says" };
  if (parents?.length !== 1 || parents[0] !== request.head) return { ref, because: "its commit does not stand on the head it asks for" };
  return { ref, digest, commit: asCommitOid(oid), request };
}

async function parentsOf(scratch: Repository["scratch"], oids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const input = oids.map((oid) => `${oid}\n`).join("");
  if (input === "") return new Map();
  const { stdout } = await runGit(scratch, { purpose: "read requests", args: ["rev-list", "--no-walk=unsorted", "--parents", "--ignore-missing", "--stdin"], input, accept: [0, 128] });
  return new Map(stdout.toString("latin1").split("\n").filter(Boolean).map((line) => line.split(" ")).map(([oid = "", ...parents]) => [oid, parents]));
}

/** The request as one file to hand over: its commits, less what whoever has `base` has already. */
export async function bundleOf({ user }: Repository, review: Review): Promise<Buffer> {
  const without = review.request.base === null ? [] : [`^${review.request.base}`];
  const { stdout } = await runGit(user, { purpose: "bundle the change", args: [...quietly, "bundle", "create", "--quiet", "-", review.ref, ...without] });
  return stdout;
}

/** Whether these bytes are a bundle of git's. */
export function isBundle(bytes: Uint8Array): boolean {
  return /^# v[23] git bundle\n/.test(Buffer.from(bytes.subarray(0, 20)).toString("latin1"));
}

/** Takes a request out of a bundle. It is read in the scratch repository first: a file that holds none, or that does not fit this clone, leaves nothing behind. */
export async function reviewFromBundle(repository: Repository, file: string, bytes: Uint8Array): Promise<Review> {
  // git reads bundles from files only; the scratch repository's folder goes when the repository is closed.
  const copy = join(repository.scratch.path, "request.bundle");
  await writeFile(copy, bytes);
  const heads = await unbundle(repository.scratch, copy, file);
  const named = heads.filter(({ ref }) => isReviewRef(ref));
  if (named.length !== 1) throw new Failure("usage", `'${plainText(file)}' holds ${named.length === 0 ? "no request" : "more than one request"}.`, { hint: "riskscore signoff request --out FILE writes one." });
  const { reviews, broken } = await readReviews(repository.scratch, named);
  const review = reviews[0];
  if (review === undefined) throw new Failure("usage", `The request in '${plainText(file)}' cannot be read: ${broken[0]?.because ?? "it is not there"}.`, { hint: "Ask for it again: riskscore signoff request --out FILE" });
  await unbundle(repository.user, copy, file);
  await moveRef(repository, review.ref, review.commit);
  return review;
}

async function unbundle(context: Repository["user"], copy: string, file: string): Promise<readonly Found[]> {
  const answer = await runGit(context, { purpose: "read the bundle", args: [...quietly, "bundle", "unbundle", copy], accept: [0, 1, 128] });
  if (answer.code !== 0) throw unreadable(file, answer.stderr);
  return answer.stdout.toString("latin1").split("\n").filter(Boolean).map((line) => ({ oid: line.slice(0, line.indexOf(" ")), ref: line.slice(line.indexOf(" ") + 1) }));
}

function unreadable(file: string, stderr: string): Failure {
  const lacking = /lacks these prerequisite commits/.test(stderr);
  const reason = lacking ? "this clone lacks the commits it builds on" : firstLineOf(stderr) || "git gave no reason";
  return new Failure("usage", `The bundle '${plainText(file)}' cannot be used: ${reason}.`, { cause: new Error(stderr.trim()), hint: lacking ? "Bring the landing branch up to date first (git fetch), then run again." : "Ask for it again: riskscore signoff request --out FILE" });
}

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Failure } from "../failure.ts";
import { plainText } from "../git/plain-text.ts";
import { chosenRemote, fetchLanding, fetchReviews } from "../git/remote.ts";
import { isBundle, reviewFromBundle, reviewsHere, type Review } from "../git/requests.ts";
import { commitOf } from "../git/revision.ts";
import type { Repository } from "../git/repository.ts";
import type { Host } from "../host.ts";
import type { StoredRecord } from "../signoff/statement.ts";
import type { Judgement, JudgeRequest } from "./judgement.ts";
import { recordsIn } from "./record-file.ts";

/** What somebody means to answer for, as the judge takes it. */
export interface Target {
  readonly change: Pick<JudgeRequest, "base" | "head" | "landingRef">;
  /** The request that was found, where a digest or a bundle was given. */
  readonly review: Review | null;
  /** Records that came in a file. */
  readonly extra: readonly StoredRecord[];
  readonly notes: readonly string[];
}

export interface Asked {
  readonly target: string | null;
  readonly remote: string | null;
  readonly in: string | null;
}

const mostBytes = 256 * 1024 * 1024;

/** Finds what is meant: a request in a file, a request by the first digits of its digest (fetched when it is not here), a range, a revision, or this branch. */
export async function findTarget(host: Host, repository: Repository, asked: Asked): Promise<Target> {
  const file = asked.in === null ? null : await fileGiven(host, asked.in);
  if (file !== null && isBundle(file)) return fromBundle(repository, asked, file);
  const extra = file === null ? [] : recordsIn(asked.in!, file);
  if (asked.target === null) return { change: thisBranch, review: null, extra, notes: [] };
  const prefix = digestPrefix(asked.target);
  if (prefix === null) return { change: await rangeOf(repository, asked.target), review: null, extra, notes: [] };
  const found = await requested(host, repository, asked, prefix);
  if (found !== null) return { ...found, extra };
  // Hexadecimal words may name commits as well.
  await commitOf(repository.user, asked.target, repository.shallow).catch((cause: unknown) => {
    throw new Failure("usage", `No request whose digest starts with ${prefix.slice(0, 12)} is here or on the remote, and no commit is called that.`, { cause, hint: "riskscore signoff lists the requests; --remote names another remote, --in takes a file." });
  });
  return { change: { base: null, head: asked.target, landingRef: null }, review: null, extra, notes: [] };
}

const thisBranch = { base: null, head: null, landingRef: null };

/** A file a person names: bounded, and a plain sentence when it cannot be had. */
export async function fileGiven(host: Host, file: string): Promise<Buffer> {
  try {
    const bytes = await readFile(resolve(host.cwd, file));
    if (bytes.length > mostBytes) throw new Failure("usage", `'${plainText(file)}' is larger than ${mostBytes} bytes.`, { hint: "Give a bundle that signoff request --out wrote, or a record that signoff --out wrote." });
    return bytes;
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const reasons: Record<string, string> = { ENOENT: "it does not exist", EACCES: "permission denied", EISDIR: "it is a folder" };
    const { code = "", message } = cause as NodeJS.ErrnoException;
    throw new Failure("io", `'${plainText(file)}' could not be read: ${reasons[code] ?? message}.`, { cause, hint: "Give a bundle that signoff request --out wrote, or a record that signoff --out wrote." });
  }
}

async function fromBundle(repository: Repository, { in: file, target }: Asked, bytes: Buffer): Promise<Target> {
  const review = await reviewFromBundle(repository, file!, bytes);
  const prefix = target === null ? null : digestPrefix(target);
  if (target !== null && (prefix === null || !hexIn(review).startsWith(prefix))) {
    throw new Failure("usage", `'${plainText(file!)}' asks for ${hexIn(review).slice(0, 12)}, not for ${plainText(target)}.`, { hint: "Leave the target out to look at what the file asks for." });
  }
  return ofReview(review, []);
}

function digestPrefix(target: string): string | null {
  return /^(?:sha256:)?([0-9a-f]{6,64})$/i.exec(target)?.[1]?.toLowerCase() ?? null;
}

function hexIn({ digest }: Review): string {
  return digest.slice("sha256:".length);
}

/** `A..B`, `A...B` (from where B left A) or one revision. Where two are given, the first says what is compared with. */
async function rangeOf(repository: Repository, target: string): Promise<Target["change"]> {
  const [, from = "", dots = "", to = ""] = /^(.*?)(\.\.\.?)(.*)$/s.exec(target) ?? [];
  if (dots === "") return { base: null, head: target, landingRef: null };
  const head = to || "HEAD";
  if (dots === "..") return { base: from || "HEAD", head, landingRef: null };
  const [a, b] = await Promise.all([from || "HEAD", head].map((revision) => repository.commitOf(revision)));
  const base = await repository.mergeBase(a!, b!);
  if (base === null) throw new Failure("revision", `${plainText(from || "HEAD")} and ${plainText(head)} have no history in common.`, { hint: "Write two dots to compare the two as they are." });
  return { base, head: b!, landingRef: null };
}

async function requested(host: Host, repository: Repository, asked: Asked, prefix: string): Promise<Omit<Target, "extra"> | null> {
  const here = await onlyReview(repository, prefix);
  const remote = await chosenRemote(repository, asked.remote);
  if (here !== null) return ofReview(here, await landingBrought(host, repository, remote, here));
  const isCommit = await commitOf(repository.user, asked.target!, repository.shallow).then(() => true, () => false);
  if (remote === null || isCommit) return null;
  await fetchReviews(host, repository, remote, prefix);
  const fetched = await onlyReview(repository, prefix);
  return fetched === null ? null : ofReview(fetched, await landingBrought(host, repository, remote, fetched));
}

async function onlyReview(repository: Repository, prefix: string): Promise<Review | null> {
  const { reviews, broken } = await reviewsHere(repository, prefix);
  if (reviews.length > 1) throw new Failure("usage", `${reviews.length} requests start with ${prefix}.`, { hint: `Write more digits: ${reviews.slice(0, 5).map((one) => hexIn(one).slice(0, 12)).join(", ")}` });
  if (reviews.length === 0 && broken[0] !== undefined) throw new Failure("usage", `The request ${broken[0].ref} cannot be read: ${broken[0].because}.`, { hint: "Ask its author to request again: riskscore signoff request" });
  return reviews[0] ?? null;
}

/** What is signed should be what would land now; without the network it is what would land as far as is known here, and that is said. */
async function landingBrought(host: Host, repository: Repository, remote: string | null, { request }: Review): Promise<readonly string[]> {
  if (remote === null) return [];
  try {
    await fetchLanding(host, repository, remote, request.target);
    return [];
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "git") throw error;
    return [`${error.message} So ${plainText(request.target)} is taken as it was when last fetched.`];
  }
}

function ofReview(review: Review, notes: readonly string[]): Omit<Target, "extra"> & { readonly extra: readonly [] } {
  return { change: { base: null, head: review.request.head, landingRef: review.request.target }, review, extra: [], notes };
}

/** A request only finds the change; that it is the one asked for is checked against what was recomputed. */
export function refuseOtherChange({ review }: Pick<Target, "review">, { cover, landing }: Pick<Judgement, "cover" | "landing">): void {
  if (review === null || cover === null || cover.digest === review.digest) return;
  throw new Failure("usage", `What would land on ${plainText(landing.ref)} now is another change than the one asked for (${cover.digest.slice(7, 19)}, not ${hexIn(review).slice(0, 12)}).`, {
    hint: "The landing branch changed the same files, or the change has landed. Ask its author to bring it up to date and to request again.",
  });
}

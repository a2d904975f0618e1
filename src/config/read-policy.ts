import { Failure } from "../failure.ts";
import type { Gap } from "../gap.ts";
import { asRepoPath, type RepoPath } from "../ids.ts";
import { defaultPolicy } from "../policy/defaults.ts";
import type { Policy } from "../policy/policy.ts";
import { largestBlob, type BlobReader, type Snapshot, type TreeEntry, type Unreadable } from "../snapshot.ts";
import { digestOf } from "./digest-of.ts";
import { parsePolicy, type ParsedPolicy } from "./parse-policy.ts";
import { placesIn, policyKey, type PolicyPlace } from "./policy-places.ts";

/** What one snapshot says about policy. `absent`: no file says anything, the defaults judge. */
export type PolicyReading =
  | ({ readonly state: "found"; readonly path: RepoPath; readonly gaps: readonly Gap[] } & ParsedPolicy)
  | { readonly state: "absent"; readonly policy: Policy; readonly digest: string; readonly gaps: readonly Gap[] };

/**
 * The policy at the root of a snapshot. Nothing of the repository runs, and only blobs of the few known names are read.
 * Throws Failure("policy") for anything but exactly one good policy or none. A package.json that cannot be read is a local
 * gap: a policy may stand in it.
 */
export async function readPolicy(snapshot: Snapshot, blobs: BlobReader): Promise<PolicyReading> {
  const candidates = await Promise.all(placesIn(snapshot).map(({ place, entry }) => readPlace(place, entry, blobs)));
  const gaps = candidates.flatMap((candidate) => ("gap" in candidate ? [candidate.gap] : []));
  const texts = candidates.flatMap((candidate) => ("bytes" in candidate ? [candidate] : []));
  refuseTwoFiles(texts.map(({ place }) => place).filter(({ syntax }) => syntax !== "key"));
  const found: { path: RepoPath; parsed: ParsedPolicy }[] = [];
  for (const { place, bytes } of texts) {
    const parsed = await parsePolicy(place.path, place.syntax, bytes, place.syntax === "key" ? largestBlob : undefined);
    if (parsed !== null) found.push({ path: asRepoPath(place.path), parsed });
  }
  const [first, second] = found;
  if (first === undefined) return { state: "absent", policy: defaultPolicy, digest: digestOf(defaultPolicy), gaps };
  if (second !== undefined) throw twoPolicies([placeName(first.path), placeName(second.path)]);
  return { state: "found", path: first.path, gaps, ...first.parsed };
}

type Candidate = { readonly place: PolicyPlace; readonly bytes: Buffer } | { readonly gap: Gap } | { readonly nothing: true };

async function readPlace(place: PolicyPlace, entry: TreeEntry, blobs: BlobReader): Promise<Candidate> {
  const bytes = await blobs.readOne(entry.oid);
  if ("unreadable" in bytes) return unreadable(place, entry, bytes);
  // Most repositories name no policy in package.json: parsing it, or loading a parser for it, would cost every run.
  if (place.syntax === "key" && !mentionsPolicy(bytes)) return { nothing: true };
  return { place, bytes };
}

/** `"\u0072iskscore"` names the key as well, so any escape makes the text worth parsing. */
function mentionsPolicy(bytes: Buffer): boolean {
  return bytes.includes(`"${policyKey}"`) || bytes.includes("\\u");
}

function unreadable(place: PolicyPlace, entry: TreeEntry, { unreadable: why, because }: Unreadable): Candidate {
  if (place.syntax === "key") {
    const kind = why === "missing" ? "missing-blob" : "too-large";
    return { gap: { kind, local: true, at: asRepoPath(place.path), because: `a policy may stand in it: ${because}` } };
  }
  const hint = why === "missing" ? `This clone lacks the object; 'git cat-file -p ${entry.oid}' fetches it from where the clone came from.` : "A policy is a small file; use globs instead of listing files.";
  throw new Failure("policy", `${place.path} cannot be read: ${because.replace(/\.$/, "")}.`, { hint });
}

function refuseTwoFiles(places: readonly PolicyPlace[]): void {
  if (places.length > 1) throw twoPolicies(places.map(({ path }) => path));
}

function twoPolicies(places: readonly string[]): Failure {
  return new Failure("policy", `The policy stands twice: in ${places.join(" and in ")}.`, { hint: "Keep one of them; two would leave open which one judges." });
}

function placeName(path: string): string {
  return path === "package.json" ? `package.json (key "${policyKey}")` : path;
}

import type { PushLine } from "../change/push-lines.ts";
import type { RefRefusal } from "../gate/gate-case.ts";
import type { Peeled } from "../git/refs.ts";
import type { CommitOid } from "../ids.ts";

/** What one line of a push comes to, before anything is compared. */
export type PushedRef =
  /** Our own records, notes, deletions: nothing anybody runs. */
  | { readonly kind: "never lands" }
  | { readonly kind: "refused"; readonly because: RefRefusal }
  /** An object that git says it pushes is not here to be looked at. */
  | { readonly kind: "missing"; readonly oid: string }
  | { readonly kind: "lands"; readonly head: CommitOid };

/** Sorts one line. Refs it has no word for land: whatever is pushed somewhere can be merged from there. */
export function pushedRef({ localOid, remoteRef, remoteOid }: PushLine, objects: ReadonlyMap<string, Peeled>, isProtected: (ref: string) => boolean): PushedRef {
  if (isBelow(remoteRef, "refs/replace")) return { kind: "refused", because: "writes a replace ref" };
  if (isBelow(remoteRef, "refs/riskscore/signoffs") && remoteOid !== null) return { kind: "refused", because: "rewrites a sign-off" };
  if (neverLands(remoteRef)) return { kind: "never lands" };
  if (localOid === null) return isProtected(remoteRef) ? { kind: "refused", because: "deletes a protected ref" } : { kind: "never lands" };
  const found = objects.get(localOid) ?? "missing";
  if (found === "missing") return { kind: "missing", oid: localOid };
  return found === "other" ? { kind: "refused", because: "is no commit" } : { kind: "lands", head: found.commit };
}

/** Whether a line passes whatever any policy says: nothing has to be looked up for it. */
export function passesAnyway({ remoteRef, remoteOid }: PushLine): boolean {
  return neverLands(remoteRef) && !(isBelow(remoteRef, "refs/riskscore/signoffs") && remoteOid !== null);
}

/** Our own records, requests and notes. */
export function neverLands(ref: string): boolean {
  return isBelow(ref, "refs/riskscore") || isBelow(ref, "refs/notes");
}

function isBelow(ref: string, folder: string): boolean {
  return ref.startsWith(`${folder}/`);
}

import type { Gap } from "../gap.ts";
import type { RepoPath } from "../ids.ts";
import type { ResolutionContext } from "../resolve/context.ts";
import type { Snapshot } from "../snapshot.ts";
import { resolutionInputs } from "../workspace/resolution-inputs.ts";
import { buildId } from "../version.ts";
import { digestOf, type Session } from "./gather-session.ts";

interface KeptContext {
  readonly context: ResolutionContext;
  readonly gaps: readonly Gap[];
  /** Files outside the usual names that were read too (a tsconfig's `extends`), with what they held. */
  readonly extra: readonly (readonly [path: RepoPath, oid: string | null])[];
}

/**
 * Packages and tsconfigs of a snapshot, kept by the oids of the manifests they come from; with a key that names all
 * that resolution depends on: these, and which files there are.
 */
export async function gatherContext(session: Session, snapshot: Snapshot): Promise<{ context: ResolutionContext; key: string; gaps: readonly Gap[] }> {
  const inputs = resolutionInputs(snapshot).map((entry) => `${entry.path}\n${entry.oid}`);
  const inputsKey = digestOf([buildId, ...inputs]);
  const kept = session.cache.get("context", inputsKey);
  const known = kept === null ? null : (JSON.parse(kept.toString()) as KeptContext);
  const isFresh = known !== null && known.extra.every(([path, oid]) => (snapshot.entries.get(path)?.oid ?? null) === oid);
  const fresh = isFresh ? known : await readContext(session, snapshot);
  if (!isFresh) session.cache.put("context", inputsKey, Buffer.from(JSON.stringify(fresh)));
  const extra = fresh.extra.map(([path, oid]) => `${path}\n${oid}`);
  return { context: fresh.context, gaps: fresh.gaps, key: digestOf([inputsKey, ...extra, ...snapshot.entries.keys()]) };
}

async function readContext({ blobs, repository }: Session, snapshot: Snapshot): Promise<KeptContext> {
  const [{ readWorkspace }, { readResolutionContext }] = await Promise.all([import("../workspace/read-workspace.ts"), import("../resolve/context.ts")]);
  const workspace = await readWorkspace(snapshot, blobs, repository.scratch.path);
  const context = await readResolutionContext(snapshot, blobs, workspace);
  return {
    context,
    gaps: [...workspace.gaps, ...context.gaps],
    extra: context.extraInputs.map((path) => [path, snapshot.entries.get(path)?.oid ?? null] as const),
  };
}

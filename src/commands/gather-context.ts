import type { Gap } from "../gap.ts";
import type { RepoPath } from "../ids.ts";
import type { ResolutionContext } from "../resolve/context.ts";
import type { FolderLinks } from "../resolve/folder-links.ts";
import type { BlobReader, Snapshot, TreeEntry } from "../snapshot.ts";
import { resolutionInputs } from "../workspace/resolution-inputs.ts";
import { buildId } from "../version.ts";
import { digestOf, type Session } from "./gather-session.ts";

interface KeptContext {
  readonly context: ResolutionContext;
  readonly gaps: readonly Gap[];
  readonly folderLinks: FolderLinks;
  /** Files outside the usual names that were read too (a tsconfig's `extends`), with what they held. */
  readonly extra: readonly (readonly [path: RepoPath, oid: string | null])[];
}

/**
 * Packages and tsconfigs of a snapshot, kept by the oids of the manifests they come from; with a key that names all
 * that resolution depends on: these, and which files there are.
 */
export async function gatherContext(session: Session, snapshot: Snapshot): Promise<Pick<KeptContext, "context" | "gaps" | "folderLinks"> & { readonly key: string }> {
  const inputs = [...resolutionInputs(snapshot), ...linksIn(snapshot)].map((entry) => `${entry.path}\n${entry.oid}`);
  const inputsKey = digestOf([buildId, ...inputs]);
  const kept = session.cache.get("context", inputsKey);
  const known = kept === null ? null : (JSON.parse(kept.toString()) as KeptContext);
  const isFresh = known !== null && known.extra.every(([path, oid]) => (snapshot.entries.get(path)?.oid ?? null) === oid);
  const fresh = isFresh ? known : await readContext(session, snapshot);
  if (!isFresh) session.cache.put("context", inputsKey, Buffer.from(JSON.stringify(fresh)));
  const extra = fresh.extra.map(([path, oid]) => `${path}\n${oid}`);
  return { context: fresh.context, gaps: fresh.gaps, folderLinks: fresh.folderLinks, key: digestOf([inputsKey, ...extra, ...snapshot.entries.keys()]) };
}

async function readContext({ blobs, repository }: Session, snapshot: Snapshot): Promise<KeptContext> {
  const [{ readWorkspace }, { readResolutionContext }] = await Promise.all([import("../workspace/read-workspace.ts"), import("../resolve/context.ts")]);
  const workspace = await readWorkspace(snapshot, blobs, repository.scratch.path);
  const context = await readResolutionContext(snapshot, blobs, workspace);
  return {
    context,
    gaps: [...workspace.gaps, ...context.gaps],
    folderLinks: await readFolderLinks(blobs, snapshot),
    extra: context.extraInputs.map((path) => [path, snapshot.entries.get(path)?.oid ?? null] as const),
  };
}

function linksIn(snapshot: Snapshot): readonly TreeEntry[] {
  return [...snapshot.entries.values()].filter(({ mode }) => mode === "120000");
}

/** A link whose bytes are not here stays a file that nobody can follow. */
async function readFolderLinks(blobs: BlobReader, snapshot: Snapshot): Promise<FolderLinks> {
  const links = linksIn(snapshot);
  const texts: [RepoPath, string][] = [];
  let at = 0;
  for await (const { bytes } of blobs.readMany(links.map(({ oid }) => oid))) {
    const { path } = links[at++]!;
    if (Buffer.isBuffer(bytes)) texts.push([path, bytes.toString()]);
  }
  if (texts.length === 0) return [];
  const { folderLinksOf } = await import("../resolve/folder-links.ts");
  return folderLinksOf(texts, snapshot.entries.keys());
}

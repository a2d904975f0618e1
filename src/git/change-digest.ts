import { createHash, type Hash } from "node:crypto";
import { contentOids, digestInput, parseRawChanges } from "../change/change-digest.ts";
import { Failure } from "../failure.ts";
import { type RepoPath, repoPathOf } from "../ids.ts";
import type { ChangeDigest } from "../signoff/statement.ts";
import { BlobHashes } from "./blob-hashes.ts";
import { plainText } from "./plain-text.ts";
import type { Repository } from "./repository.ts";
import { gitFailed, notStarted, runGit, startGit } from "./run-git.ts";
import type { Tree } from "./tree.ts";

export const rawDiff = ["diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--ignore-submodules=none", "--no-ext-diff", "--no-textconv"];
const purpose = "read the blobs of the change";

/** What a sign-off binds to. */
export interface DigestOfChange {
  readonly digest: ChangeDigest;
  readonly files: number;
  /** Every path that differs, sorted by bytes; a rename is two. */
  readonly paths: readonly RepoPath[];
}

/**
 * The `riskscore-change-v1` digest of what differs between two trees: the same for the same bytes, modes and paths, in whatever
 * commits and object format they come. Blobs are hashed as they stream by. Failure `git` for a blob that is not in this clone.
 */
export async function changeDigest(repository: Pick<Repository, "scratch">, base: Tree, head: Tree): Promise<DigestOfChange> {
  const { scratch } = repository;
  const { stdout } = await runGit(scratch, { purpose: "compare the two trees", args: [...rawDiff, `${base.oid}^{tree}`, `${head.oid}^{tree}`] });
  const changes = parseRawChanges(stdout);
  const pathOf = (oid: string): string => repoPathOf(changes.find(({ oldOid, newOid }) => oldOid === oid || newOid === oid)!.path).path;
  const hashes = await hashesOf(scratch, [...contentOids(changes)], (oid) => plainText(pathOf(oid)));
  const digest = createHash("sha256").update(digestInput(changes, (oid) => hashes.get(oid)!)).digest("hex");
  return { digest: `sha256:${digest}`, files: changes.length, paths: changes.map(({ path }) => repoPathOf(path).path) };
}

/** The hex SHA-256 of each blob's bytes, from one `git cat-file --batch`. */
function hashesOf(scratch: Repository["scratch"], oids: readonly string[], nameOf: (oid: string) => string): Promise<ReadonlyMap<string, string>> {
  if (oids.length === 0) return Promise.resolve(new Map());
  return new Promise((resolve, reject) => {
    const child = startGit(scratch, ["cat-file", "--batch", "--buffer"], true);
    const hashes = new BlobHashes(oids, (): Hash => createHash("sha256"), nameOf);
    const stderr: Buffer[] = [];
    child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdout?.on("data", (chunk: Buffer) => {
      try {
        hashes.feed(chunk);
      } catch (error) {
        child.kill();
        reject(error);
      }
    });
    child.on("error", (error) => reject(notStarted(scratch, purpose, error)));
    child.on("close", (code) => {
      if (code !== 0) reject(gitFailed(scratch, purpose, Buffer.concat(stderr).toString(), code ?? -1));
      else if (hashes.known.size < oids.length) reject(new Failure("git", "git ended before it had read every blob of the change."));
      else resolve(hashes.known);
    });
    // A git that ends early says why by its exit code; the broken pipe adds nothing.
    child.stdin?.on("error", () => {});
    child.stdin?.end(`${oids.join("\n")}\n`);
  });
}

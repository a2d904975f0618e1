/**
 * Git objects written byte by byte, without git: no process to start, and what git itself would refuse to write (a tree with one
 * name twice, a NUL in a message) is as easy as the rest.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deflateSync } from "node:zlib";

/** Writes a loose object into `gitDir`; its id. `hash` is the repository's object format. */
export function writeObject(gitDir, type, bytes, hash = "sha1") {
  const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]);
  const oid = createHash(hash).update(whole).digest("hex");
  const path = join(gitDir, "objects", oid.slice(0, 2), oid.slice(2));
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, deflateSync(whole, { level: 1 }), { mode: 0o444 });
  }
  return oid;
}

/** `entries`: `{ mode, name, oid }`, in the order and with the names given, however wrong. */
export function writeTree(gitDir, entries, hash) {
  const rows = entries.map(({ mode, name, oid }) => Buffer.concat([Buffer.from(`${mode.replace(/^0+/, "")} `), Buffer.from(name), Buffer.alloc(1), Buffer.from(oid, "hex")]));
  return writeObject(gitDir, "tree", Buffer.concat(rows), hash);
}

/** The tree of a flat map path → `{ mode, oid }`, sorted as git sorts. Paths are strings, UTF-8. */
export function writeTrees(gitDir, files, hash) {
  const root = { folders: new Map(), files: [] };
  for (const [path, file] of files) {
    const names = path.split("/");
    let at = root;
    for (const name of names.slice(0, -1)) {
      if (!at.folders.has(name)) at.folders.set(name, { folders: new Map(), files: [] });
      at = at.folders.get(name);
    }
    at.files.push({ name: names.at(-1), ...file });
  }
  return written(gitDir, root, hash);
}

function written(gitDir, { folders, files }, hash) {
  const below = [...folders].map(([name, folder]) => ({ name, mode: "40000", oid: written(gitDir, folder, hash), key: `${name}/` }));
  const entries = [...below, ...files.map((file) => ({ ...file, key: file.name }))];
  return writeTree(gitDir, entries.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))), hash);
}

/** `headers` stand between committer and message; `message` may be a Buffer. */
export function writeCommit(gitDir, { tree, parents, author, committer, message, headers = "", at = 1_767_225_600 }, hash) {
  const lines = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`), `author ${author} ${at} +0000`, `committer ${committer} ${at} +0000`];
  return writeObject(gitDir, "commit", Buffer.concat([Buffer.from(`${lines.join("\n")}\n${headers}\n`), Buffer.from(message)]), hash);
}

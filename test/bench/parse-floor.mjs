/**
 * The parse floor: what any tool pays that reads a repository's sources through TypeScript's parser on one core.
 * A whole process: start, load ts-morph, list HEAD, read every source blob through one `git cat-file --batch`,
 * `createSourceFile` on each as it arrives, keep nothing.
 *
 *   node test/bench/parse-floor.mjs REPOSITORY     prints { files, bytes }
 */
import { execFileSync, spawn } from "node:child_process";
import { ts } from "ts-morph";

const source = /\.[cm]?[jt]sx?$/;
const repository = process.argv[2] ?? ".";

const listing = execFileSync("git", ["ls-tree", "-r", "-z", "HEAD"], { cwd: repository, maxBuffer: 1 << 30, encoding: "utf8" });
const blobs = listing.split("\0").flatMap((record) => {
  const [head, path] = record.split("\t");
  const [mode, , oid] = (head ?? "").split(" ");
  return path !== undefined && mode?.startsWith("100") && source.test(path) ? [{ path, oid }] : [];
});

const git = spawn("git", ["cat-file", "--batch"], { cwd: repository, stdio: ["pipe", "pipe", "inherit"] });
git.stdin.end(blobs.map(({ oid }) => `${oid}\n`).join(""));

let next = 0;
let bytes = 0;
let pending = [];
let held = 0;
let wanted = 1;
for await (const chunk of git.stdout) {
  pending.push(chunk);
  held += chunk.length;
  if (held >= wanted) parseArrived();
}
process.stdout.write(`${JSON.stringify({ files: next, bytes })}\n`);

/** Parses every blob that is here whole; remembers how many bytes the next one waits for, so chunks are joined once. */
function parseArrived() {
  let buffer = pending.length === 1 ? pending[0] : Buffer.concat(pending);
  wanted = 1;
  for (;;) {
    const line = buffer.indexOf(10);
    if (line < 0) break;
    const header = buffer.toString("latin1", 0, line);
    if (header.endsWith(" missing")) {
      blobs.splice(next, 1); // a partial clone: nobody can parse it
      buffer = buffer.subarray(line + 1);
      continue;
    }
    const size = Number(header.slice(header.lastIndexOf(" ") + 1));
    const end = line + 1 + size + 1;
    if (!(end <= buffer.length)) {
      if (Number.isNaN(size)) throw new Error(`git cat-file said: ${header}`);
      wanted = end;
      break;
    }
    ts.createSourceFile(blobs[next].path, buffer.toString("utf8", line + 1, end - 1), ts.ScriptTarget.Latest, false);
    next++;
    bytes += size;
    buffer = buffer.subarray(end);
  }
  pending = buffer.length > 0 ? [buffer] : [];
  held = buffer.length;
}

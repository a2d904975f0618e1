/**
 * What is too short for a whole process to show, each beside what people would use instead, in turns:
 * judging a record (`ssh-keygen -Y verify`), and the digest of a change (`git diff-tree`, reading its blobs).
 *
 *   node in-process.mjs REPOSITORY BASE HEAD RUNS FOLDER       prints JSON; side-by-side.mjs builds and runs it
 */
import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { changeDigest } from "../../src/git/change-digest.ts";
import { openRepository } from "../../src/git/repository.ts";
import { processHost } from "../../src/host.ts";
import { asCommitOid } from "../../src/ids.ts";
import { signatureNamespace } from "../../src/signoff/statement.ts";
import { coverOf, judgeOne, personOf, policyOf, recordOf, statementOf } from "../signoff/world.ts";

const [repository = ".", base = "", head = "", runsText = "5", folder = "."] = process.argv.slice(2);
const runs = Number(runsText);

const record = judging();
process.stdout.write(JSON.stringify({ record, digest: await digesting() }));

/** Milliseconds: the first in this process (nothing compiled yet), and each after it. `keygen` is null where there is no ssh-keygen. */
function judging(): object {
  const policy = policyOf([personOf("grace"), personOf("alan"), personOf("barbara")]);
  const signed = recordOf(statementOf("grace"));
  const cover = coverOf();
  const judge = (): number => {
    const start = performance.now();
    if (!judgeOne(signed, cover, policy).counts) throw new Error("the record of the benchmark does not count");
    return performance.now() - start;
  };
  const first = judge();
  const [allowed, signature] = [join(folder, "allowed"), join(folder, "signature")];
  writeFileSync(allowed, `grace ${policy.roster.people[0]?.keys[0]?.key}\n`);
  writeFileSync(signature, signed.signature);
  const keygen: number[] = [];
  const ours: number[] = [];
  for (let turn = 0; turn < runs * 4; turn++) {
    const start = performance.now();
    const { error, status, stderr } = spawnSync("ssh-keygen", ["-Y", "verify", "-f", allowed, "-I", "grace", "-n", signatureNamespace, "-s", signature], { input: signed.payload });
    if (error !== undefined) return { first, ours: [judge()], keygen: null };
    if (status !== 0) throw new Error(`ssh-keygen refused the record of the benchmark: ${stderr.toString()}`);
    keygen.push(performance.now() - start);
    for (let i = 0; i < 5; i++) ours.push(judge());
  }
  return { first, ours, keygen };
}

async function digesting(): Promise<object> {
  const opened = await openRepository(processHost(), { cwd: repository });
  const trees = [opened.treeOfCommit(asCommitOid(base)), opened.treeOfCommit(asCommitOid(head))] as const;
  const ours: number[] = [];
  const git: number[] = [];
  let files = 0;
  for (let turn = 0; turn <= runs; turn++) {
    const start = performance.now();
    ({ files } = await changeDigest(opened, ...trees));
    const between = performance.now();
    await readByGit();
    // The first turn fills the file system's cache for both.
    if (turn === 0) continue;
    ours.push(between - start);
    git.push(performance.now() - between);
  }
  await opened.close();
  return { files, ours, git };
}

/** `git diff-tree`, then every blob of either side through one `git cat-file --batch`: read, and nothing done with it. */
async function readByGit(): Promise<void> {
  const raw = await outputOf(["diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", base, head], "");
  const oids = raw.toString("latin1").split("\0").filter((part) => part.startsWith(":")).flatMap((part) => part.split(" ").slice(2, 4)).filter((oid) => !/^0+$/.test(oid));
  await outputOf(["cat-file", "--batch", "--buffer"], `${oids.join("\n")}\n`);
}

function outputOf(args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { cwd: repository, stdio: ["pipe", "pipe", "inherit"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(Buffer.concat(chunks)) : reject(new Error(`git ${args[0]} ended with ${code}`))));
    child.stdin.end(input);
  });
}

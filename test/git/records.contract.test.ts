import { createHash } from "node:crypto";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allRecords, recordsFor, recordsFolder, storeRecord } from "../../src/git/records.ts";
import type { ChangeDigest } from "../../src/signoff/statement.ts";
import { opened, temporary } from "./opened.ts";

const digest: ChangeDigest = `sha256:${"3f".repeat(32)}`;
const other: ChangeDigest = `sha256:${"a0".repeat(32)}`;
const record = (text: string) => ({ payload: Buffer.from(text), signature: Buffer.from("-----BEGIN SSH SIGNATURE-----\n") });
const idOf = (text: string): string => createHash("sha256").update(text).digest("hex");
const statement = '{"issuedAt":"2024-01-02T03:04:05Z"}';

test("a stored record is read back byte for byte, under its digest and in all", async () => {
  const repository = await opened(temporary({ "a.ts": "1" }));
  const bytes = Buffer.from([0x7b, 0x00, 0xff, 0x0d, 0x0a]);
  const { id, ref } = await storeRecord(repository, digest, { payload: bytes, signature: Buffer.from("sig\r\n") });
  expect(ref).toBe(`refs/riskscore/signoffs/3f/${"3f".repeat(32)}/${id}`);
  const [found] = await recordsFor(repository, digest);
  expect(found).toMatchObject({ id, from: ref });
  expect(Buffer.from(found!.payload)).toEqual(bytes);
  expect(Buffer.from(found!.signature).toString()).toBe("sig\r\n");
  await storeRecord(repository, other, record("{}"));
  expect(await recordsFor(repository, digest)).toHaveLength(1);
  expect(await allRecords(repository)).toHaveLength(2);
});

test("the same record makes the same commit in every repository, whoever stores it, and storing it again changes nothing", async () => {
  const [one, two] = [temporary({ "a.ts": "1" }), temporary({ "b.ts": "2" })];
  two.git("config", "i18n.commitEncoding", "ISO-8859-1");
  two.git("config", "commit.gpgSign", "true");
  const refs = await Promise.all([one, two].map(async (repo) => (await storeRecord(await opened(repo), digest, record(statement))).ref));
  expect(one.git("rev-parse", refs[0]!)).toBe(two.git("rev-parse", refs[1]!));
  expect(one.git("log", "-1", "--format=%an %ae %aI %cn", refs[0]!)).toBe("riskscore riskscore@localhost 2024-01-02T03:04:05+00:00 riskscore");
  const before = one.git("rev-parse", refs[0]!);
  await storeRecord(await opened(one), digest, record(statement));
  expect(one.git("rev-parse", refs[0]!)).toBe(before);
});

test("a record is never written over", async () => {
  const repo = temporary({ "a.ts": "1" });
  const ref = `${recordsFolder(digest)}/${idOf(statement)}`;
  repo.git("update-ref", ref, "HEAD");
  await expect(storeRecord(await opened(repo), digest, record(statement))).rejects.toThrow(/holds another record already/);
  expect(repo.git("rev-parse", ref)).toBe(repo.git("rev-parse", "HEAD"));
});

test("no hook, filter or fsmonitor of the repository runs when a record is stored", async () => {
  const repo = temporary({ "a.ts": "1", ".gitattributes": "* filter=evil\n" });
  const ran = join(repo.path, "ran");
  repo.write({ "hooks/reference-transaction": `#!/bin/sh\necho hook >> '${ran}'\n`, "fsmonitor": `#!/bin/sh\necho fsmonitor >> '${ran}'\n` });
  for (const file of ["hooks/reference-transaction", "fsmonitor"]) chmodSync(join(repo.path, file), 0o755);
  repo.git("update-ref", "refs/heads/control", "HEAD");
  for (const [key, value] of [["core.hooksPath", join(repo.path, "hooks")], ["core.fsmonitor", join(repo.path, "fsmonitor")], ["filter.evil.clean", `sh -c "echo filter >> '${ran}'; cat"`]]) repo.git("config", key!, value!);
  const repository = await opened(repo);
  await storeRecord(repository, digest, record(statement));
  await recordsFor(repository, digest);
  expect(() => repo.git("-c", "core.hooksPath=/dev/null", "hash-object", ran)).toThrow(/could not open/);
  repo.git("update-ref", "refs/heads/control2", "HEAD");
  expect(() => repo.git("-c", "core.hooksPath=/dev/null", "hash-object", "--no-filters", ran)).not.toThrow();
});

test("a ref that holds no record is shown with no bytes, never left out; one under a false name keeps the name it claims", async () => {
  const repo = temporary({ "a.ts": "1" });
  const folder = recordsFolder(digest);
  const put = (name: string, files: Record<string, string>): void => {
    const lines = Object.entries(files).map(([file, text]) => `100644 blob ${repo.gitWith({ input: text }, "hash-object", "-w", "--stdin")}\t${file}`);
    repo.git("update-ref", `${folder}/${name}`, repo.gitWith({ input: "x" }, "commit-tree", repo.gitWith({ input: `${lines.join("\n")}\n` }, "mktree")));
  };
  put("1".repeat(64), { "payload.json": "forged", "sig-0.sshsig": "sig" });
  put("2".repeat(64), { "payload.json": "x".repeat(64 * 1024 + 1), "sig-0.sshsig": "sig" });
  put("3".repeat(64), { "payload.json": "{}" });
  repo.git("update-ref", `${folder}/${"4".repeat(64)}`, "HEAD");
  repo.git("update-ref", `${folder}/${"5".repeat(64)}`, repo.gitWith({ input: "blob" }, "hash-object", "-w", "--stdin"));
  put("odd", { "payload.json": "{}", "sig-0.sshsig": "sig" });
  const found = await recordsFor(await opened(repo), digest);
  expect(found.map(({ id, payload, signature }) => [id.slice(0, 4), payload.length, signature.length])).toEqual([
    ["1111", 6, 3],
    ["2222", 0, 3],
    ["3333", 2, 0],
    ["4444", 0, 0],
    ["5555", 0, 0],
    [idOf("{}").slice(0, 4), 2, 3],
  ]);
});

test("a flood of records is said, not cut", async () => {
  const repo = temporary({ "a.ts": "1" });
  const head = repo.git("rev-parse", "HEAD");
  const lines = Array.from({ length: 201 }, (_, i) => `create ${recordsFolder(digest)}/${idOf(String(i))} ${head}\n`);
  repo.gitWith({ input: lines.join("") }, "update-ref", "--stdin");
  await expect(recordsFor(await opened(repo), digest)).rejects.toThrow(/More than 200 sign-offs/);
});

test("works in a repository of SHA-256 and in a bare one", async () => {
  const repo = temporary({ "a.ts": "1" }, { objectFormat: "sha256" });
  await storeRecord(await opened(repo), digest, record(statement));
  expect(await recordsFor(await opened(repo), digest)).toHaveLength(1);
  const bare = temporary();
  bare.git("config", "core.bare", "true");
  await storeRecord(await opened(bare), digest, record(statement));
  expect(await recordsFor(await opened(bare), digest)).toHaveLength(1);
});

import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeDigest } from "../../src/git/change-digest.ts";
import { asTreeOid } from "../../src/ids.ts";
import type { TestRepo } from "../support/repo-of.ts";
import { opened, temporary } from "./opened.ts";

async function digestOf(repo: TestRepo, base: string, head: string): Promise<string> {
  return (await changed(repo, base, head)).digest;
}

async function changed(repo: TestRepo, base: string, head: string): ReturnType<typeof changeDigest> {
  const repository = await opened(repo);
  const tree = (revision: string) => ({ name: "empty", commit: null, oid: asTreeOid(repo.git("rev-parse", `${revision}^{tree}`)) }) as const;
  return changeDigest(repository, tree(base), tree(head));
}

/** The reference once more, from the bytes of the files alone. */
function expected(changes: readonly { path: string; old?: [string, string | Buffer]; new?: [string, string | Buffer] }[]): string {
  const field = (content: string): Buffer => {
    const bytes = Buffer.from(content);
    return Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
  };
  const side = (one: [string, string | Buffer] | undefined): string => (one === undefined ? "-" : one[0] === "160000" ? `gitlink:${String(one[1])}` : `sha256:${createHash("sha256").update(one[1]).digest("hex")}`);
  const records = changes.flatMap((one) => [one.path, one.old?.[0] ?? "000000", one.new?.[0] ?? "000000", side(one.old), side(one.new)].map(field));
  return `sha256:${createHash("sha256").update(Buffer.concat([Buffer.from("riskscore-change-v1\0"), Buffer.from([0, 0, 0, changes.length]), ...records])).digest("hex")}`;
}

const files = { "a.ts": "a1\n", "b.ts": "b1\n", "far/c.ts": "c1\n", "gone.ts": "g\n" };

/** `main` with one commit of `files`, and `topic` with two commits on it. */
function forked(objectFormat: "sha1" | "sha256" = "sha1"): TestRepo {
  const repo = temporary(files, { objectFormat });
  repo.git("checkout", "--quiet", "-b", "topic");
  repo.commit("one", { "a.ts": "a2\n", "new/d.ts": "d\n" });
  repo.commit("two", { "b.ts": "b2\n", "gone.ts": null });
  return repo;
}

const topicChange = expected([
  { path: "a.ts", old: ["100644", "a1\n"], new: ["100644", "a2\n"] },
  { path: "b.ts", old: ["100644", "b1\n"], new: ["100644", "b2\n"] },
  { path: "gone.ts", old: ["100644", "g\n"] },
  { path: "new/d.ts", new: ["100644", "d\n"] },
]);

describe("the digest of a change", () => {
  test.each(["sha1", "sha256"] as const)("is made of paths, modes and bytes alone, in a %s repository", async (format) => {
    const repo = forked(format);
    const { digest, files: count, paths } = await changed(repo, "main", "topic");
    expect(digest).toBe(topicChange);
    expect(count).toBe(4);
    expect(paths).toEqual(["a.ts", "b.ts", "gone.ts", "new/d.ts"]);
  });

  test("survives reword, squash, merge --no-ff and a rebase over other files", async () => {
    const repo = forked();
    repo.git("branch", "kept");
    repo.commit("reword", {}, { args: ["--amend"] });
    expect(await digestOf(repo, "main", "topic")).toBe(topicChange);

    repo.git("checkout", "--quiet", "-b", "squashed", "main");
    repo.git("merge", "--quiet", "--squash", "kept");
    repo.commit("squashed");
    expect(await digestOf(repo, "main", "squashed")).toBe(topicChange);

    repo.git("checkout", "--quiet", "-b", "moved", "main");
    repo.commit("another", { "far/c.ts": "c2\n", "far/e.ts": "e\n" });
    repo.git("checkout", "--quiet", "-b", "rebased", "kept");
    repo.git("-c", "commit.gpgsign=false", "rebase", "--quiet", "moved");
    expect(await digestOf(repo, "moved", "rebased")).toBe(topicChange);

    repo.git("checkout", "--quiet", "-b", "merged", "moved");
    repo.git("merge", "--quiet", "--no-ff", "--no-edit", "--no-gpg-sign", "kept");
    expect(await digestOf(repo, "moved", "merged")).toBe(topicChange);
  });

  test("dies when the base moved in a file of the change", async () => {
    const repo = forked();
    repo.git("checkout", "--quiet", "main");
    repo.commit("same file", { "a.ts": "a1\nmore\n" });
    expect(await digestOf(repo, "main", "topic")).not.toBe(topicChange);
  });

  test.each([
    ["one byte", { "a.ts": "a2\n " }],
    ["one more file", { "z.ts": "" }],
    ["a file less", { "new/d.ts": null }],
    ["another path", { "new/d.ts": null, "new/D.ts": "d\n" }],
    ["an untouched file", { "far/c.ts": "c1\n\n" }],
  ])("dies on %s", async (_, edit) => {
    const repo = forked();
    repo.commit("edit", edit);
    expect(await digestOf(repo, "main", "topic")).not.toBe(topicChange);
  });

  test("tells modes apart: executable, link of the same bytes, submodule", async () => {
    const repo = temporary({ "a.ts": "target" });
    const blob = repo.git("rev-parse", "HEAD:a.ts");
    const digests = new Set<string>();
    for (const mode of ["100644", "100755", "120000"]) {
      repo.git("update-index", "--add", "--cacheinfo", `${mode},${blob},b`);
      const tree = repo.git("write-tree");
      const digest = await digestOf(repo, "HEAD", tree);
      expect(digest).toBe(expected([{ path: "b", new: [mode, "target"] }]));
      digests.add(digest);
    }
    const commit = repo.git("rev-parse", "HEAD");
    repo.git("update-index", "--add", "--cacheinfo", `160000,${commit},b`);
    digests.add(await digestOf(repo, "HEAD", repo.git("write-tree")));
    expect(digests.size).toBe(4);
    expect([...digests].at(-1)).toBe(expected([{ path: "b", new: ["160000", commit] }]));
  });

  test("sees a submodule move that .gitmodules hides from a plain git", async () => {
    const repo = temporary({ ".gitmodules": '[submodule "s"]\n\tpath = s\n\turl = ./s\n\tignore = all\n' });
    repo.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},s`);
    repo.git("commit", "--quiet", "--no-gpg-sign", "--message", "one");
    repo.git("update-index", "--cacheinfo", `160000,${"2".repeat(40)},s`);
    const tree = repo.git("write-tree");
    expect(repo.git("diff-tree", "-r", "HEAD", tree)).toBe("");
    expect(await digestOf(repo, "HEAD", tree)).toBe(expected([{ path: "s", old: ["160000", "1".repeat(40)], new: ["160000", "2".repeat(40)] }]));
  });

  test("is not blinded by textconv, attributes or replace refs", async () => {
    const repo = forked();
    repo.commit("attributes", { ".gitattributes": "*.ts diff=x -diff\n" });
    repo.git("config", "diff.x.textconv", "echo same #");
    const before = await digestOf(repo, "main", "topic");
    repo.git("replace", repo.git("rev-parse", "topic"), repo.git("rev-parse", "main"));
    const repository = await opened(repo);
    const [base, head] = [await repository.commitOf("main"), await repository.commitOf("topic")].map((commit) => repository.treeOfCommit(commit));
    expect((await changeDigest(repository, base!, head!)).digest).toBe(before);
  });

  test("takes paths as bytes: newlines, quotes, and names that are no UTF-8", async () => {
    const repo = temporary({ "a.ts": "1" });
    const blob = repo.git("rev-parse", "HEAD:a.ts");
    const names = [Buffer.from("line\nbreak.ts"), Buffer.from('"quoted".ts'), Buffer.from([0x66, 0xff, 0x2e, 0x74, 0x73]), Buffer.from("é.ts")];
    const trees = names.map((name) => {
      const input = Buffer.concat([Buffer.from(`100644 ${blob}\t`), name, Buffer.from([0])]);
      repo.gitWith({ input }, "update-index", "-z", "--index-info");
      return repo.git("write-tree");
    });
    const digests = await Promise.all(trees.map((tree) => digestOf(repo, "HEAD", tree)));
    expect(new Set(digests).size).toBe(names.length);
    const { paths } = await changed(repo, "HEAD", trees.at(-1)!);
    expect(paths).toEqual(['"quoted".ts', "f%FF.ts", "line\nbreak.ts", "é.ts"]);
  });

  test("hashes blobs that are larger than anything we parse, and empty ones", async () => {
    const large = Buffer.alloc(9 << 20, "riskscore");
    const repo = temporary({ "a.ts": "1" });
    repo.commit("large", { "large.bin": large, empty: "" });
    expect(await digestOf(repo, "HEAD~1", "HEAD")).toBe(expected([{ path: "empty", new: ["100644", ""] }, { path: "large.bin", new: ["100644", large] }]));
  });

  test("of nothing is that of an empty list", async () => {
    const repo = temporary({ "a.ts": "1" });
    expect(await changed(repo, "HEAD", "HEAD")).toEqual({ digest: expected([]), files: 0, paths: [] });
  });

  test("refuses a tree that holds one path twice", async () => {
    const repo = temporary({ "a.ts": "1", "b.ts": "2" });
    const entry = (path: string): Buffer => Buffer.concat([Buffer.from("100644 a.ts\0"), Buffer.from(repo.git("rev-parse", `HEAD:${path}`), "hex")]);
    const tree = repo.gitWith({ input: Buffer.concat([entry("a.ts"), entry("b.ts")]) }, "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
    await expect(digestOf(repo, repo.git("hash-object", "-t", "tree", "-w", "/dev/null"), tree)).rejects.toMatchObject({ kind: "git", message: expect.stringContaining("twice") });
  });

  test("a blob that is not in this clone is a Failure, never a shorter list", async () => {
    const repo = forked();
    const oid = repo.git("rev-parse", "topic:a.ts");
    rmSync(join(repo.path, ".git/objects", oid.slice(0, 2), oid.slice(2)));
    await expect(digestOf(repo, "main", "topic")).rejects.toMatchObject({ kind: "git", message: `The content of a.ts that this change names (blob ${oid}) is not in this clone, so what is signed cannot be told.` });
  });

  test("equals the reference for random files in real repositories", async () => {
    const repo = temporary({});
    const content = fc.dictionary(fc.constantFrom("a", "a.b", "a-b", "d/a", "d/b/c", "d.x", "é"), fc.constantFrom("", "1", "2\n", "\0\n"), { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(content, content, async (base, head) => {
        const tree = (of: Record<string, string>): string => {
          repo.git("read-tree", "--empty");
          const lines = Object.entries(of).map(([path, text]) => `100644 ${repo.gitWith({ input: text }, "hash-object", "-w", "--stdin")}\t${path}\0`);
          repo.gitWith({ input: lines.join("") }, "update-index", "-z", "--index-info");
          return repo.git("write-tree");
        };
        const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])].filter((path) => base[path] !== head[path]);
        const bytewise = paths.toSorted((a, b) => Buffer.from(a).compare(Buffer.from(b)));
        const changes = bytewise.map((path) => ({ path, ...(path in base && { old: ["100644", base[path]!] as [string, string] }), ...(path in head && { new: ["100644", head[path]!] as [string, string] }) }));
        expect(await digestOf(repo, tree(base), tree(head))).toBe(expected(changes));
      }),
      { numRuns: 12 },
    );
  });
});

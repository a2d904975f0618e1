import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { runBuilt } from "../support/run-built.ts";
import { askedFor, byTool, none, serverWith, signedBySam, statementFor, type Server } from "./receiving.ts";

const made: Server[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});
function aServer(...args: Parameters<typeof serverWith>): Server {
  const server = serverWith(...args);
  made.push(server);
  return server;
}

describe("where it runs", () => {
  test.for([{ objectFormat: "sha256" }, { withWorktree: true }] as const)("%o: stops, and lets pass with a record in the same push", async (options) => {
    const server = aServer({}, options);
    const { here, push, log } = server;
    const old = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    expect(push("origin", "main").code).toBe(1);
    const { id, ref } = await signedBySam(here, statementFor(askedFor(server, "refs/heads/main", { old, head })));
    expect(push("origin", "main", ref).code).toBe(0);
    expect(log().filter(({ event }) => event === "landed")).toMatchObject([{ data: { head, signoffs: [id] } }]);
    expect(push("origin", ":refs/heads/main").code).toBe(1);
  });

  test("objects that lie in another repository", () => {
    const { folder, here, there, push } = aServer();
    mkdirSync(join(folder, "store"));
    renameSync(join(there.path, "objects"), join(folder, "store/objects"));
    mkdirSync(join(there.path, "objects/info"), { recursive: true });
    writeFileSync(join(there.path, "objects/info/alternates"), "../../store/objects\n");
    here.commit("by hand", { "README.md": "x\n" });
    expect(push("origin", "main").code).toBe(0);
    byTool(here);
    expect(push("origin", "main").code).toBe(1);
  });

  test("two who push at once: one lands, the log holds, and every decision is in it", async () => {
    const { here, there, clone, pushing, log } = aServer();
    const [kim, lou] = [clone("kim"), clone("lou")];
    kim.commit("kim", { "kim.md": "x\n" });
    lou.commit("lou", { "lou.md": "x\n" });
    byTool(here);
    const [a, b, c] = await Promise.all([pushing(kim, "origin", "main"), pushing(lou, "origin", "main"), pushing(here, "origin", "main")]);
    expect([a.code, b.code].sort(), a.said + b.said).toEqual([0, 1]);
    expect(c.code).toBe(1);
    expect(there.git("rev-list", "--count", "main")).toBe("2");
    expect(log().filter(({ event }) => event === "landed")).toHaveLength(1);
    expect(await runBuilt(there, ["audit", "verify", "--anchors", join(there.path, "riskscore-server/anchors.jsonl")])).toMatchObject({ code: 0 });
  });

  test("what git did not write is no push: nothing on stdin, half a line, a namespace", () => {
    const { there, hook } = aServer();
    const head = there.git("rev-parse", "main");
    expect(hook("pre-receive", "")).toMatchObject({ code: 2, said: expect.stringContaining("Nothing came on stdin") as string });
    expect(hook("pre-receive", `${none} ${head}\n`).code).toBe(2);
    expect(hook("pre-receive", `${none} ${head} main\n`).code).toBe(2);
    expect(hook("pre-receive", `${none} ${"a".repeat(64)} refs/heads/x\n`).code).toBe(2);
    expect(hook("pre-receive", `${none} ${head} refs/heads/x\n`, { env: { GIT_NAMESPACE: "x" } }).code).toBe(2);
    expect(hook("pre-receive", `${none} ${"a".repeat(40)} refs/heads/release/1\n`).code).toBe(2);
    expect(hook("pre-receive", `${"b".repeat(40)} ${head} refs/heads/main\n`).code).toBe(2);
    expect(hook("pre-receive", `${none} ${none} refs/heads/gone\n`).code).toBe(0);
    expect(hook("post-receive", "").code).toBe(2);
  });

  test("JSON is all that is printed on stdout", () => {
    const { here, hook, push } = aServer();
    const old = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    push("origin", "main:x");
    const answer = JSON.parse(hook("pre-receive", `${old} ${head} refs/heads/main\n`, { args: ["--json"] }).out) as object;
    expect(answer).toMatchObject({ schemaVersion: 1, decision: "needs-sign-off", accepted: false, refs: [{ ref: "refs/heads/main", rule: "over the bar" }] });
  });
});

describe("what enforcement rests on", () => {
  test("a cache that others write is not read; the same lie in its own folder would be believed", () => {
    const { here, there, push } = aServer();
    byTool(here);
    expect(push("origin", "main").code).toBe(1);
    const own = join(there.path, "riskscore-server/cache");
    const poisoned = join(there.path, "riskscore");
    cpSync(own, poisoned, { recursive: true });
    const lie = (folder: string): void => {
      for (const name of readdirSync(join(folder, "evidence"))) {
        const file = join(folder, "evidence", name);
        const payload = Buffer.from(JSON.stringify({ ...(JSON.parse(readFileSync(file).subarray(18 + 32).toString()) as object), empty: true }));
        writeFileSync(file, Buffer.concat([Buffer.from("riskscore-cache-1\n"), createHash("sha256").update(payload).digest(), payload]));
      }
    };
    lie(poisoned);
    expect(push("origin", "main").code).toBe(1);
    lie(own);
    expect(push("origin", "main")).toMatchObject({ code: 0, said: expect.stringContaining("nothing changes") as string });
  });

  test.skipIf(process.platform === "win32")("a folder that others can write, or that is a link, stops everything", () => {
    const { folder, here, there, push } = aServer();
    const own = join(there.path, "riskscore-server");
    here.commit("by hand", { "README.md": "x\n" });
    expect(push("origin", "main").code).toBe(0);
    here.commit("more", { "README.md": "y\n" });
    chmodSync(own, 0o770);
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("can be written by others") as string });
    renameSync(own, join(folder, "elsewhere"));
    chmodSync(join(folder, "elsewhere"), 0o700);
    symlinkSync(join(folder, "elsewhere"), own);
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("is no folder") as string });
    rmSync(own);
    renameSync(join(folder, "elsewhere"), own);
    chmodSync(join(there.path, "riskscore-audit"), 0o777);
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("can be written by others") as string });
    chmodSync(join(there.path, "riskscore-audit"), 0o700);
    writeFileSync(join(own, "memory.json"), "{}");
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("What this server remembers") as string });
  });

  test("a decision that cannot be logged is none where it is enforced", () => {
    const { here, there, push } = aServer();
    mkdirSync(join(there.path, "riskscore-audit"), { mode: 0o700 });
    mkdirSync(join(there.path, "riskscore-audit/audit.jsonl"));
    here.commit("by hand", { "README.md": "x\n" });
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("audit log") as string });
  });

  test("over a limit it stops, and says which", () => {
    const { here, there, push, hook } = aServer();
    const old = here.git("rev-parse", "HEAD");
    const limited = (key: string, value: string): void => {
      there.git("config", `riskscore.${key}`, value);
      const { code, said } = push("origin", "main");
      expect([code, said]).toEqual([1, expect.stringContaining(`riskscore.${key}`)]);
      expect(said).toContain("(over the limits)");
      there.git("config", "--unset", `riskscore.${key}`);
    };
    const head = here.commit("two files of 3 KB", { "a.md": "x".repeat(3000), "b.md": "y".repeat(3000) });
    limited("maxFiles", "1");
    limited("maxBytes", "5k");
    push("origin", "main:feat");
    there.git("config", "riskscore.maxRefs", "1");
    expect(hook("pre-receive", `${old} ${head} refs/heads/main\n${none} ${head} refs/heads/two\n`)).toMatchObject({ code: 2, said: expect.stringContaining("riskscore.maxRefs") as string });
    there.git("config", "riskscore.maxTime", "soon");
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("riskscore.maxTime is 'soon'") as string });
    there.git("config", "--unset", "riskscore.maxTime");
    expect(push("origin", "main").code).toBe(0);
  });

  test("a ref that moved although nobody let it pass is told", () => {
    const { here, there, push, log } = aServer();
    rmSync(join(there.path, "hooks/pre-receive"));
    byTool(here);
    expect(push("origin", "main")).toMatchObject({ code: 0, said: expect.stringContaining("no pre-receive of this server has let it pass") as string });
    expect(log().filter(({ event }) => event === "landed")).toMatchObject([{ data: { judged: false, signoffs: [] } }]);
  });
});

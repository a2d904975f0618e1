import { afterEach, describe, expect, test } from "vitest";
import { policy } from "./pushing.ts";
import { askedFor, byTool, digestOf, serverWith, signedBySam, statementFor, type Server } from "./receiving.ts";

const made: Server[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});
function aServer(...args: Parameters<typeof serverWith>): Server {
  const server = serverWith(...args);
  made.push(server);
  return server;
}

describe("the same verdict as before a push, whatever the laptop did", () => {
  test("a tool's change that checkout feels: stopped without any client hook, nothing moved, all logged", () => {
    const { here, there, push, log } = aServer();
    const before = there.git("rev-parse", "main");
    byTool(here);
    const { code, said } = push("--no-verify", "origin", "main");
    expect([code, said]).toEqual([1, expect.stringContaining("remote: riskscore: STOPPED: the change to refs/heads/main needs a senior's sign-off")]);
    expect(said).toContain("src/checkout.ts#pay");
    expect(said).toMatch(/remote: +riskscore signoff request [0-9a-f]{40}\.\.[0-9a-f]{40}/);
    expect(there.git("rev-parse", "main")).toBe(before);
    expect(log()).toMatchObject([{ event: "decision", subject: "refs/heads/main", data: { by: "pre-receive", decision: "needs-sign-off", stopped: true, rejected: true, direct: true, ai: "tagged" } }]);
  });

  test("send-pack, a scratch branch first, a forged follower, environment, configuration and push options change nothing", () => {
    const { here, there, push, pushWith } = aServer();
    there.git("config", "receive.advertisePushOptions", "true");
    const head = byTool(here);
    expect(push("origin", "HEAD:refs/heads/scratch")).toMatchObject({ code: 0, said: expect.stringContaining("lands nowhere yet: not stopped") as string });
    here.git("update-ref", "refs/remotes/origin/main", head);
    here.git("config", "riskscore.enforce", "false");
    expect(push("-o", "riskscore=off", "origin", "main").code).toBe(1);
    expect(pushWith({ HUSKY: "0", RISKSCORE_ENFORCE: "0", RISKSCORE_SKIP: "1", GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "riskscore.maxTime", GIT_CONFIG_VALUE_0: "1" }, "origin", "main").code).toBe(1);
    expect(() => here.git("send-pack", there.path, "main:main")).toThrow(/needs a senior's sign-off/);
    expect(push("origin", "main:main", "scratch-does-not-exist").code).not.toBe(0);
    expect(push("origin", "main", "HEAD:refs/heads/other").code).toBe(1);
    expect(there.git("for-each-ref", "--format=%(refname)")).toBe("refs/heads/main\nrefs/heads/scratch");
  });

  test("a policy lowered in the same push is judged by the one that stands", () => {
    const { here, push } = aServer();
    byTool(here, { ".riskrc.json": JSON.stringify({ ...policy, mode: "observe", roster: { people: [] } }), "src/lib.ts": "export const a = 3;\n" });
    const { code, said } = push("origin", "main");
    expect([code, said]).toEqual([1, expect.stringContaining("a policy-admin has to answer")]);
  });
});

describe("sign-offs", () => {
  test("a record that comes with the push counts, landing uses it up for good, also after the branch went back", async () => {
    const server = aServer();
    const { here, there, push, log } = server;
    const old = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    const { id, ref } = await signedBySam(here, statementFor(askedFor(server, "refs/heads/main", { old, head })));
    expect(push("origin", "main").code).toBe(1);
    expect(push("--atomic", "origin", "main", ref)).toMatchObject({ code: 0, said: expect.stringContaining("refs/heads/main: pass (signed off)") as string });
    expect(log().filter(({ event }) => event === "landed")).toMatchObject([{ subject: "refs/heads/main", data: { old, head, judged: true, rule: "signed off", signoffs: [id] } }]);
    expect(log().map(({ event }) => event)).toEqual(expect.arrayContaining(["signoff", "anchor"]));
    expect(there.git("for-each-ref", "--format=%(refname)", "refs/riskscore")).toBe(ref);
    expect(push("--force", "origin", `${old}:refs/heads/main`).code).toBe(0);
    const again = push("origin", "main");
    expect([again.code, again.said]).toEqual([1, expect.stringMatching(/used.up/)]);
  });

  test("a record that was there before counts; so does one for a change that was rebased; an edited byte does not pass", async () => {
    const server = aServer();
    const { here, push } = server;
    const old = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    const { ref } = await signedBySam(here, statementFor(askedFor(server, "refs/heads/main", { old, head })));
    expect(push("origin", ref).code).toBe(0);
    byTool(here, { "src/total.ts": 'import { a } from "./lib";\nexport const total = a ;\n' });
    expect(push("origin", "main").code).toBe(1);
    here.git("reset", "--quiet", "--hard", old);
    here.commit("by hand, beside it", { "README.md": "x\n" });
    expect(push("origin", "main").code).toBe(0);
    here.git("cherry-pick", head);
    expect(push("origin", "main").code).toBe(0);
  });

  test("records are created and never moved, under their own name only; replace refs never", async () => {
    const server = aServer();
    const { here, there, push } = server;
    const old = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    const statement = statementFor(askedFor(server, "refs/heads/main", { old, head }));
    const { id, ref } = await signedBySam(here, statement);
    const stop = (rule: string, ...args: string[]) => expect(push("--force", "origin", ...args)).toMatchObject({ code: 1, said: expect.stringContaining(`blocked (${rule})`) as string });
    stop("misnames a sign-off", `${ref}:${ref.slice(0, -4)}aaaa`);
    stop("misnames a sign-off", `${ref}:refs/riskscore/signoffs/aa/${"a".repeat(64)}/${id}`);
    stop("misnames a sign-off", `HEAD:${ref}`);
    stop("misnames a sign-off", `${ref}:refs/riskscore/signoffs`);
    stop("misnames a sign-off", `${ref}:refs/riskscore`);
    stop("writes a replace ref", `HEAD:refs/replace/${head}`);
    stop("writes a replace ref", `HEAD:refs/Replace/${head}`);
    expect(push("origin", ref, "HEAD:refs/notes/x", "HEAD:refs/riskscore/review/x").code).toBe(0);
    stop("rewrites a sign-off", `:${ref}`);
    stop("rewrites a sign-off", `HEAD:${ref}`);
    // No mode loosens these.
    const observing = here.commit("observe", { ".riskrc.json": JSON.stringify({ ...policy, mode: "observe" }) });
    there.git("fetch", "--quiet", here.path, "main:refs/heads/main", "--force");
    expect(there.git("rev-parse", "main")).toBe(observing);
    stop("rewrites a sign-off", `:${ref}`);
  });

  test("whoever pushes does not answer for the change", async () => {
    const server = aServer();
    const { here, hook } = server;
    const old = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    const { ref } = await signedBySam(here, statementFor(askedFor(server, "refs/heads/main", { old, head })));
    expect(server.push("origin", ref).code).toBe(0);
    const line = `${old} ${head} refs/heads/main\n`;
    expect(hook("pre-receive", line, { env: { GL_USERNAME: "kim" } }).code).toBe(0);
    expect(hook("pre-receive", line, { env: { GL_USERNAME: "sam" } }).code).toBe(1);
    expect(hook("pre-receive", line, { env: { GITEA_PUSHER_NAME: "x", GITEA_PUSHER_EMAIL: "Sam@Example.test" } }).code).toBe(1);
    expect(hook("pre-receive", line, { env: { GIT_PUSH_CERT_SIGNER: "Sam <sam@example.test>", GIT_PUSH_CERT_STATUS: "B" } }).code).toBe(0);
    expect(hook("pre-receive", line, { env: { GIT_PUSH_CERT_SIGNER: "Sam <sam@example.test>", GIT_PUSH_CERT_STATUS: "G" } }).code).toBe(1);
  });
});

describe("refs", () => {
  test("deletes, several refs, tags, and what is no commit", () => {
    const { here, there, push } = aServer();
    const first = here.git("rev-parse", "HEAD");
    expect(push("origin", "main:release/1", "main:feat").code).toBe(0);
    expect(push("origin", ":feat").code).toBe(0);
    expect(push("origin", ":release/1")).toMatchObject({ code: 1, said: expect.stringContaining("blocked (deletes a protected ref)") as string });
    here.git("tag", "-a", "v0", "-m", "zero");
    here.git("tag", "light");
    expect(push("origin", "v0", "light").code).toBe(0);
    here.commit("by hand", { "README.md": "x\n" });
    here.git("tag", "v1");
    expect(push("origin", "main", "v1")).toMatchObject({ code: 0 });
    here.git("checkout", "--quiet", "-b", "bad");
    byTool(here);
    here.git("tag", "-a", "v2", "-m", "two");
    expect(push("origin", "bad").code).toBe(0);
    expect(push("origin", "v2")).toMatchObject({ code: 1, said: expect.stringContaining("refs/tags/v2 (meant for refs/heads/main): needs-sign-off") as string });
    expect(push("origin", "main:harmless", "v2", "main:release/2")).toMatchObject({ code: 1 });
    here.git("tag", "blob", here.git("rev-parse", "HEAD:package.json"));
    expect(push("origin", "blob")).toMatchObject({ code: 1, said: expect.stringContaining("blocked (is no commit)") as string });
    expect(push("origin", "bad:release/3").code).toBe(1);
    expect(push("--force", "origin", `${first}:refs/heads/main`).code).toBe(0);
    expect(there.git("for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags").split("\n").sort()).toEqual(["refs/heads/bad", "refs/heads/main", "refs/heads/release/1", "refs/tags/light", "refs/tags/v0", "refs/tags/v1"]);
  });

  test("an alias of a protected branch is that branch, and what a file system takes for one is protected", () => {
    const { here, there, push } = aServer();
    there.git("symbolic-ref", "refs/heads/trunk", "refs/heads/main");
    byTool(here);
    expect(push("origin", "main:trunk")).toMatchObject({ code: 1, said: expect.stringContaining("STOPPED: the change to refs/heads/main") as string });
    expect(push("origin", "main:Main")).toMatchObject({ code: 1, said: expect.stringContaining("STOPPED") as string });
    expect(push("origin", "main:RELEASE/1").code).toBe(1);
  });

  test("a history of its own is compared with nothing on a new ref, and with the tip on an old one", () => {
    const { here, push } = aServer();
    here.git("checkout", "--quiet", "--orphan", "other");
    byTool(here, { "src/lib.ts": "export const a = 9;\n" });
    expect(push("origin", "other:release/9").code).toBe(1);
    expect(push("--force", "origin", "other:main").code).toBe(1);
  });

  test("a force push over main answers for what it takes away", () => {
    const { here, push } = aServer();
    const first = here.git("rev-parse", "HEAD");
    here.commit("a fix by hand", { "src/lib.ts": "export const a = 5;\n" });
    expect(push("origin", "main").code).toBe(0);
    here.git("reset", "--quiet", "--hard", first);
    byTool(here, { "README.md": "x\n" });
    expect(push("--force", "origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("src/checkout.ts#pay") as string });
  });
});

describe("policy", () => {
  test("the first policy push, and nothing else, lands where no policy stands; it is said, and happens once", () => {
    const { here, there, push } = aServer({ ".riskrc.json": null }, { empty: true });
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("blocked (policy missing)") as string });
    expect(push("origin", "main:feat").code).toBe(0);
    here.commit("broken", { ".riskrc.json": "{" });
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("blocked (policy missing)") as string });
    here.commit("policy", { ".riskrc.json": JSON.stringify(policy) });
    expect(push("origin", "main:release/1").code).toBe(1);
    expect(push("origin", "main")).toMatchObject({ code: 0, said: expect.stringMatching(/pass \(first policy\)[\s\S]*trusted from now on/) as string });
    // Whoever runs the server takes the policy away: that does not begin anew by itself.
    const without = here.commit("gone", { ".riskrc.json": null });
    here.git("push", "--quiet", "origin", "HEAD:refs/heads/x");
    there.git("update-ref", "refs/heads/main", without);
    here.commit("mine", { ".riskrc.json": JSON.stringify({ ...policy, mode: "observe" }) });
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("blocked (policy missing)") as string });
  });

  test("a base without a policy takes the first one; another protected ref takes one that the base's policy-admin lets in", () => {
    const { here, push } = aServer({ ".riskrc.json": null });
    here.git("push", "--quiet", "origin", "main:release/1");
    here.commit("by hand", { "README.md": "x\n" });
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("blocked (policy missing)") as string });
    here.commit("policy", { ".riskrc.json": JSON.stringify(policy) });
    expect(push("origin", "main")).toMatchObject({ code: 0, said: expect.stringContaining("pass (first policy)") as string });
    here.git("checkout", "--quiet", "-b", "release", "HEAD~2");
    here.commit("a fix", { "README.md": "y\n" });
    expect(push("origin", "release:release/1")).toMatchObject({ code: 1, said: expect.stringContaining("blocked (policy missing)") as string });
    here.commit("its own", { ".riskrc.json": JSON.stringify({ ...policy, mode: "observe" }) });
    expect(push("origin", "release:release/1")).toMatchObject({ code: 1, said: expect.stringContaining("a policy-admin has to answer") as string });
  });

  test("a policy that could not be read afterwards does not land, whoever signs", () => {
    const { here, push } = aServer();
    here.commit("broken", { ".riskrc.json": "{" });
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("leaves no policy") as string });
    here.git("reset", "--quiet", "--hard", "HEAD~1");
    here.commit("gone", { ".riskrc.json": null });
    expect(push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("leaves no policy") as string });
  });

  test("what was revoked stays revoked: an older roster does not come back, and no key or sign-off with it", async () => {
    const server = aServer();
    const { here, there, push, log } = server;
    const first = here.git("rev-parse", "HEAD");
    const head = byTool(here);
    const { id, ref } = await signedBySam(here, statementFor(askedFor(server, "refs/heads/main", { old: first, head })));
    const revoking = { ...policy, roster: { ...policy.roster, revokedSignoffs: [id] } };
    here.git("reset", "--quiet", "--hard", first);
    const second = here.commit("revoked", { ".riskrc.json": JSON.stringify(revoking) });
    const admin = await signedBySam(here, statementFor(askedFor(server, "refs/heads/main", { old: first, head: second }), { signer: { ...statementFor({ digest: "sha256:", policyDigest: "" }).signer, role: "policy-admin" } }));
    expect(push("origin", "main", admin.ref, ref).code).toBe(0);
    expect(log().filter(({ event }) => event === "policy")).toMatchObject([{ subject: "refs/heads/main", data: { number: 2, wayBack: false } }]);
    // Back to the first policy, with a policy-admin's word for it.
    const third = here.commit("as it was", { ".riskrc.json": JSON.stringify(policy) });
    const again = await signedBySam(here, statementFor({ digest: await digestOf(here, second, third), policyDigest: `sha256:${"0".repeat(64)}` }, { signer: { ...statementFor({ digest: "sha256:", policyDigest: "" }).signer, role: "policy-admin" } }));
    expect(push("origin", "main", again.ref)).toMatchObject({ code: 1, said: expect.stringMatching(/brings back a revocation[\s\S]*the sign-off [0-9a-f]{12}/) as string });
    // Nor by a new protected ref at the old commit.
    expect(push("origin", `${first}:refs/heads/release/1`)).toMatchObject({ code: 1, said: expect.stringContaining("brings back a revocation") as string });
    // Nor by somebody who resets the branch on the server: what was revoked is remembered.
    there.git("update-ref", "refs/heads/main", first);
    expect(push("origin", `${head}:refs/heads/main`).code).toBe(1);
  });

  test("a new protected ref at a commit with another policy asks for a policy-admin", async () => {
    const server = aServer({ ".riskrc.json": JSON.stringify({ ...policy, mode: "warn" }) });
    const { here, push } = server;
    const first = here.git("rev-parse", "HEAD");
    const second = here.commit("enforce", { ".riskrc.json": JSON.stringify(policy) });
    expect(push("origin", "main")).toMatchObject({ code: 0, said: expect.stringContaining("policy-admin") as string });
    expect(push("origin", `${first}:refs/heads/release/1`)).toMatchObject({ code: 1, said: expect.stringContaining("policy-admin") as string });
    expect(push("origin", `${second}:refs/heads/release/1`).code).toBe(0);
  });

  test("observe and warn hold on the server; a broken policy stops with 2; client.onUndecided does not count", () => {
    const observing = aServer({ ".riskrc.json": JSON.stringify({ ...policy, mode: "observe" }) });
    byTool(observing.here);
    expect(observing.push("origin", "main")).toMatchObject({ code: 0, said: expect.stringContaining("mode observe: not stopped") as string });
    expect(observing.log().find(({ event }) => event === "decision")).toMatchObject({ data: { decision: "needs-sign-off", stopped: false, mode: "observe" } });
    const broken = aServer({ ".riskrc.json": "{" });
    const [old, head] = [broken.here.git("rev-parse", "HEAD"), broken.here.commit("mended", { ".riskrc.json": JSON.stringify(policy) })];
    expect(broken.push("origin", "main")).toMatchObject({ code: 1, said: expect.stringContaining("undecided (broken policy)") as string });
    expect(broken.push("origin", "main:feat")).toMatchObject({ code: 1 });
    broken.there.git("fetch", "--quiet", broken.here.path, "main:refs/heads/kept");
    expect(broken.hook("pre-receive", `${old} ${head} refs/heads/main\n`).code).toBe(2);
    const gaps = aServer({ ".riskrc.json": JSON.stringify({ ...policy, client: { onUndecided: "warn" } }) });
    gaps.there.git("config", "riskscore.maxFiles", "1");
    gaps.here.commit("two", { "a.md": "x\n", "b.md": "x\n" });
    expect(gaps.push("origin", "main").code).toBe(1);
  });
});


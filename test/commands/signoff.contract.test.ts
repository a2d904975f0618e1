import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { signoff } from "../../src/commands/signoff.ts";
import type { SignCommand, SignoffCommand } from "../../src/commands/request.ts";
import { Failure } from "../../src/failure.ts";
import type { Host } from "../../src/host.ts";
import { openAuditLog } from "../../src/store/audit-log.ts";
import type { TestRepo } from "../support/repo-of.ts";
import { personTyping } from "../support/scripted-host.ts";
import { agentEdits, byAgent, policyOf, roster, signedWorld, today, worldOf } from "../support/signed-world.ts";

type World = ReturnType<typeof signedWorld>;
const worlds: World[] = [];
afterEach(() => worlds.splice(0).forEach((one) => one.remove()));
function world(...more: Parameters<typeof signedWorld>): World {
  const made = signedWorld(...more);
  worlds.push(made);
  return made;
}

const common = { command: "signoff", format: "human", color: "never", repo: undefined, remote: null, target: null } as const;
const signing: SignCommand = { ...common, action: "sign", decision: "approve", settles: null, key: null, reason: null, ticket: null, hours: null, in: null, out: null };
const words = {
  request: { ...common, action: "request", reason: null, out: null },
  sign: signing,
  verify: { ...common, action: "verify", in: null },
  list: { ...common, action: "list" },
  show: { ...common, action: "show", id: "" },
  revoke: { ...common, action: "revoke", id: "" },
} as const satisfies Record<string, SignoffCommand>;

type Said = Awaited<ReturnType<typeof signoff>> & { readonly shown: string };

async function say(repo: TestRepo, command: SignoffCommand, lines: readonly string[] = [], over: Partial<Host> = {}): Promise<Said> {
  const host = personTyping(repo, lines, { now: () => today, ...over });
  const answer = await signoff(worldOf(host), command);
  return { ...answer, shown: host.err.join("") };
}

async function refusal(work: Promise<unknown>): Promise<Failure> {
  const failure = await work.then(() => null, (error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  const { message, hint } = failure as Failure;
  expect(message).toMatch(/^[^\n]+[.)]$/);
  expect(hint, message).toMatch(/\w/);
  return failure as Failure;
}

const refsOf = (repo: TestRepo): string => repo.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/riskscore");
const logOf = (repo: TestRepo): readonly string[] => openAuditLog(join(repo.path, ".git", "riskscore-audit"), { now: () => today }).read().map(({ event, data }) => `${event} ${String(data["person"] ?? "")}`.trim());
const digestIn = (text: string): string => /riskscore signoff ([0-9a-f]{12})\n/.exec(text)![1]!;

async function requested(made: World): Promise<string> {
  agentEdits(made.author);
  return digestIn((await say(made.author, words.request)).text);
}

test("the way through: asked, found, shown, typed, signed, pushed, and it covers", async () => {
  const made = world();
  agentEdits(made.author);
  const asked = await say(made.author, { ...words.request, reason: "faster sums" });
  expect(asked.text).toMatch(/^Asked for 1 senior to answer for [0-9a-f]{12} \(1 file, impact high\) on its way to refs\/heads\/main\.\nIt is on origin/);
  expect(asked.text).toMatch(/Who can answer:\n {2}sam {2}senior {2}CODEOWNERS: 1 file\n {2}pat {2}senior\n/);
  expect(asked.text).not.toMatch(/ (?:dot|gone|eve) /);
  const digest = digestIn(asked.text);
  expect(made.remote.git("for-each-ref", "--format=%(refname)", "refs/heads")).toBe("refs/heads/main");

  const before = await say(made.author, words.verify);
  expect(before).toMatchObject({ ending: "stopped", text: expect.stringContaining("needs a senior's sign-off") as unknown });

  const key = made.keys(made.senior, "sam");
  made.senior.git("config", "user.email", "sam@example.test");
  const waiting = await say(made.senior, words.sign);
  expect(waiting.text).toMatch(new RegExp(`^1 request waits for you:\\n  ${digest}  high \\d+  0 minutes  .*faster sums\\n`));

  const done = await say(made.senior, { ...words.sign, target: digest, key }, ["looked at it with care", "high"]);
  expect(done.shown).toContain("You sign: approve");
  expect(done.shown).toContain("Type 'high' to sign as sam");
  expect(done.text).toMatch(/^Signed by sam \(senior\), good until 2024-01-08T01:00:00Z; record [0-9a-f]{12}, pushed to origin\.\nIts author can push now\.\n$/);
  expect(done.notes).toEqual([]);

  const after = await say(made.author, words.verify);
  expect(after).toMatchObject({ ending: "answered", text: expect.stringContaining("approve by sam (senior) counts") as unknown });
  expect([logOf(made.author), logOf(made.senior)]).toEqual([["request"], ["signoff sam"]]);
  expect((await say(made.senior, words.sign)).text).toContain(`${digest} waits for nobody: it has all it needs.`);
  const again = await refusal(say(made.senior, { ...words.sign, target: digest, key }, ["x", "high"]));
  expect(again.message).toBe("Nothing is left to sign: sam answered for it.");
});

test("one byte more is another change; a rebase over other files is the same one", async () => {
  const made = world();
  const digest = await requested(made);
  await say(made.senior, { ...words.sign, target: digest, key: made.keys(made.senior, "sam"), reason: "fine" }, ["high"]);
  made.senior.commit("elsewhere", { "docs/readme.md": "# The shop\n" });
  made.senior.git("push", "--quiet", "origin", "main");
  made.author.git("fetch", "--quiet");
  made.author.git("rebase", "--quiet", "origin/main");
  expect((await say(made.author, words.verify)).ending).toBe("answered");
  made.author.commit("more", { "src/sum.ts": "export const sum = (a: number, b: number): number => b + a; \n" });
  expect((await say(made.author, words.verify)).ending).toBe("stopped");
});

describe("nothing is signed, and nothing is written", () => {
  const signs = (made: World, digest: string, more: Partial<SignCommand> = {}, lines: readonly string[] = ["because", "high"], over: Partial<Host> = {}): Promise<Failure> =>
    refusal(say(made.senior, { ...words.sign, target: digest, key: join(made.senior.path, ".git/keys/sam"), ...more }, lines, over));

  // Nothing is written, so all refusals share a world.
  let shared: World;
  let askedFor: string;
  beforeAll(async () => {
    shared = signedWorld();
    askedFor = await requested(shared);
    for (const name of ["sam", "dot", "eve", "gone", "stranger"]) shared.keys(shared.senior, name);
  });
  afterAll(() => shared.remove());

  test.for<readonly [string, Partial<SignCommand>, readonly string[], Partial<Host>, RegExp]>([
    ["no key", { key: null }, [], {}, /no key to sign with: git's user.signingkey is not set/],
    ["a key file that is not there", { key: "nowhere" }, [], {}, /no key file 'nowhere'/],
    ["a file that is no key", { key: "src/sum.ts" }, [], {}, /The key 'src\/sum.ts' (?:is no line|cannot be used)/],
    ["a key that is not on the roster", { key: ".git/keys/stranger" }, [], {}, /The key SHA256:\S+ is not on the roster of refs\/heads\/main/],
    ["a person out of scope", { key: ".git/keys/dot" }, [], {}, /by dot would not count: .*scope does not hold "src\/sum.ts"/],
    ["a person without the role", { key: ".git/keys/eve" }, [], {}, /by eve would not count: .*senior/],
    ["a person who is inactive", { key: ".git/keys/gone" }, [], {}, /by gone would not count: .*inactive/],
    ["no terminal", {}, [], { stdinIsTerminal: false }, /no terminal to type in/],
    ["an agent's environment", {}, [], { detectedAgent: () => Promise.resolve("claude") }, /environment of claude-code, and a sign-off is a person's own act/],
    ["the wrong word", {}, ["because", "High"], {}, /'High' is not 'high', so nothing was signed/],
    ["no word at all", {}, ["because"], {}, /'' is not 'high'/],
    ["no reason", {}, ["  ", "high"], {}, /Without a reason nothing is signed/],
    ["too long a life", { hours: 1000 }, [], {}, /--hours 1000 is out of range: .*1 to 168 hours/],
    ["an override without a ticket", { decision: "override" }, [], {}, /An override needs a ticket/],
    ["an override without the role", { decision: "override", ticket: "INC-1" }, [], {}, /by sam would not count: .*breakglass/],
    ["an override with a thin reason", { decision: "override", ticket: "INC-1", key: ".git/keys/eve" }, ["oops", "override"], {}, /at least 20 characters/],
    ["a digest nobody asked for", { target: "abcdef123456" }, [], {}, /No request whose digest starts with abcdef123456/],
    ["a remote that is not there", { target: "abcdef123456", remote: "/nowhere.git" }, [], {}, /\/nowhere.git could not be reached/],
    ["a record that is none", { target: null, in: "docs/readme.md" }, [], {}, /'docs\/readme.md' holds no sign-off: it is no JSON/],
    ["a file that is not there", { target: null, in: "nowhere" }, [], {}, /'nowhere' could not be read: it does not exist/],
  ])("%s", async ([, more, lines, over, sentence]) => {
    const before = [refsOf(shared.remote), logOf(shared.senior)];
    const failure = await signs(shared, askedFor, more, lines.length > 0 ? lines : undefined, over);
    expect(failure.message).toMatch(sentence);
    expect([refsOf(shared.remote), logOf(shared.senior)]).toEqual(before);
    expect(refsOf(shared.senior)).not.toContain("signoffs");
  });

  test("a locked agent, or a signer that signs something else", async () => {
    const made = world();
    const digest = await requested(made);
    made.keys(made.senior, "sam");
    const signer = join(made.senior.path, ".git", "signer");
    made.senior.git("config", "gpg.ssh.program", signer);
    const program = (text: string): void => writeFileSync(signer, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    program("echo 'Couldn'\\''t sign message: agent refused operation?' >&2\nexit 255");
    expect((await signs(made, digest)).message).toMatch(/did not sign/);
    program('for file; do :; done\nprintf garbage > "$file.sig"');
    expect((await signs(made, digest)).message).toMatch(/left nothing that is an SSH signature/);
    const { testKey } = await import("../support/ssh-keys.ts");
    const other = Buffer.from(testKey("sam").sign("something else", "signoff@riskscore.dev")).toString();
    program(`for file; do :; done\ncat > "$file.sig" <<'END'\n${other}END`);
    expect((await signs(made, digest)).message).toMatch(/would not count: .*signature.*; nothing was kept/);
    expect(refsOf(made.senior)).not.toContain("signoffs");
    expect(logOf(made.senior)).toEqual([]);
  });

  test("one's own change, by any address of the roster", async () => {
    const made = world();
    made.author.git("checkout", "--quiet", "-b", "topic");
    made.author.commit(byAgent, { "src/sum.ts": "export const sum = (a: number, b: number): number => b + a;\n" }, { author: { name: "Sam", email: "SAM@example.test" } });
    const digest = digestIn((await say(made.author, words.request)).text);
    made.keys(made.senior, "sam");
    expect((await signs(made, digest)).message).toMatch(/by sam would not count: .*author/);
  });

  test("a change that needs nobody", async () => {
    const made = world();
    agentEdits(made.author, { "docs/readme.md": "# Other\n" });
    expect((await say(made.author, words.request)).text).toMatch(/^Nobody has to be asked: the change passes/);
    expect((await refusal(say(made.author, { ...words.sign, target: "topic", key: made.keys(made.author, "sam") }, ["x", "low"]))).message).toMatch(/Nobody has to answer for this change/);
    expect(refsOf(made.author) + refsOf(made.remote)).toBe("");
  });

  test("a request whose change became another one, or that lies", async () => {
    const made = world();
    const digest = await requested(made);
    made.keys(made.senior, "sam");
    made.senior.commit("same file", { "src/sum.ts": "export const sum = (a: number, b: number): number => a + b + 0;\n" });
    made.author.git("fetch", "--quiet", made.senior.path, "main:other");
    made.author.git("merge", "--quiet", "-s", "ours", "-m", "m", "other");
    made.senior.git("push", "--quiet", "origin", "main");
    const ref = refsOf(made.remote).split(" ")[0]!;
    const lie = made.author.git("rev-parse", "HEAD");
    const text = made.remote.git("show", `${ref}:request.json`).replace(/"head":"[0-9a-f]+"/, `"head":"${lie}"`);
    const tree = made.author.gitWith({ input: `100644 blob ${made.author.gitWith({ input: text }, "hash-object", "-w", "--stdin")}\trequest.json\n` }, "mktree");
    made.author.git("push", "--quiet", "--force", "origin", `${made.author.gitWith({ input: "x" }, "commit-tree", "-p", lie, tree)}:${ref}`);
    expect((await signs(made, digest)).message).toMatch(/is another change than the one asked for/);
  });
});

test("two answers where two are needed, of two people", async () => {
  const made = world();
  made.author.git("checkout", "--quiet", "-b", "topic");
  made.author.commit(byAgent, { "src/till.ts": 'import { sum } from "./sum.ts";\nexport const till = (): number => sum(2, 2);\n' });
  const asked = await say(made.author, words.request);
  expect(asked.text).toMatch(/^Asked for 2 seniors .*impact critical/);
  const digest = digestIn(asked.text);
  const sam = made.keys(made.senior, "sam");
  const first = await say(made.senior, { ...words.sign, target: digest, key: sam }, ["one", "critical"]);
  expect(first.text).toContain("It still needs 1 more senior.");
  const twice = await refusal(say(made.senior, { ...words.sign, target: digest, key: sam }, ["two", "critical"]));
  expect([twice.message, twice.hint]).toEqual(["sam has answered for this change already.", "It needs 1 more senior."]);
  const second = await say(made.senior, { ...words.sign, target: digest, key: made.keys(made.senior, "pat") }, ["two", "critical"]);
  expect(second.text).toContain("Its author can push now.");
});

test("who is policy-admin and senior answers in both with one record, and one who is only a senior leaves the other open", async () => {
  const made = world();
  agentEdits(made.author, { "src/sum.ts": "export const sum = (a: number, b: number): number => b + a;\n", ".riskrc.json": policyOf({ gapsAllowed: 1 }) });
  const asked = await say(made.author, words.request);
  expect(asked.text).toMatch(/^Asked for 1 senior and 1 policy-admin/);
  expect(asked.text).toMatch(/pat {2}senior, policy-admin/);
  const digest = digestIn(asked.text);
  const bySam = await say(made.senior, { ...words.sign, target: digest, key: made.keys(made.senior, "sam") }, ["one", "high"]);
  expect(bySam.text).toContain("It still needs 1 more policy-admin.");
  const override = { ...words.sign, target: digest, decision: "override", ticket: "INC-1", reason: "the till is down in every shop", key: made.keys(made.senior, "eve") } as const;
  expect((await refusal(say(made.senior, override, ["override"]))).message).toMatch(/An override stands in for seniors, and none is missing here/);
  const byPat = await say(made.senior, { ...words.sign, target: digest, key: made.keys(made.senior, "pat") }, ["one", "high"]);
  expect(byPat.text).toMatch(/Signed by pat \(policy-admin\).*\nIts author can push now/);
});

test("an override lets it pass, in capitals, leaves debt that stops the next one, and another's review settles it", async () => {
  const made = world();
  const digest = await requested(made);
  const [eve, sam] = [made.keys(made.senior, "eve"), made.keys(made.senior, "sam")];
  const override = { ...words.sign, decision: "override", ticket: "INC-7", key: eve, reason: "the till is down in every shop" } as const;
  const done = await say(made.senior, { ...override, target: digest }, ["override"]);
  expect(done.shown).toContain("OVERRIDE");
  expect(done.text).toMatch(/^OVERRIDDEN by eve \(breakglass\), good until 2024-01-01T05:00:00Z/);
  expect((await say(made.author, words.verify)).text).toContain("OVERRIDDEN");
  made.author.commit("again", { "src/sum.ts": "export const sum = (a: number, b: number): number => a - -b;\n" });
  const next = digestIn((await say(made.author, words.request)).text);
  expect((await refusal(say(made.senior, { ...override, target: next }, ["override"]))).message).toMatch(/nobody has reviewed another one by eve/);
  const id = /record ([0-9a-f]{12})/.exec(done.text)![1]!;
  const settle = { ...words.sign, decision: "posthoc-review", settles: id } as const;
  expect((await refusal(say(made.senior, { ...settle, key: eve }, ["fine", "high"]))).message).toMatch(/by eve would not count|made that override/);
  const reviewed = await say(made.senior, { ...settle, key: sam }, ["it was right", "high"]);
  expect(reviewed.text).toMatch(/^Reviewed by sam .*\nThe debt of that override is settled\.\n$/);
  expect((await say(made.senior, { ...override, target: next }, ["override"])).text).toMatch(/^OVERRIDDEN/);
  expect(logOf(made.senior)).toEqual(["override eve", "posthoc-review sam", "override eve"]);
});

test("an override whose signer owes a review that only the remote knows of does not count", async () => {
  const made = world();
  const eve = made.keys(made.senior, "eve");
  const override = { ...words.sign, decision: "override", ticket: "INC-7", key: eve, reason: "the till is down in every shop" } as const;
  const first = await requested(made);
  await say(made.senior, { ...override, target: first }, ["override"]);
  // Another clone of eve's, made while the first record was on no remote.
  const kept = made.remote.git("for-each-ref", "--format=%(refname)", "refs/riskscore/signoffs");
  const oid = made.remote.git("rev-parse", kept);
  made.remote.git("update-ref", "-d", kept);
  made.senior.git("update-ref", "-d", kept);
  made.author.commit("again", { "src/sum.ts": "export const sum = (a: number, b: number): number => a - -b;\n" });
  const next = digestIn((await say(made.author, words.request)).text);
  await say(made.senior, { ...override, target: next }, ["override"]);
  expect((await say(made.author, words.verify)).text).toContain("OVERRIDDEN");
  made.remote.git("update-ref", kept, oid);
  const judged = await say(made.author, words.verify);
  expect(judged.ending).toBe("stopped");
  expect(judged.text).toMatch(/nobody\s+has\s+reviewed\s+another\s+one\s+by\s+eve/);
});

test("a veto stands against a sign-off", async () => {
  const made = world();
  const digest = await requested(made);
  await say(made.senior, { ...words.sign, target: digest, key: made.keys(made.senior, "sam") }, ["ok", "high"]);
  const veto = await say(made.senior, { ...words.sign, decision: "reject", target: digest, key: made.keys(made.senior, "pat"), reason: "no" }, ["reject"]);
  expect(veto.text).toMatch(/^Rejected by pat/);
  expect(await say(made.author, words.verify)).toMatchObject({ ending: "stopped" });
  expect(logOf(made.senior)).toEqual(["signoff sam", "veto pat"]);
});

test("without a network: a bundle there, a record file back", async () => {
  const made = world();
  agentEdits(made.author);
  for (const repo of [made.author, made.senior]) repo.git("remote", "set-url", "origin", "/nowhere.git");
  const bundle = join(made.author.path, "..", "request.bundle");
  const record = join(made.author.path, "..", "record.json");
  const asked = await say(made.author, { ...words.request, out: bundle });
  expect(asked.text).toContain(`riskscore signoff --in ${bundle}`);
  const signed = await say(made.senior, { ...words.sign, in: bundle, out: record, key: made.keys(made.senior, "sam") }, ["ok", "high"]);
  expect(signed.text).toContain(`written to ${record}`);
  expect((await say(made.author, { ...words.verify, in: record })).ending).toBe("answered");
  expect((await say(made.author, words.verify)).ending).toBe("stopped");
  const taken = await say(made.author, { ...words.sign, in: record }, [], { stdinIsTerminal: false });
  expect(taken.text).toMatch(/^Kept [0-9a-f]{12}: approve by sam counts for this branch\n$/);
  expect(taken.notes.join("\n")).toMatch(/could not be reached/);
  expect((await say(made.author, words.verify)).ending).toBe("answered");
});

test("a record of another repository, or by a stranger, is not taken in", async () => {
  const [made, other] = [world(), world({ repo: "elsewhere" })];
  const record = join(made.author.path, "..", "record.json");
  const digest = await requested(other);
  await say(other.senior, { ...words.sign, target: digest, out: record, key: other.keys(other.senior, "sam") }, ["ok", "high"]);
  const before = refsOf(made.author);
  const take = (): Promise<Failure> => refusal(say(made.author, { ...words.sign, in: record }));
  expect((await take()).message).toMatch(/was made for another repository, elsewhere; nothing was kept/);
  const lines = JSON.parse(readFileSync(record, "utf8")) as { payload: string };
  const changed = Buffer.from(lines.payload, "base64").toString().replace('"elsewhere"', '"shop"');
  writeFileSync(record, JSON.stringify({ ...lines, payload: Buffer.from(changed).toString("base64") }));
  expect((await take()).message).toMatch(/has no good signature: .*; nothing was kept/);
  expect([refsOf(made.author), logOf(made.author)]).toEqual([before, []]);
});

test("a remote that is gone once it is signed: the record stays, and the sentence says how to hand it on", async () => {
  const made = world();
  const digest = await requested(made);
  await say(made.senior, words.sign);
  made.senior.git("remote", "set-url", "origin", "/nowhere.git");
  const done = await say(made.senior, { ...words.sign, target: digest, key: made.keys(made.senior, "sam") }, ["ok", "high"]);
  expect(done.text).toContain("kept in this clone");
  const [, push] = /git push --no-verify (origin refs\/riskscore\/signoffs\/\S+)$/m.exec(done.notes.join("\n"))!;
  made.senior.git("remote", "set-url", "origin", made.remote.path);
  made.senior.git("push", "--quiet", ...push!.split(" "));
  expect((await say(made.author, words.verify)).ending).toBe("answered");
});

test("revoking leaves a policy alone that is no policy at the moment, and says what to write", async () => {
  const made = world();
  const digest = await requested(made);
  const signed = await say(made.senior, { ...words.sign, target: digest, key: made.keys(made.senior, "sam"), reason: "fine" }, ["high"]);
  const id = /record ([0-9a-f]{12})/.exec(signed.text)![1]!;
  const file = join(made.senior.path, ".riskrc.json");
  for (const text of ["", "[]", '{ "roster": []}', '{ "roster": {', '{ "roster": { "revokedSignoffs": "x" } }', "null", "\ufeff{}"]) {
    writeFileSync(file, text);
    expect((await say(made.senior, { ...words.revoke, id })).text, text).toMatch(/^Add this to the policy:\n/);
    expect(readFileSync(file, "utf8")).toBe(text);
  }
});

test("list, show and revoke", async () => {
  const made = world();
  expect((await say(made.senior, words.list)).text).toMatch(/^No sign-off is recorded/);
  const digest = await requested(made);
  made.senior.git("config", "user.signingkey", `${made.keys(made.senior, "sam")}.pub`);
  made.senior.git("config", "gpg.format", "ssh");
  await say(made.senior, { ...words.sign, target: digest }, ["ok", "high"]);
  const list = await say(made.senior, words.list);
  expect(list.text).toMatch(new RegExp(`\\n[0-9a-f]{12}  approve  sam  ${digest}  refs/heads/main  good until 2024-01-08T01:00:00Z\\n`));
  const id = /\n([0-9a-f]{12}) {2}approve/.exec(list.text)![1]!;
  const show = await say(made.senior, { ...words.show, id });
  expect(show.text).toMatch(/Counts by itself today/);
  expect(show.text).toMatch(/\| ssh-keygen -Y verify -f allowed_signers -I sam -n signoff@riskscore\.dev -s record\.sig/);
  const revoked = await say(made.senior, { ...words.revoke, id });
  expect(revoked.text).toMatch(/^\.riskrc\.json now lists/);
  const policy = JSON.parse(readFileSync(join(made.senior.path, ".riskrc.json"), "utf8")) as { roster: { revokedSignoffs: string[]; people: unknown[] } };
  expect(policy.roster).toEqual({ people: roster, revokedSignoffs: [expect.stringMatching(new RegExp(`^${id}[0-9a-f]{52}$`))] });
  expect(logOf(made.senior)).toEqual(["signoff sam", "revocation sam"]);
  made.senior.commit("revoke", { ".riskrc.json": readFileSync(join(made.senior.path, ".riskrc.json"), "utf8") });
  made.senior.git("push", "--quiet", "origin", "main");
  made.author.git("fetch", "--quiet");
  expect(await say(made.author, words.verify)).toMatchObject({ ending: "stopped", text: expect.stringMatching(/revoked/) as unknown });
  expect((await say(made.senior, words.list)).text).toContain("revoked");
  expect((await say(made.senior, { ...words.revoke, id })).text).toMatch(/is revoked already/);
});

test("--json of each is one object", async () => {
  const made = world();
  agentEdits(made.author);
  const parse = async (repo: TestRepo, command: SignoffCommand, lines: readonly string[] = []): Promise<Record<string, unknown>> => JSON.parse((await say(repo, { ...command, format: "json" }, lines)).text) as Record<string, unknown>;
  const asked = await parse(made.author, words.request);
  expect(asked).toMatchObject({ schemaVersion: 1, pushedTo: "origin", needs: [{ role: "senior", persons: 1 }], candidates: [{ person: "sam", roles: ["senior"], owns: 1 }, { person: "pat" }] });
  const { digest } = asked["requested"] as { digest: string };
  expect(await parse(made.senior, words.sign)).toMatchObject({ waiting: [{ digest, waitsFor: "others", band: "high" }] });
  const signed = await parse(made.senior, { ...words.sign, target: digest.slice(7, 20), key: made.keys(made.senior, "sam") }, ["ok", "high"]);
  expect(signed).toMatchObject({ signed: { digest, person: "sam", role: "senior" }, pushedTo: "origin", stillNeeded: [] });
  const { id } = signed["signed"] as { id: string };
  expect(await parse(made.author, words.verify)).toMatchObject({ covered: true, signoffs: [{ id, counts: true }] });
  expect(await parse(made.senior, words.list)).toMatchObject({ records: [{ id, counts: true, person: "sam" }] });
  expect(await parse(made.senior, { ...words.show, id })).toMatchObject({ id, counts: true, statement: { reason: "ok" } });
  expect(await parse(made.senior, { ...words.revoke, id })).toMatchObject({ revoked: id, edited: ".riskrc.json", already: false });
});

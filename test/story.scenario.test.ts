import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentEnvironment, guardedShop, roundToEven, testSigner } from "./demo/guarded-shop.mjs";

/**
 * The whole story with real git, husky's hooks and SSH keys, told in order: each test goes on where the one before it
 * stopped. `.ci/run` plays it again with the real ssh-keygen (RISKSCORE_STORY_SIGNER), which `npm test` does without.
 */
const signer = process.env["RISKSCORE_STORY_SIGNER"] ?? testSigner;

describe.sequential(`an agent's change on its way to main, signed by ${signer === testSigner ? "our stand-in" : signer}`, () => {
  let shop: ReturnType<typeof guardedShop>;
  let digest = "";
  let signedHead = "";
  const push = (...args: string[]) => shop.author.tried(["git", "push", "--quiet", ...args]);
  const said = ({ stdout, stderr }: { stdout: string; stderr: string }): string => `${stdout}${stderr}`;
  const asked = (text: string): string => /riskscore signoff ([0-9a-f]{12})\b/.exec(text)?.[1] ?? "";
  const auditOf = (actor: typeof shop.author): string => actor.riskscore("audit", "--limit", "1000").stdout;

  beforeAll(() => void (shop = guardedShop({ signer })), 60_000);
  afterAll(() => shop?.remove());

  test("the first push brings the policy: nobody can judge it, and the log says so", () => {
    expect(auditOf(shop.ada)).toMatch(/refs\/heads\/main .*"not configured"/);
  });

  test("an agent commits, and the commit says so even with --no-verify", () => {
    const { author } = shop;
    author.git("switch", "--quiet", "--create", "topic");
    roundToEven(author);
    author.run(["git", "commit", "--quiet", "--no-verify", "--message", "Round halves to even"], agentEnvironment);
    expect(author.git("log", "-1", "--format=%(trailers:key=Assisted-by,valueonly)").stdout.trim()).toBe("claude-code:unknown");
    signedHead = author.git("rev-parse", "HEAD").stdout.trim();
  });

  test("its push, from a person's shell, is stopped: why, by which path, and what to do", () => {
    const stopped = push("origin", "topic");
    expect(stopped.code).not.toBe(0);
    const text = said(stopped);
    expect(text).toContain("needs a senior's sign-off · over the bar");
    expect(text).toContain("apps/web/src/checkout/pay.ts#pay");
    expect(text).toContain("claude-code");
    expect(text).toContain("riskscore signoff request");
    expect(shop.author.git("ls-remote", "origin", "refs/heads/topic").stdout).toBe("");
  });

  test("the author asks; the request travels and can never land", () => {
    const request = shop.author.riskscore("signoff", "request", "--reason", "Finance asked for it").stdout;
    digest = asked(request);
    expect(digest).toMatch(/^[0-9a-f]{12}$/);
    expect(request).toMatch(/^ {2}chloe +senior/m);
    expect(shop.author.git("ls-remote", "origin", `refs/riskscore/review/${digest}*`).stdout).toContain(digest);
  });

  test("neither the author nor an agent can answer for it", () => {
    const own = shop.author.atTerminal(["It is fine.", "high"], "signoff", digest);
    expect([own.code, own.stderr]).toEqual([2, expect.stringMatching(/roster/)]);
    const agent = shop.chloe.tried([process.execPath, shop.terminal, '["It is fine.","high"]', "signoff", digest], agentEnvironment);
    expect([agent.code, agent.stderr]).toEqual([2, expect.stringMatching(/claude-code/)]);
    expect(shop.chloe.riskscore("signoff", "list").stdout).not.toMatch(/approve/);
  });

  test("a senior sees what waits, looks at one screen, gives a reason and types the band", () => {
    expect(shop.chloe.riskscore("signoff").stdout).toContain(digest);
    const wrong = shop.chloe.atTerminal(["Checked with finance.", "yes"], "signoff", digest);
    expect(wrong.code).toBe(2);
    const signed = shop.chloe.atTerminal(["Checked with finance.", "high"], "signoff", digest);
    expect(signed, said(signed)).toMatchObject({ code: 0, stdout: expect.stringMatching(/Signed by chloe \(senior\)/) });
    expect(said(signed)).toContain("critical path checkout: apps/web/src/checkout/pay.ts");
  });

  test("now the push passes, and a push of the same again does, too", () => {
    const passed = push("origin", "topic");
    expect(passed, said(passed)).toMatchObject({ code: 0 });
    expect(said(passed)).toContain("signed off");
    expect(push("origin", "topic").code).toBe(0);
  });

  test("one byte more, and it is stopped again", () => {
    const { author } = shop;
    author.write("packages/money/src/round.ts", `${author.read("packages/money/src/round.ts")}\n`);
    author.git("add", "--all");
    author.run(["git", "commit", "--quiet", "--message", "One more line"], agentEnvironment);
    expect(push("origin", "topic").code).not.toBe(0);
    author.git("reset", "--quiet", "--hard", signedHead);
  });

  test("reworded and rebased over what others landed in other files, it passes on the same record", () => {
    const { author, ada } = shop;
    ada.write("docs/opening-hours.md", "Nine to five.\n");
    ada.git("add", "--all");
    ada.git("commit", "--quiet", "--message", "Opening hours");
    ada.git("push", "--quiet", "origin", "main");
    author.git("fetch", "--quiet", "origin");
    author.git("rebase", "--quiet", "origin/main");
    author.git("commit", "--quiet", "--amend", "--message", "Round halves to even, as finance asked\n\nAssisted-by: claude-code:unknown");
    expect(author.git("rev-parse", "HEAD").stdout.trim()).not.toBe(signedHead);
    const passed = push("--force", "origin", "topic");
    expect(passed, said(passed)).toMatchObject({ code: 0 });
    expect(said(passed)).toContain("signed off");
  });

  test("landed, the record is used up: a revert passes or asks, but the same change again has to be answered for again", () => {
    const { author } = shop;
    const landed = push("origin", "topic:main");
    expect(landed, said(landed)).toMatchObject({ code: 0 });
    expect(push("origin", "topic:main").code).toBe(0);
    author.git("fetch", "--quiet", "origin");
    author.git("revert", "--no-edit", "HEAD");
    expect(push("origin", "topic:main").code).toBe(0);
    author.git("fetch", "--quiet", "origin");
    author.run(["git", "revert", "--no-edit", "HEAD"], agentEnvironment);
    const again = push("origin", "topic:main");
    expect(again.code).not.toBe(0);
    expect(said(again)).toContain("used");
  });

  test("an emergency: a second person with the role overrides, with a ticket, and it shows", () => {
    const { author, dev } = shop;
    const request = author.riskscore("signoff", "request").stdout;
    const signed = dev.atTerminal(["The till is down since nine, and this mends it.", "override"], "signoff", asked(request), "--override", "--ticket", "INC-7");
    expect(signed, said(signed)).toMatchObject({ code: 0 });
    const passed = push("origin", "topic:main");
    expect(passed, said(passed)).toMatchObject({ code: 0 });
    expect(said(passed)).toContain("OVERRIDDEN");
  });

  test("it leaves a debt, which stops the next override until somebody else has reviewed this one", () => {
    const { author, ada, dev } = shop;
    author.git("fetch", "--quiet", "origin");
    author.git("switch", "--quiet", "--create", "hotfix", "origin/main");
    author.write("packages/money/src/round.ts", author.read("packages/money/src/round.ts").replace("Math.round(amount)", "Math.round(amount + 0)"));
    author.git("add", "--all");
    author.run(["git", "commit", "--quiet", "--message", "Another hot fix"], agentEnvironment);
    const request = author.riskscore("signoff", "request").stdout;
    const words = ["signoff", asked(request), "--override", "--ticket", "INC-8"];
    const lines = ["The till is down again, and this mends it too.", "override"];
    const refused = dev.atTerminal(lines, ...words);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/review/)]);
    const debt = /riskscore signoff --settle ([0-9a-f]{12})/.exec(ada.riskscore("signoff").stdout)?.[1] ?? "";
    const settled = ada.atTerminal(["Looked at it the morning after: it was right.", "high"], "signoff", "--settle", debt);
    expect(settled, said(settled)).toMatchObject({ code: 0 });
    const allowed = dev.atTerminal(lines, ...words);
    expect(allowed, said(allowed)).toMatchObject({ code: 0 });
    const passed = push("origin", "hotfix");
    expect(passed, said(passed)).toMatchObject({ code: 0 });
    expect(said(passed)).toContain("OVERRIDDEN");
  });

  test("the log tells it all, and its chain holds", () => {
    const told = auditOf(shop.author);
    for (const word of ["over the bar", "request", "signed off", "OVERRIDDEN"]) expect(told.toLowerCase()).toContain(word.toLowerCase());
    expect(auditOf(shop.dev)).toMatch(/override/);
    for (const actor of [shop.author, shop.ada, shop.chloe, shop.dev]) expect(actor.triedRiskscore("audit", "verify")).toMatchObject({ code: 0 });
  });
});

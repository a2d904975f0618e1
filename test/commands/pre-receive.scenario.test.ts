import { afterEach, describe, expect, test } from "vitest";
import { policy } from "./pushing.ts";
import { askedFor, byTool, serverWith, signedBySam, statementFor, type Server } from "./receiving.ts";

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

import { expect, test } from "vitest";
import { remotesIn } from "../../src/git/remotes.ts";

const configOf = (...pairs: readonly (readonly [string, string | null])[]) => remotesIn(pairs.map(([key, value]) => `${key}${value === null ? "" : `\n${value}`}\0`).join(""));
const origin = [
  ["remote.origin.url", "git@host.test:shop.git"],
  ["remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"],
] as const;

test("a ref of the remote and the local ref that follows it", () => {
  const remote = configOf(...origin).remote({ name: "origin", url: null })!;
  expect(remote.follower("refs/heads/feat/a$&b")).toBe("refs/remotes/origin/feat/a$&b");
  expect(remote.followed("refs/remotes/origin/feat/x")).toBe("refs/heads/feat/x");
  expect(remote.follower("refs/tags/v1")).toBeNull();
});

test("refspecs of a remote's own making, and those that only forbid", () => {
  const remote = configOf(["remote.up.fetch", "^refs/heads/secret"], ["remote.up.fetch", "refs/heads/main:refs/up/trunk"], ["remote.up.fetch", "+refs/changes/*/head:refs/up/c/*"]).remote({ name: "up", url: null })!;
  expect(remote.follower("refs/heads/main")).toBe("refs/up/trunk");
  expect(remote.followed("refs/up/c/12")).toBe("refs/changes/12/head");
  expect(remote.follower("refs/heads/other")).toBeNull();
});

test("a URL is the remote that bears it, else a stranger that nothing follows", () => {
  const config = configOf(...origin, ["remote.origin.pushurl", "ssh://host.test/push"]);
  expect(config.remote({ name: "git@host.test:shop.git", url: "git@host.test:shop.git" })?.name).toBe("origin");
  expect(config.remote({ name: "ssh://host.test/push", url: null })?.name).toBe("origin");
  const stranger = config.remote({ name: "https://else.test/x", url: "https://else.test/x" })!;
  expect([stranger.name, stranger.address, stranger.follower("refs/heads/main")]).toEqual([null, "https://else.test/x", null]);
});

test("a remote's name with dots, and a name that another remote has as URL", () => {
  const config = configOf(["remote.a.b.url", "x"], ["remote.a.b.fetch", "+refs/heads/*:refs/remotes/a.b/*"], ["remote.x.url", "y"]);
  expect(config.names).toEqual(["a.b", "x"]);
  expect(config.remote({ name: "x", url: "y" })?.name).toBe("x");
});

test("the usual remote: where the branch pushes to, else origin, else the only one", () => {
  const many = configOf(...origin, ["remote.fork.url", "f"], ["branch.feat/x.pushremote", "fork"], ["branch.old.remote", "gone"]);
  expect(many.usual("refs/heads/feat/x")?.name).toBe("fork");
  expect(many.usual("refs/heads/old")?.name).toBe("origin");
  expect(configOf(["remote.only.url", "u"]).usual(null)?.name).toBe("only");
  expect(configOf().usual("refs/heads/main")).toBeNull();
});

test("the branch a branch follows; one that follows a local branch follows no remote", () => {
  const config = configOf(["branch.a.remote", "origin"], ["branch.a.merge", "refs/heads/main"], ["branch.b.remote", "."], ["branch.b.merge", "refs/heads/main"]);
  expect(config.upstream("refs/heads/a")).toEqual({ remote: "origin", ref: "refs/heads/main" });
  expect(config.upstream("refs/heads/b")).toBeNull();
});

test.for([
  ["true", true],
  ["YES", true],
  ["1", true],
  [null, true],
  ["false", false],
  ["off", false],
  ["", false],
  ["no", false],
  ["0", false],
  ["00", false],
  ["-1", true],
  ["1k", true],
  ["ture", true],
  [" true", true],
] as const)("riskscore.enforce = %s", ([value, enforce]) => {
  expect(configOf(["riskscore.enforce", value]).enforce).toBe(enforce);
});

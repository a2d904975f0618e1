import { describe, expect, it } from "vitest";
import { criticalModules } from "../../src/critical/critical-modules.ts";
import { asRepoPath } from "../../src/ids.ts";
import { normalizePolicy } from "../../src/policy/normalize.ts";
import type { WrittenPolicy } from "../../src/policy/schema.ts";

function marks(policy: WrittenPolicy, ...modules: string[]) {
  return Object.fromEntries([...criticalModules(modules.map(asRepoPath), normalizePolicy(policy))].map(([module, entry]) => [module, entry.name]));
}

describe("criticalModules", () => {
  it("marks what a critical path's globs match, and nothing else", () => {
    expect(marks({ critical: [{ name: "checkout", globs: ["apps/shop/src/checkout/**"] }] }, "apps/shop/src/checkout/pay.ts", "apps/shop/src/cart.ts")).toEqual({
      "apps/shop/src/checkout/pay.ts": "checkout",
    });
  });

  it("lets the first matching entry win", () => {
    const critical = [
      { name: "pay", globs: ["src/pay.ts"] },
      { name: "all", globs: ["src/**"] },
    ];
    expect(marks({ critical }, "src/pay.ts", "src/cart.ts")).toEqual({ "src/pay.ts": "pay", "src/cart.ts": "all" });
  });

  it("counts the policy's entry points as critical, behind every critical path", () => {
    const policy: WrittenPolicy = { critical: [{ name: "checkout", globs: ["src/checkout.ts"] }], entryPoints: ["src/checkout.ts", "src/main.ts"] };
    expect(marks(policy, "src/checkout.ts", "src/main.ts")).toEqual({ "src/checkout.ts": "checkout", "src/main.ts": "entry point" });
  });

  it("sets no floor for reaching an entry point: nearly every module is felt by one", () => {
    const entry = criticalModules([asRepoPath("src/main.ts")], normalizePolicy({ entryPoints: ["src/main.ts"] })).get(asRepoPath("src/main.ts"))!;
    expect([entry.whenReached, entry.whenChanged]).toEqual(["low", "medium"]);
  });

  it("marks nothing under the default policy", () => {
    expect(marks({}, "src/main.ts")).toEqual({});
  });
});

import { expect, test } from "vitest";
import { progressOn } from "../../src/cli/progress.ts";
import { hostOf } from "./host-of.ts";

function clocked(terminal: boolean): { host: ReturnType<typeof hostOf>; at: (milliseconds: number) => void } {
  let now = 5_000_000;
  return { host: hostOf([], { terminal, now: () => now }), at: (milliseconds) => void (now = 5_000_000 + milliseconds) };
}

test("a run under a second stays silent", () => {
  const { host, at } = clocked(true);
  const progress = progressOn(host);
  at(999);
  progress.step("reading files", 1, 2);
  progress.done();
  expect(host.printed().err).toBe("");
});

test("a longer one draws one line over and over, and wipes it", () => {
  const { host, at } = clocked(true);
  const progress = progressOn(host);
  at(1000);
  progress.step("reading files", 1, 4);
  at(1050);
  progress.step("reading files", 2, 4);
  at(1100);
  progress.step("linking");
  progress.done();
  progress.done();
  expect(host.printed().err).toBe("\r\u001b[2Kriskscore: reading files 25% (1 of 4)\r\u001b[2Kriskscore: linking\r\u001b[2K");
});

test("where stderr is no terminal nothing is drawn", () => {
  const { host, at } = clocked(false);
  const progress = progressOn(host);
  at(5000);
  progress.step("reading files");
  progress.done();
  expect(host.printed().err).toBe("");
});

import { describe, expect, test } from "vitest";
import { paperFor } from "../../src/cli/terminal.ts";
import type { ColorChoice } from "../../src/commands/request.ts";

const output = (isTerminal: boolean, columns = 80) => ({ isTerminal, columns, write() {} });

describe("colours", () => {
  const rows: [choice: ColorChoice, env: Record<string, string>, terminal: boolean, color: boolean][] = [
    ["auto", {}, true, true],
    ["auto", {}, false, false],
    ["auto", { NO_COLOR: "1" }, true, false],
    ["auto", { NO_COLOR: "" }, true, true],
    ["auto", { FORCE_COLOR: "1" }, false, true],
    ["auto", { FORCE_COLOR: "0" }, true, false],
    ["auto", { NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
    ["auto", { TERM: "dumb" }, true, false],
    ["always", { NO_COLOR: "1" }, false, true],
    ["never", { FORCE_COLOR: "1" }, true, false],
  ];
  test.each(rows)("%s %j terminal %s: %s", (choice, env, terminal, color) => {
    expect(paperFor({ env }, output(terminal), choice).color).toBe(color);
  });

  test("a file never gets any", () => {
    expect(paperFor({ env: { FORCE_COLOR: "1" } }, null, "always").color).toBe(false);
  });
});

test.each([
  [{}, true],
  [{ LANG: "en_US.UTF-8" }, true],
  [{ LANG: "de_DE.utf8" }, true],
  [{ LANG: "C" }, false],
  [{ LANG: "en_US.UTF-8", LC_ALL: "C" }, false],
  [{ LANG: "C", LC_CTYPE: "en_US.UTF-8" }, true],
])("Unicode in %j: %s", (env, unicode) => {
  expect(paperFor({ env: env as Record<string, string> }, output(true), "auto").unicode).toBe(unicode);
});

test("prose is as wide as the terminal, within reason", () => {
  expect([20, 80, 300].map((columns) => paperFor({ env: {} }, output(true, columns), "auto").width)).toEqual([40, 80, 110]);
  expect(paperFor({ env: {} }, output(false), "auto").width).toBe(100);
});

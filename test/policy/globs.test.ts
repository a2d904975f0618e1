import { describe, expect, test } from "vitest";
import { defaultTests } from "../../src/policy/defaults.ts";
import { globProblem } from "../../src/policy/glob-problem.ts";
import { matcher } from "../../src/policy/globs.ts";

describe("matcher", () => {
  test.each([
    [["src/**"], "src/a/b.ts", true],
    [["src/**"], "src/.hidden/b.ts", true],
    [["src/**"], "lib/src/b.ts", false],
    [["**/*.{test,spec}.*"], "a.test.ts", true],
    [["**/*.{test,spec}.*"], "deep/er/a.spec.tsx", true],
    [["*.ts"], "deep/a.ts", false],
    [["a", "b/**"], "b/c", true],
    [["app/\\(shop\\)/\\[id\\]/**"], "app/(shop)/[id]/page.tsx", true],
    [["apps/*/.env.production"], "apps/web/.env.production", true],
    [["**/a b ü.ts"], "x/a b ü.ts", true],
    [["v1.0/**"], "v1x0/a", false],
    [["src/**"], "src/a\nb.ts", true],
    [["src/*.ts"], "src/a\r\nb.ts", true],
    [["**/x.ts"], "a\u2028b/x.ts", true],
    [["src/a.ts"], "src/a.ts\n", false],
    [[], "anything", false],
  ])("%j on %s: %s", (globs, path, expected) => {
    expect(matcher(globs)(path)).toBe(expected);
  });

  test("compiles a list once", () => {
    const globs = ["src/**"];
    expect(matcher(globs)).toBe(matcher(globs));
  });

  test("answers the same when asked again", () => {
    const match = matcher(["a/*"]);
    expect([match("a/b"), match("a/b"), match("c"), match("a/b")]).toEqual([true, true, false, true]);
  });
});

describe("what counts as a test by default", () => {
  test.each(["a.test.ts", "p/a.spec.mjs", "p/types.test-d.ts", "x.cy.ts", "p/__tests__/a.ts", "p/__mocks__/fs.ts", "test/a.ts", "p/tests/deep/a.ts", "e2e/a.ts"])("%s", (path) => {
    expect(matcher(defaultTests)(path)).toBe(true);
  });
  test.each(["src/testing.ts", "src/a.stories.tsx", "src/attest/a.ts", "src/contest.ts", "src/latest/a.ts", "src/spec.ts"])("not %s", (path) => {
    expect(matcher(defaultTests)(path)).toBe(false);
  });
});

describe("globProblem", () => {
  test.each([
    "**", "src/**", "**/*.{ts,tsx}", "a/{b,{c,d}}/*", "[a-z]*/[^x]?", "app/\\(shop\\)/**", ".github/**", "a+b.ts", "*.test.*", "packages/**/src/**/__tests__/**", "@acme/ui/**", "x\\+y", "a b/c", "é/**", "a\\\\b", "\\@x\\!/**",
    "a".repeat(256), "a./b/**", "{a,b}{c,d}{e,f}{g,h}", "*a*b*c", "a**b**c", "{a,b}\\@+",
  ])("accepts %s", (glob) => {
    expect(globProblem(glob)).toBeNull();
  });

  test.each([
    ["", /empty/],
    [" ", /empty/],
    ["a".repeat(257), /longer than 256/],
    ["a\nb", /control character/],
    ["!src/**", /starts with '!'/],
    ["/src/**", /not relative/],
    ["./src/**", /not relative/],
    ["../x", /not relative/],
    ["src/", /ends with/],
    ["src\\foo\\bar", /separated by/],
    ["a\\", /separated by/],
    ["(a+)+b", /parenthesis/],
    ["@(a|b)", /parenthesis/],
    ["+(a|aa)b", /parenthesis/],
    ["a|b", /'\|'/],
    ['a"b', /'"'/],
    ["[!a]b", /\[\^/],
    ["[a-z]+", /after a bracket/],
    ["{a,{b,c}+}+", /after a bracket/],
    ["{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}b", /groups in braces/],
    ["**/a/**/a/**/a/**/b", /more than 3 '\*\*'/],
    ["*a*a*a*b", /in one name/],
    ["a/*a*a*a*b/c", /in one name/],
    ["[[:alpha:]]x", /does not compile/],
    ["[a", /does not compile/],
    ["a]", /does not compile/],
    ["{a", /does not compile/],
    ["{a..{b..c}}", /can match no path/],
  ])("refuses %j", (glob, why) => {
    expect(globProblem(glob)).toMatch(why);
  });
});

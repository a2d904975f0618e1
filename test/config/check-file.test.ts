import { expect, test } from "vitest";
import { checkPolicyFile } from "../../src/config/check-file.ts";

const check = (text: string, name: string) => checkPolicyFile(Buffer.from(text), name);

test.each([
  ["some/where/.riskrc.json", '{"gapsAllowed":1}'],
  ["draft.json", '{"gapsAllowed":1}'],
  ["draft.yml", "gapsAllowed: 1"],
  ["C:\\repo\\.riskrc", "gapsAllowed: 1"],
  ["/dev/stdin", '{"gapsAllowed":1}'],
  ["a/package.json", '{"riskscore":{"gapsAllowed":1}}'],
])("%s", async (name, text) => {
  expect((await check(text, name)).policy.gapsAllowed).toBe(1);
});

test("a package.json without the key is told so", async () => {
  await expect(check("{}", "a/package.json")).rejects.toThrow('a/package.json has no key "riskscore", so it holds no policy');
});

test("problems name the file as it was given", async () => {
  await expect(check('{"gapsAllowed":\n "x"}', "some/draft.json")).rejects.toThrow('some/draft.json:1:2: "gapsAllowed" must be a number, not "x"');
});

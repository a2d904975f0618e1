import { expect, test } from "vitest";
import { asRepoPath } from "../../src/ids.ts";
import { ownersOf } from "../../src/signoff/code-owners.ts";

const owners = (text: string, ...paths: string[]): Record<string, number> => Object.fromEntries(ownersOf(text, paths.map(asRepoPath)));

test("the last line that matches counts, as in .gitignore", () => {
  const text = "* @all\n*.ts @ts # types\n/src/pay/ @pay pay@corp.test\n";
  expect(owners(text, "README.md", "src/a.ts", "src/pay/a.ts", "src/pay/deep/b.ts")).toEqual({ "@pay": 2, "pay@corp.test": 2, "@all": 1, "@ts": 1 });
});

test.for([
  ["docs/*", ["docs/a.md"], ["docs/x/a.md", "src/docs/a.md"]],
  ["docs/", ["docs/a.md", "docs/x/a.md", "src/docs/a.md"], ["docs"]],
  ["/docs", ["docs", "docs/a.md"], ["src/docs/a.md"]],
  ["docs", ["docs", "docs/a/b.md", "src/docs/b.md"], ["mydocs/a.md"]],
  ["/apps/**/test", ["apps/x/test/a.ts", "apps/test"], ["test/a.ts"]],
  ["**/logs", ["logs/a", "x/logs/b"], ["log/a"]],
  ["/app/[id]/(group)/page.ts", ["app/[id]/(group)/page.ts"], ["app/i/group/page.ts"]],
  ["/with\\ blank.ts", ["with blank.ts"], ["with"]],
  ["*", ["a", "b/c/d"], []],
  ["/", ["a", "b/c"], []],
] as const)("%s", ([pattern, matching, others]) => {
  expect(owners(`${pattern} @x`, ...matching)).toEqual({ "@x": matching.length });
  expect(owners(`${pattern} @x`, ...others)).toEqual({});
});

test("sections give their owners to lines that name none; a line without owners takes them away", () => {
  const text = "* @all\n[Docs][2] @docs\ndocs/\n^[Other]\nfree/\n";
  expect(owners(text, "docs/a.md")).toEqual({ "@docs": 1 });
  expect(owners(text, "free/a.ts")).toEqual({});
});

test("what cannot be read is passed over", () => {
  expect(owners(`${"a*".repeat(40)}b @x\n\u0000 @y\n# @z\n\n!neg @w`, `${"a".repeat(60)}`)).toEqual({});
});

import { expect, test } from "vitest";
import { repoOf } from "./repo-of.ts";

test("the same files give the same commit, whoever runs the test", () => {
  const repo = repoOf({ "a.ts": "export {};\n", "packages/b/x.ts": Buffer.from([0, 255]) });
  try {
    expect(repo.git("rev-parse", "HEAD^{tree}")).toMatch(/^[0-9a-f]{40}$/);
    const second = repo.commit("second", { "a.ts": null, "c d.ts": "1" });
    expect(repo.git("show", "--name-status", "--format=%an %cI", second)).toBe("Ada Author 2024-01-01T00:01:00+00:00\n\nD\ta.ts\nA\tc d.ts");
    expect(second).toMatchInlineSnapshot(`"a70164994b98ccab9168b10091c8f49bdf4c938c"`);
  } finally {
    repo.remove();
  }
});

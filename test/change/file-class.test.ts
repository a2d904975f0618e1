import { expect, test } from "vitest";
import { fileClassOf } from "../../src/change/file-class.ts";
import { asRepoPath } from "../../src/ids.ts";

const isTest = (path: string): boolean => /\.test\.ts$|(^|\/)__tests__\//.test(path);
const classOf = (path: string) => fileClassOf(asRepoPath(path), isTest);

test.each([
  ["packages/a/src/index.ts", "source"],
  ["src/App.vue", "source"],
  ["src/types.d.ts", "source"],
  ["src/app.config.ts", "source"],
  ["src/readme.ts", "source"],
  ["src/constructor", "other"],
  ["src/a.test.ts", "test"],
  ["src/__tests__/helper.ts", "test"],
  ["src/__tests__/data.json", "test"],
  ["src/__tests__/app/package.json", "manifest"],
  ["package.json", "manifest"],
  ["pnpm-workspace.yaml", "manifest"],
  ["common/config/rush/pnpm-lock.yaml", "lockfile"],
  ["bun.lockb", "lockfile"],
  ["tsconfig.json", "config"],
  ["packages/a/tsconfig.build.json", "config"],
  ["tsconfig-base.json", "config"],
  ["vite.config.ts", "config"],
  ["jest.config.e2e.cjs", "config"],
  [".eslintrc.cjs", "config"],
  [".swcrc", "config"],
  [".env.production", "config"],
  ["Dockerfile", "config"],
  [".github/CODEOWNERS", "config"],
  [".github/workflows/ci.yml", "workflow"],
  [".gitlab-ci.yml", "workflow"],
  ["examples/.github/workflows/ci.yml", "asset"],
  ["README.md", "docs"],
  ["LICENSE", "docs"],
  ["docs/guide.mdx", "docs"],
  ["src/a.module.scss", "style"],
  ["src/logo.svg", "asset"],
  ["src/data.json", "asset"],
  ["bin/run", "other"],
])("%s is %s", (path, expected) => {
  expect(classOf(path)).toBe(expected);
});

import { expect, test } from "vitest";
import { refusalOf } from "../../src/cli/failure-text.ts";
import { Failure } from "../../src/failure.ts";

test.each([
  ["EFBIG", "file too large, write", /file too large/],
  ["ENOSPC", "no space left on device, write", /disk is full/],
  ["EMFILE", "too many open files, open '/x/y.js'", /too many open files/],
  ["ENOMEM", "not enough memory, read", /memory/],
])("%s, wherever it strikes, is the machine's refusal and no defect of ours", (code, words, said) => {
  const error = Object.assign(new Error(`${code}: ${words}`), { code, errno: -1, syscall: "write" });
  const { kind, message, hint } = refusalOf(error);
  expect(kind).toBe("io");
  expect(`${message} ${hint ?? ""}`).toMatch(said);
  expect(message).not.toMatch(/defect/);
});

test("what the loader of modules hands on, words and stack, is one of those, too", () => {
  expect(refusalOf(new Error("Error: EMFILE: too many open files, open '/x/chunk.js'\n    at async open (node:internal/fs/promises:637:25)"))).toMatchObject({ kind: "io", message: "The system refused: EMFILE: too many open files, open '/x/chunk.js'" });
});

test("anything else that nobody expected is our defect", () => {
  expect(refusalOf(new TypeError("x is undefined"))).toMatchObject({ kind: "defect" });
  expect(refusalOf(Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT", errno: -2, syscall: "open" }))).toMatchObject({ kind: "defect" });
  expect(refusalOf(new Failure("git", "git said no."))).toEqual({ kind: "git", message: "git said no.", hint: null });
});

import { beforeAll, describe, expect, test } from "vitest";
import { touchedSymbols } from "../../src/change/touched-symbols.ts";
import { extract, loadExtractor, print } from "../../src/extract/extract.ts";

beforeAll(() => loadExtractor(""));

const side = (text: string) => ({ facts: extract("ts", Buffer.from(text)), prints: print("ts", Buffer.from(text)) });
const touched = (base: string, head: string): readonly string[] => touchedSymbols(side(base), side(head)).names;

describe("what a change of one module touches", () => {
  test.each<[string, string, string, readonly string[]]>([
    ["the symbol whose body differs", "export const a = () => 1;\nexport const b = 2;", "export const a = () => 3;\nexport const b = 2;", ["a"]],
    ["nothing for comments and formatting", "export const a = 1;", "// one\nexport const a = 1", []],
    ["evaluation when a class moves above what it extends", "class Z {}\nexport class Y extends Z {}", "export class Y extends Z {}\nclass Z {}", ["<module>"]],
    ["evaluation when a constant moves above what it reads", "export const a = 1;\nexport const b = a;", "export const b = a;\nexport const a = 1;", ["<module>"]],
    ["evaluation when initialisers that do something change places", "export const a = f();\nexport const b = g();", "export const b = g();\nexport const a = f();", ["<module>"]],
    ["nothing when constants that do not need each other change places", "export const a = 1;\nexport const b = 2;", "export const b = 2;\nexport const a = 1;", []],
    ["nothing when types change places", "interface A { b: B }\ninterface B { a: A }\nexport type C = A", "interface B { a: A }\ninterface A { b: B }\nexport type C = A", []],
    ["evaluation with an initialiser that does something", "export const a = f(1);", "export const a = f(2);", ["<module>", "a"]],
    ["a name that came and one that went", "export const a = 1;", "export const b = 1;", ["a", "b"]],
  ])("%s", (_title, base, head, expected) => expect([...touched(base, head)].sort()).toEqual([...expected].sort()));

  test("every name of a new and of a deleted module", () => {
    expect(touchedSymbols(null, side("export const a = 1;"))).toMatchObject({ names: ["<module>", "a"], whole: true });
    expect(touchedSymbols(side("export const a = 1;"), null)).toMatchObject({ names: ["<module>", "a"], whole: true });
  });
});

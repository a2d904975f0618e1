import { expect, test } from "vitest";
import { optionTable } from "../../src/cli/option-table.ts";
import { programFor } from "../../src/cli/program.ts";

test("every command and option stands in the table, with its choices and default", () => {
  const program = programFor("1.2.3", () => {});
  const table = optionTable(program);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands])) {
    expect(table).toContain(`**\`riskscore ${command.parent === program ? "" : `${command.parent?.name()} `}${command.name()}`);
    for (const option of command.options) expect(table).toContain(`| \`${option.flags}\` | ${option.description}`);
  }
  expect(table).toContain("| `--policy-from <source>` | whose policy judges; the others are for trying out a policy (base, index, head; default: base) |");
  expect(table).toContain("| **`riskscore signoff show <id>`** | one record in full |\n| `--remote <name>` |");
  expect(table).not.toContain("undefined");
});

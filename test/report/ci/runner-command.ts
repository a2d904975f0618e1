export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** What a GitHub runner makes of one line: a command of either form, or null. */
export function runnerCommand(line: string): RunnerCommand | null {
  return modern(line) ?? legacy(line);
}

/** Only at the start of a line, leading space aside. */
function modern(line: string): RunnerCommand | null {
  const text = line.replace(/^[\s\u0085]+/, "");
  const end = text.startsWith("::") ? text.indexOf("::", 2) : -1;
  if (end < 0) return null;
  const [, name = "", rest = ""] = /^(\S*)(?: (.*))?$/s.exec(text.slice(2, end)) ?? [];
  const properties = rest.split(",").filter((one) => one !== "").map((one) => [one.slice(0, one.indexOf("=")), unescaped(one.slice(one.indexOf("=") + 1), true)] as const);
  return { name, properties: Object.fromEntries(properties), data: unescaped(text.slice(end + 2), false) };
}

/** Anywhere in a line. */
function legacy(line: string): RunnerCommand | null {
  const found = /##(?:vso|teamcity)?\[([^\] ]*)[^\]]*\](.*)/s.exec(line);
  return found === null ? null : { name: found[1] ?? "", properties: {}, data: found[2] ?? "" };
}

function unescaped(text: string, property: boolean): string {
  const some = text.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  return (property ? some.replaceAll("%3A", ":").replaceAll("%2C", ",") : some).replaceAll("%25", "%");
}

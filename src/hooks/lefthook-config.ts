import { basename } from "node:path";
import { getNodeValue, type ParseError, parseTree } from "jsonc-parser";
import { isMap, isSeq, parseDocument } from "yaml";
import { editedJson, type Edit } from "./edit-json.ts";
import { type HookName, hookNames } from "./hook-names.ts";

/** What lefthook is told to run: a file below its folder of scripts. It skips a command when it thinks that no file is pushed; a script never. */
export const scriptName = "riskscore";

export interface LefthookConfig {
  /** The folder of scripts, relative to the root. */
  readonly sourceDir: string;
  /** Whether our script is named for this hook. */
  names(hook: HookName): boolean;
  /** Another job of pre-push asks for git's lines, too. */
  readonly othersReadStdin: boolean;
  /** The file's text, as UTF-8, with our script named for every hook. Comments stay. */
  edited(): string;
}

/** lefthook reads YAML, JSON and TOML; for TOML there is no editor here that keeps comments. */
export function lefthookConfig(file: string, text: string): LefthookConfig | { readonly refused: string } {
  if (file.endsWith(".toml")) return { refused: "is TOML, which is not edited here" };
  return /\.jsonc?$/.test(basename(file)) ? fromJson(text) : fromYaml(text);
}

function fromYaml(text: string): LefthookConfig | { readonly refused: string } {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) return { refused: `does not parse as YAML (${(error.message.split("\n")[0] ?? "").replace(/:$/, "")})` };
  if (document.contents !== null && !isMap(document.contents)) return { refused: "does not hold a mapping" };
  const config = section(document.toJS({ maxAliasCount: 100 }));
  return {
    ...whatItSays(config),
    edited() {
      const todo = hookNames.filter((hook) => !names(config, hook));
      for (const hook of todo) {
        const jobs = document.getIn([hook, "jobs"]);
        if (isSeq(jobs)) jobs.items.unshift(document.createNode(job(hook)));
        else document.setIn([hook, "scripts", scriptName], document.createNode(options(hook)));
      }
      return todo.length === 0 ? text : document.toString({ lineWidth: 0 });
    },
  };
}

function fromJson(text: string): LefthookConfig | { readonly refused: string } {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (tree?.type !== "object" || errors.length > 0) return { refused: "does not parse as JSON" };
  const config = section(getNodeValue(tree));
  const editFor = (hook: HookName): Edit => (jobsOf(config, hook) === null ? { path: [hook, "scripts", scriptName], value: options(hook) } : { path: [hook, "jobs", 0], value: job(hook), insert: true });
  return { ...whatItSays(config), edited: () => editedJson(text, hookNames.filter((hook) => !names(config, hook)).map(editFor)) };
}

function options(hook: HookName): Record<string, unknown> {
  return hook === "pre-push" ? { runner: "sh", use_stdin: true } : { runner: "sh" };
}

function job(hook: HookName): Record<string, unknown> {
  return { name: scriptName, script: scriptName, ...options(hook) };
}

function whatItSays(config: Record<string, unknown>): Omit<LefthookConfig, "edited"> {
  const sourceDir = config["source_dir"];
  const prePush = section(config["pre-push"]);
  const others = [...entriesBut(prePush["commands"]), ...entriesBut(prePush["scripts"]), ...(jobsOf(config, "pre-push") ?? []).filter((one) => section(one)["script"] !== scriptName)];
  return {
    sourceDir: typeof sourceDir === "string" ? sourceDir : ".lefthook",
    names: (hook) => names(config, hook),
    othersReadStdin: others.some((one) => section(one)["use_stdin"] === true),
  };
}

function entriesBut(group: unknown): readonly unknown[] {
  return Object.entries(section(group)).flatMap(([name, value]) => (name === scriptName ? [] : [value]));
}

function names(config: Record<string, unknown>, hook: HookName): boolean {
  return Object.hasOwn(section(section(config[hook])["scripts"]), scriptName) || (jobsOf(config, hook) ?? []).some((one) => section(one)["script"] === scriptName);
}

function jobsOf(config: Record<string, unknown>, hook: HookName): readonly unknown[] | null {
  const jobs = section(config[hook])["jobs"];
  return Array.isArray(jobs) ? jobs : null;
}

function section(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

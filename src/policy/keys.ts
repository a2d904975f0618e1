import * as v from "valibot";
import { policySchema } from "./schema.ts";

/** One key of the policy file, as its schema documents it. */
export interface PolicyKey {
  /** Dotted, `[]` for each entry of a list: `critical[].weight`. */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** In words: `list of globs`, `number 0-100`. */
  readonly type: string;
  /** What holds when the key is not written; undefined when it has to be written. */
  readonly default: unknown;
  readonly required: boolean;
  readonly example: unknown;
}

type Schema = v.GenericSchema & { readonly wrapped?: Schema; readonly entries?: Readonly<Record<string, Schema>>; readonly item?: Schema; readonly options?: readonly string[] };

let known: readonly PolicyKey[] | undefined;

/** Every key a policy file may hold, parents before their children, in the schema's order. */
export function policyKeys(): readonly PolicyKey[] {
  known ??= keysOf(policySchema as unknown as Schema, "");
  return known;
}

function keysOf(schema: Schema, prefix: string): PolicyKey[] {
  return Object.entries(schema.entries ?? {}).flatMap(([name, entry]) => {
    const key = prefix === "" ? name : `${prefix}.${name}`;
    const inner = unwrapped(entry);
    return [documented(key, entry, inner), ...(inner.item === undefined ? keysOf(inner, key) : keysOf(unwrapped(inner.item), `${key}[]`))];
  });
}

function documented(key: string, entry: Schema, inner: Schema): PolicyKey {
  const required = entry.type !== "optional";
  return {
    key,
    title: v.getTitle(entry) ?? "",
    description: v.getDescription(entry) ?? "",
    type: typeInWords(inner) + (nullable(entry) ? " or null" : ""),
    default: required ? undefined : v.getDefault(entry),
    required,
    example: (v.getExamples(entry) as readonly unknown[])[0],
  };
}

/** A piped schema carries its first schema's fields, so only wrappers (optional, nullable) have to come off. */
function unwrapped(schema: Schema): Schema {
  return schema.wrapped === undefined ? schema : unwrapped(schema.wrapped);
}

function nullable(schema: Schema): boolean {
  return schema.type === "nullable" || (schema.wrapped !== undefined && nullable(schema.wrapped));
}

function typeInWords(schema: Schema): string {
  switch (schema.type) {
    case "array":
      return listInWords(unwrapped(schema.item as Schema));
    case "picklist":
      return (schema.options ?? []).join(" | ");
    case "strict_object":
      return "object";
    case "number":
      return numberInWords(schema);
    default:
      return schema.type;
  }
}

/** Strings in lists carry what they are as their title. */
function listInWords(item: Schema): string {
  if (item.type === "picklist") return `list of ${typeInWords(item)}`;
  return item.type === "string" ? `list of ${v.getTitle(item) ?? "text"}s` : "list";
}

function numberInWords(schema: Schema): string {
  const actions = pipeOf(schema);
  const of = (type: string): unknown => actions.find((action) => action.type === type)?.requirement;
  const kind = actions.some((action) => action.type === "integer") ? "whole number" : "number";
  return `${kind} ${String(of("min_value"))}-${String(of("max_value"))}`;
}

interface Action {
  readonly type: string;
  readonly requirement?: unknown;
}

/** All actions of a pipe, nested pipes opened. */
function pipeOf(schema: unknown): Action[] {
  const { pipe = [] } = schema as { readonly pipe?: readonly (Action & { readonly pipe?: readonly unknown[] })[] };
  return pipe.flatMap((step) => (step.pipe !== undefined && step !== schema ? pipeOf(step) : [step]));
}

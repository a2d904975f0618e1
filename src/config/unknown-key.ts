import { distance } from "fastest-levenshtein";
import { policyKeys } from "../policy/keys.ts";
import type { KeyPath } from "./policy-document.ts";
import { quoted } from "./policy-failure.ts";

/** How far a typing slip goes: a third of the word, at least two characters. */
function slip(word: string): number {
  return Math.max(2, Math.floor(word.length / 3));
}

/** What is said of a key nobody knows: the near one it was meant to be, or the place it belongs to. */
export function unknownKeyMessage(parent: KeyPath, key: string): string {
  const prefix = parent.map((part, at) => (typeof part === "number" ? "[]" : at === 0 ? part : `.${part}`)).join("");
  const all = policyKeys().map((known) => known.key);
  const here = all.filter((name) => parentOf(name) === prefix).map((name) => lastOf(name));
  const short = key.slice(0, 100);
  const near = here.map((name) => ({ name, away: distance(short.toLowerCase(), name.toLowerCase()) })).toSorted((a, b) => a.away - b.away)[0];
  const message = `unknown key ${quoted(key)}${prefix === "" ? "" : ` in "${prefix}"`}`;
  if (near !== undefined && near.away <= slip(near.name)) return `${message}; did you mean "${near.name}"?`;
  const elsewhere = all.find((name) => lastOf(name) === key);
  if (elsewhere !== undefined) return `${message}; it belongs at "${elsewhere}"`;
  return message;
}

function parentOf(key: string): string {
  return key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : "";
}

function lastOf(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}

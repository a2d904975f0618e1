import * as v from "valibot";
import { limits } from "./limits.ts";

/** The shapes that the parts of the policy's schema are made of. Titles of strings name one of them in words (`list of globs`). */

/** Without a prototype: valibot looks keys up with `in`, and `"toString" in {}` is true, which would let such a key through. */
function bare<const Entries extends v.ObjectEntries>(entries: Entries): Entries {
  return Object.assign(Object.create(null) as object, entries) as Entries;
}

/** An object with these keys and no others. (valibot also takes a list for an object without keys; `checkShape` does not.) */
export function record<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.strictObject(bare(entries));
}

/** Text of 1 to `most` characters. */
export function text(most: number) {
  return v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(most, `must be at most ${most} characters`));
}

/** Text that `pattern` describes whole; `rule` ends the sentence "… must be". Patterns have no flags: JSON Schema knows none. */
export function textLike(pattern: RegExp, rule: string) {
  return v.pipe(v.string(), v.regex(pattern, `must be ${rule}`));
}

/** A list of at most `most` items; `plural` is what they are called. */
export function listOf<const Item extends v.GenericSchema>(item: Item, most: number, plural: string) {
  return v.pipe(v.array(item), v.maxLength(most, `must hold at most ${most} ${plural}`));
}

export function between(least: number, most: number) {
  return v.pipe(v.number(), v.minValue(least, `must be at least ${least}`), v.maxValue(most, `must be at most ${most}`));
}

export function wholeBetween(least: number, most: number) {
  return v.pipe(between(least, most), v.integer("must be a whole number"));
}

export const name = text(limits.nameLength);
export const globs = listOf(v.pipe(text(limits.globLength), v.title("glob")), limits.globs, "globs");
export const someGlobs = v.pipe(globs, v.minLength(1, "must hold at least one glob"));

/** An e-mail address; `e-mail.ts` says which ones. */
export const emails = listOf(v.pipe(text(limits.emailLength), v.title("e-mail")), limits.emails, "e-mails");

import { count } from "../words.ts";
import type { Level, Remark } from "./remark.ts";

/** `12 more remarks are left out (2 errors, 10 notes): the JSON report has them.` No cut goes unsaid. */
export function leftOutPhrase(left: readonly Pick<Remark, "level">[]): string {
  const kinds = (["error", "warning", "note"] as const satisfies readonly Level[]).flatMap((level) => {
    const amount = left.filter((one) => one.level === level).length;
    return amount === 0 ? [] : [count(amount, level)];
  });
  return `${count(left.length, "more remark")} ${left.length === 1 ? "is" : "are"} left out (${kinds.join(", ")}): the JSON report has ${left.length === 1 ? "it" : "them"}.`;
}

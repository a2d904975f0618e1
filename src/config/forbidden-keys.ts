/** Keys that name an object's machinery. A naive merge of parsed data through one of them changes every object of the process. */
export const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

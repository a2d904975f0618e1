/** `1 module`, `1,430 modules`, `2 entries`: the noun agrees, thousands stand apart, the same in every locale. */
export function counted(amount: number, noun: string, plural = `${noun}s`): string {
  return `${String(amount).replace(/\B(?=(\d{3})+$)/g, ",")} ${amount === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and 3 more`: at most `most` names, the rest counted. */
export function listed(names: readonly string[], most = 2): string {
  const left = names.length - most;
  if (left > 0) return `${names.slice(0, most).join(", ")} and ${left} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)!}`;
}

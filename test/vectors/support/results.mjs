/** The results as people and programs read them. */

const controlOf = ({ fired, control }) => (control === "fires" ? (fired ? "fired" : "did not fire") : "");
const answerOf = ({ answer }) => (answer === null ? "none" : [`exit ${answer.exit}`, answer.rule, [...new Set(answer.reasons)].join(", ")].filter(Boolean).join(" · "));

export function tableOf(results) {
  const rows = results.map((one) => [one.ok ? "ok" : "WRONG", one.name, controlOf(one), one.at, answerOf(one), one.wrong.join("; ")]);
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...rows.map((row) => row[at].length)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ").trimEnd());
  const wrong = results.filter(({ ok }) => !ok).length;
  return `${lines.join("\n")}\n${results.length} vectors, ${wrong} wrong, slowest ${Math.max(...results.map(({ ms }) => ms))} ms\n`;
}

export function jsonOf(results) {
  const rows = results.map(({ name, title, threat, advisory, at, control, fired, answer, wrong, ok }) => ({ name, title, threat, advisory, at, control: control === "fires" ? { fired } : null, exit: answer?.exit ?? null, rule: answer?.rule ?? null, reasons: answer?.reasons ?? [], ok, wrong }));
  return `${JSON.stringify({ schemaVersion: 1, vectors: rows }, null, 2)}\n`;
}

export function markdownOf(results) {
  const cell = (text) => text.replaceAll("|", "\\|");
  const rows = results.map((one) => `| ${one.threat}${one.advisory ? `, ${one.advisory}` : ""} | [${cell(one.title)}](${one.name}/README.md) | ${controlOf(one) || "–"} | ${one.at} | ${cell(answerOf(one))} | ${one.ok ? "ok" : "**wrong**"} |`);
  return ["| threat | attack, or its honest counterpart | naive check | asked at | riskscore's answer | |", "| --- | --- | --- | --- | --- | --- |", ...rows, ""].join("\n");
}

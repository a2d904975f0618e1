/** Words of a repository on their way to a terminal, a forge's page, a drawing. */
import { must } from "../broken.mjs";

const pieces = ["\u001b[2J", "\u001b]0;x\u0007", "\n", "\r", "\t", "\u202e", "\u2066", "\u200b", "\u0085", "\u2028", "\ufeff", "`", "``", "|", "<script>", "</details>", "-->", "@team", "#1", "https://x.y", '"', "\\", "]", "(", "%%", ";", "::error::", "##[error]", "a", "é", "日本", " ", "/", "..", "\u{e0041}", "\u{1f916}"];

export function escaping({ escapes, dangerous }) {
  return {
    name: "escapes",
    words: pieces,
    largest: 32 * 1024,
    make: (random) => ({ bytes: Buffer.from(random.list(8, () => random.pick(pieces)).join("")) }),
    check(bytes) {
      const text = textOf(bytes);
      for (const [name, escape] of Object.entries(escapes)) {
        const safe = escape(text);
        must(!dangerous.test(safe), () => `${name} lets through ${JSON.stringify(safe.match(dangerous)[0])}`);
        must(!safe.includes("\n"), () => `${name} makes two lines of one`);
      }
      must(JSON.parse(escapes.safeJson(text)) === text, "JSON's value changed");
      must(!/[<>"]/.test(escapes.html(text)), "markup in HTML");
      must(!/<(?!!-- -->)/.test(escapes.markdownText(text)), "markup in markdown");
      return "escaped";
    },
  };
}

export function rendering({ renderings, dangerous }) {
  const calm = new Map(Object.entries(renderings).map(([name, render]) => [name, render("calm").split("\n").length]));
  return {
    name: "reports",
    words: pieces,
    largest: 4 * 1024,
    slow: 200,
    make: (random) => ({ bytes: Buffer.from(random.list(8, () => random.pick(pieces)).join("") || "a") }),
    check(bytes) {
      const text = textOf(bytes);
      if (text === "b.ts" || text === "") return "left out";
      for (const [name, render] of Object.entries(renderings)) {
        const safe = render(text);
        must(!dangerous.test(safe), () => `${name} lets through ${JSON.stringify(safe.match(dangerous)[0])}`);
        if (["markdown", "json", "dot", "GitHub annotations", "GitHub comment"].includes(name)) must(safe.split("\n").length === calm.get(name), () => `${name} has another number of lines`);
      }
      for (const name of ["json", "SARIF", "GitLab code quality"]) JSON.parse(renderings[name](text));
      for (const line of renderings["GitHub annotations"](text).split("\n")) must(line === "" || /^::(?:error|warning|notice) [^\n]*::/.test(line), "a line that the forge would not take for an annotation");
      return "rendered";
    },
  };
}

/** UTF-8 where it is; else halves of surrogate pairs, which only strings can hold. */
function textOf(bytes) {
  const text = bytes.toString();
  return text.includes("\ufffd") ? bytes.toString("utf16le") : text;
}

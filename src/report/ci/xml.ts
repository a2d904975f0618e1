import { html, plain } from "../escape.ts";

/** Text or attribute value in XML 1.0, which has no way at all to write control characters and two others: they are shown as `\u{ffff}`. */
export function xml(text: string): string {
  return html(plain(text).replace(/[\ufffe\uffff]/g, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`));
}

/** An element on a line of its own; children are elements already. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, children: readonly string[] | string = []): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${xml(String(value))}"`).join("");
  if (children.length === 0) return `<${name}${said}/>`;
  return typeof children === "string" ? `<${name}${said}>${xml(children)}</${name}>` : `<${name}${said}>\n${children.join("\n")}\n</${name}>`;
}

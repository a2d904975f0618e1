/** Modules of runtimes and of the tools that make them up: no file of any repository stands behind these names. */
const node = new Set(
  (
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https " +
    "inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty " +
    "url util v8 vm wasi worker_threads zlib"
  ).split(" "),
);
const nuxt = /^#(?:imports|app|build|components|internal|content|head|ui|nitro|shared|supabase|i18n|layers|types|entry|vue-router|spa-template|error-template)(?:\/|$|-)/;
const made = /^(?:\$app\/|\$env\/|\$service-worker$|\0)/;
const scheme = /^([a-z][a-z0-9+.-]+):/i;

/** `fs` and `fs/promises`: also the name of a package someone may have declared. */
export function isNodeModule(specifier: string): boolean {
  const slash = specifier.indexOf("/");
  return node.has(slash < 0 ? specifier : specifier.slice(0, slash)) && !specifier.endsWith("/");
}

/** The name of a module that a runtime or a bundler makes up (`node:fs`, `virtual:x`, `https://…`, `$app/stores`), else null. */
export function builtinOf(specifier: string): string | null {
  if (made.test(specifier)) return specifier.slice(0, 120);
  const match = scheme.exec(specifier);
  if (match === null) return null;
  const name = match[1]!.toLowerCase();
  return name === "node" ? specifier.slice(5) : name === "http" || name === "https" || name === "data" || name === "blob" || name === "file" ? name : specifier.slice(0, 120);
}

/** Names that Nuxt makes up beside a package's own `imports`. */
export function isNuxtImport(specifier: string): boolean {
  return nuxt.test(specifier);
}

/** Files that frameworks write beside a route while they run: no tree holds them. */
export function isMadeFile(path: string): boolean {
  return /(?:^|\/)(?:\$types(?:\.[jt]s)?$|\+types\/)/.test(path);
}

/** Folders that frameworks generate. */
export function isGenerated(path: string): boolean {
  return /(?:^|\/)(?:\.svelte-kit|\.nuxt|\.astro|\.next|\.react-router|\.output|\.velite|\.contentlayer|\.vinxi|\.tanstack|\.docusaurus|\.vitepress\/cache|generated|__generated__)\//.test(path);
}

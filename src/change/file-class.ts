import type { RepoPath } from "../ids.ts";

/** What a changed file is for; decides which signals look at it. */
export type FileClass = "source" | "test" | "style" | "asset" | "manifest" | "lockfile" | "config" | "workflow" | "docs" | "other";

/** Files whose name alone says what they are. */
const names: Readonly<Record<string, FileClass>> = {
  ...each("lockfile", ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock"]),
  ...each("manifest", ["package.json", "package.json5", "package.yaml", "pnpm-workspace.yaml", "lerna.json", "rush.json", "jsr.json"]),
  ...each("workflow", [".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", "jenkinsfile", ".drone.yml", "appveyor.yml", "cloudbuild.yaml"]),
  ...each("config", ["nx.json", "turbo.json", "project.json", "biome.json", "biome.jsonc", "deno.json", "deno.jsonc", "angular.json", "vercel.json", "netlify.toml"]),
  ...each("config", ["dockerfile", "makefile", "codeowners", ".gitattributes", ".gitmodules", ".gitignore", ".editorconfig", ".npmignore", ".browserslistrc", ".nvmrc", ".node-version"]),
};

/** Folders of which every file is a step of some pipeline; from the repository's root. */
const workflowFolders = [".github/workflows/", ".github/actions/", ".gitlab/ci/", ".circleci/", ".buildkite/", ".woodpecker/"];

/**
 * Tools whose `<tool>.config.ts` steers a build, a check or a run. A list, because `app.config.ts` is the source code of an application:
 * calling that one `config` would hide it from the signals that read source.
 */
const tools =
  "astro|ava|babel|biome|capacitor|commitlint|craco|cypress|docusaurus|drizzle|electron-vite|esbuild|eslint|graphql|gulp|gulpfile|jasmine|jest|karma|knip|lint-staged|metro|next|nuxt|oxlint|panda|playwright|postcss|prettier|prisma|protractor|react-router|release|remix|rolldown|rollup|rsbuild|rslib|rspack|size-limit|snowpack|stencil|stylelint|svelte|svgo|swc|tailwind|tsdown|tsup|turbo|unocss|uno|vite|vitest|vitepress|vue|wdio|webpack|windi|wrangler|wxt";
const configNames = [
  new RegExp(`^(?:${tools})\\.(?:config|conf|setup|workspace|preset)(?:\\.[\\w-]+)*\\.(?:[cm]?[jt]s|json|jsonc|yaml|yml|toml)$`),
  /^(?:ts|js)config(?:[.-][\w.-]+)?\.json$/,
  // `.eslintrc.cjs`, `.swcrc`, `.babelrc.json`, `.env.production`
  /^\.[\w-]+rc(?:\.(?:[cm]?[jt]s|jsonc?|ya?ml|toml))?$/,
  /^\.env(?:\.[\w.-]+)?$/,
  /^\.(?:eslint|prettier|stylelint|docker)ignore$/,
  /^(?:dockerfile\.[\w.-]+|(?:docker-)?compose(?:\.[\w.-]+)?\.ya?ml)$/,
];

const extensions: Readonly<Record<string, FileClass>> = {
  ...each("source", ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte", "astro"]),
  ...each("style", ["css", "scss", "sass", "less", "styl", "stylus", "pcss", "postcss"]),
  ...each("docs", ["md", "mdx", "markdown", "rst", "adoc"]),
  ...each("asset", ["json", "json5", "jsonc", "yaml", "yml", "toml", "xml", "csv", "graphql", "gql", "proto", "prisma", "sql", "html", "wasm", "glsl"]),
  ...each("asset", ["svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "bmp", "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "webm", "wav", "ogg", "pdf"]),
};

/** The class of `path`. What steers builds keeps its class even among tests: calling it a test would narrow what it governs. */
export function fileClassOf(path: RepoPath, isTest: (path: RepoPath) => boolean): FileClass {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const known = lookUp(names, name);
  if (known) return known;
  if (workflowFolders.some((folder) => path.startsWith(folder))) return "workflow";
  if (configNames.some((pattern) => pattern.test(name))) return "config";
  if (isTest(path)) return "test";
  if (/^(?:licen[cs]e|notice|changelog|authors|readme|contributing)(?:[.-]|$)/.test(name) && !isSource(name)) return "docs";
  return lookUp(extensions, name.slice(name.lastIndexOf(".") + 1)) ?? "other";
}

function isSource(name: string): boolean {
  return lookUp(extensions, name.slice(name.lastIndexOf(".") + 1)) === "source";
}

function each(value: FileClass, keys: readonly string[]): Record<string, FileClass> {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

/** A file may be called `constructor`. */
function lookUp(table: Readonly<Record<string, FileClass>>, key: string): FileClass | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

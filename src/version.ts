/** Set by the build (`test/tools/build.mjs`) from package.json. */
declare const __RISKSCORE_VERSION__: string | undefined;

/** This package's version; `0.0.0-source` when the sources run unbuilt, as in unit tests. */
export const version: string = typeof __RISKSCORE_VERSION__ === "string" ? __RISKSCORE_VERSION__ : "0.0.0-source";

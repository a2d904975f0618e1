/** Set by the build (`test/tools/build.mjs`) from package.json. */
declare const RISKSCORE_VERSION: string | undefined;

/** This package's version; `0.0.0-source` when the sources run unbuilt, as in unit tests. */
export const version: string = typeof RISKSCORE_VERSION === "string" ? RISKSCORE_VERSION : "0.0.0-source";

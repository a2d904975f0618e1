/** Set by the build (`test/tools/build.mjs`) from package.json. */
declare const RISKSCORE_VERSION: string | undefined;

/** This package's version; `0.0.0-source` when the sources run unbuilt, as in unit tests. */
export const version: string = typeof RISKSCORE_VERSION === "string" ? RISKSCORE_VERSION : "0.0.0-source";

/** Set by the build: a digest over the sources. */
declare const RISKSCORE_BUILD: string | undefined;

/** Names this very build. What is kept in a form that only this code understands is kept under it. */
export const buildId: string = typeof RISKSCORE_BUILD === "string" ? RISKSCORE_BUILD : "source";

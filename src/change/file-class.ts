/** What a changed file is for; decides which signals look at it. */
export type FileClass = "source" | "test" | "style" | "asset" | "manifest" | "lockfile" | "config" | "workflow" | "docs" | "other";

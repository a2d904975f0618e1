/**
 * Part of every facts cache key. Raise it whenever the same text gives other facts or other fingerprints than before;
 * a cache of an older version is then never read. The compiler's version is a part of it, because a newer parser may
 * see a file differently: a test holds the two together.
 */
export const extractorVersion = "11+ts6.0.2";

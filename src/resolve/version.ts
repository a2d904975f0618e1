/** Raised whenever the same files would resolve differently: kept resolutions of older versions are read no more. */
export const resolverVersion = "3";

/** All telemetry of a support bundle together, unpacked: ten times what is stored at most by default. */
export const MAX_BUNDLE_BYTES = 1024 ** 3;

/** Telemetry files of a support bundle. */
export const MAX_BUNDLE_FILES = 10_000;

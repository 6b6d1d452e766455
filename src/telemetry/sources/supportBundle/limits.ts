/**
 * Maximum extracted size of all telemetry in a support bundle: ten times the default limit of
 * stored telemetry.
 */
export const MAX_BUNDLE_BYTES = 1024 ** 3;

/** Maximum number of telemetry files in a support bundle. */
export const MAX_BUNDLE_FILES = 10_000;

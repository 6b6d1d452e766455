import { exportFormats } from "../telemetry/export/formats/registry";
import { rangePresets } from "../telemetry/export/select/dateRange";
import { identifierModes } from "../telemetry/protect/identifiers";

/** What `npm run export` prints for `--help`, and when an argument is invalid. */
export const USAGE = `Export Coder telemetry from a folder or a support bundle to a single file.

  npm run export -- --directory DIR --range RANGE [OPTIONS] --destination FILE
  npm run export -- --directory DIR --start DAY --end DAY [OPTIONS] --destination FILE

  --directory     telemetry folder or support bundle (zip)
  --range         ${rangePresets.map(({ id }) => id).join(", ")}
  --start, --end  first and last day (inclusive) instead of a range, as YYYY-MM-DD in UTC; or UTC
                  times such as 2026-03-01T12:00:00Z (--end is exclusive; one can be absent)
  --format        ${exportFormats.map(({ id }) => id).join(", ")} (default: ${exportFormats[0].id})
  --identifiers   ${identifierModes.join(", ")} (default: ${identifierModes[0]})
  --destination   file to write; an existing file is replaced
  --manifest      file to write a manifest of the export to, for "npm run verify"

Exit status: 0 success (even if nothing matched), 1 failed, interrupted or nothing read,
2 invalid arguments, 3 exported, but some telemetry could not be read.
`;

import { chronological } from "../mergeEvents";
import type { EventWriter, ExportFormat } from "./format";

const SEPARATOR = ",\n";

/** A JSON array of the events as stored, one a line. */
export const json = {
  id: "json",
  label: (l10n) => l10n.t("JSON array"),
  detail: (l10n) => l10n.t("For people and audits: all events in order of time, one a line."),
  extension: "json",
  filter: ["json"],
  order: chronological,
  createEncoder:
    () =>
    ({ text }) => ({ text, resource: "" }),
  separator: SEPARATOR,
  createWriter: createJsonWriter,
} as const satisfies ExportFormat;

function createJsonWriter(): EventWriter {
  let separator = "\n";
  return {
    header: () => "[",
    before: () => {
      const before = separator;
      separator = SEPARATOR;
      return before;
    },
    footer: () => "\n]\n",
  };
}

import { chronological } from "../document/order";
import type { ExportFormat, PartWriter } from "./format";

const SEPARATOR = ",\n";

/** A JSON array of the stored events, one per line. */
export const json = {
  id: "json",
  group: "people",
  label: (l10n) => l10n.t("JSON array"),
  detail: (l10n) =>
    l10n.t("For reading and audits: all events in chronological order, one per line"),
  extension: "json",
  filter: ["json"],
  order: chronological,
  createEncoder:
    () =>
    ({ text }) => ({ record: text, resource: "" }),
  header: "[\n",
  separator: SEPARATOR,
  footer: "\n]\n",
  createWriter: createJsonWriter,
} as const satisfies ExportFormat<string>;

function createJsonWriter(): PartWriter<string> {
  let before = "";
  return {
    add: ({ record }) => {
      const added = before + record;
      before = SEPARATOR;
      return added;
    },
    end: () => "",
  };
}

import type { ExportFormat } from "./format";
import { json } from "./json";
import { otlp } from "./otlp";
import { otlpJsonl } from "./otlpJsonl";

/** The formats in the order in which they are offered; the first one is the default. */
export const exportFormats = [json, otlp, otlpJsonl] as const satisfies readonly ExportFormat[];

/** One of the registry's formats. */
export type RegisteredFormat = (typeof exportFormats)[number];

import type { ExportFormat } from "./format";
import { json } from "./json";
import { otlp } from "./otlp";
import { otlpJsonl } from "./otlpJsonl";

/** The formats in the order in which they are offered. The first is the default. */
export const exportFormats = [json, otlp, otlpJsonl] as const satisfies readonly ExportFormat[];

/** A format in the registry. */
export type RegisteredFormat = (typeof exportFormats)[number];

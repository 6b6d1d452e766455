import type { ExportFormat } from "./format";
import { json } from "./json";
import { otlp } from "./otlp";
import { otlpJsonl } from "./otlpJsonl";
import { otlpMetrics } from "./otlpMetrics";
import { otlpProtobuf } from "./otlpProtobuf";
import { otlpTraces } from "./otlpTraces";

/** The formats in the order in which they are offered, by group. The first is the default. */
export const exportFormats = [
  json,
  otlp,
  otlpJsonl,
  otlpProtobuf,
  otlpTraces,
  otlpMetrics,
] as const satisfies readonly ExportFormat[];

/** A format in the registry. */
export type RegisteredFormat = (typeof exportFormats)[number];

import type { PbfWriter } from "pbf";

const SURROGATE = /[\ud800-\udfff]/;

/**
 * Writes a string field. Lone surrogates, which Protobuf doesn't allow, are replaced. Node.js
 * encodes characters above U+FFFF, because the library writes U+20000 as U+10000 (pbf 5.1.2). For
 * all strings, that would take twice as long.
 */
export function writeString(pbf: PbfWriter, field: number, text: string): void {
  if (SURROGATE.test(text)) {
    pbf.writeBytesField(field, Buffer.from(text));
  } else {
    pbf.writeStringField(field, text);
  }
}
